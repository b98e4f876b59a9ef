import PHRModel

/// The JSON form of records on stdout (DESIGN section 4).
enum RecordJSON {
  /// One line of a list.
  static func line(_ summary: RecordSummary, hidden: Bool) -> JSONValue {
    object([
      ("id", .string(summary.id.text)), ("kind", .string(summary.kind.rawValue)),
      ("date", text(summary.date?.description)), ("title", .string(summary.title)),
      ("detail", text(summary.detail)), ("facility", text(summary.facility)),
      ("source", .string(summary.source)), ("version", number(summary.version)),
      ("status", .string(summary.status.rawValue)), ("abnormal", number(summary.abnormal)),
      ("episode", text(summary.episode?.text)), ("hidden", .bool(hidden)),
    ])
  }

  /// A whole record.
  static func whole(_ record: Record, notes: [EpisodeNote], hidden: Bool) throws -> JSONValue {
    let body = record.body
    let said = try shown(body)
    return object([
      ("id", .string(record.id.text)), ("kind", .string(body.kind.rawValue)),
      ("date", text(body.date?.description)), ("time", text(body.time?.description)),
      ("title", .string(body.title)),
      ("facility", text(body.shownFacility)),
      ("source", .string(record.provenance.listLabel)), ("version", number(record.version)),
      ("status", .string(record.status.rawValue)), ("hidden", .bool(hidden)),
      ("content", said["content"]?["value"] ?? .null),
      ("facilities", said["facilities"] ?? .array([])), ("note", text(body.note)),
      ("raw", said["raw"] ?? .array([])), ("episode", text(record.episode?.text)),
      ("episodeNotes", try shown(notes)), ("tags", .array(record.tags.map { .string($0) })),
      ("twins", .array(record.twins.map { .string($0.text) })),
      ("provenance", try shown(record.provenance)),
    ])
  }

  /// One version of a record.
  static func version(_ version: RecordVersion) throws -> JSONValue {
    object([
      ("version", number(version.number)), ("status", .string(version.status.rawValue)),
      ("recorded", .string(version.recorded.description)),
      ("provenance", try shown(version.provenance)), ("body", try shown(version.body)),
    ])
  }

  /// Any encodable value of the model as people and other programs read it: moments are ISO 8601,
  /// and a choice with one value holds that value at once.
  static func shown(_ value: some Encodable) throws -> JSONValue {
    withoutUnnamed(try JSONValue(encoding: value, instantsAsText: true))
  }

  /// Swift writes an enumeration's unnamed value as `{"_0": …}`; only the value is of interest.
  private static func withoutUnnamed(_ value: JSONValue) -> JSONValue {
    switch value {
    case .object(let members):
      if members.count == 1, let only = members.first, only.name == "_0" {
        return withoutUnnamed(only.value)
      }
      return .object(members.map { JSONMember($0.name, withoutUnnamed($0.value)) })
    case .array(let elements): return .array(elements.map(withoutUnnamed))
    default: return value
    }
  }

  /// Any encodable value of the model as it is stored.
  static func encoded(_ value: some Encodable) throws -> JSONValue {
    try JSONValue(encoding: value)
  }

  /// An object with its members in that order.
  static func object(_ members: [(String, JSONValue)]) -> JSONValue {
    .object(members.map { JSONMember($0.0, $0.1) })
  }

  /// A text, or null.
  static func text(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }

  /// A whole number.
  static func number(_ number: some BinaryInteger) -> JSONValue { .number(String(number)) }
}
