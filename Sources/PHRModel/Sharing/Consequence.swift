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

/// Finds out what a hide would mean for care, record by record.
public struct ConsequenceSearch {
  private static let prescribers: Set<RecipientClass> = [.clinic, .hospital, .pharmacy]
  private static let carers = prescribers.union([.careProvider])

  private let hide: Directive
  private let day: CivilDay
  private let reached: [RecipientID]
  private let delegates: [RecipientID]
  /// The recipients among those reached, whose own copies count.
  private let recipients: [Recipient]
  private let classes: Set<RecipientClass>
  private var standing: [RecordID] = []
  private var copies: [RecipientID: [RecordID]] = [:]
  private var drugs: [RecordID] = []
  private var allergies: [RecordID] = []
  private var conditions: [RecordID] = []
  private var doses: [RecordID] = []
  private var examinations: [RecordID] = []

  /// A search for what follows from a hide, set or not.
  ///
  /// `instant` is now: drugs whose days are over have no interactions.
  public init(of hide: Directive, in state: ConsentState, at instant: Instant) {
    self.hide = hide
    day = instant.day
    reached = state.named(by: hide.who, at: instant)
    delegates = reached.filter { state.grants[$0] != nil }
    recipients = reached.compactMap { state.recipients[$0] }
    classes = Set(recipients.map(\.recipientClass))
  }

  /// Enters a record that the hide matches and that is not withdrawn, in its current version.
  ///
  /// Its body is asked for only where its facts may mean more than they say: most do not.
  public mutating func add(
    _ record: RecordFacts.Version, body: () throws -> RecordBody?
  ) rethrows {
    standing.append(record.id)
    let near = recipients.filter { record.facilities.contains(where: $0.facilityKey.matches) }
    if !near.isEmpty, let visited = try body()?.visitedFacilities {
      for recipient in near where visited.contains(where: recipient.facilityKey.matches) {
        copies[recipient.id, default: []].append(record.id)
      }
    }
    switch record.kind {
    case .medication where record.taking?.isCurrent(on: day) ?? false: drugs.append(record.id)
    case .allergy where try body().map(Self.namesSomething) ?? false: allergies.append(record.id)
    case .condition where try body().map(Self.namesSomething) ?? false:
      conditions.append(record.id)
    case .vaccination: doses.append(record.id)
    case .checkup, .measurement: examinations.append(record.id)
    default: break
    }
  }

  /// Whether an allergy or a condition is there; "none known" is a record too.
  private static func namesSomething(_ body: RecordBody) -> Bool {
    switch body.content {
    case .allergy(let allergy): !allergy.noneKnown
    case .condition(let condition): !condition.noneKnown
    default: false
    }
  }

  /// What follows from the hide, the gravest first; only as far as records or recipients are
  /// concerned.
  public var found: [Consequence] {
    var found = clinical
    if reached.contains(.emergency), [nil, .emergency].contains(hide.purpose), !standing.isEmpty {
      found.append(.emergencyToo(standing))
    }
    if !delegates.isEmpty, !standing.isEmpty { found.append(.delegatesToo(standing, delegates)) }
    found += recipients.compactMap { recipient in
      copies[recipient.id].map { .authorKeepsCopy($0, recipient.id) }
    }
    if hide.selector.reachesLaterRecords { found.append(.laterRecordsToo) }
    if let end = hide.window.until { found.append(.endsByItself(end)) }
    return found
  }

  private var clinical: [Consequence] {
    guard [nil, .treatment, .care].contains(hide.purpose) else { return [] }
    let (prescribers, carers) = (
      classes.intersection(Self.prescribers), classes.intersection(Self.carers)
    )
    let doctors = prescribers.subtracting([.pharmacy])
    let all: [(Consequence, [RecordID], Set<RecipientClass>)] = [
      (.allergiesUnknown(allergies, to: carers), allergies, carers),
      (.interactionsUnchecked(drugs, by: prescribers), drugs, prescribers),
      (.conditionsUnknown(conditions, to: carers), conditions, carers),
      (.dosesMayBeRepeated(doses), doses, doctors),
      (.examinationsMayBeRepeated(examinations), examinations, doctors),
    ]
    return all.filter { !$0.1.isEmpty && !$0.2.isEmpty }.map(\.0)
  }
}
