/// What a hide would mean for care, told before it is set.
///
/// Issue on consent, "Consequences": typed values; the sentences stand in Words.
public enum Consequence: Sendable, Hashable {
  /// Somebody who prescribes or dispenses cannot check for interactions with these drugs.
  case interactionsUnchecked([RecordID], by: Set<RecipientClass>)
  /// Somebody who treats would not know of these allergies.
  case allergiesUnknown([RecordID], to: Set<RecipientClass>)
  /// Somebody who treats would not know of these conditions.
  case conditionsUnknown([RecordID], to: Set<RecipientClass>)
  /// These doses may be given again.
  case dosesMayBeRepeated([RecordID])
  /// These examinations may be done again.
  case examinationsMayBeRepeated([RecordID])
  /// A doctor in an emergency would not see these records either.
  case emergencyToo([RecordID])
  /// These delegates lose these records from their files at the next refresh.
  case delegatesToo([RecordID], [RecipientID])
  /// The recipient wrote these records and keeps its own copy.
  case authorKeepsCopy([RecordID], RecipientID)
  /// Records that arrive later fall under it too.
  case laterRecordsToo
  /// The hide ends by itself at that instant, and the records are seen again.
  case endsByItself(Instant)
}

extension ConsentState {
  private static let prescribers: Set<RecipientClass> = [.clinic, .hospital, .pharmacy]
  private static let carers = prescribers.union([.careProvider])

  /// The consequences of a hide, the gravest first.
  ///
  /// - Parameters:
  ///   - hide: the hide, set or not.
  ///   - records: the records that it matches, in their current versions.
  ///   - instant: now; drugs whose days are over have no interactions.
  /// - Returns: what follows from it, only as far as records or recipients are concerned.
  public func consequences(
    of hide: Directive, on records: [Record], at instant: Instant
  ) -> [Consequence] {
    let standing = records.filter { $0.status != .withdrawn }
    let reached = named(by: hide.who, at: instant)
    let classes = Set(reached.compactMap { recipients[$0]?.recipientClass })
    var found = clinical(standing, classes: classes, hide: hide, on: instant.day)
    if reached.contains(.emergency), [nil, .emergency].contains(hide.purpose), !standing.isEmpty {
      found.append(.emergencyToo(standing.map(\.id)))
    }
    let delegates = reached.filter { grants[$0] != nil }
    if !delegates.isEmpty, !standing.isEmpty {
      found.append(.delegatesToo(standing.map(\.id), delegates))
    }
    found += reached.compactMap { copy(of: standing, keptBy: $0) }
    if hide.selector.reachesLaterRecords { found.append(.laterRecordsToo) }
    if let end = hide.window.until { found.append(.endsByItself(end)) }
    return found
  }

  private func clinical(
    _ records: [Record], classes: Set<RecipientClass>, hide: Directive, on day: CivilDay
  ) -> [Consequence] {
    guard [nil, .treatment, .care].contains(hide.purpose) else { return [] }
    func ids(_ kinds: Set<Kind>, where counts: (Record) -> Bool = { _ in true }) -> [RecordID] {
      records.filter { kinds.contains($0.body.kind) && counts($0) }.map(\.id)
    }
    let drugs = ids([.medication]) { $0.body.taking?.isCurrent(on: day) ?? false }
    let allergies = ids([.allergy]) { !$0.body.saysNoneKnown }
    let conditions = ids([.condition]) { !$0.body.saysNoneKnown }
    let (prescribers, carers) = (
      classes.intersection(Self.prescribers), classes.intersection(Self.carers)
    )
    let doctors = prescribers.subtracting([.pharmacy])
    let all: [(Consequence, Bool)] = [
      (.allergiesUnknown(allergies, to: carers), !allergies.isEmpty && !carers.isEmpty),
      (.interactionsUnchecked(drugs, by: prescribers), !drugs.isEmpty && !prescribers.isEmpty),
      (.conditionsUnknown(conditions, to: carers), !conditions.isEmpty && !carers.isEmpty),
      (.dosesMayBeRepeated(ids([.vaccination])), !doctors.isEmpty),
      (.examinationsMayBeRepeated(ids([.checkup, .measurement])), !doctors.isEmpty),
    ]
    return all.filter { $0.1 && !$0.0.isEmpty }.map(\.0)
  }

  /// The records that the recipient itself dispensed, gave or wrote.
  private func copy(of records: [Record], keptBy id: RecipientID) -> Consequence? {
    guard let recipient = recipients[id] else { return nil }
    let own = records.filter {
      $0.body.visitedFacilities.contains { $0.matches(recipient.facilityKey) }
    }
    return own.isEmpty ? nil : .authorKeepsCopy(own.map(\.id), id)
  }
}

extension Consequence {
  /// Whether it is about records, but about none.
  fileprivate var isEmpty: Bool {
    switch self {
    case .interactionsUnchecked(let ids, _), .allergiesUnknown(let ids, _),
      .conditionsUnknown(let ids, _), .dosesMayBeRepeated(let ids),
      .examinationsMayBeRepeated(let ids), .emergencyToo(let ids), .delegatesToo(let ids, _),
      .authorKeepsCopy(let ids, _):
      ids.isEmpty
    case .laterRecordsToo, .endsByItself: false
    }
  }
}

extension RecordBody {
  /// Whether it states that nothing of its kind is known.
  fileprivate var saysNoneKnown: Bool {
    switch content {
    case .allergy(let allergy): allergy.noneKnown
    case .condition(let condition): condition.noneKnown
    default: false
    }
  }
}
