import Testing

@testable import PHRModel

@Suite struct `Consequences of a hide` {
  private static let now = Instant(startOf: CivilDay(number: 20_700))
  private let pharmacy = RecipientID("p")
  private let clinic = RecipientID("c")
  private let insurer = RecipientID("i")

  private var state: ConsentState {
    var state = ConsentState()
    for (id, name, recipientClass) in [
      (pharmacy, "みなと薬局", RecipientClass.pharmacy), (clinic, "歯科", .clinic),
      (insurer, "架空健保", .insurer),
    ] {
      state.recipients[id] = Recipient(
        id: id, name: name, recipientClass: recipientClass, registered: Instant(seconds: 0))
    }
    return state
  }

  private func record(_ id: String, _ content: Content, at facility: String = "別の薬局") -> Record {
    var body = RecordBody(
      date: PartialDate(Self.now.day.adding(days: -3)), title: id, content: content)
    body.facilities = [Facility(role: .dispenser, name: facility)]
    return Record(
      id: RecordID(id), version: 1, status: .active, body: body, episode: nil,
      provenance: Provenance(channel: .file, format: "f", name: "n", received: Self.now))
  }

  private func drug(days: Int) -> Content {
    var line = Medication(drug: CodedText(text: "drug"), origin: .dispensed)
    line.days = days
    return .medication(line)
  }

  private func found(
    _ record: Record, from who: WhoSelector, _ selector: PHRModel.Selector = .all,
    purpose: Purpose? = nil
  ) -> [Consequence] {
    let hide = Directive(
      id: DirectiveID("h"), effect: .hide, selector: selector, who: who, purpose: purpose,
      set: Self.now)
    var search = ConsequenceSearch(of: hide, in: state, at: Self.now)
    var builder = RecordFactsBuilder()
    search.add(builder.version(of: record)) { record.body }
    return search.found.filter { $0 != .laterRecordsToo }
  }

  @Test func `a pharmacy cannot check interactions of a drug that is taken now`() {
    let id = RecordID("r")
    let wanted: [Consequence] = [.interactionsUnchecked([id], by: [.pharmacy])]
    #expect(found(record("r", drug(days: 7)), from: .recipient(pharmacy)) == wanted)
    #expect(found(record("r", drug(days: 2)), from: .recipient(pharmacy)) == [])
    #expect(found(record("r", drug(days: 7)), from: .recipient(insurer)) == [])
    #expect(
      found(record("r", drug(days: 7)), from: .recipient(pharmacy), purpose: .research) == [])
  }

  @Test func `a clinic would not know an allergy and might repeat a dose`() {
    let allergy = Content.allergy(Allergy(substance: CodedText(text: "x")))
    #expect(
      found(record("r", allergy), from: .recipient(clinic))
        == [.allergiesUnknown([RecordID("r")], to: [.clinic])])
    var none = Allergy(substance: CodedText(text: "x"))
    none.noneKnown = true
    #expect(found(record("r", .allergy(none)), from: .recipient(clinic)) == [])
    let dose = Content.vaccination(Vaccination(vaccine: CodedText(text: "v")))
    #expect(
      found(record("r", dose), from: .recipientClass(.clinic))
        == [.dosesMayBeRepeated([RecordID("r")])])
    #expect(found(record("r", dose), from: .recipientClass(.pharmacy)) == [])
  }

  @Test func `a hide from anyone reaches emergencies and delegates, and the author keeps a copy`() {
    let own = record("r", .cost(MedicalCost(careType: CodedText(text: "調剤"))), at: "ﾐﾅﾄ薬局")
    let named = record("r", own.body.content, at: "みなと薬局")
    #expect(found(own, from: .anyone) == [.emergencyToo([RecordID("r")])])
    #expect(
      found(named, from: .anyone)
        == [.emergencyToo([RecordID("r")]), .authorKeepsCopy([RecordID("r")], pharmacy)])
  }

  @Test func `a wide hide takes in later records, a dated one ends by itself`() {
    let hide = Directive(
      id: DirectiveID("h"), effect: .hide, selector: .kind(.cost, nil), who: .recipient(insurer),
      window: ConsentWindow(until: Self.now), set: Self.now)
    #expect(
      ConsequenceSearch(of: hide, in: state, at: Self.now).found
        == [.laterRecordsToo, .endsByItself(Self.now)])
  }
}

@Suite struct `Law table` {
  private static func rules(_ name: RecipientClass, _ purpose: Purpose, _ day: String) -> [LawEntry
    .Rule]
  {
    guard let day = PartialDate(iso: day)?.first else { return [] }
    return LawTable.entries(for: name, purpose: purpose, on: day).map(\.rule)
  }

  @Test(arguments: [
    (RecipientClass.clinic, Purpose.treatment, [LawEntry.Rule.impliedConsent]),
    (.careProvider, .care, [.impliedConsent]), (.employer, .treatment, [.consentNeeded]),
    (.insurer, .insurance, [.ownDataWithoutConsent]),
    (.clinic, .emergency, [.withoutConsentIfUnobtainable]),
    (.researcher, .research, [.noticeWithOptOut, .consentNeeded]),
    (.employer, .other, [.consentNeeded]),
    (.municipality, .other, [.lawfulInquiry, .consentNeeded]),
    (.municipality, .disaster, [.consentNeeded]),
    (.municipality, .publicHealth, [.statutoryReporting, .withoutConsentIfUnobtainable]),
  ])
  func `says what institutions may do by themselves`(
    name: RecipientClass, purpose: Purpose, rules: [LawEntry.Rule]
  ) {
    #expect(Self.rules(name, purpose, "2026-04-01") == rules)
  }

  @Test func `has an answer for everybody and every purpose, with its source`() {
    for name in RecipientClass.allCases {
      for purpose in Purpose.allCases {
        #expect(!Self.rules(name, purpose, "2026-04-01").isEmpty)
      }
    }
    #expect(LawTable.all.allSatisfy { !$0.source.title.isEmpty && !$0.source.articles.isEmpty })
  }

  @Test func `knows which law held when`() {
    func articles(_ day: String) -> [String] {
      guard let day = PartialDate(iso: day)?.first else { return [] }
      return LawTable.entries(for: .researcher, purpose: .research, on: day)
        .filter { $0.rule == .noticeWithOptOut }.map(\.source.articles)
    }
    #expect(articles("2018-05-10") == [])
    #expect(articles("2024-03-31") == ["第30条"])
    #expect(articles("2024-04-01") == ["第52条"])
  }
}
