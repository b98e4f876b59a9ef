/// Consent on its way to portals: one FHIR Consent for each directive, one for each seal and one
/// for the base rule.
public struct ConsentPortal {
  /// How far a directive has come.
  public enum Standing: String, Sendable, CaseIterable {
    /// Not sent to any portal.
    case local
    /// It can match nothing at a portal, so it is not sent.
    case localOnly = "local-only"
    /// Waiting, or sent without an answer so far.
    case pending
    /// The portal has confirmed it.
    case inForce = "in-force"
    /// The portal has refused it.
    case refused
  }

  private static let baseName = "base-consent-name"
  private let records: RecordStore
  private var connection: Connection { records.connection }

  /// The way to the portals of a vault.
  public init(_ records: RecordStore) {
    self.records = records
  }

  /// How far each Consent has come, by its name; the worst of all portals counts.
  public func standing() throws -> [String: Standing] {
    var standing: [String: Standing] = [:]
    for base in try SyncStore.portals(records) {
      for item in try SyncStore(records, portal: base).outbox() where item.key.type == "Consent" {
        let next: Standing =
          switch item.state {
          case .pending: .pending
          case .inForce: .inForce
          case .refused, .conflict: .refused
          }
        if standing[item.key.id].map({ $0 == .inForce }) ?? true { standing[item.key.id] = next }
      }
    }
    guard try !SyncStore.portals(records).isEmpty else { return standing }
    for directive in try ConsentStore(records).state().directives.all
    where standing[directive.id.text] == nil { standing[directive.id.text] = .localOnly }
    return standing
  }

  /// Puts into every outbox what the portal does not know yet, and takes back what no longer holds.
  ///
  /// What was put there before and says the same is left alone, so this may be called often: after
  /// every change of consent, and before a pull because tags and episodes travel as lists.
  /// - Returns: how many Consents were put there.
  @discardableResult
  public func publish(now: Instant) throws -> Int {
    try connection.transaction {
      try SyncStore.portals(records).reduce(0) { count, base in
        count + (try publish(to: SyncStore(records, portal: base), now: now))
      }
    }
  }

  private func publish(to sync: SyncStore, now: Instant) throws -> Int {
    guard let account = try sync.account() else { return 0 }
    let wanted = try consents(for: account, now: now)
    var count = 0
    let known = try sync.outbox().filter { $0.key.type == "Consent" }
    for (name, body) in wanted {
      let key = ResourceKey(type: "Consent", id: name)
      guard known.first(where: { $0.key == key })?.body != body else { continue }
      try sync.enqueue(key, body: body, now: now)
      count += 1
    }
    let names = Set(wanted.map(\.name))
    for item in known where !names.contains(item.key.id) {
      guard let former = try? JSONValue(parsing: item.body),
        former["status"]?.string == "active"
      else { continue }
      let ended = former.replacing("status", by: "inactive").serialized()
      try sync.enqueue(item.key, body: ended, now: now)
      count += 1
    }
    return count
  }

  /// The Consents that shall stand at a portal.
  private func consents(
    for account: PortalAccount, now: Instant
  ) throws -> [(name: String, body: String)] {
    let state = try ConsentStore(records).state()
    let facts = try SharingFacts(records, state: state, now: now).facts()
    let writer = ConsentWriter(
      state: state, patient: account.patient, now: now,
      instances: try instances(base: account.base, facts: facts))
    var consents = [(name: try baseName(), body: writer.base(named: try baseName()))]
    for directive in state.directives.all {
      guard let body = writer.consent(directive) else { continue }
      consents.append((directive.id.text, body))
    }
    return consents.map { (name: $0.name, body: $0.body.serialized()) }
  }

  /// The name of the base Consent; drawn once, because names at a portal are everybody's.
  private func baseName() throws -> String {
    if let name = try records.setting(Self.baseName) { return name }
    let name = ConsentStore.randomName(bytes: 16)
    try records.set(Self.baseName, to: name)
    return name
  }

  /// The records that a selector means, by their names at the portal.
  private func instances(
    base: String, facts: [RecordFacts]
  ) throws -> (Selector) -> [String] {
    var names: [RecordID: [String]] = [:]
    try connection.forEach(
      """
      SELECT u.record, u.type, u.id FROM upstream u JOIN portal p ON p.number = u.portal
      WHERE p.base = ? AND u.record IS NOT NULL ORDER BY u.type, u.id
      """, [.text(base)]
    ) { row in
      let id = RecordID(try row.text("record"))
      names[id, default: []].append("\(try row.text("type"))/\(try row.text("id"))")
      return true
    }
    return { selector in
      let index = RuleIndex([(.hide, selector)])
      return facts.filter { index.strongest(for: $0) != nil }.flatMap { facts in
        ([facts.current] + facts.twins).flatMap { names[$0.id] ?? [] }
      }.inOrderOnce
    }
  }
}

extension JSONValue {
  /// The object with the value of a member replaced.
  fileprivate func replacing(_ name: String, by value: JSONValue) -> JSONValue {
    .object(members.map { $0.name == name ? JSONMember(name, value) : $0 })
  }
}
