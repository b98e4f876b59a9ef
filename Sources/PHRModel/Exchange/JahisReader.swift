public import Foundation

/// Reads a medication notebook: JAHIS 電子版お薬手帳データフォーマット Ver.1.0 to 2.6, CP932 or UTF-8.
///
/// Streams: only the current dispensing is held. A problem without a line is about the file as a
/// whole, and then nothing of it may be kept. Parts of a file split by record 911 have to go
/// through `JahisSplit` first; a part by itself is refused with `.partMissing`.
public struct JahisReader: ImportReader {
  private var decoder = LineDecoder()
  private var file = JahisFile()

  /// A reader for one file.
  public init() {}

  /// Takes the next bytes of the file.
  public mutating func consume(_ bytes: Data, into sink: (ImportEvent) throws -> Void) throws {
    var lines: [RawLine] = []
    decoder.consume(bytes) { lines.append($0) }
    for line in lines { try file.take(decoder.line(line), into: sink) }
  }

  /// The file ends here.
  public mutating func finish(into sink: (ImportEvent) throws -> Void) throws {
    var lines: [RawLine] = []
    decoder.finish { lines.append($0) }
    for line in lines { try file.take(decoder.line(line), into: sink) }
    try file.finish(into: sink)
  }
}

/// The version record: `JAHISTC08,1`.
struct JahisHeader: Equatable {
  /// The newest known version number (Ver.2.5 and 2.6).
  static let newest = 8

  /// The two digits.
  let version: Int
  /// 出力区分: 1 institution → patient, 2 patient → institution; labels of Ver.1.0 have none.
  let direction: String?

  /// The header that a line is, or `nil`.
  init?(_ fields: [String]) {
    guard let first = fields.first?.trimmed, first.hasPrefix("JAHISTC"),
      let version = Int(first.dropFirst(7)), (0...99).contains(version)
    else { return nil }
    self.version = version
    direction = fields.count > 1 ? fields[1].trimmed.nonEmpty : nil
  }

  /// Whether the fields that only institutions write have to be there.
  var isOutward: Bool { direction == "1" }
  /// Whether every record names its creator.
  var hasCreators: Bool { direction != nil }
}

/// What the lines of one file mean, one after the other.
struct JahisFile {
  private var header: JahisHeader?
  private var isRefused = false
  private var hasPatient = false
  private var overTheCounter: [JahisOverTheCounter] = []
  private var dispensing: JahisDispensing?
  private var keys: [String: Int] = [:]

  /// Takes a line.
  mutating func take(_ line: LineDecoder.Line, into sink: (ImportEvent) throws -> Void) throws {
    guard !isRefused, line.fields != [""], !line.fields.allSatisfy({ $0.trimmed.isEmpty }) else {
      return
    }
    if let next = JahisHeader(line.fields) { return try begin(next, line: line, into: sink) }
    guard let header else {
      isRefused = true
      return try sink(.problem(ImportProblem(.headerMissing)))
    }
    let parsed = try JahisLine(line) { try sink(.problem($0)) }
    for problem in JahisCheck.problems(of: parsed, header: header) { try sink(.problem(problem)) }
    try take(parsed, into: sink)
  }

  /// The file ends here.
  mutating func finish(into sink: (ImportEvent) throws -> Void) throws {
    guard !isRefused else { return }
    guard header != nil else { return try sink(.problem(ImportProblem(.emptyFile))) }
    try flush(into: sink)
    if !hasPatient {
      try sink(.problem(ImportProblem(.missingField, severity: .warning, field: "1")))
    }
  }

  private mutating func begin(
    _ next: JahisHeader, line: LineDecoder.Line, into sink: (ImportEvent) throws -> Void
  ) throws {
    try flush(into: sink)
    header = next
    var person = Profile()
    let text = ReceivedText(line.fields.joined(separator: ",")).text
    person.raw = [RawField(path: "jahis.0", value: text, ownToRecord: false)]
    try sink(.person(person))
    if next.version > JahisHeader.newest || next.version == 0 {
      try sink(
        .problem(ImportProblem(.unknownVersion, severity: .warning, line: line.number, field: "0")))
    }
    if let direction = next.direction, !["1", "2"].contains(direction) {
      try sink(
        .problem(ImportProblem(.unknownCode, severity: .warning, line: line.number, field: "0.1")))
    }
  }

  private mutating func take(_ line: JahisLine, into sink: (ImportEvent) throws -> Void) throws {
    switch line.type {
    case .patient:
      hasPatient = true
      try sink(.person(JahisPerson.profile(line)))
    case .familyPharmacist:
      try flush(into: sink)
      try sink(.person(JahisPerson.careTeam(line)))
    case .patientRemark: try sink(.record(JahisPerson.remark(line)))
    case .memo: try sink(.record(JahisPerson.memo(line)))
    case .overTheCounter: overTheCounter.append(JahisOverTheCounter(line))
    case .ingredient: try takeIngredient(line, into: sink)
    case .dispensing:
      try flush(into: sink)
      dispensing = JahisDispensing(line)
    case .split: try takeSplit(line, into: sink)
    case .some: try takeInDispensing(line, into: sink)
    case nil: try takeUnknown(line, into: sink)
    }
  }

  /// Hands on what is complete once a new part of the file begins.
  private mutating func flush(into sink: (ImportEvent) throws -> Void) throws {
    for drug in overTheCounter { try sink(.record(drug.draft)) }
    overTheCounter = []
    guard let finished = dispensing else { return }
    dispensing = nil
    let count = keys[finished.key, default: 0] + 1
    keys[finished.key] = count
    // Two dispensings of one pharmacy, institution and day are two episodes.
    let key = count == 1 ? finished.key : "\(finished.key)#\(count)"
    for event in finished.events(key: key) { try sink(event) }
  }

  private mutating func takeIngredient(
    _ line: JahisLine, into sink: (ImportEvent) throws -> Void
  ) throws {
    let serial = line[1]
    guard let place = overTheCounter.lastIndex(where: { serial != nil && $0.serial == serial })
    else { return try keepAsOrphan(line, into: sink) }
    overTheCounter[place].ingredients.append(line)
  }

  /// A part by itself, when `JahisSplit` has not joined it with the others.
  private mutating func takeSplit(
    _ line: JahisLine, into sink: (ImportEvent) throws -> Void
  ) throws {
    try flush(into: sink)
    guard let total = line[2].flatMap({ Int($0) }), total > 1 else { return }
    try sink(.problem(ImportProblem(.partMissing)))
  }

  private mutating func takeInDispensing(
    _ line: JahisLine, into sink: (ImportEvent) throws -> Void
  ) throws {
    if dispensing == nil {
      // Records of a dispensing without record 5: they are kept, without a date.
      try sink(
        .problem(ImportProblem(.orphan, severity: .warning, line: line.number, field: line.tag)))
      dispensing = JahisDispensing(nil)
    }
    if dispensing?.take(line) == false { try keepAsOrphan(line, into: sink) }
  }

  private mutating func takeUnknown(
    _ line: JahisLine, into sink: (ImportEvent) throws -> Void
  ) throws {
    try sink(
      .problem(ImportProblem(.keptRaw, severity: .warning, line: line.number, field: line.tag)))
    try keep(line, into: sink)
  }

  /// A line that belongs to nothing before it stays raw.
  private mutating func keepAsOrphan(
    _ line: JahisLine, into sink: (ImportEvent) throws -> Void
  ) throws {
    try sink(
      .problem(ImportProblem(.orphan, severity: .warning, line: line.number, field: line.tag)))
    try keep(line, into: sink)
  }

  private mutating func keep(_ line: JahisLine, into sink: (ImportEvent) throws -> Void) throws {
    try sink(.keptRaw(type: "jahis.\(line.tag)"))
    if dispensing != nil {
      dispensing?.keep(line)
    } else {
      var person = Profile()
      person.raw = [line.rawField(ownToRecord: false)]
      try sink(.person(person))
    }
  }
}
