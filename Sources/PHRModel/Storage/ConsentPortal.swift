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

  /// One Consent as it shall stand at a portal.
  private struct Wanted {
    let name: String
    let body: String
    /// Whether it takes something away from somebody.
    let hides: Bool
  }

  private static let baseName = "base-consent-name"
  private static let sealSalt = "seal-consent-salt"
  private static let publishedMark = "consent-published"
  private let records: RecordStore
  private var connection: Connection { records.connection }

  /// The way to the portals of a vault.
  public init(_ records: RecordStore) {
    self.records = records
  }

  // MARK: How far it has come

  /// How far each Consent has come, by its name; the worst of all portals counts.
  public func standing() throws -> [String: Standing] {
    var standing: [String: Standing] = [:]
    let portals = try SyncStore.portals(records)
    for base in portals {
      for item in try SyncStore(records, portal: base).outbox() where item.key.type == "Consent" {
        guard item.isActiveConsent else { continue }
        let next = Standing(item.state)
        if standing[item.key.id].map({ $0 == .inForce }) ?? true { standing[item.key.id] = next }
      }
    }
    guard !portals.isEmpty else { return standing }
    let state = try ConsentStore(records).state()
    let names =
      try state.directives.all.map(\.id.text)
      + state.seals.compactMap { try consentName(of: $0) }
    for name in names where standing[name] == nil { standing[name] = .localOnly }
    return standing
  }

  /// The name of the Consent that stands for a seal; `nil` before the first publishing.
  ///
  /// It says nothing about what is sealed: others see it at the portal.
  public func consentName(of seal: RecordSeal) throws -> String? {
    guard let salt = try records.setting(Self.sealSalt) else { return nil }
    let until = seal.window.until?.description ?? ""
    let text = "\(salt)|\(seal.selector)|\(seal.set)|\(until)"
    return String(ConsentStore.hexadecimal(SHA256.hash(Array(text.utf8))).prefix(32))
  }

  /// The name of the Consent that stands for the base rule; `nil` before the first publishing.
  func baseConsentName() throws -> String? { try records.setting(Self.baseName) }

  // MARK: Publishing

  /// Puts into every outbox what the portal does not know yet, and takes back what no longer holds.
  ///
  /// What was put there before and says the same is left alone, so this may be called often: after
  /// every change of consent, and around every pull because tags and episodes travel as lists.
  /// What hides goes first and what shows goes last, so that no portal ever knows a show without
  /// the hides beside it.
  /// - Returns: how many Consents were put there.
  @discardableResult
  public func publish(now: Instant) throws -> Int {
    try connection.transaction {
      let count = try SyncStore.portals(records).reduce(0) { count, base in
        count + (try publish(to: SyncStore(records, portal: base), now: now))
      }
      try records.set(Self.publishedMark, to: try mark(now: now))
      return count
    }
  }

  /// As `publish`, but without work if nothing has changed that lists depend on.
  @discardableResult
  public func publishIfChanged(now: Instant) throws -> Int {
    guard try records.setting(Self.publishedMark) != mark(now: now) else { return 0 }
    return try publish(now: now)
  }

  /// Changes whenever a list might: consent, records, tags, twins, names at portals, and the day,
  /// because drugs come to their end.
  private func mark(now: Instant) throws -> String {
    let numbers =
      try connection.first(
        """
        SELECT (SELECT count(*) FROM portal), (SELECT max(number) FROM consent_change),
          (SELECT max(rowid) FROM version), (SELECT max(number) FROM tag_change),
          (SELECT max(number) FROM twin_change), (SELECT count(*) FROM upstream)
        """
      ) { row in (0..<6).map { String(row.int(at: $0)) } } ?? []
    return (numbers + [String(now.day.number)]).joined(separator: ".")
  }

  private func publish(to sync: SyncStore, now: Instant) throws -> Int {
    guard let account = try sync.account() else { return 0 }
    let wanted = try consents(for: account, now: now)
    let known = try sync.outbox().filter { $0.key.type == "Consent" }
    let bodies = Dictionary(known.map { ($0.key.id, $0.body) }, uniquingKeysWith: { $1 })
    let changed = wanted.filter { bodies[$0.name] != $0.body }
    let names = Set(wanted.map(\.name))
    let ended = try known.filter { !names.contains($0.key.id) && $0.isActiveConsent }
      .map(Self.ended)
    let inOrder =
      changed.filter(\.hides) + ended.filter { !$0.hides } + changed.filter { !$0.hides }
      + ended.filter(\.hides)
    for consent in inOrder {
      try sync.enqueue(
        ResourceKey(type: "Consent", id: consent.name), body: consent.body, now: now)
    }
    return inOrder.count
  }

  /// The Consent of an item as one that no longer holds.
  private static func ended(_ item: OutboxItem) throws -> Wanted {
    let former = try JSONValue(parsing: item.body)
    let rules = former["provision"]?["provision"]?.elements ?? []
    return Wanted(
      name: item.key.id, body: former.replacing("status", by: "inactive").serialized(),
      hides: rules.contains { $0["type"]?.string == "deny" })
  }

  /// The Consents that shall stand at a portal.
  private func consents(for account: PortalAccount, now: Instant) throws -> [Wanted] {
    let state = try ConsentStore(records).state()
    let instances = ConsentInstances(records, base: account.base, now: now)
    // A closure of the pure writer cannot throw: the lists are read before.
    var lists: [Effect: [Selector: [String]]] = [:]
    let asked =
      state.directives.all.map { ($0.effect, $0.selector) }
      + state.seals.map { (Effect.hide, $0.selector) }
    for (effect, selector) in asked where selector.travelsAsList {
      lists[effect, default: [:]][selector] = try instances.names(effect, selector)
    }
    let writer = ConsentWriter(
      state: state, patient: account.patient, now: now,
      instances: { effect, selector in lists[effect]?[selector] ?? [] },
      emergencyInstances: try instances.names(in: state.emergency))
    let base = try setting(Self.baseName)
    var wanted = [
      Wanted(name: base, body: writer.base(named: base).serialized(), hides: false)
    ]
    for directive in state.directives.all where directive.origin != .portal(account.base) {
      guard let body = writer.consent(directive) else { continue }
      wanted.append(
        Wanted(
          name: directive.id.text, body: body.serialized(), hides: directive.effect == .hide))
    }
    _ = try setting(Self.sealSalt)
    for seal in state.seals.sorted(by: { $0.set < $1.set }) {
      guard let name = try consentName(of: seal),
        let body = writer.consent(seal, named: name)
      else { continue }
      wanted.append(Wanted(name: name, body: body.serialized(), hides: true))
    }
    return wanted
  }

  /// A random text that is drawn once and kept.
  private func setting(_ key: String) throws -> String {
    if let text = try records.setting(key) { return text }
    let text = ConsentStore.randomName(bytes: 16)
    try records.set(key, to: text)
    return text
  }
}

extension ConsentPortal.Standing {
  /// How far an item of the outbox has come.
  init(_ state: OutboxItem.State) {
    self =
      switch state {
      case .pending: .pending
      case .inForce: .inForce
      case .refused, .conflict: .refused
      }
  }
}

extension OutboxItem {
  /// Whether it is a Consent that shall hold, not one that was taken back.
  fileprivate var isActiveConsent: Bool {
    key.type == "Consent" && (try? JSONValue(parsing: body))?["status"]?.string == "active"
  }
}

extension Selector {
  /// Whether a portal is told a list of resources instead of the rule.
  var travelsAsList: Bool {
    switch self {
    case .record, .episode, .tag, .facility: true
    case .kind, .period, .all: false
    }
  }
}

extension JSONValue {
  /// The object with the value of a member replaced.
  fileprivate func replacing(_ name: String, by value: JSONValue) -> JSONValue {
    .object(members.map { $0.name == name ? JSONMember(name, value) : $0 })
  }
}
