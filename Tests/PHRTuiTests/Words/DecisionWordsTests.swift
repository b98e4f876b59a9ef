import Testing

@testable import PHRModel
@testable import phr_tui

/// Every reason that `Policy.decide` can give, as `consent explain` and the screens say it.
@Suite struct `The reason of a decision` {
  private static let now = Story.now
  private static let clinic = RecipientID("clinic")
  private static let delegate = RecipientID("delegate")
  private static let drug = RecordFacts(version("drug", .medication))
  private static let cost = RecordFacts(version("cost", .cost))
  private static let allergy = RecordFacts(version("allergy", .allergy))

  private static func version(_ id: String, _ kind: Kind?) -> RecordFacts.Version {
    RecordFacts.Version(id: RecordID(id), kind: kind)
  }

  /// A notice about records, or about something that is not here.
  private static func notice(about targets: [RecordFacts], isKnown: Bool = true) -> RecordFacts {
    RecordFacts(version("notice", .notice), about: targets, aboutIsKnown: isKnown)
  }

  private static func end(_ month: Int, _ day: Int) -> Instant {
    Instant(startOf: CivilDay(year: 2027, month: month, day: day) ?? CivilDay(number: 0))
  }

  /// One way to come to a decision, and what is said about it.
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var facts: RecordFacts
    var recipient = clinic
    var purpose = Purpose.treatment
    var set: @Sendable (inout ConsentState) -> Void = { _ in }
    var word: String
    var ja: String
    var en: String

    var testDescription: String { name }
  }

  private static func directive(
    _ effect: PHRModel.Effect, _ selector: PHRModel.Selector, _ who: WhoSelector,
    window: ConsentWindow = .always
  ) -> @Sendable (inout ConsentState) -> Void {
    { state in
      state.directives.insert(
        Directive(
          id: DirectiveID("d"), effect: effect, selector: selector, who: who, window: window,
          set: now))
    }
  }

  private static func seal(until: Instant?) -> @Sendable (inout ConsentState) -> Void {
    { $0.seals.insert(RecordSeal(selector: .all, until: until, set: now)) }
  }

  private static let directives = [
    Case(
      name: "a hide without end", facts: drug,
      set: directive(.hide, .record(drug.id), .recipient(clinic)), word: "directive",
      ja: "見えません: 同意設定「記録 drugを 架空医院 に見せない（すべての目的、期限なし）」が 2026-03-10 00:00 から有効。",
      en: "Hidden: your directive “hide record drug from 架空医院 (any purpose, without end)”, "
        + "since 2026-03-10 00:00."),
    Case(
      name: "a show with a beginning and an end", facts: cost,
      set: directive(
        .show, .kind(.cost, nil), .recipientClass(.clinic),
        window: ConsentWindow(from: now, until: end(4, 1))), word: "directive",
      ja: "見えます: 同意設定「医療費を すべての診療所 に見せる（すべての目的、2026-03-10から2027-03-31まで）」が "
        + "2026-03-10 00:00 から有効。",
      en: "Shown: your directive “show cost to every clinic (any purpose, from 2026-03-10 to the "
        + "end of 2027-03-31)”, since 2026-03-10 00:00."),
    Case(
      name: "a notice of what a hide hides", facts: notice(about: [drug]),
      set: { state in
        directive(.show, .kind(.notice, nil), .anyone)(&state)
        state.directives.insert(
          Directive(
            id: DirectiveID("e"), effect: .hide, selector: .record(drug.id), who: .anyone, set: now)
        )
      }, word: "directive",
      ja: "見えません: この記録が指す記録 drugが見えないため（同意設定「記録 drugを だれにも・だれでも に見せない（すべての目的、"
        + "期限なし）」が 2026-03-10 00:00 から有効）。",
      en: "Hidden: it is about record drug, which is hidden (your directive “hide record drug from "
        + "anyone (any purpose, without end)”, since 2026-03-10 00:00)."),
  ]

  private static let seals = [
    Case(
      name: "a seal without end", facts: drug, set: seal(until: nil), word: "seal",
      ja: "見えません: 封がしてある（解くまで）。", en: "Hidden: it is sealed until you take it off."),
    Case(
      name: "a seal with a last day", facts: drug, set: seal(until: end(1, 1)), word: "seal",
      ja: "見えません: 封がしてある（2026-12-31まで）。",
      en: "Hidden: it is sealed to the end of 2026-12-31."),
    Case(
      name: "a seal with a last second", facts: drug,
      set: seal(until: end(1, 1).adding(seconds: 3_600)), word: "seal",
      ja: "見えません: 封がしてある（2027-01-01 01:00まで）。",
      en: "Hidden: it is sealed until 2027-01-01 01:00."),
    Case(
      name: "a seal in an emergency", facts: allergy, recipient: .emergency, purpose: .emergency,
      set: seal(until: nil), word: "seal", ja: "見えません: 封がしてある（解くまで）。",
      en: "Hidden: it is sealed until you take it off."),
  ]

  private static let bases = [
    Case(
      name: "shown by the base rule", facts: drug, word: "base", ja: "見えます: 基本の決まり。",
      en: "Shown: the base rule."),
    Case(
      name: "a kind that the base rule hides", facts: cost, word: "base", ja: "見えません: 基本の決まり。",
      en: "Hidden: the base rule."),
    Case(
      name: "opt-in", facts: drug, set: { $0.base = .optIn }, word: "base",
      ja: "見えません: 基本の決まり。", en: "Hidden: the base rule."),
    Case(
      name: "chosen for emergencies", facts: allergy, recipient: .emergency, purpose: .emergency,
      word: "base", ja: "見えます: 救急の医師に見せるもの（救急の設定）。",
      en: "Shown: what you chose for emergencies."),
    Case(
      name: "not chosen for emergencies", facts: cost, recipient: .emergency, purpose: .emergency,
      word: "base", ja: "見えません: 救急の医師に見せるもの（救急の設定）。",
      en: "Hidden: what you chose for emergencies."),
    Case(
      name: "in a delegate's scope", facts: drug, recipient: delegate, word: "base",
      ja: "見えます: 代理権の範囲。", en: "Shown: the scope of the grant."),
    Case(
      name: "outside a delegate's scope", facts: cost, recipient: delegate, word: "base",
      ja: "見えません: 代理権の範囲。", en: "Hidden: the scope of the grant."),
  ]

  private static let unregistered = "見えません: 登録された提供先ではない。"
  private static let notRegistered = "Hidden: not a registered recipient."
  private static let unreadable = "見えません: 読めない・知らない種別の記録か、それを指すお知らせ。"
  private static let notReadable =
    "Hidden: it cannot be read, is of an unknown kind, or is about something that is not here."

  private static let refusals = [
    Case(
      name: "a stranger", facts: drug, recipient: RecipientID("nobody"), word: "unregistered",
      ja: unregistered, en: notRegistered),
    Case(
      name: "an archived recipient", facts: drug,
      set: { $0.recipients[clinic]?.archive(at: now.adding(seconds: -60)) }, word: "unregistered",
      ja: unregistered, en: notRegistered),
    Case(
      name: "a revoked grant", facts: drug, recipient: delegate,
      set: { $0.grants[delegate]?.revoked = now.adding(seconds: -60) }, word: "unregistered",
      ja: unregistered, en: notRegistered),
    Case(
      name: "a doctor in an emergency who asks for treatment", facts: allergy,
      recipient: .emergency, word: "unregistered", ja: unregistered, en: notRegistered),
    Case(
      name: "a kind of tomorrow", facts: RecordFacts(version("new", nil)), word: "unknown",
      ja: unreadable, en: notReadable),
    Case(
      name: "what cannot be read", facts: .unreadable(RecordID("torn")), word: "unknown",
      ja: unreadable, en: notReadable),
    Case(
      name: "a notice about something that is not here", facts: notice(about: [], isKnown: false),
      set: directive(.show, .all, .anyone), word: "unknown", ja: unreadable, en: notReadable),
  ]

  private static let cases = directives + seals + bases + refusals

  private static func state(_ wanted: Case) -> ConsentState {
    var state = ConsentState()
    let past = now.adding(seconds: -86_400)
    state.recipients[clinic] = Recipient(id: clinic, name: "架空医院", registered: past)
    state.grants[delegate] = Grant(
      id: delegate, delegate: "架空 ゆり", relation: "娘", basis: .powerOfAttorney,
      scope: [.kind(.medication, nil)], window: ConsentWindow(from: past), purpose: "介護")
    wanted.set(&state)
    return state
  }

  private static func decision(_ wanted: Case) -> Decision {
    Policy(state(wanted)).decide(
      wanted.facts, for: wanted.recipient, purpose: wanted.purpose, at: now)
  }

  @Test(arguments: cases)
  func `is said in both languages and as one word`(wanted: Case) {
    let state = Self.state(wanted)
    let decision = Self.decision(wanted)
    let said = ConsentWords.sentence(decision, state)
    #expect(said.ja == wanted.ja)
    #expect(said.en == wanted.en)
    #expect(decision.reason.word == wanted.word)
    let json = ConsentJSON.decision(decision, said.en)
    #expect(json["decision"]?.string == (decision.isShown ? "show" : "hide"))
    #expect(json["rule"]?.string == wanted.word)
    #expect(json["text"]?.string == wanted.en)
  }

  /// A name for every case of `Decision.Reason`: a new one does not compile without its row.
  private static func name(_ reason: Decision.Reason) -> String {
    switch reason {
    case .directive: "directive"
    case .base: "base"
    case .emergencyProfile: "emergency profile"
    case .seal: "seal"
    case .unregistered: "unregistered"
    case .unknown: "unknown"
    case .grant: "grant"
    }
  }

  @Test func `stands in the table whatever it is, for shown and for hidden`() {
    let found = Set(
      Self.cases.map { wanted in
        let decision = Self.decision(wanted)
        return Self.name(decision.reason) + (decision.isShown ? " shows" : " hides")
      })
    let all: Set<String> = [
      "directive shows", "directive hides", "base shows", "base hides", "emergency profile shows",
      "emergency profile hides", "seal hides", "unregistered hides", "unknown hides",
      "grant shows", "grant hides",
    ]
    #expect(found == all)
  }
}
