/// What became of a Consent that came from elsewhere.
public struct TakenConsent: Sendable, Equatable {
  /// What became of it.
  public enum Outcome: Sendable, Equatable {
    /// Its rules hold here now; how many there are.
    case applied(Int)
    /// It had ended, and what it said here was taken back.
    case takenBack
    /// It would show something, which only the holder decides; nothing of it holds here yet.
    case wouldShow
    /// It cannot be said exactly here; it is kept as it came.
    case kept(ConsentReading.Obstacle)
  }

  /// The portal's base URL; `nil` for a file.
  public var portal: String?
  /// The id of the Consent.
  public var id: String
  /// What became of it.
  public var outcome: Outcome
}

/// Takes FHIR Consents of portals and files into the holder's own rules.
///
/// Our own Consents that come back are known by their names. What hides is taken at once; what
/// shows waits for the holder's word: a portal must not open a vault.
public struct ConsentIntake {
  private let records: RecordStore
  private let consent: ConsentStore
  private var connection: Connection { records.connection }

  /// The intake of a vault.
  public init(_ records: RecordStore) {
    self.records = records
    consent = ConsentStore(records)
  }

  /// Takes what portals have reported since.
  ///
  /// - Parameters:
  ///   - id: only this Consent, also if it shows something: the holder has said so.
  ///   - now: the clock.
  /// - Returns: what became of those that are new or have changed.
  /// - Throws: `SQLiteError`, `StoreError.unreadable`.
  public func takeIn(only id: String? = nil, now: Instant) throws -> [TakenConsent] {
    try connection.transaction {
      try SyncStore.portals(records).flatMap { base in
        try takeIn(from: base, only: id, now: now)
      }
    }
  }

  private func takeIn(
    from base: String, only id: String?, now: Instant
  ) throws -> [TakenConsent] {
    let sync = try SyncStore(records, portal: base)
    let own = Set(try sync.outbox().filter { $0.key.type == "Consent" }.map(\.key.id))
    let codes = try institutionCodes(sync)
    return try sync.kept("Consent").compactMap { key, body in
      guard !own.contains(key.id), id == nil || id == key.id else { return nil }
      let mark = ConsentStore.hexadecimal(SHA256.hash(Array(body.utf8)))
      let setting = "consent-taken \(base) \(key.id)"
      guard try id != nil || records.setting(setting) != mark,
        let resource = try? JSONValue(parsing: body)
      else { return nil }
      try records.set(setting, to: mark)
      let reader = try self.reader(.portal(base), codes: codes, now: now)
      let outcome = try apply(
        reader.read(resource), named: key.id, .portal(base), shows: id != nil, now: now)
      return outcome.map { TakenConsent(portal: base, id: key.id, outcome: $0) }
    }
  }

  /// Takes the Consent of a file that the holder imports.
  ///
  /// - Returns: `nil` if it says what holds already.
  public func take(_ resource: JSONValue, now: Instant) throws -> TakenConsent? {
    let reader = try self.reader(.local, codes: [:], now: now)
    let id = resource["id"]?.string ?? "consent"
    return try apply(reader.read(resource), named: id, .local, shows: true, now: now)
      .map { TakenConsent(portal: nil, id: id, outcome: $0) }
  }

  /// Makes what was read hold; `nil` if nothing changes.
  private func apply(
    _ reading: ConsentReading, named id: String, _ origin: Directive.Origin, shows: Bool,
    now: Instant
  ) throws -> TakenConsent.Outcome? {
    let state = try consent.state()
    let former = state.directives.all.filter { $0.origin == origin && $0.id.isPart(of: id) }
    switch reading {
    case .kept(let obstacle): return .kept(obstacle)
    case .ended:
      guard !former.isEmpty else { return nil }
      try append(.directives(removed: former, added: []), origin, now)
      return .takenBack
    case .base(let rule):
      guard rule != state.base else { return nil }
      // Somebody else's base rule at a portal is not this vault's: only a file sets it.
      guard shows else { return .wouldShow }
      try append(.base(rule), origin, now)
      return .applied(1)
    case .seal(let seal):
      guard !state.seals.contains(where: { $0.says(seal) }) else { return nil }
      try append(.sealed(seal), origin, now)
      return .applied(1)
    case .directives(let wanted):
      let rules = Set(wanted.map(\.rule))
      let fresh = wanted.filter { !state.directives.contains($0.rule) }
      let gone = former.filter { !rules.contains($0.rule) }
      guard !fresh.isEmpty || !gone.isEmpty else { return nil }
      let reveals =
        fresh.contains { $0.effect == .show } || gone.contains { $0.effect == .hide }
      guard shows || !reveals else { return .wouldShow }
      try append(.directives(removed: gone, added: fresh), origin, now)
      return .applied(fresh.count)
    }
  }

  private func append(
    _ step: ConsentStep, _ origin: Directive.Origin, _ now: Instant
  ) throws {
    let author: Author = if case .portal(let base) = origin { .portal(base) } else { .holder }
    try consent.append(step, at: now, by: author)
  }

  // MARK: Names

  private func reader(
    _ origin: Directive.Origin, codes: [String: String], now: Instant
  ) throws -> ConsentReader {
    let state = try consent.state()
    let names = try recordNames(origin)
    return ConsentReader(
      state: state,
      recipient: { reference in
        let code = codes[reference] ?? reference.split(separator: "/").last.map(String.init)
        return state.recipients.values.first {
          $0.institutionCode != nil && $0.institutionCode == code && $0.isRegistered(at: now)
        }?.id
      }, record: { names[$0] }, origin: origin, now: now)
  }

  /// Institution codes of a portal's Organizations, by reference.
  private func institutionCodes(_ sync: SyncStore) throws -> [String: String] {
    var codes: [String: String] = [:]
    for (key, body) in try sync.kept("Organization") {
      guard let resource = try? JSONValue(parsing: body) else { continue }
      codes[key.description] = resource.institutionCode
    }
    return codes
  }

  /// Records by their names at a portal, or for a file by the names they had in files.
  private func recordNames(
    _ origin: Directive.Origin
  ) throws -> [String: (id: RecordID, episode: EpisodeID?)] {
    var names: [String: (id: RecordID, episode: EpisodeID?)] = [:]
    func read(_ sql: String, _ values: [SQLiteValue]) throws {
      try connection.forEach(sql, values) { row in
        let name = "\(row.text(at: 0) ?? "")/\(row.text(at: 1) ?? "")"
        names[name] = (
          RecordID(row.text(at: 2) ?? ""), row.text(at: 3).map { EpisodeID($0) }
        )
        return true
      }
    }
    switch origin {
    case .portal(let base):
      try read(
        """
        SELECT u.type, u.id, r.id, r.episode FROM upstream u
          JOIN portal p ON p.number = u.portal JOIN record r ON r.id = u.record
        WHERE p.base = ?
        """, [.text(base)])
    case .local:
      try read(
        """
        SELECT json_extract(v.provenance, '$.upstream.type'),
          json_extract(v.provenance, '$.upstream.id'), r.id, r.episode
        FROM version v JOIN record r ON r.row = v.record
        WHERE json_extract(v.provenance, '$.upstream.id') IS NOT NULL
        """, [])
    }
    return names
  }
}

extension DirectiveID {
  /// Whether it is the Consent's only rule or one of its numbered ones.
  fileprivate func isPart(of consent: String) -> Bool {
    if text == consent { return true }
    guard text.hasPrefix(consent + "-") else { return false }
    return Int(text.dropFirst(consent.count + 1)) != nil
  }
}

extension RecordSeal {
  /// Whether two seals seal the same records at the same time.
  fileprivate func says(_ other: RecordSeal) -> Bool {
    selector.canonical == other.selector.canonical && window == other.window
  }
}

extension JSONValue {
  /// The ten digits of an Organization's 医療機関コード.
  var institutionCode: String? {
    (self["identifier"]?.elements ?? []).lazy.compactMap { $0["value"]?.string }
      .first { $0.utf8.count == 10 && FacilityKey.digits(of: $0) != nil }
  }
}
