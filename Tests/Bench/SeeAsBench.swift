import Foundation
import PHRModel

/// What a recipient's list costs beside the holder's own, in one run; it shall open as fast.
///
/// 100,000 records, 200 directives.
enum SeeAsBench {
  private static let now = Instant(seconds: 1_790_000_000)
  private static let clinic = RecipientID("clinic")

  static func run(in folder: String) throws {
    let store = try RecordStore(Connection(path: ":memory:"))
    try store.connection.transaction {
      try FilledVault.fill(store, 100_000, drugName: SharingBench.drugName)
    }
    Measure.heading("see-as on 100,000 records", ["rules", "own", "theirs", "ratio"])
    let sorts: [(String, [Directive])] = [
      ("none", []), ("200 records hidden", try records(store)),
      ("200 facilities, kinds, periods, tags", mixed()),
      ("all but one year hidden", hidden()),
    ]
    for (name, directives) in sorts {
      let view = SharingView(
        store, state: state(directives), recipient: clinic, purpose: .treatment, at: now)
      let page = first(50)
      try compare("\(name): first page", { _ = try store.list(page) }) {
        try store.set("bench", to: name)
        _ = try view.list(page)
      }
      try compare("\(name): page again", { _ = try store.list(page) }) { _ = try view.list(page) }
      let facts = SharingFacts(store, state: state(directives), now: now)
      try compare("\(name): own page with its marks", { _ = try store.list(page) }) {
        _ = try facts.hidden(among: try store.list(page).map(\.id))
      }
      try compare("\(name): count after a change", { _ = try store.count(RecordQuery()) }) {
        try store.set("bench", to: name)
        _ = try view.count()
      }
      try compare("\(name): count again", { _ = try store.count(RecordQuery()) }) {
        _ = try view.count()
      }
    }
    try meanings(store)
  }

  /// What a hide would mean for everybody, told before it is set.
  private static func meanings(_ store: RecordStore) throws {
    Measure.heading(
      "what a hide would mean on 100,000 records", ["hidden", "after a change", "again"])
    let hides: [(String, Selector)] = [
      ("one record", .record(try store.list(first(1))[0].id)),
      ("a facility", .facility(FacilityName(name: "架空薬局3"))),
      ("a kind", .kind(.medication, nil)),
    ]
    for (name, selector) in hides {
      let facts = SharingFacts(store, state: state([]), now: now)
      let hide = Directive(
        id: DirectiveID("h"), effect: .hide, selector: selector, who: .recipient(clinic), set: now)
      let step = ConsentStep.directives(removed: [], added: [hide])
      let time = try Measure.median(of: 3) {
        try store.set("bench", to: name)
        _ = try facts.outlook(of: step)
      }
      let again = try Measure.median(of: 3) { _ = try facts.outlook(of: step) }
      Measure.row([name, Measure.shown(time), Measure.shown(again)])
    }
  }

  private static func first(_ count: Int) -> RecordQuery {
    var query = RecordQuery()
    query.limit = count
    return query
  }

  private static func compare(
    _ name: String, _ own: () throws -> Void, _ theirs: () throws -> Void
  ) throws {
    let (first, second) = (
      try Measure.median(of: 5, own), try Measure.median(of: 5, theirs)
    )
    Measure.row([
      name, Measure.shown(first), Measure.shown(second), Measure.ratio(second, to: first),
    ])
  }

  private static func state(_ directives: [Directive]) -> ConsentState {
    var state = ConsentState()
    state.recipients[clinic] = Recipient(
      id: clinic, name: "架空医院", registered: Instant(seconds: 0))
    for directive in directives { state.directives.insert(directive) }
    return state
  }

  private static func hide(_ number: Int, _ selector: Selector) -> Directive {
    Directive(
      id: DirectiveID("d\(number)"), effect: number.isMultiple(of: 3) ? .show : .hide,
      selector: selector, who: .recipient(clinic), set: now)
  }

  private static func records(_ store: RecordStore) throws -> [Directive] {
    try store.list(first(200)).enumerated().map { hide($0 * 3 + 1, .record($1.id)) }
  }

  private static func mixed() -> [Directive] {
    (0..<200).map { number in
      let day = CivilDay(number: 12_000 + number * 40)
      let selector: Selector =
        switch number % 4 {
        case 0: .facility(FacilityName(name: "架空薬局\(number % 20)"))
        case 1: .tag("tag\(number)")
        case 2: .kind(.medication, DayPeriod(from: day, to: day.adding(days: 10)))
        default: DayPeriod(from: day, to: day).map { .period($0) } ?? .all
        }
      return hide(number, selector)
    }
  }

  private static func hidden() -> [Directive] {
    let first = DayPeriod(from: CivilDay(number: 12_365), to: nil)
    return [hide(1, first.map { .period($0) } ?? .all)]
  }
}
