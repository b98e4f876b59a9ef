public import Foundation

/// Writes a medication notebook as `JAHISTC08,2` (patient → institution): CP932, CRLF, all
/// trailing commas (shared formats/jahis-okusuri.md, section 8).
public struct JahisWriter {
  /// How lines come about.
  public enum Style: Sendable {
    /// From the records' fields: for handing over.
    case standard
    /// The received lines where a record still has them, so that an unchanged notebook gives the
    /// same bytes again: for the holder's own copy.
    case asReceived
  }

  /// Something that could not be written as it stands in the record.
  public struct Loss: Sendable, Hashable {
    /// What was done.
    public enum Kind: String, Sendable {
      /// Characters outside CP932 were replaced by 〓.
      case replaced
      /// A text was cut at the length the standard allows.
      case cut
      /// A value has no place in the standard and was left out.
      case leftOut
    }

    /// What was done.
    public let kind: Kind
    /// Line of the file, from 1.
    public let line: Int
    /// Field in the standard's terms (`201.2`).
    public let field: String
  }

  /// The finished file with what was lost.
  public struct Output: Sendable, Equatable {
    /// The bytes.
    public let file: Data
    /// What was lost.
    public let losses: [Loss]
  }

  private let style: Style
  private var bytes = Data()
  private var lineCount = 0
  /// What was lost so far.
  public private(set) var losses: [Loss] = []

  /// A writer of one notebook in pieces: its begin, its dispensings, its end.
  public init(style: Style = .standard) {
    self.style = style
  }

  /// The file of a notebook.
  ///
  /// - Parameters:
  ///   - notebook: What goes into it; consent has been decided before.
  ///   - style: Newly made lines, or the received ones where they exist.
  /// - Returns: The bytes and what was lost.
  public static func write(_ notebook: JahisNotebook, style: Style = .standard) -> Output {
    var writer = JahisWriter(style: style)
    writer.begin(notebook)
    for dispensing in notebook.dispensings { writer.write(dispensing) }
    writer.end(notebook)
    return Output(file: writer.taken(), losses: writer.losses)
  }

  /// Hands over what was written since the last time.
  public mutating func taken() -> Data {
    defer { bytes = Data() }
    return bytes
  }

  /// Writes what stands before the dispensings.
  public mutating func begin(_ notebook: JahisNotebook) {
    let received = received(notebook.person)
    // Several files may have come together; the newest form holds for all their lines.
    let header = received.filter { $0.tag == "0" }.map(\.text).max()
    append(header ?? "JAHISTC08,2", tag: "0")
    if !append(received, ["1"], first: true) { append(JahisFields.patient(notebook.person)) }
    for group in groups { write(notebook.records.filter { group.contains($0.kind) }) }
  }

  /// Writes what stands behind them.
  public mutating func end(_ notebook: JahisNotebook) {
    let received = received(notebook.person)
    // Records that the standard did not know when this was written.
    append(received, Set(received.map(\.tag)).subtracting(["0", "1", "701", "911"]).sorted())
    if !append(received, ["701"]) {
      for member in notebook.person.careTeam { append(JahisFields.familyPharmacist(member)) }
    }
  }

  private func received(_ person: Profile) -> [JahisReceivedLine] {
    style == .asReceived ? JahisReceivedLine.lines(person.raw) : []
  }

  /// The kinds whose records stand together: received remarks stay in their order.
  private var groups: [Set<Kind>] {
    switch style {
    case .standard: [[.allergy], [.condition], [.medication], [.notice]]
    case .asReceived: [[.allergy, .condition], [.medication], [.notice]]
    }
  }

  private mutating func write(_ bodies: [RecordBody]) {
    guard bodies.first?.kind != .medication else { return writeOverTheCounter(bodies) }
    for body in bodies where !append(received(body), ["2", "4"]) {
      append(JahisFields.remark(body))
    }
  }

  /// All drugs, then all their ingredients, joined by 通番.
  private mutating func writeOverTheCounter(_ bodies: [RecordBody]) {
    for (index, body) in bodies.enumerated() where !append(received(body), ["3"]) {
      append(JahisFields.overTheCounter(body, serial: index + 1))
    }
    for (index, body) in bodies.enumerated() where !append(received(body), ["31"]) {
      for line in JahisFields.ingredients(body, serial: index + 1) { append(line) }
    }
  }

  /// Writes a dispensing.
  public mutating func write(_ dispensing: JahisNotebook.Dispensing) {
    guard let first = dispensing.lines.first else { return }
    let heads = ["5", "11", "15", "51"]
    let received = style == .asReceived ? JahisReceivedLine.lines(dispensing.raw) : []
    if !append(received, heads) {
      for line in JahisFields.heads(first) { append(line) }
    }
    var doctor: String?
    for prescription in JahisPrescriptionGroup.groups(of: dispensing.lines) {
      writeDoctor(prescription, after: &doctor)
      write(prescription)
    }
    let notes = [401, 411, 421, 501, 601].map(String.init)
    let known = Set(heads + notes + ["55"])
    if !append(received, notes) {
      for note in dispensing.notes { append(JahisFields.note(note)) }
    }
    // Records that the standard did not know when this was written.
    append(received, Set(received.map(\.tag)).subtracting(known).sorted())
  }

  private mutating func writeDoctor(
    _ prescription: JahisPrescriptionGroup, after doctor: inout String?
  ) {
    guard let body = prescription.lines.first else { return }
    let kept = received(body).first { $0.tag == "55" }
    let made = JahisFields.doctor(body)
    let name = kept?.text ?? made?.values.joined(separator: ",")
    guard let name, name != doctor else { return }
    doctor = name
    if let kept {
      append(kept.text, tag: "55", isNEC: kept.isNEC)
    } else if let made {
      append(made)
    }
  }

  private mutating func write(_ prescription: JahisPrescriptionGroup) {
    for body in prescription.lines
    where !append(received(body), ["201", "281", "291"]) {
      for line in JahisFields.drug(body, number: prescription.number) {
        append(line)
      }
    }
    guard let body = prescription.lines.first else { return }
    if !append(received(body), ["301", "311", "391"]) {
      for line in JahisFields.usage(body, number: prescription.number) { append(line) }
    }
  }

  private func received(_ body: RecordBody) -> [JahisReceivedLine] {
    style == .asReceived ? JahisReceivedLine.lines(body.raw) : []
  }

  /// Writes the received lines of those records in their order; `false` if there are none.
  @discardableResult
  private mutating func append(
    _ received: [JahisReceivedLine], _ tags: [String], first: Bool = false
  ) -> Bool {
    let found = received.filter { tags.contains($0.tag) }
    for line in first ? found.prefix(1) : found[...] {
      append(line.text, tag: line.tag, isNEC: line.isNEC)
    }
    return !found.isEmpty
  }

  private mutating func append(_ made: JahisMadeLine?) {
    guard let made else { return }
    let limits = made.type.limits
    var fields: [String] = []
    for (index, value) in made.values.enumerated() {
      let place = "\(made.type.rawValue).\(index + 1)"
      let fitted = JahisText.fitted(value, limit: limits[index])
      if fitted.isCut { lose(.cut, place) }
      fields.append(fitted.text)
    }
    for place in made.leftOut { lose(.leftOut, "\(made.type.rawValue).\(place)") }
    append(
      ([String(made.type.rawValue)] + fields).joined(separator: ","), tag: "\(made.type.rawValue)")
  }

  private mutating func append(_ line: String, tag: String, isNEC: Bool = false) {
    let encoded = JahisText.encoded(line, isNEC: isNEC)
    if encoded.isChanged { lose(.replaced, tag) }
    bytes += encoded.bytes
    bytes += [0x0D, 0x0A]
    lineCount += 1
  }

  /// Losses are noted before their line is added.
  private mutating func lose(_ kind: Loss.Kind, _ field: String) {
    losses.append(Loss(kind: kind, line: lineCount + 1, field: field))
  }
}
