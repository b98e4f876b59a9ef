import Testing

@testable import PHRModel

/// A vault with a dentist, a pharmacy, a care provider and an insurer, and one drug record.
private struct Scene {
  static let dentist = RecipientID("dentist")
  static let pharmacy = RecipientID("pharmacy")
  static let carer = RecipientID("carer")
  static let insurer = RecipientID("insurer")
  static let now = Instant(startOf: CivilDay(number: 20_700))

  var state = ConsentState()

  init(_ directives: [Directive] = []) {
    let all: [(RecipientID, RecipientClass)] = [
      (Self.dentist, .clinic), (Self.pharmacy, .pharmacy), (Self.carer, .careProvider),
      (Self.insurer, .insurer),
    ]
    for (id, recipientClass) in all {
      state.recipients[id] = Recipient(
        id: id, name: id.text, recipientClass: recipientClass, registered: Instant(seconds: 0))
    }
    for directive in directives { state.directives.insert(directive) }
  }

  func decide(
    _ facts: RecordFacts, for recipient: RecipientID = dentist, purpose: Purpose = .treatment,
    at instant: Instant = now
  ) -> Decision {
    Policy(state).decide(facts, for: recipient, purpose: purpose, at: instant)
  }
}

private func drug(_ id: String = "r", days: String? = "2026-03-10") -> RecordFacts {
  RecordFacts(version(id, days: days))
}

private func version(
  _ id: String, _ kind: Kind? = .medication, days: String? = "2026-03-10"
) -> RecordFacts.Version {
  RecordFacts.Version(
    id: RecordID(id), kind: kind, days: days.flatMap { PartialDate(iso: $0)?.days },
    episode: EpisodeID("e"), facilities: [FacilityKey(name: "こころ医院", code: nil)], tags: ["心"])
}

private func rule(
  _ effect: Effect, _ selector: String, _ who: WhoSelector = .recipient(Scene.dentist),
  purpose: Purpose? = nil, from: Instant? = nil, until: Instant? = nil, id: String? = nil
) throws -> Directive {
  Directive(
    id: DirectiveID(id ?? "\(effect)-\(selector)"), effect: effect,
    selector: try Selector(parsing: selector), who: who, purpose: purpose,
    window: ConsentWindow(from: from, until: until), set: Instant(seconds: 5))
}

@Suite struct `Policy, rule by rule` {
  @Test(
    arguments: [
      (Scene.dentist, Purpose.treatment, BaseRule.treatmentKinds),
      (Scene.dentist, .care, []), (Scene.dentist, .emergency, []),
      (Scene.carer, .care, BaseRule.treatmentKinds), (Scene.carer, .treatment, []),
      (Scene.insurer, .insurance, []), (Scene.insurer, .treatment, []),
      (RecipientID("stranger"), .treatment, []),
    ] as [(RecipientID, Purpose, Set<Kind>)])
  func `opt-out shows treatment and care kinds to those who treat and care`(
    recipient: RecipientID, purpose: Purpose, kinds: Set<Kind>
  ) {
    let scene = Scene()
    for kind in Kind.allCases {
      let decision = scene.decide(
        RecordFacts(version("r", kind)), for: recipient, purpose: purpose)
      #expect(decision.isShown == kinds.contains(kind))
    }
  }

  @Test func `opt-in shows nothing that is not shown by a directive`() throws {
    var scene = Scene()
    scene.state.base = .optIn
    #expect(scene.decide(drug()) == Decision(.hide, .base))
    scene.state.directives.insert(try rule(.show, "r"))
    #expect(scene.decide(drug()).isShown)
    #expect(!scene.decide(drug("other")).isShown)
  }

  @Test(arguments: [
    ("r", "episode:e"), ("episode:e", "tag:心"), ("tag:心", "facility:こころ 医院"),
    ("facility:こころ医院", "kind:medication:2026-03..2026-03"),
    ("kind:medication:2026..2026", "kind:medication"), ("kind:medication", "period:2026..2026"),
    ("period:2026..", "all"),
  ])
  func `the more specific selector wins, whichever way round`(narrow: String, wide: String)
    throws
  {
    for (strong, weak) in [(Effect.show, Effect.hide), (.hide, .show)] {
      let decision = Scene([try rule(strong, narrow), try rule(weak, wide)]).decide(drug())
      #expect(decision.effect == strong)
      #expect(
        decision.reason
          == .directive(
            DirectiveID("\(strong)-\(narrow)"), since: Instant(seconds: 5), until: nil))
    }
  }

  @Test func `then the more specific recipient, then the more specific purpose`() throws {
    let byClass = try rule(.hide, "r", .recipientClass(.clinic), purpose: .treatment)
    #expect(Scene([byClass, try rule(.show, "r")]).decide(drug()).isShown)
    #expect(Scene([byClass, try rule(.show, "r", .anyone)]).decide(drug()).effect == .hide)
    let anyPurpose = try rule(.hide, "r")
    let thisPurpose = try rule(.show, "r", purpose: .treatment)
    #expect(Scene([anyPurpose, thisPurpose]).decide(drug()).isShown)
    let wideSelector = try rule(.show, "tag:心")
    #expect(Scene([byClass, wideSelector]).decide(drug()).effect == .hide)
  }

  @Test func `at equal specificity hide wins`() throws {
    let scene = Scene([try rule(.show, "r"), try rule(.hide, "r")])
    #expect(scene.decide(drug()).effect == .hide)
  }

  @Test func `a window holds from its first second and ends before its last`() throws {
    let (start, end) = (Scene.now, Scene.now.adding(seconds: 10))
    let scene = Scene([try rule(.hide, "r", from: start, until: end)])
    let shown = [-1, 0, 9, 10].map {
      scene.decide(drug(), at: start.adding(seconds: $0)).isShown
    }
    #expect(shown == [true, false, false, true])
    #expect(
      scene.decide(drug()).reason
        == .directive(DirectiveID("hide-r"), since: start, until: end))
  }

  @Test(
    arguments: [("2026-03-31", true), ("2026-03", true), ("2026", true), (nil, true)]
      as [(String?, Bool)])
  func `an imprecise date is hidden if any of its days is`(date: String?, hidden: Bool) throws {
    let scene = Scene([try rule(.hide, "period:2026-03-31..2026-03-31")])
    #expect(scene.decide(drug(days: date)).isShown == !hidden)
  }

  @Test(
    arguments: [("2026-03-31", true), ("2026-03", false), (nil, false)]
      as [(String?, Bool)])
  func `an imprecise date is shown only if all of its days are`(date: String?, shown: Bool)
    throws
  {
    var scene = Scene([try rule(.show, "period:2026-03-02..")])
    scene.state.base = .optIn
    #expect(scene.decide(drug(days: date)).isShown == shown)
  }

  @Test func `a hide of any version or twin hides all, a show needs a current one`() throws {
    var facts = drug()
    facts.twins = [version("twin")]
    facts.former = [
      RecordFacts.Version(id: RecordID("r"), kind: .medication, tags: ["former"])
    ]
    #expect(Scene([try rule(.hide, "twin")]).decide(facts).effect == .hide)
    #expect(Scene([try rule(.hide, "tag:former")]).decide(facts).effect == .hide)
    var scene = Scene([try rule(.show, "tag:former")])
    scene.state.base = .optIn
    #expect(!scene.decide(facts).isShown)
    scene.state.directives.insert(try rule(.show, "twin"))
    #expect(scene.decide(facts).isShown)
  }

  @Test func `a notice is shown only with what it is about`() throws {
    let notice = RecordFacts(version("n", .notice), about: [drug()])
    let show = try rule(.show, "kind:notice")
    #expect(Scene([show]).decide(notice).isShown)
    let decision = Scene([show, try rule(.hide, "r")]).decide(notice)
    #expect(decision.through == RecordID("r"))
    #expect(decision.reason.word == "directive")
    let dangling = RecordFacts(version("n", .notice), aboutIsKnown: false)
    #expect(Scene([show]).decide(dangling) == Decision(.hide, .unknown))
  }

  @Test func `unknown kinds and unreadable records are hidden, whatever is shown`() throws {
    let scene = Scene([try rule(.show, "all", .anyone), try rule(.show, "r")])
    #expect(scene.decide(RecordFacts(version("r", nil))) == Decision(.hide, .unknown))
    #expect(scene.decide(.unreadable(RecordID("r"))) == Decision(.hide, .unknown))
  }

  @Test func `an archived recipient sees nothing, from that second on`() {
    var scene = Scene()
    scene.state.recipients[Scene.dentist]?.registrations[0].until = Scene.now
    #expect(scene.decide(drug(), at: Scene.now.adding(seconds: -1)).isShown)
    #expect(scene.decide(drug()) == Decision(.hide, .unregistered))
  }

  @Test func `a seal beats every directive, also in emergencies`() throws {
    var scene = Scene([
      try rule(.show, "r"), try rule(.show, "r", .recipient(.emergency)),
    ])
    let end = Scene.now.adding(seconds: 60)
    scene.state.seals = [
      RecordSeal(selector: .record(RecordID("r")), until: end, set: Instant(seconds: 0))
    ]
    #expect(scene.decide(drug()) == Decision(.hide, .seal(until: end)))
    #expect(!scene.decide(drug(), for: .emergency, purpose: .emergency).isShown)
    #expect(scene.decide(drug(), at: end).isShown)
  }

  @Test func `insured numbers need a tick of their own`() {
    var scene = Scene()
    func ticked() -> Bool {
      Policy(scene.state).evaluator(for: Scene.dentist, purpose: .treatment, at: Scene.now)
        .showsInsuredNumbers
    }
    #expect(!ticked())
    scene.state.insuredNumbers = [Scene.dentist]
    #expect(ticked())
    scene.state.recipients = [:]
    #expect(!ticked())
  }
}

@Suite struct `Emergency profile` {
  private func decide(_ facts: RecordFacts, _ directives: [Directive] = []) -> Decision {
    Scene(directives).decide(facts, for: .emergency, purpose: .emergency)
  }

  @Test func `shows allergies, conditions and what is taken now, and nothing else`() {
    let shown = Kind.allCases.filter { decide(RecordFacts(version("r", $0))).isShown }
    #expect(Set(shown) == [.allergy, .condition])
  }

  @Test(arguments: [(6, false), (7, true), (8, true)])
  func `a drug is taken until its days are over`(days: Int, shown: Bool) throws {
    var line = Medication(drug: CodedText(text: "drug"), origin: .dispensed)
    line.days = days
    let date = PartialDate(Scene.now.day.adding(days: -6))
    let body = RecordBody(date: date, title: "drug", content: .medication(line))
    var builder = RecordFactsBuilder()
    let facts = builder.version(of: body, id: RecordID("r"), episode: nil, tags: [])
    #expect(decide(RecordFacts(facts)).isShown == shown)
  }

  @Test func `directives that name it or anyone still win, those for clinics do not touch it`()
    throws
  {
    let allergy = RecordFacts(version("r", .allergy))
    #expect(!decide(allergy, [try rule(.hide, "r", .anyone)]).isShown)
    #expect(!decide(allergy, [try rule(.hide, "r", .recipient(.emergency))]).isShown)
    #expect(decide(allergy, [try rule(.hide, "r", .recipientClass(.clinic))]).isShown)
    let cost = RecordFacts(version("r", .cost))
    #expect(decide(cost, [try rule(.show, "r", .recipient(.emergency))]).isShown)
  }

  @Test func `serves no other purpose`() {
    let allergy = RecordFacts(version("r", .allergy))
    #expect(
      Scene().decide(allergy, for: .emergency, purpose: .treatment)
        == Decision(.hide, .unregistered))
  }

  @Test func `shows chosen records and tags besides`() {
    var scene = Scene()
    scene.state.emergency.tags = ["心"]
    scene.state.emergency.records = [RecordID("c")]
    let checkup = RecordFacts(version("r", .checkup))
    #expect(scene.decide(checkup, for: .emergency, purpose: .emergency).isShown)
    scene.state.emergency.tags = []
    #expect(!scene.decide(checkup, for: .emergency, purpose: .emergency).isShown)
    let chosen = RecordFacts(version("c", .checkup))
    #expect(scene.decide(chosen, for: .emergency, purpose: .emergency).isShown)
  }
}

@Suite struct `Delegate as a recipient` {
  private static let daughter = RecipientID("daughter")

  private func scene(
    scope: [String], except: [String] = [], _ directives: [Directive] = [], until: Instant? = nil
  ) throws -> Scene {
    var scene = Scene(directives)
    scene.state.base = .optIn
    scene.state.grants[Self.daughter] = Grant(
      id: Self.daughter, delegate: "daughter", relation: "child", basis: .powerOfAttorney,
      scope: try scope.map { try Selector(parsing: $0) },
      exclusions: try except.map { try Selector(parsing: $0) },
      window: ConsentWindow(until: until), purpose: "help")
    return scene
  }

  @Test(
    arguments: [
      (["kind:medication"], [], true), (["kind:cost"], [], false), (["all"], ["tag:心"], false),
      (["all"], ["tag:other"], true), ([], [], false), (["kind:cost", "r"], [], true),
    ] as [([String], [String], Bool)])
  func `sees what is in scope and not excluded`(scope: [String], except: [String], shown: Bool)
    throws
  {
    let scene = try scene(scope: scope, except: except)
    #expect(scene.decide(drug(), for: Self.daughter) == Decision(shown ? .show : .hide, .grant))
  }

  @Test func `a hide that names anyone or the delegate wins, however wide and whatever for`()
    throws
  {
    for who in [WhoSelector.anyone, .recipient(Self.daughter)] {
      let hide = try rule(.hide, "all", who, purpose: .research)
      let show = try rule(.show, "r", .recipient(Self.daughter))
      let scene = try scene(scope: ["r"], [hide, show])
      #expect(!scene.decide(drug(), for: Self.daughter).isShown)
    }
    let other = try scene(scope: ["r"], [try rule(.hide, "r", .recipientClass(.clinic))])
    #expect(other.decide(drug(), for: Self.daughter).isShown)
  }

  @Test func `sees nothing outside the grant's dates or after revocation`() throws {
    var scene = try scene(scope: ["all"], until: Scene.now.adding(seconds: 1))
    #expect(scene.decide(drug(), for: Self.daughter).isShown)
    #expect(
      scene.decide(drug(), for: Self.daughter, at: Scene.now.adding(seconds: 1))
        == Decision(.hide, .unregistered))
    scene.state.grants[Self.daughter]?.revoked = Scene.now
    #expect(!scene.decide(drug(), for: Self.daughter).isShown)
  }
}
