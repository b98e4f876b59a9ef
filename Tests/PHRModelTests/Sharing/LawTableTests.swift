import Testing

@testable import PHRModel

/// What the law lets institutions do by themselves, for every class and purpose.
@Suite struct `The law table` {
  private static let today = LawTable.asOf

  private static func rules(
    _ recipientClass: RecipientClass, _ purpose: Purpose
  ) -> Set<LawEntry.Rule> {
    Set(LawTable.entries(for: recipientClass, purpose: purpose, on: today).map(\.rule))
  }

  @Test(arguments: RecipientClass.allCases, Purpose.allCases)
  func `says something on every class and purpose, with its source`(
    recipientClass: RecipientClass, purpose: Purpose
  ) {
    let entries = LawTable.entries(for: recipientClass, purpose: purpose, on: Self.today)
    #expect(!entries.isEmpty)
    for entry in entries {
      #expect(!entry.source.title.isEmpty && !entry.source.articles.isEmpty)
      #expect(entry.since <= Self.today)
    }
    // The permissions come first: what an institution may do by itself must not be overlooked.
    let places = entries.map { $0.rule == .consentNeeded }
    #expect(places == places.sorted { !$0 && $1 })
  }

  @Test(arguments: [RecipientClass.clinic, .hospital, .pharmacy])
  func `treatment and care go by implied consent`(recipientClass: RecipientClass) {
    #expect(Self.rules(recipientClass, .treatment).contains(.impliedConsent))
  }

  @Test(arguments: [
    (RecipientClass.employer, Purpose.other), (.employer, .insurance), (.other, .other),
  ])
  func `employers, schools and others need consent`(
    recipientClass: RecipientClass, purpose: Purpose
  ) {
    let rules = Self.rules(recipientClass, purpose)
    #expect(!rules.contains(.impliedConsent) && !rules.contains(.ownDataWithoutConsent))
  }

  @Test func `research goes by consent or by notice with opt-out`() {
    #expect(Self.rules(.researcher, .research).contains(.noticeWithOptOut))
  }

  @Test(arguments: RecipientClass.allCases)
  func `never changes a decision`(recipientClass: RecipientClass) {
    var state = ConsentState(base: .optIn)
    let id = RecipientID("a")
    state.recipients[id] = Recipient(
      id: id, name: "a", recipientClass: recipientClass, registered: Instant(seconds: 0))
    let facts = RecordFacts(RecordFacts.Version(id: RecordID("r"), kind: .medication))
    for purpose in Purpose.allCases {
      let decision = Policy(state).decide(
        facts, for: id, purpose: purpose, at: Instant(seconds: 10))
      #expect(!decision.isShown && decision.reason == .base)
    }
  }

  @Test(arguments: RecipientClass.allCases, Purpose.allCases)
  func `opt-out shows exactly the treatment kinds to those who treat or care`(
    recipientClass: RecipientClass, purpose: Purpose
  ) {
    let treats: Set<RecipientClass> = [.clinic, .hospital, .pharmacy]
    let sees =
      treats.contains(recipientClass) && purpose == .treatment
      || recipientClass == .careProvider && purpose == .care
    let kinds = BaseRule.optOut.kinds(for: recipientClass, purpose: purpose)
    #expect(kinds == (sees ? BaseRule.treatmentKinds : []))
    #expect(BaseRule.optIn.kinds(for: recipientClass, purpose: purpose).isEmpty)
  }
}
