import Foundation
import Testing

@testable import PHRModel

private let start = Instant(startOf: CivilDay(number: 20_700))
private func at(_ seconds: Int64) -> Instant { start.adding(seconds: seconds) }
private let dentist = RecipientID("dentist")

private func directive(
  _ id: String, _ effect: Effect, _ selector: String = "kind:medication", from: Int64? = nil,
  until: Int64? = nil
) throws -> Directive {
  Directive(
    id: DirectiveID(id), effect: effect, selector: try Selector(parsing: selector),
    who: .recipient(dentist), window: ConsentWindow(from: from.map(at), until: until.map(at)),
    set: start)
}

/// Names for pieces, one after the other.
private final class Names {
  private var count = 0
  func next() -> DirectiveID {
    count += 1
    return DirectiveID("p\(count)")
  }
}

@Suite struct `Consent history` {
  private func history() -> ConsentHistory {
    var history = ConsentHistory()
    history.append(.base(.optOut), at: at(0))
    history.append(
      .recipientAdded(Recipient(id: dentist, name: "歯科", registered: at(1))), at: at(1))
    return history
  }

  @Test func `rebuilds what was set at any moment`() throws {
    var history = history()
    let hide = try directive("h", .hide)
    history.append(.directives(removed: [], added: [hide]), at: at(10))
    history.append(.recipientArchived(dentist), at: at(20))
    history.append(.recipientReturned(dentist, institutionCode: "1319999916"), at: at(30))
    #expect(history.state(at: at(9)).directives.all.isEmpty)
    #expect(history.state(at: at(10)).directives.all == [hide])
    let registered = [0, 1, 19, 20, 29, 30].map { second in
      history.state(at: at(second)).recipients[dentist]?.isRegistered(at: at(second)) ?? false
    }
    #expect(registered == [false, true, true, false, false, true])
    #expect(history.current.directives.all == [hide])
    #expect(history.current.recipients[dentist]?.institutionCode == "1319999916")
    #expect(history.state(at: at(1_000_000)) == history.current)
  }

  @Test func `undo restores the exact former set, step by step, and was not known before`() throws {
    var history = history()
    let (first, second) = (try directive("a", .hide), try directive("b", .hide, "all"))
    let states = try [
      ConsentStep.directives(removed: [], added: [first]),
      .directives(removed: [first], added: [second]),
      .sealed(RecordSeal(selector: try Selector(parsing: "r"), set: at(12))),
      .base(.optIn),
    ].map { step in
      let before = history.current
      history.append(step, at: at(10))
      return before
    }
    for (count, state) in states.reversed().enumerated() {
      #expect(history.undo(at: at(20 + Int64(count))) != nil)
      #expect(history.current == state)
    }
    #expect(history.state(at: at(19)).base == .optIn)
    #expect(history.changes.count == 10)
  }

  @Test func `undo leaves recipients and linkage codes alone`() throws {
    var history = ConsentHistory()
    history.append(
      .recipientAdded(Recipient(id: dentist, name: "歯科", registered: at(1))), at: at(1))
    let old = try #require(LinkageCode(randomBytes: [UInt8](repeating: 1, count: 16)))
    let new = try #require(LinkageCode(randomBytes: [UInt8](repeating: 2, count: 16)))
    history.append(
      .codeAdded(dentist, AssignedCode(code: old, label: "心", since: at(2))), at: at(2))
    history.append(.codeRotated(dentist, old: old, new: new), at: at(5))
    #expect(history.undo(at: at(6)) == nil)
    let state = history.current
    #expect(state.recipient(withCode: old, at: at(4)) == dentist)
    #expect(state.recipient(withCode: old, at: at(5)) == nil)
    #expect(state.recipient(withCode: new, at: at(5)) == dentist)
    #expect(state.recipients[dentist]?.codes.last?.label == "心")
    history.append(.recipientArchived(dentist), at: at(8))
    #expect(history.current.recipient(withCode: new, at: at(8)) == nil)
  }

  @Test func `is stored and read back as it was`() throws {
    var history = history()
    let hide = try directive("h", .hide, "kind:cost:2025..2026", from: 5)
    history.append(.directives(removed: [], added: [hide]), at: at(10), by: .delegate(dentist))
    history.append(.emergency(EmergencyProfile()), at: at(11))
    history.append(.undone(4), at: at(12), by: .portal("http://localhost"))
    let stored = try JSONEncoder().encode(history.changes)
    #expect(try JSONDecoder().decode([ConsentChange].self, from: stored) == history.changes)
  }
}

@Suite struct `Setting directives` {
  @Test(
    arguments: [
      (nil, nil, 10, 20, [(nil, 10), (20, nil)]), (5, 30, 10, 20, [(5, 10), (20, 30)]),
      (5, 15, 10, 20, [(5, 10)]), (12, 15, 10, 20, []), (5, 10, 10, 20, [(5, 10)]),
      (nil, nil, nil, nil, []),
    ] as [(Int64?, Int64?, Int64?, Int64?, [(Int64?, Int64?)])])
  func `a show cuts its window out of a hide of the same key, in one step`(
    from: Int64?, until: Int64?, showFrom: Int64?, showUntil: Int64?, left: [(Int64?, Int64?)]
  ) throws {
    var history = ConsentHistory()
    let hide = try directive("h", .hide, from: from, until: until)
    history.append(.directives(removed: [], added: [hide]), at: at(0))
    let show = try directive("s", .show, from: showFrom, until: showUntil)
    let step = try #require(history.current.showing(show, newID: Names().next))
    history.append(step, at: at(1))
    let hides = history.current.directives.all.filter { $0.effect == .hide }
    let wanted = left.map { ConsentWindow(from: $0.0.map(at), until: $0.1.map(at)) }
    #expect(Set(hides.map(\.window)) == Set(wanted))
    #expect(history.current.directives.contains(show.rule))
    history.undo(at: at(2))
    #expect(history.current.directives == DirectiveSet([hide]))
  }

  @Test func `a show leaves hides of other keys alone`() throws {
    var state = ConsentState()
    for (id, selector) in [("a", "all"), ("b", "kind:medication:2025..2026"), ("c", "r")] {
      state.directives.insert(try directive(id, .hide, selector))
    }
    let step = state.showing(try directive("s", .show), newID: Names().next)
    #expect(step == .directives(removed: [], added: [try directive("s", .show)]))
  }

  @Test func `equal entries are one, and the older one stays, whatever the order`() throws {
    let (first, second) = (try directive("a", .hide, "tag:Ａ"), try directive("b", .hide, "tag:A"))
    #expect(DirectiveSet([first, second]) == DirectiveSet([second, first]))
    #expect(DirectiveSet([second, first]).all == [first])
    var state = ConsentState()
    state.directives.insert(first)
    #expect(state.hiding(second) == nil)
    #expect(state.clearing { $0.id == DirectiveID("x") } == nil)
    #expect(state.clearing { $0.id == first.id } == .directives(removed: [first], added: []))
  }

  @Test func `repeated shows and hides at random are undone exactly`() {
    for seed in 0..<300 {
      var world = RandomWorld(seed: UInt64(seed))
      var history = ConsentHistory()
      var states: [ConsentState] = []
      let names = Names()
      for second in 0..<12 {
        let directive = world.directive()
        let state = history.current
        let step =
          directive.effect == .hide
          ? state.hiding(directive)
          : state.showing(directive, newID: names.next)
        guard let step else { continue }
        states.append(state)
        history.append(step, at: at(Int64(second)))
      }
      for state in states.reversed() {
        history.undo(at: at(100))
        #expect(history.current == state)
      }
    }
  }
}

@Suite struct `Whom a text names` {
  private var state: ConsentState {
    var state = ConsentState()
    for (id, name, code) in [
      ("r1", "みなと歯科", "1319999916"), ("r2", "中央 病院", nil), ("r3", "中央薬局", nil),
    ] {
      state.recipients[RecipientID(id)] = Recipient(
        id: RecipientID(id), name: name, institutionCode: code, registered: at(0))
    }
    state.recipients[RecipientID("r3")]?.archive(at: at(5))
    return state
  }

  @Test(arguments: [
    ("anyone", WhoSelector.anyone), ("class:care-provider", .recipientClass(.careProvider)),
    ("r1", .recipient(RecipientID("r1"))), ("ﾐﾅﾄ歯科", .recipient(RecipientID("r1"))),
    ("中央病院", .recipient(RecipientID("r2"))), ("emergency", .recipient(.emergency)),
  ])
  func `anyone, a class, an id or a name`(text: String, who: WhoSelector) throws {
    #expect(try state.who(text, at: at(10)) == who)
  }

  @Test func `an unknown or archived name offers the nearest`() {
    #expect(throws: WhoProblem.unknown(nearest: ["中央 病院"])) {
      try state.who("中央薬局", at: at(10))
    }
    #expect(throws: WhoProblem.unknown(nearest: ["みなと歯科"])) {
      try state.who("みなと", at: at(10))
    }
    #expect(throws: WhoProblem.unknown(nearest: [])) { try state.who("zzzzzz", at: at(10)) }
    #expect(throws: WhoProblem.unknownClass) { try state.who("class:dentist", at: at(10)) }
  }

  @Test func `two of one name must be told apart by id`() throws {
    var state = state
    let twin = RecipientID("r4")
    state.recipients[twin] = Recipient(
      id: twin, name: "みなと歯科", institutionCode: "1319999924", registered: at(0))
    #expect(throws: WhoProblem.ambiguous([RecipientID("r1"), twin])) {
      try state.who("みなと歯科", at: at(10))
    }
  }

  @Test(
    arguments: [
      ("新しい医院", nil, Admission.new), ("みなと歯科", nil, .registered(RecipientID("r1"))),
      ("別の名前", "1319999916", .codeTaken(RecipientID("r1"))),
      ("中央薬局", nil, .returning(RecipientID("r3"))),
      ("中央薬局", "1349999902", .returning(RecipientID("r3"))),
      ("みなと歯科", "1319999924", .new), ("anyone", nil, .reservedName),
      ("class:clinic", nil, .reservedName), (" ", nil, .reservedName),
    ] as [(String, String?, Admission)])
  func `the same name or code is the same recipient`(
    name: String, code: String?, admission: Admission
  ) {
    #expect(state.admission(name: name, institutionCode: code, at: at(10)) == admission)
  }
}
