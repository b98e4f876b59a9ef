import Foundation
import Testing

@testable import PHRModel
@testable import phr_tui

@Suite struct `The desk for delegates` {
  private let folder: TemporaryFolder
  private let store: RecordStore

  init() throws {
    folder = try TemporaryFolder()
    store = try Story(Sample.family()).store
  }

  private var desk: DelegatesDesk {
    DelegatesDesk(
      delegates: DelegateStore(store), delegated: nil, options: Story.options, now: Story.now)
  }

  private static func draft(_ change: (inout GrantDraft) -> Void = { _ in }) -> GrantDraft {
    var draft = GrantDraft(
      name: "架空 ゆり", relation: "娘", basis: .powerOfAttorney, right: .view,
      scope: [.kind(.medication, nil), .kind(.checkup, nil)], exclusions: [],
      until: Story.now.adding(seconds: 86_400 * 30), purpose: "通院")
    change(&draft)
    return draft
  }

  private func give(_ draft: GrantDraft, _ name: String = "a.phr") -> DelegatesNews? {
    guard
      case .delegates(let news) = desk.perform(.give(draft, path: folder.path + "/" + name)).first
    else { return nil }
    return news
  }

  private func refusal(_ news: DelegatesNews?) -> String? {
    if case .refused(let report) = news { report.message.en } else { nil }
  }

  @Test func `a preview counts what the file will hold, exclusions left out`() throws {
    let counts = { (draft: GrantDraft) -> [Kind: Int]? in
      guard case .delegates(.previewed(let preview)) = desk.perform(.preview(draft)).first else {
        return nil
      }
      return preview.counts
    }
    #expect(counts(Self.draft()) == [.medication: 1, .checkup: 2])
    #expect(counts(Self.draft { $0.scope = [.all] })?.values.reduce(0, +) == 6)
    #expect(counts(Self.draft { $0.exclusions = [.kind(.checkup, nil)] }) == [.medication: 1])
    #expect(counts(Self.draft { $0.scope = [] })?.isEmpty == true)
    #expect(try DelegateStore(store).grants().isEmpty, "a preview grants nothing")
  }

  @Test func `the file holds as many records as the preview said`() throws {
    guard case .given(let given) = give(Self.draft()) else {
      Issue.record("not given")
      return
    }
    #expect(given.records == 3)
    #expect(FileManager.default.fileExists(atPath: given.path))
    #expect((try? RecoveryCode(parsing: given.proof.code)) != nil)
  }

  /// What makes a grant one that cannot be given, and what is said then.
  enum Flaw: String, CaseIterable {
    case emptyScope = "nothing is in scope"
    case noPurpose = "it has no purpose"
    case noEnd = "it must end"
    case noReview = "a review date"
    case myNumber = "My Number"
    case strangeRecord = "no such record"

    func spoil(_ draft: inout GrantDraft) {
      switch self {
      case .emptyScope: draft.scope = []
      case .noPurpose: draft.purpose = " "
      case .noEnd: draft.until = nil
      case .noReview: draft.basis = .caringRelative
      case .myNumber: draft.name = "123456789018"
      case .strangeRecord: draft.scope = [.record(RecordID("zzzz"))]
      }
    }
  }

  @Test(arguments: Flaw.allCases)
  func `what cannot be given is refused, and no file is left`(flaw: Flaw) throws {
    let told = refusal(give(Self.draft(flaw.spoil)))
    #expect(told?.contains(flaw.rawValue) == true, "\(told ?? "nothing")")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    #expect(try DelegateStore(store).grants().isEmpty)
  }

  @Test func `a file that is there and a folder that is not are refused before anything`() throws {
    try folder.write("mine", to: "a.phr")
    #expect(refusal(give(Self.draft())) != nil)
    #expect(refusal(give(Self.draft(), "no/such/b.phr"))?.contains("cannot be reached") == true)
    #expect(try DelegateStore(store).grants().isEmpty)
  }

  @Test func `a namesake is refused until the first grant has ended`() throws {
    #expect(refusal(give(Self.draft())) == nil)
    #expect(refusal(give(Self.draft(), "b.phr"))?.contains("already") == true)
    let id = try #require(try DelegateStore(store).grants().first?.id)
    _ = desk.perform(.revoke(id))
    #expect(refusal(give(Self.draft(), "b.phr")) == nil)
  }

  @Test func `a change keeps who and since when, and is cut at the holder's 18th birthday`() throws
  {
    var profile = Profile()
    profile.birthDate = PartialDate(iso: "2008-03-20")
    try store.setProfile(profile, origin: "manual", recorded: Story.now)
    _ = give(Self.draft { $0.basis = .parentOfMinor })
    let before = try #require(try DelegateStore(store).grants().first)
    let wider = Self.draft {
      $0.basis = .parentOfMinor
      $0.scope = [.all]
      $0.until = Story.now.adding(seconds: 86_400 * 300)
    }
    _ = desk.perform(.change(before.id, wider))
    let after = try #require(try DelegateStore(store).grants().first)
    #expect(after.scope == [.all] && after.window.from == before.window.from)
    #expect(after.window.until == Instant(iso: "2026-03-20T00:00:00+09:00"))
  }

  @Test func `tasks of the other side are refused`() {
    for task in [DelegatesTask.loadOwn, .note(RecordID("x"), "y"), .handOver(passphrase: "z")] {
      guard case .delegates(.refused) = desk.perform(task).first else {
        Issue.record("carried out: \(task)")
        continue
      }
    }
  }
}

@Suite struct `Words for families` {
  @Test(
    arguments: [
      FamilyWords.admitted, FamilyWords.forgotten, DelegateWords.proposed, DelegateWords.noted,
      DelegateWords.personAdded, DelegateWords.personRemoved, GrantWords.handedOver,
      GrantWords.revoked("架空 ゆり", reached: true), GrantWords.revoked("架空 ゆり", reached: false),
      GrantWords.changed("架空 ゆり", nil), DelegateWords.waiting(2), GrantWords.cannotHere.message,
      GrantWords.notInFile.message, GrantWords.onlyForDelegates.message,
    ])
  func `a line of the status row fits 80 columns in both languages`(text: Text) {
    for language in Language.allCases {
      let said = text.in(language)
      #expect(!said.isEmpty && TextWidth.columns(of: said) <= 78, "\(said)")
    }
  }

  @Test(arguments: [DelegateEntry.State?.none] + DelegateEntry.State.allCases.map { $0 })
  func `what became of an entry is said in both languages`(state: DelegateEntry.State?) {
    let text = GrantWords.outcome(state)
    #expect(!text.ja.isEmpty && !text.en.isEmpty && text.ja != text.en)
  }

  @Test(
    arguments: [
      (RecoveryCode.Problem.wrongLength(4), "28"), (.unknownCharacter(place: 3), "3"),
      (.mistyped, "check"),
    ] as [(RecoveryCode.Problem, String)])
  func `a code that cannot be right says why`(problem: RecoveryCode.Problem, word: String) {
    #expect(FamilyWords.report(problem).message.en.contains(word))
    #expect(FamilyWords.report(problem).exit == .wrongKey)
  }
}
