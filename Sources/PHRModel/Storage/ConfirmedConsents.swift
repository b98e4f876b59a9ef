/// Since when and until when a portal has held Consents, and whom and what they named.
///
/// An access is judged by what the portal had confirmed at its moment, however late it is
/// reported (issue on consent, "Times").
struct ConfirmedConsents {
  /// The windows in which one Consent was active, and each name stood in it.
  struct Standing {
    var active: [ConsentWindow] = []
    var names: [String: [ConsentWindow]] = [:]

    /// Whether it was active at a moment.
    func isActive(at moment: Instant) -> Bool { active.contains { $0.contains(moment) } }

    /// Whether it named a resource or an institution at a moment.
    func names(_ name: String, at moment: Instant) -> Bool {
      names[name]?.contains { $0.contains(moment) } ?? false
    }
  }

  /// By the id of the Consent.
  private(set) var standing: [String: Standing] = [:]

  /// Reads what one portal has confirmed.
  init(_ records: RecordStore, portal base: String) throws {
    try records.connection.forEach(
      """
      SELECT c.id, c.name, c.since, c.until FROM confirmed c
        JOIN portal p ON p.number = c.portal
      WHERE p.base = ?
      """, [.text(base)]
    ) { row in
      let (id, name) = (row.text(at: 0) ?? "", row.text(at: 1) ?? "")
      let window = ConsentWindow(
        from: Instant(seconds: row.int(at: 2)),
        until: row.optionalInt("until").map { Instant(seconds: $0) })
      if name.isEmpty {
        standing[id, default: Standing()].active.append(window)
      } else {
        standing[id, default: Standing()].names[name, default: []].append(window)
      }
      return true
    }
  }

  /// Writes down that a portal holds a Consent from a moment on.
  static func note(
    _ item: OutboxItem, portal: Int64, at moment: Instant, in connection: Connection
  ) throws {
    guard item.key.type == "Consent", let consent = try? JSONValue(parsing: item.body) else {
      return
    }
    let isActive = consent["status"]?.string == "active"
    let names: Set<String> =
      isActive ? references(in: consent["provision"] ?? .null).union([""]) : []
    let key: [SQLiteValue] = [.int(portal), .text(item.key.id)]
    let open = try connection.query(
      "SELECT name FROM confirmed WHERE portal = ? AND id = ? AND until IS NULL", key
    ) { $0.text(at: 0) ?? "" }
    for name in Set(open).subtracting(names) {
      try connection.run(
        "UPDATE confirmed SET until = ? WHERE portal = ? AND id = ? AND name = ? AND until IS NULL",
        [.int(moment.seconds)] + key + [.text(name)])
    }
    for name in names.subtracting(open).sorted() {
      // Closed and opened within one second: it stood all the time.
      try connection.run(
        """
        INSERT INTO confirmed(portal, id, name, since, until) VALUES(?, ?, ?, ?, NULL)
        ON CONFLICT DO UPDATE SET until = NULL
        """, key + [.text(name), .int(moment.seconds)])
    }
  }

  private static func references(in value: JSONValue) -> Set<String> {
    switch value {
    case .array(let elements): elements.reduce(into: []) { $0.formUnion(references(in: $1)) }
    case .object(let members):
      members.reduce(into: []) { names, member in
        if member.name == "reference", let text = member.value.string {
          names.insert(text)
        } else {
          names.formUnion(references(in: member.value))
        }
      }
    default: []
    }
  }
}
