/// Makes a summary out of shown records, one after another in any order.
///
/// It keeps only what the page needs: latest lines of each drug, a few values of each result.
public struct SummaryBuilder {
  private let today: CivilDay
  private var drugs: SummaryDrugs
  private var results: SummaryResults
  private var allergies: [Record] = []
  private var conditions: [Record] = []
  private var vaccinations: [Record] = []
  private var sources: [String: PatientSummary.Source] = [:]
  private var newest: PartialDate?

  /// A builder for a page of that day.
  ///
  /// The sex decides which official levels hold.
  public init(today: CivilDay, sex: Profile.Sex?) {
    self.today = today
    drugs = SummaryDrugs(today: today)
    results = SummaryResults(today: today, sex: sex)
  }

  /// The kinds that a page is made of; costs, notices and insurance are never among them.
  public static let kinds: Set<Kind> = [
    .allergy, .medication, .condition, .checkup, .measurement, .vaccination,
  ]

  /// Takes in a shown record; withdrawn ones and other kinds leave no trace.
  public mutating func add(_ record: Record) {
    guard record.status != .withdrawn, Self.kinds.contains(record.body.kind) else { return }
    count(record)
    switch record.body.content {
    case .allergy: allergies.append(record)
    case .condition: conditions.append(record)
    case .vaccination(let dose) where dose.status == .completed: vaccinations.append(record)
    case .medication: drugs.add(record)
    case .checkup(let checkup): results.add(checkup.items, of: record)
    case .measurement(let measured): results.add([measured.item], of: record)
    default: break
    }
  }

  /// The page.
  public func summary(
    of person: PatientSummary.Person, note: String?, origin: PatientSummary.Origin
  ) -> PatientSummary {
    let (current, stopped) = drugs.finished()
    return PatientSummary(
      person: person, allergies: allergies.sorted(by: Self.gravestFirst), current: current,
      stopped: stopped, conditions: conditions.sorted(by: Self.conditionOrder),
      results: results.courses(), vaccinations: vaccinations.sorted(by: Self.newestFirst),
      sources: sources.values.sorted { $0.label < $1.label }, newest: newest, note: note,
      origin: origin)
  }

  private mutating func count(_ record: Record) {
    let label = record.provenance.listLabel
    var source =
      sources[label] ?? PatientSummary.Source(label: label, count: 0, newest: nil)
    source.count += 1
    // A date in the future (a next appointment) says nothing about the age of the data.
    if let date = record.body.date, date.first <= today {
      source.newest = [source.newest, date].compactMap(\.self).max()
      newest = [newest, date].compactMap(\.self).max()
    }
    sources[label] = source
  }

  private static func newestFirst(_ left: Record, _ right: Record) -> Bool {
    if left.body.date != right.body.date {
      guard let date = left.body.date else { return false }
      guard let other = right.body.date else { return true }
      return date > other
    }
    return (left.body.title, left.id) < (right.body.title, right.id)
  }

  /// What is most dangerous stands first; "none known" last.
  private static func gravestFirst(_ left: Record, _ right: Record) -> Bool {
    let (order, other) = (gravity(left), gravity(right))
    return order == other ? newestFirst(left, right) : order < other
  }

  private static func gravity(_ record: Record) -> Int {
    guard case .allergy(let allergy) = record.body.content, !allergy.noneKnown else { return 3 }
    return ["high": 0, "low": 2][allergy.criticality ?? ""] ?? 1
  }

  private static func conditionOrder(_ left: Record, _ right: Record) -> Bool {
    let (order, other) = (rank(left), rank(right))
    return order == other ? newestFirst(left, right) : order < other
  }

  private static func rank(_ record: Record) -> Int {
    guard case .condition(let condition) = record.body.content else { return 9 }
    let isOver = ["resolved", "inactive", "remission"].contains(condition.clinicalStatus ?? "")
    switch condition.category {
    case .problem: return isOver ? 1 : 0
    case .history: return 2
    case .procedure: return 3
    case .remark: return 4
    }
  }
}
