@testable import PHRModel

/// The rules of the issue on consent, said again sentence by sentence and as slowly as it takes.
///
/// It shares no code with `Policy` beyond the values themselves: it works on records, looks at
/// every directive for every record, and asks every single day of a date.
struct Restatement {
  let state: ConsentState
  let records: [Record]
  let recipient: RecipientID
  let purpose: Purpose
  let at: Instant

  /// What is decided, and by which directives among equals.
  enum Verdict: Equatable {
    case shown(by: String, Set<DirectiveID>)
    case hidden(by: String, Set<DirectiveID>)

    var isShown: Bool {
      if case .shown = self { return true }
      return false
    }
  }

  func verdict(on id: RecordID) -> Verdict { verdict(on: id, asking: [id]) }

  private func verdict(on id: RecordID, asking: Set<RecordID>) -> Verdict {
    guard isRegistered else { return .hidden(by: "unregistered", []) }
    if currents(of: id).contains(where: isUnreadable) { return .hidden(by: "unknown", []) }
    if state.seals.contains(where: { isIn($0.window) && hideMatches($0.selector, id) }) {
      return .hidden(by: "seal", [])
    }
    let own = directed(id) ?? (base(id) ? .shown(by: "base", []) : .hidden(by: "base", []))
    guard own.isShown else { return own }
    for target in aboutNames(of: id) {
      let known = records.first { $0.provenance.upstream == target }?.id
      guard let known, !asking.contains(known) else { return .hidden(by: "unknown", []) }
    }
    for target in aboutNames(of: id) {
      let known = records.first { $0.provenance.upstream == target }?.id ?? RecordID(target.id)
      let verdict = verdict(on: known, asking: asking.union([known]))
      if !verdict.isShown { return verdict }
    }
    return own
  }

  // MARK: Who

  private var isDelegate: Bool { state.grants[recipient] != nil }

  private var isRegistered: Bool {
    if recipient == .emergency { return purpose == .emergency }
    if let grant = state.grants[recipient] { return isIn(grant.window) && grant.revoked == nil }
    return state.recipients[recipient]?.registrations.contains(where: isIn) ?? false
  }

  private func names(_ who: WhoSelector) -> Bool {
    who == .anyone || who == .recipient(recipient)
      || (!isDelegate
        && state.recipients[recipient].map { who == .recipientClass($0.recipientClass) }
          ?? false)
  }

  /// Half-open, in whole seconds.
  private func isIn(_ window: ConsentWindow) -> Bool {
    let seconds = at.seconds
    return (window.from?.seconds ?? .min) <= seconds && seconds < (window.until?.seconds ?? .max)
  }

  // MARK: Which rule

  /// Most specific selector, then recipient, then purpose; hide wins among equals.
  private func directed(_ id: RecordID) -> Verdict? {
    let matching = state.directives.all.filter { directive in
      isIn(directive.window) && names(directive.who)
        && (isDelegate || directive.purpose == nil || directive.purpose == purpose)
        && (directive.effect == .hide
          ? hideMatches(directive.selector, id)
          : !isDelegate && showMatches(directive.selector, id))
    }
    func selectorRank(_ directive: Directive) -> Int {
      switch directive.selector {
      case .record: 1
      case .episode: 2
      case .tag: 3
      case .facility: 4
      case .kind(_, .some): 5
      case .kind: 6
      case .period: 7
      case .all: 8
      }
    }
    func whoRank(_ directive: Directive) -> Int {
      if case .recipient = directive.who { return 1 }
      return directive.who == .anyone ? 3 : 2
    }
    var best = matching
    best = best.filter { one in !best.contains { selectorRank($0) < selectorRank(one) } }
    best = best.filter { one in !best.contains { whoRank($0) < whoRank(one) } }
    best = best.filter { one in one.purpose != nil || !best.contains { $0.purpose != nil } }
    guard !best.isEmpty else { return nil }
    let hides = Set(best.filter { $0.effect == .hide }.map(\.id))
    return hides.isEmpty
      ? .shown(by: "directive", Set(best.map(\.id))) : .hidden(by: "directive", hides)
  }

  private func base(_ id: RecordID) -> Bool {
    let all = currents(of: id)
    if let grant = state.grants[recipient] {
      return grant.scope.contains { showMatches($0, id) }
        && !grant.exclusions.contains { hideMatches($0, id) }
    }
    if recipient == .emergency { return emergency(all) }
    guard state.base == .optOut, let known = state.recipients[recipient] else { return false }
    switch known.recipientClass {
    case .clinic, .hospital, .pharmacy: guard purpose == .treatment else { return false }
    case .careProvider: guard purpose == .care else { return false }
    default: return false
    }
    return all.allSatisfy { record in
      switch record.body.kind {
      case .checkup, .vaccination, .medication, .allergy, .condition, .measurement: true
      case .cost, .notice, .insurance: false
      }
    }
  }

  private func emergency(_ all: [Record]) -> Bool {
    if all.allSatisfy({ state.emergency.kinds.contains($0.body.kind) }) { return true }
    return all.contains { record in
      if state.emergency.records.contains(record.id) { return true }
      if record.tags.contains(where: { tag in
        state.emergency.tags.contains { FoldedText.name($0) == FoldedText.name(tag) }
      }) {
        return true
      }
      guard case .medication(let line) = record.body.content, state.emergency.currentMedication
      else { return false }
      guard let days = line.days, let date = record.body.date else { return true }
      return at.day.number < date.last.number + days
    }
  }

  // MARK: What

  /// Any version of the record or a twin, on any of its days.
  private func hideMatches(_ selector: PHRModel.Selector, _ id: RecordID) -> Bool {
    group(of: id).contains { matches(selector, $0, whenAnyDay: true) }
  }

  /// A current version, on all of its days.
  private func showMatches(_ selector: PHRModel.Selector, _ id: RecordID) -> Bool {
    currents(of: id).contains { matches(selector, $0, whenAnyDay: false) }
  }

  private func matches(
    _ selector: PHRModel.Selector, _ record: Record, whenAnyDay: Bool
  ) -> Bool {
    switch selector {
    case .all: true
    case .record(let id): record.id == id
    case .episode(let episode): record.episode == episode
    case .tag(let tag):
      record.tags.contains { FoldedText.name($0) == FoldedText.name(tag) }
    case .facility(let facility): record.body.facilities.contains { same(facility, $0) }
    case .kind(let kind, nil): record.body.kind == kind
    case .kind(let kind, let period?):
      record.body.kind == kind && matches(period, record, whenAnyDay: whenAnyDay)
    case .period(let period): matches(period, record, whenAnyDay: whenAnyDay)
    }
  }

  private func same(_ wanted: FacilityName, _ facility: Facility) -> Bool {
    if let code = wanted.code, let other = facility.code { return code == other }
    let name = FoldedText.name(wanted.name)
    return name != "" && name == FoldedText.name(facility.name)
  }

  private func matches(_ period: DayPeriod, _ record: Record, whenAnyDay: Bool) -> Bool {
    guard let date = record.body.date else { return whenAnyDay }
    var last = date.last.number
    if case .cost(let cost) = record.body.content, let end = cost.periodEnd?.last {
      last = max(last, end.number)
    }
    let days = date.first.number...last
    func isInside(_ day: Int) -> Bool {
      (period.from.map { $0.number <= day } ?? true) && (period.to.map { day <= $0.number } ?? true)
    }
    return whenAnyDay ? days.contains(where: isInside) : days.allSatisfy(isInside)
  }

  // MARK: Versions and twins

  private func group(of id: RecordID) -> [Record] {
    var ids: Set<RecordID> = [id]
    var grew = true
    while grew {
      let more = records.filter { record in
        ids.contains(record.id) || record.twins.contains(where: ids.contains)
      }.flatMap { [$0.id] + $0.twins.filter { twin in records.contains { $0.id == twin } } }
      grew = !ids.isSuperset(of: more)
      ids.formUnion(more)
    }
    return records.filter { ids.contains($0.id) }
  }

  private func currents(of id: RecordID) -> [Record] {
    let all = group(of: id)
    return all.filter { one in !all.contains { $0.id == one.id && $0.version > one.version } }
  }

  private func isUnreadable(_ record: Record) -> Bool {
    guard case .notice(let notice) = record.body.content else { return false }
    return !notice.readable
  }

  private func aboutNames(of id: RecordID) -> [UpstreamReference] {
    group(of: id).flatMap { record in
      if case .notice(let notice) = record.body.content { return notice.about }
      return []
    }
  }
}
