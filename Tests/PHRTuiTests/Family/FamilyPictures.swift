import Foundation
import Testing

@testable import PHRModel
@testable import phr_tui

/// Every screen of the family's journeys, drawn whole at both sizes and in both languages.
@Suite struct `Pictures of delegates and families` {
  /// A holder's screen with one delegate and what came back.
  private static func holder(_ size: Size, _ language: Language) -> AppState {
    var state = AppState(size: size, language: language, start: .browser, today: Story.now.day)
    var profile = Profile()
    profile.name = "架空 はな"
    profile.birthDate = PartialDate(iso: "1948-05-02")
    state.vault = VaultFacts(name: "mother.phr", profile: profile)
    state.file = PersonFile(path: "/home/hana/mother.phr", standing: .vault)
    return state
  }

  private static let grant: Grant = {
    var grant = Grant(
      id: RecipientID("yuri"), delegate: "架空 ゆり", relation: "娘", basis: .powerOfAttorney,
      scope: [.kind(.checkup, nil), .kind(.medication, nil)], exclusions: [.tag("内緒")],
      window: ConsentWindow(
        from: Story.now, until: Instant(startOf: Story.now.day.adding(months: 12))),
      purpose: "通院の付き添い")
    return grant
  }()

  private static var answer: DelegatesAnswer {
    var answer = DelegatesAnswer()
    let yuri = RecipientID("yuri")
    answer.rows = [
      DelegatesAnswer.Row(
        grant: grant, status: .inForce, path: "/media/usb/mum.phr", refreshed: Story.now,
        hasReplied: true, lastSeen: Story.now.adding(seconds: 3_600), needsConfirmation: false)
    ]
    answer.proposals = [
      DelegatesAnswer.Proposed(
        number: 4, delegate: "架空 ゆり", at: Story.now,
        subject: .correction("アムロジピン錠5mg"),
        changes: [
          .init(field: "usage", now: "1日1回朝食後", proposed: "1日1回夕食後"),
          .init(field: "note", now: "", proposed: "先月から変更"),
        ]),
      DelegatesAnswer.Proposed(
        number: 3, delegate: "架空 ゆり", at: Story.now, subject: .new(.allergy),
        changes: [.init(field: "substance", now: nil, proposed: "そば")]),
    ]
    let acts: [(DelegateAct, DelegateEntry.State, String?)] = [
      (.exported("export summary"), .outside, nil),
      (.note(RecordID("m"), "朝に飲み忘れ"), .noted, "アムロジピン錠5mg"),
      (.viewed(RecordID("m")), .noted, "アムロジピン錠5mg"), (.opened, .noted, nil),
    ]
    answer.log = acts.enumerated().map { index, act in
      DelegatesAnswer.LogLine(
        entry: DelegateEntry(
          id: 9 - index, delegate: yuri, at: Story.now, received: Story.now, act: act.0,
          state: act.1),
        delegate: "架空 ゆり", title: act.2)
    }
    return answer
  }

  private static func draw(_ name: String, _ place: @escaping (Language) -> FamilyPlace)
    async throws
  {
    try await Pictures.check(name) { size, language in
      var state = holder(size, language)
      state.stack = [.browser, .family(place(language))]
      return state
    }
  }

  @Test(arguments: DelegatesState.Tab.allCases)
  func `the page on delegates`(tab: DelegatesState.Tab) async throws {
    try await Self.draw("delegates-\(tab)") { _ in
      var page = DelegatesState(answer: Self.answer)
      page.tab = tab
      return .delegates(page)
    }
  }

  @Test func `the page on delegates while there are none`() async throws {
    try await Self.draw("delegates-none") { _ in
      .delegates(DelegatesState(answer: DelegatesAnswer()))
    }
  }

  @Test func `the form for a grant, filled in and faulty`() async throws {
    try await Self.draw("grant-form") { language in
      var form = GrantFormState(
        today: Story.now.day, holderBorn: nil,
        purpose: DelegateWords.usualPurpose.in(language))
      form.form.set(.name, to: "架空 ゆり")
      form.form.set(.until, to: "来年まで")
      form.fault = .badDate(.until)
      if let draft = try? GrantFormState(changing: Self.grant).draft() {
        form.preview = GrantPreview(draft: draft, counts: [.checkup: 2, .medication: 14])
      }
      form.form.focus(on: .until)
      return .grantForm(form)
    }
  }

  @Test func `the form for a narrower grant, refused`() async throws {
    try await Self.draw("grant-change") { _ in
      var form = GrantFormState(changing: Self.grant)
      form.failure = ErrorWords.report(DelegateError.problems([.emptyScope, .noPurpose]))
      return .grantForm(form)
    }
  }

  @Test func `the one-time code`() async throws {
    try await Self.draw("grant-code") { _ in
      .grantCode(
        GrantCodeState(
          grant: Self.grant, path: "/media/usb/mum.phr", records: 16,
          proof: CodeProof("0123-4567-89AB-CDEF-GHJK-MNPQ-RSTV")))
    }
  }

  @Test(arguments: ["introduction", "form", "working", "code"])
  func `the handover`(step: String) async throws {
    try await Self.draw("handover-\(step)") { _ in
      var handover = HandoverState()
      switch step {
      case "form":
        handover.step = .form
        handover.problem = .differs
      case "working": handover.step = .working
      case "code":
        handover.step = .code(
          CodeProof("0123-4567-89AB-CDEF-GHJK-MNPQ-RSTV"), grantsEnded: 1)
      default: break
      }
      return .handover(handover)
    }
  }

  @Test(arguments: [0, 1])
  func `questions about delegates`(index: Int) async throws {
    let questions: [DelegateQuestion] = [
      .revoke(Self.grant), .accept(Self.answer.proposals[0]),
    ]
    try await Pictures.check("delegate-question-\(index)") { size, language in
      var state = Self.holder(size, language)
      state.stack = [
        .browser, .family(.delegates(DelegatesState(answer: Self.answer))),
        .confirm(Confirmation(question: .delegates(questions[index]))),
      ]
      return state
    }
  }

  @Test(arguments: LifeEvent.allCases)
  func `the reminders of birthdays`(event: LifeEvent) async throws {
    try await Pictures.check("birthday-\(event.rawValue)") { size, language in
      var state = Self.holder(size, language)
      state.stack.append(.confirm(Confirmation(question: .birthday(event))))
      return state
    }
  }

  // MARK: The delegate's side

  /// The grant as the delegate may know it.
  private static var ownGrant: Grant {
    var own = grant
    own.exclusions = []
    return own
  }

  private static func delegate(_ size: Size, _ language: Language) -> AppState {
    var state = holder(size, language)
    state.vault?.grant = ownGrant
    state.vault?.readOnlyReason = .requested
    return state
  }

  @Test func `a delegate's records`() async throws {
    try await Pictures.check("delegate-browser") { size, language in
      let story = try Story(Sample.family(), size: size, language: language)
      var facts = VaultFacts(name: "mum.phr", profile: Profile(), readOnlyReason: .requested)
      facts.profile.name = "架空 はな"
      facts.grant = Self.grant
      story.play(.opened(facts))
      // A record's number is drawn anew each time.
      let id = RecordID("aaaaaaaaaaaaaaaaaaaaaaaaaa")
      var state = story.state
      state.browser.pages[0]?[0].id = id
      state.browser.detail?.record.id = id
      return state
    }
  }

  @Test func `a delegate's own page`() async throws {
    try await Pictures.check("delegate-own") { size, language in
      var state = Self.delegate(size, language)
      let own = OwnGrant(
        grant: Self.ownGrant, holder: state.vault?.profile ?? Profile(), refreshed: Story.now,
        entries: [
          ReplyEntry(number: 1, at: Story.now, act: .opened),
          ReplyEntry(number: 2, at: Story.now, act: .viewed(RecordID("m"))),
          ReplyEntry(number: 3, at: Story.now, act: .note(RecordID("m"), "朝に飲み忘れ")),
        ], titles: [2: "アムロジピン錠5mg", 3: "アムロジピン錠5mg"], states: [1: .noted, 2: .noted])
      state.stack.append(.reader(ReaderState(content: .ownGrant(own))))
      return state
    }
  }

  @Test func `a delegate's note`() async throws {
    try await Pictures.check("delegate-note") { size, language in
      var state = Self.delegate(size, language)
      state.stack.append(
        .family(.note(NoteState(record: RecordID("m"), title: "アムロジピン錠5mg"))))
      return state
    }
  }

  @Test func `the first opening`() async throws {
    try await Pictures.check("admission") { size, language in
      var state = AppState(size: size, language: language, start: .browser, today: Story.now.day)
      state.file = PersonFile(path: "/media/usb/mum.phr", standing: .sealed)
      var admission = AdmissionState()
      admission.failure = FamilyWords.report(.mistyped)
      state.stack = [.family(.admission(admission))]
      return state
    }
  }

  private static let refusals: [(String, DelegateError)] = [
    ("expired", .expired(Instant(startOf: Story.now.day))),
    ("revoked", .revoked(Story.now)), ("clock", .clockSetBack(lastSeen: Story.now)),
    ("reply-missing", .replyMissing), ("other-reply", .otherReply),
    ("not-yet", .notYet(Story.now)),
  ]

  @Test(arguments: refusals.indices)
  func `why a delegate's file does not open`(index: Int) async throws {
    let (name, error) = Self.refusals[index]
    try await Pictures.check("unlock-\(name)") { size, language in
      var state = AppState(size: size, language: language, start: .browser, today: Story.now.day)
      state.file = PersonFile(path: "/media/usb/mum.phr", standing: .delegate)
      state.stack = [.unlock(UnlockState(failure: ErrorWords.report(error)))]
      return state
    }
  }

  // MARK: People

  private static var people: PeopleState {
    let due = Deadline(
      day: PartialDate(Story.now.day), record: RecordID("v"), kind: .vaccination, title: "帯状疱疹")
    let unusual = PersonDigest.Unusual(
      date: PartialDate(Story.now.day), title: "特定健診", results: 2)
    let mother = PersonDigest(
      name: "架空 はな", due: [due], dueCount: 1, unread: 1, unusual: [unusual], unusualCount: 1,
      records: 16, grant: grant)
    let own = PersonDigest(
      name: "架空 ゆり", due: [], dueCount: 0, unread: 0, unusual: [], unusualCount: 0, records: 40)
    return PeopleState(rows: [
      .init(
        file: PersonFile(path: "/home/yuri/record.phr", standing: .vault), isCurrent: true,
        digest: own),
      .init(
        file: PersonFile(path: "/media/usb/mum.phr", standing: .delegate), isCurrent: false,
        digest: mother),
      .init(file: PersonFile(path: "/home/yuri/sota.phr", standing: .vault), isCurrent: false),
      .init(file: PersonFile(path: "/media/usb/dad.phr", standing: .sealed), isCurrent: false),
      .init(file: PersonFile(path: "/media/usb/aunt.phr", standing: .missing), isCurrent: false),
    ])
  }

  @Test(arguments: [1, 2, 3])
  func `the family overview`(row: Int) async throws {
    try await Pictures.check("people-\(row)") { size, language in
      var state = Self.holder(size, language)
      var people = Self.people
      people.position.select(row, count: people.rows.count, height: 20)
      if row == 2 {
        people.prompt = .passphrase(TextField("secret", isSecret: true), isWorking: false)
      }
      state.stack.append(.family(.people(people)))
      return state
    }
  }

  @Test(arguments: ["reading", "storing", "failed"])
  func `an import on its way`(step: String) async throws {
    try await Pictures.check("import-\(step)") { size, language in
      var state = Self.holder(size, language)
      var importing = ImportState(field: TextField("~/notebook.txt"))
      switch step {
      case "reading": importing.progress = .reading(0.4)
      case "storing": importing.progress = .storing(0.75)
      default: importing.failure = ErrorWords.report(RefusedImport(reason: .unknownFormat))
      }
      state.stack.append(.importing(importing))
      return state
    }
  }
}
