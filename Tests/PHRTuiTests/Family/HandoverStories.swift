import Foundation
import PHRModel
import Testing

@testable import phr_tui

/// A parent's vault of a child who grows up.
private final class ParentsVault {
  static let passphrase = "parents-words"
  let folder: TemporaryFolder
  let clock = VaultStory.Clock()

  /// The child was born so many years before the story's day.
  init(born: String, grantTo parent: String? = nil) throws {
    folder = try TemporaryFolder()
    let made = try Vault.create(
      at: folder.path + "/child.phr", credential: .passphrase(try Passphrase(Self.passphrase)),
      options: Story.options)
    defer { made.vault.close() }
    let store = try RecordStore(Connection(path: made.vault.path, vfs: made.vault.vfsName))
    var profile = Profile()
    profile.name = "見本 そら"
    profile.birthDate = PartialDate(iso: born)
    try store.setProfile(profile, origin: "manual", recorded: Story.now)
    let typed = Provenance(channel: .manual, format: "manual", name: "", received: Story.now)
    let body = try Sample.body(.allergy, [("substance", "そば")])
    _ = try store.apply(RecordDraft(body: body), provenance: typed, recorded: Story.now)
    guard let parent else { return }
    let before = Story.now.adding(seconds: -86_400 * 300)
    let grant = Grant(
      id: RecipientID(""), delegate: parent, relation: "父", basis: .parentOfMinor, scope: [.all],
      window: ConsentWindow(from: before, until: Story.now.adding(seconds: 86_400 * 100)),
      purpose: "見守り")
    _ = try DelegateStore(store).give(grant, path: folder.path + "/father.phr", at: before)
  }

  func open(_ passphrase: String = ParentsVault.passphrase) async throws -> VaultStory {
    let story = try VaultStory(folder: folder, file: "child.phr", clock: clock)
    try await story.unlock(passphrase)
    return story
  }
}

@Suite struct `A child comes of age at the screen` {
  @Test func `at 18 the start reminds, and the steps hand the vault over`() async throws {
    let family = try ParentsVault(born: "2008-03-01", grantTo: "見本 父")
    let parent = try await family.open()
    #expect(parent.says("The holder is 18, of age"))
    parent.press("y")
    #expect(parent.says("Change seats: the child types a new passphrase, twice."))
    parent.press("Enter short Enter Enter")
    #expect(parent.shows("Use 8 characters or more."))
    parent.press("Ctrl-U own-words-of-sora Enter other-words Enter")
    #expect(parent.shows("The two entries differ."))
    parent.press("Ctrl-U own-words-of-sora Enter")
    guard case .family(.handover(let handover)) = parent.state.destination,
      let code = handover.code
    else {
      Issue.record("no code on the screen")
      return
    }
    #expect(parent.says("Handed over (0 grants by parenthood ended)."), "it ended at the birthday")
    #expect(parent.shows(code))
    parent.press("Ctrl-X")
    #expect(parent.shows(code), "a code that nobody has written down is not locked away")
    parent.press(String(code.suffix(4)) + " Enter")
    #expect(parent.shows("Handed over: the former keys open it no more."))
    #expect(parent.shows("そば"))
    parent.press("Ctrl-X \(ParentsVault.passphrase) Enter")
    try await parent.waitForMail()
    #expect(parent.shows("Wrong passphrase."))
    #expect(!parent.says("The holder is 18"))
    try await parent.unlock("own-words-of-sora")
    #expect(parent.state.vault?.name == "child.phr")
    #expect(parent.state.stack == [.browser], "said once")
    parent.press("Ctrl-X \(code) Enter")
    try await parent.waitForMail()
    #expect(parent.state.vault != nil)
  }

  @Test func `no to the reminder leaves everything; H opens the steps later`() async throws {
    let family = try ParentsVault(born: "2008-03-01")
    let parent = try await family.open()
    parent.press("n")
    #expect(parent.state.stack == [.browser])
    parent.press("H Esc")
    #expect(parent.state.stack == [.browser])
    parent.press("H Enter Esc Esc Ctrl-C")
    let again = try await family.open()
    #expect(again.state.vault != nil && again.state.stack == [.browser])
  }

  @Test func `at 15 the start reminds, and the child is asked about a parent's grant`()
    async throws
  {
    let family = try ParentsVault(born: "2011-03-01", grantTo: "見本 父")
    let parent = try await family.open()
    #expect(parent.says("The holder is 15 now: time to talk about matters"))
    parent.press("y")
    #expect(parent.says("The child is 15: ask whether the grant of 見本 父 may go on"))
    parent.press("y")
    #expect(parent.says("Does the child, now 15, let the grant of 見本 父 go on?"))
    parent.press("y")
    #expect(parent.shows("Confirmed by the child"))
    #expect(parent.delegates?.answer.rows.first?.needsConfirmation == false)
    #expect(parent.delegates?.answer.rows.first?.grant.confirmed == Story.now)
  }

  @Test func `before 18 the steps do not open, and the day is told`() async throws {
    let parent = try await ParentsVault(born: "2009-06-01").open()
    parent.press("H")
    #expect(parent.state.stack == [.browser])
    #expect(parent.shows("2027-06-01"))
  }

  @Test(arguments: ["2012-03-01", "2009-06-01", "1990-01-01"])
  func `other ages are not reminded`(born: String) async throws {
    let story = try await ParentsVault(born: born).open()
    #expect(story.state.stack == [.browser])
  }

  @Test func `a delegate is never asked to hand over`() async throws {
    let story = try Story()
    var facts = VaultFacts(name: "x.phr", profile: Profile(), readOnlyReason: .requested)
    facts.grant = Grant(
      id: RecipientID("d"), delegate: "見本 父", relation: "父", basis: .parentOfMinor,
      scope: [.all], window: ConsentWindow(until: Story.now.adding(seconds: 1)), purpose: "見守り")
    story.play(.opened(facts))
    story.press("H")
    #expect(story.state.stack == [.browser])
  }
}
