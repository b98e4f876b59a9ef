import Testing

@testable import PHRModel

@Suite struct `Preview of a change` {
  private static let now = Instant(startOf: CivilDay(number: 20_700))
  private let dentist = RecipientID("dentist")
  private let records = ["a", "b", "c"].map { id in
    RecordFacts(
      RecordFacts.Version(
        id: RecordID(id), kind: id == "c" ? .checkup : .medication, tags: [id]))
  }

  private func policy(_ directives: (Effect, Selector, WhoSelector)...) -> Policy {
    var state = ConsentState()
    state.recipients[dentist] = Recipient(
      id: dentist, name: "歯科", registered: Instant(seconds: 0))
    for (number, (effect, selector, who)) in directives.enumerated() {
      state.directives.insert(
        Directive(
          id: DirectiveID("\(number)"), effect: effect, selector: selector, who: who,
          set: Self.now))
    }
    return Policy(state)
  }

  private func evaluator(_ policy: Policy) -> Evaluator {
    policy.evaluator(for: dentist, purpose: .treatment, at: Self.now)
  }

  @Test func `the difference lists what is lost and what is gained`() {
    let before = policy((.hide, .tag("c"), .anyone))
    let after = policy((.hide, .kind(.medication, nil), .recipient(dentist)))
    var difference = SharingDifference()
    for facts in records {
      let isShown = evaluator(after).shows(facts)
      if isShown != evaluator(before).shows(facts) { difference.add(facts.id, isShown: isShown) }
    }
    #expect(difference.lost == [RecordID("a"), RecordID("b")])
    #expect(difference.gained == [RecordID("c")])
  }

  @Test func `a hide names the records that a stronger rule still shows`() throws {
    let policy = policy(
      (.hide, .kind(.medication, nil), .recipient(dentist)),
      (.show, .record(RecordID("a")), .anyone))
    let hide = try #require(policy.state.directives[DirectiveID("0")])
    var search = StillShownSearch(despite: hide, in: policy.state, at: Self.now)
    let rules = try #require(search.evaluators.first)
    for facts in records where rules.shows(facts) && facts.current.kind == .medication {
      search.add(facts.id, shownTo: 0, by: rules.decide(facts))
    }
    let still = search.found
    #expect(still.map(\.record) == [RecordID("a")])
    #expect(
      still.first?.decision.reason
        == .directive(DirectiveID("1"), since: Self.now, until: nil))
  }

  @Test func `the holder's list marks what somebody does not see by a directive or seal`() {
    #expect(policy().hiddenByDirective(among: records, at: Self.now).isEmpty)
    var one = policy((.hide, .tag("a"), .recipient(dentist))).state
    one.seals = [RecordSeal(selector: .tag("c"), set: Self.now)]
    #expect(
      Policy(one).hiddenByDirective(among: records, at: Self.now)
        == [RecordID("a"), RecordID("c")])
    let overruled = policy(
      (.hide, .tag("a"), .recipient(dentist)), (.show, .record(RecordID("a")), .recipient(dentist)))
    #expect(overruled.hiddenByDirective(among: records, at: Self.now).isEmpty)
  }
}
