import Foundation
@testable import PHRModel
import Testing

@testable import phr_tui

/// The program with a vault open while others work on the same file.
private final class OpenVaultStory {
  let folder = try? TemporaryFolder()
  let path: String
  let options: VaultOptions
  let world: VaultWorld
  private(set) var state: AppState

  init(waitLimit: Double = 30, announcement: Double = 2) throws {
    let folder = try #require(folder)
    path = folder.path + "/record.phr"
    var options = VaultOptions()
    options.cost = .cheapest
    options.stateDirectory = .at(folder.path + "/state")
    options.keepsReserve = false
    self.options = options
    var configuration = VaultWorld.Configuration(
      path: path, options: options, now: { Story.now })
    configuration.waitLimit = waitLimit
    configuration.waitAnnouncement = announcement
    configuration.sliceTime = .seconds(5)
    world = VaultWorld(
      configuration: configuration, themes: ThemeLibrary(folders: []), firstTheme: "dark",
      mailbox: Mailbox())
    state = AppState(
      size: Size(width: 100, height: 24), language: .english, start: .browser,
      today: Story.now.day)
    try Vault.create(
      at: path, credential: .passphrase(try Passphrase(Self.words)), options: options
    ).vault.close()
    try open()
  }

  /// Opens the vault in the program, as after the passphrase was typed.
  func open() throws {
    let key = try Vault.unlock(
      at: path, credential: .passphrase(try Passphrase(Self.words)), options: options)
    play(world.perform(.open(DerivedKey(vault: key))))
  }

  /// Stores an invented record.
  func add() throws {
    play(world.perform(.add(try #require(Sample.family().first))))
  }

  static let words = "eight or more"

  /// Handles events and everything that follows from them.
  func play(_ events: [phr_tui.Event]) {
    var events = events
    while !events.isEmpty {
      for effect in update(&state, events.removeFirst()) { events += world.perform(effect) }
    }
  }

  /// The same file, opened as another program would.
  func otherProgram() throws -> Vault {
    try Vault.open(
      at: path, credential: .passphrase(try Passphrase(Self.words)), options: options)
  }

  func picture(_ language: Language = .english) -> String {
    var shown = state
    shown.language = language
    var canvas = Canvas(size: shown.size)
    Painter.paint(AppView.view(of: shown), on: &canvas)
    return canvas.picture
  }
}

@Suite struct `An open vault among other programs` {
  @Test func `another program's records appear by themselves within a second`() throws {
    let story = try OpenVaultStory()
    let other = try story.otherProgram()
    let store = try RecordStore(Connection(path: other.path, vfs: other.vfsName))
    let typed = Provenance(channel: .manual, format: "manual", name: "", received: Story.now)
    let body = try #require(Sample.family().first)
    _ = try store.apply(RecordDraft(body: body), provenance: typed, recorded: Story.now)
    #expect(story.state.browser.count == 0)
    story.play([.secondPassed])
    #expect(story.state.browser.count == 1)
    withExtendedLifetime(other) {}
  }

  @Test func `a rekey by another program locks, says why, and forgets what was shown`() throws {
    let story = try OpenVaultStory()
    let other = try story.otherProgram()
    try other.rekey(credentials: [.passphrase(try Passphrase("another one"))])
    story.play([.secondPassed])
    #expect(story.state.vault == nil)
    #expect(story.state.browser == BrowserState())
    #expect(story.picture().contains("The data key was changed meanwhile."))
    #expect(story.picture(.japanese).contains("鍵が替えられました"))
    other.close()
  }

  @Test func `a file put in its place locks and names the conflict file`() throws {
    let story = try OpenVaultStory()
    let older = try Data(contentsOf: URL(fileURLWithPath: story.path))
    try story.add()
    try FileManager.default.removeItem(atPath: story.path)
    try older.write(to: URL(fileURLWithPath: story.path))
    story.play([.secondPassed])
    #expect(story.state.vault == nil)
    #expect(story.picture().contains("The file was replaced while it was open."))
    let folder = try #require(story.folder)
    let conflicts = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.contains(".conflict-") }
    #expect(conflicts.count == 1)
  }

  @Test func `a writer that takes its time is waited for, announced, and then gone on`() throws {
    let story = try OpenVaultStory(announcement: 0.05)
    let other = try story.otherProgram()
    let writer = try Connection(path: other.path, vfs: other.vfsName)
    try writer.execute("BEGIN IMMEDIATE")
    var announced = 0
    story.world.whenWaiting {
      announced += 1
      try? writer.execute("COMMIT")
    }
    try story.add()
    #expect(announced == 1)
    #expect(story.state.browser.count == 1)
    #expect(story.state.vault != nil)
  }

  @Test func `a writer that never ends is told in the end, and nothing is lost`() throws {
    let story = try OpenVaultStory(waitLimit: 0.1, announcement: 0.05)
    let other = try story.otherProgram()
    let writer = try Connection(path: other.path, vfs: other.vfsName)
    try writer.execute("BEGIN IMMEDIATE")
    let events = story.world.perform(.add(try #require(Sample.family().first)))
    guard case .failed(let report)? = events.first else {
      Issue.record("not told")
      return
    }
    #expect(report.message.en == "Another program is writing.")
    try writer.execute("COMMIT")
    try story.add()
    #expect(story.state.browser.count == 1)
  }

  /// What the person sees when the check that is due finds the file sound, or not.
  @Test(arguments: [false, true])
  func `the check that is due is made in idle seconds, and its result is said`(
    isDamaged: Bool
  ) throws {
    let story = try OpenVaultStory()
    try story.add()
    // Nothing is remembered here any more: the check is due.
    story.play([.key(.control("x"))])
    let folder = try #require(story.folder)
    try FileManager.default.removeItem(atPath: folder.path + "/state")
    try story.open()
    #expect(story.state.browser.count == 1)
    if isDamaged { try Self.flip(story.path, at: 8_192 + 400) }
    story.play([.secondPassed])
    if isDamaged {
      #expect(story.picture().contains("damaged or tampered with"))
      #expect(story.picture(.japanese).contains("壊れているか、改ざん"))
    } else {
      #expect(story.picture().contains("Checked, as every 30 days"))
      #expect(story.picture(.japanese).contains("30日ごとの検査"))
    }
    story.play([.key(.escape), .secondPassed])
    #expect(story.state.message == nil)
  }

  @Test func `a check that went well takes no refusal off the screen`() {
    var state = AppState(
      size: Size(width: 80, height: 24), language: .english, start: .browser,
      today: Story.now.day)
    state.vault = VaultFacts(name: "record.phr", profile: Profile())
    let found = VaultVerification(frames: 3, commits: 2, bytes: 42)
    _ = update(&state, .verified(found))
    #expect(state.message == .verified(found))
    state.message = .failure(GrantWords.notInFile)
    _ = update(&state, .verified(found))
    #expect(state.message == .failure(GrantWords.notInFile))
  }

  private static func flip(_ path: String, at offset: UInt64) throws {
    let handle = try FileHandle(forUpdating: URL(fileURLWithPath: path))
    try handle.seek(toOffset: offset)
    let byte = try #require(try handle.read(upToCount: 1)?.first)
    try handle.seek(toOffset: offset)
    try handle.write(contentsOf: Data([byte ^ 1]))
    try handle.close()
  }
}
