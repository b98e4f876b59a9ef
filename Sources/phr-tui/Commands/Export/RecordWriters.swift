import PHRModel

/// One JSON object on each line: the profile, the records with their provenance, the changes of
/// consent.
final class LineRecordWriter: RecordWriter {
  private let sink: ExportSink
  private let audience: ExportAudience

  init(_ sink: ExportSink, _ audience: ExportAudience) {
    self.sink = sink
    self.audience = audience
  }

  func begin(_ profile: Profile, made: Instant) throws {
    try write(
      "profile",
      [
        ("made", .string(made.description)), ("for", RecordJSON.text(audience.name)),
        ("profile", try RecordJSON.encoded(profile)),
      ])
  }

  func write(_ record: Record) throws {
    try write("record", try RecordShape.members(of: record, audience))
  }

  func write(_ change: ConsentChange) throws {
    try write("consent", [("change", try RecordJSON.encoded(change))])
  }

  func end() throws {}

  private func write(_ type: String, _ members: [(String, JSONValue)]) throws {
    let line = RecordJSON.object([("type", .string(type))] + members)
    try sink.write(line.serialized() + "\n")
  }
}

/// A table for spreadsheets; what does not fit a column stands as JSON in the last one.
final class CSVRecordWriter: RecordWriter {
  private let sink: ExportSink
  private let audience: ExportAudience

  init(_ sink: ExportSink, _ audience: ExportAudience) {
    self.sink = sink
    self.audience = audience
  }

  func begin(_ profile: Profile, made: Instant) throws {
    // Spreadsheets take a file for UTF-8 only with this mark.
    try sink.write(bytes: [0xEF, 0xBB, 0xBF])
    try write([
      "id", "kind", "date", "title", "facility", "source", "status", "version", "note", "content",
    ])
  }

  func write(_ record: Record) throws {
    let members = try RecordShape.members(of: record, audience)
    let columns = [
      "id", "kind", "date", "title", "facility", "source", "status", "version", "note",
    ]
    let cells = columns.map { name -> String in
      let value = members.first { $0.0 == name }?.1
      return value == .null ? "" : value?.literal ?? ""
    }
    let rest = members.filter { !columns.contains($0.0) && $0.1 != .null }
    try write(cells + [RecordJSON.object(rest).serialized()])
  }

  func write(_ change: ConsentChange) throws {
    let json = try RecordJSON.encoded(change).serialized()
    try write(["", "consent", "", "", "", "", "", "", "", json])
  }

  func end() throws {}

  private func write(_ cells: [String]) throws {
    try sink.write(CSVCell.line(cells))
  }
}

/// Cells of RFC 4180 that no spreadsheet takes for a formula (OWASP, "CSV Injection").
enum CSVCell {
  /// The cells as a line with its end.
  static func line(_ cells: [String], separator: String = ",") -> String {
    cells.map { quoted(harmless($0), separator) }.joined(separator: separator) + "\r\n"
  }

  /// A cell that begins like a formula gets an apostrophe, also in full width and behind blanks; a
  /// plain number is none.
  static func harmless(_ text: String) -> String {
    let starts: Set<Unicode.Scalar> = [
      "=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠",
    ]
    let first = text.unicodeScalars.first { $0 != " " && $0 != "\u{3000}" }
    guard let first, starts.contains(first) else { return text }
    return "'" + text
  }

  private static func quoted(_ text: String, _ separator: String) -> String {
    let needs = text.unicodeScalars.contains { "\"\r\n".unicodeScalars.contains($0) }
    guard needs || text.contains(separator) else { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }
}

/// The members of a record as an export shows them.
enum RecordShape {
  /// Everything for the holder; for others under other names and without the way it came in.
  static func members(
    of record: Record, _ audience: ExportAudience
  ) throws -> [(String, JSONValue)] {
    var shaped = record
    if !audience.isHolder {
      shaped.id = RecordID(audience.uuid("record/\(record.id.text)"))
      shaped.episode = record.episode.map { EpisodeID(audience.uuid("episode/\($0.text)")) }
      shaped.twins = []
      // A version number counts corrections that are not shown.
      shaped.version = 1
    }
    let holderOnly: Set<String> = ["tags", "twins", "provenance", "version"]
    return try RecordJSON.whole(shaped, notes: [], hidden: false).members.compactMap { member in
      if member.name == "hidden" || member.name == "episodeNotes" { return nil }
      if !audience.isHolder, holderOnly.contains(member.name) { return nil }
      return (member.name, member.value)
    }
  }
}

/// A FHIR Bundle of type collection, written entry by entry.
final class FHIRRecordWriter: RecordWriter {
  private let sink: ExportSink
  private let audience: ExportAudience
  private let writer: FHIRWriter
  private var organizations: Set<String> = []
  private var isFirst = true

  init(_ sink: ExportSink, _ audience: ExportAudience) {
    self.sink = sink
    self.audience = audience
    writer = FHIRWriter(
      .init(
        patient: "Patient/holder",
        includesInsuranceNumbers: audience.view?.showsInsuredNumbers ?? true))
  }

  func begin(_ profile: Profile, made: Instant) throws {
    try sink.write(
      "{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"timestamp\":\"\(made)\",\"entry\":[")
    try add(writer.patient(profile, id: "holder"))
  }

  func write(_ record: Record) throws {
    let written = writer.write(record)
    try add(written.resource)
    for part in written.parts { try add(part) }
    for organization in written.organizations
    where organizations.insert(organization["id"]?.string ?? "").inserted {
      try add(organization)
    }
    if audience.isHolder { try add(provenance(of: record, written.resource)) }
  }

  func write(_ change: ConsentChange) throws {
    // Consent is a history of changes; the whole of it travels as it is, under our own type.
    let json = try RecordJSON.encoded(change).serialized()
    let number = NameUUID.of(json)
    try add([
      "resourceType": "Basic", "id": .string(number),
      "extension": [["url": "urn:phr-tui:consent-change", "valueString": .string(json)]],
      "code": ["text": "consent change"], "subject": ["reference": "Patient/holder"],
    ])
  }

  func end() throws { try sink.write("]}\n") }

  private func provenance(of record: Record, _ resource: JSONValue) -> JSONValue {
    let name = "\(resource["resourceType"]?.string ?? "")/\(resource["id"]?.string ?? "")"
    let source = record.provenance
    let words = [source.channel.rawValue, source.format, source.name].filter { !$0.isEmpty }
    return [
      "resourceType": "Provenance", "id": .string(FHIRWriter.id("p-" + record.id.text)),
      "target": [["reference": .string(name)]],
      "recorded": .string(source.received.description),
      "agent": [["who": ["display": .string(words.joined(separator: " "))]]],
    ]
  }

  private func add(_ resource: JSONValue) throws {
    let type = resource["resourceType"]?.string ?? ""
    let name = "\(type)/\(resource["id"]?.string ?? "")"
    let linked = resource.relinked(audience.uuid)
    let shown = audience.isHolder ? linked : linked.named(audience.uuid(name))
    let entry: JSONValue = [
      "fullUrl": .string("urn:uuid:" + audience.uuid(name)), "resource": shown,
    ]
    try sink.write((isFirst ? "\n" : ",\n") + entry.serialized())
    isFirst = false
  }
}
