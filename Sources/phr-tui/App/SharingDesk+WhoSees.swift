import PHRModel

extension SharingDesk {
  /// Everybody registered with the decision on one record.
  func whoSees(_ id: RecordID) throws -> WhoSees {
    guard let record = try store.record(id) else { throw CommandFailure.noSuchRecord }
    let consent = try ConsentStore(store).state()
    let standing = try ConsentPortal(store).standing()
    let everybody = registered(consent)
    let facts = SharingFacts(store, state: consent, now: now)
    let decided = try facts.decisions(on: id, for: everybody) ?? []
    let rows = zip(everybody, decided).map { known, decided in
      WhoSees.Row(
        recipient: known, name: ConsentWords.screenName(of: known, consent),
        recipientClass: consent.recipients[known]?.recipientClass, purpose: decided.purpose,
        decision: decided.decision, standing: Self.standing(of: decided.decision, standing))
    }
    return WhoSees(
      record: id, title: record.body.title, rows: rows, consent: consent,
      names: try names(in: consent), scopes: try scopes(of: record),
      seal: try seal(on: id, consent))
  }

  private static func standing(
    of decision: Decision, _ standing: [String: ConsentPortal.Standing]
  ) -> ConsentPortal.Standing? {
    guard case .directive(let id, _, _) = decision.reason else { return nil }
    return standing[id.text] ?? .local
  }

  /// The seal that lies on a record now.
  private func seal(on id: RecordID, _ consent: ConsentState) throws -> RecordSeal? {
    try consent.seals.sorted { $0.set < $1.set }.first { seal in
      var alone = ConsentState()
      alone.seals = [seal]
      let view = SharingView(store, state: alone, recipient: .emergency, at: now)
      guard case .seal? = try view.decision(on: id)?.reason else { return false }
      return true
    }
  }

  /// What a directive about a record may be about, the most specific first.
  func scopes(of record: Record) throws -> [SharingScope] {
    var scopes: [SharingScope] = [.fixed(.record(record.id), count: 1)]
    if let episode = record.episode {
      let count = try store.episode(episode).records.count
      if count > 1 { scopes.append(.fixed(.episode(episode), count: count)) }
    }
    for tag in record.tags {
      var query = RecordQuery()
      query.tag = tag
      scopes.append(.fixed(.tag(tag), count: try store.count(query)))
    }
    var known: [FacilityKey] = []
    for facility in record.body.facilities {
      let named = FacilityName(name: facility.name, code: facility.code)
      guard !known.contains(where: { $0.matches(named.key) }), !named.key.name.isEmpty else {
        continue
      }
      known.append(named.key)
      scopes.append(.fixed(.facility(named), count: nil))
    }
    let kind = record.body.kind
    var query = RecordQuery()
    query.kinds = [kind]
    scopes.append(.kindInPeriod(kind))
    scopes.append(.fixed(.kind(kind, nil), count: try store.count(query)))
    scopes.append(.period)
    scopes.append(.fixed(.all, count: try store.count(RecordQuery())))
    return scopes
  }

  // MARK: Names

  /// What the records and episodes are called that anything set names.
  func names(in consent: ConsentState) throws -> RecordNames {
    var names = RecordNames()
    let selectors = consent.directives.all.map(\.selector) + consent.seals.map(\.selector)
    try add(selectors, to: &names)
    return names
  }

  func selectors(of step: ConsentStep) -> [PHRModel.Selector] {
    switch step {
    case .directives(let removed, let added): (removed + added).map(\.selector)
    case .sealed(let seal): [seal.selector]
    case .unsealed(let seals): seals.map(\.selector)
    default: []
    }
  }

  func add(_ selectors: [PHRModel.Selector], to names: inout RecordNames) throws {
    for selector in selectors {
      switch selector {
      case .record(let id) where names.records[id] == nil: names.records[id] = try title(id)
      case .episode(let id) where names.episodes[id] == nil:
        if let first = try store.episode(id).records.first {
          names.episodes[id] = try title(first)
        }
      default: break
      }
    }
  }

  /// A record's date and title.
  func title(_ id: RecordID) throws -> String {
    guard let body = try store.record(id)?.body else { return "–" }
    return (body.date.map { "\($0) " } ?? "") + body.title
  }
}
