import Foundation
import PHRModel
import Testing

@testable import phr_tui

/// The program against a real vault file, with the cheapest key derivation.
private final class VaultStory {
  let folder: TemporaryFolder
  private let mailbox = Mailbox()
  private let world: VaultWorld
  private(set) var state: AppState
  private(set) var quit = false

  init(start: Destination, folder: TemporaryFolder? = nil) throws {
    let folder = try folder ?? TemporaryFolder()
    self.folder = folder
    var options = VaultOptions()
    options.cost = .cheapest
    options.stateDirectory = .none
    options.keepsReserve = false
    let configuration = VaultWorld.Configuration(
      path: folder.path + "/record.phr", options: options, now: { Story.now })
    world = VaultWorld(
      configuration: configuration, themes: ThemeLibrary(folders: []), firstTheme: "dark",
      mailbox: mailbox)
    state = AppState(
      size: Size(width: 80, height: 24), language: .english, start: start,
      today: Story.now.day)
  }

  func press(_ keys: String) {
    for word in keys.split(separator: " ") {
      let typed = Key(name: String(word)).map { [$0] } ?? word.map { Key.character($0) }
      for key in typed { play(.key(key)) }
    }
  }

  private func play(_ event: phr_tui.Event) {
    var events = [event]
    while !events.isEmpty {
      for effect in update(&state, events.removeFirst()) {
        if effect == .quit { quit = true }
        events += world.perform(effect)
      }
    }
  }

  /// Waits until the background work has answered, without blocking the thread it needs.
  func waitForMail() async throws {
    for _ in 0..<2_000 {
      let mail = mailbox.drain()
      guard mail.isEmpty else {
        for event in mail { play(event) }
        return
      }
      try await Task.sleep(for: .milliseconds(5))
    }
  }

  var picture: String {
    var canvas = Canvas(size: state.size)
    Painter.paint(AppView.view(of: state), on: &canvas)
    return canvas.picture
  }
}

@Suite struct `The guided start` {
  @Test func `makes a vault, shows its code once, and opens again by passphrase or code`()
    async throws
  {
    let story = try VaultStory(start: .welcome(WelcomeState()))
    #expect(story.picture.contains("one encrypted file"))
    story.press("Enter short Enter Enter Enter")
    #expect(story.picture.contains("Use 8 characters or more."))
    story.press("Ctrl-U longenough1 Enter longenough2 Enter Enter")
    #expect(story.picture.contains("The two entries differ."))
    story.press("Ctrl-U longenough1 Enter Right Enter")
    guard case .welcome(let welcome) = story.state.destination,
      case .recoveryCode(let code) = welcome.step
    else {
      Issue.record("no recovery code on the screen")
      return
    }
    #expect(story.picture.contains(code))
    story.press("Ctrl-X Ctrl-C n")
    #expect(story.picture.contains(code))
    #expect(!story.quit)
    story.press("zzzz Enter")
    #expect(story.picture.contains("Not these"))
    story.press("Ctrl-U \(code.suffix(4).lowercased()) Enter")
    #expect(!story.picture.contains(code))
    story.press("Enter")
    #expect(story.picture.contains("No records yet"))

    story.press("Ctrl-X longenough1 Enter")
    try await story.waitForMail()
    #expect(story.state.vault?.name == "record.phr")
    story.press("Ctrl-X \(code) Enter")
    try await story.waitForMail()
    #expect(story.state.vault != nil)
    story.press("q")
    #expect(story.quit)
  }

  @Test func `tells a wrong passphrase from a file that is none of ours`() async throws {
    let folder = try TemporaryFolder()
    let made = try VaultStory(start: .welcome(WelcomeState(step: .form)), folder: folder)
    made.press("longenough1 Enter longenough1 Enter Enter Ctrl-C")
    let story = try VaultStory(start: .unlock(UnlockState()), folder: folder)
    story.press("wrongwrong Enter")
    #expect(story.picture.contains("Deriving the key"))
    try await story.waitForMail()
    #expect(story.picture.contains("Wrong passphrase."))

    let other = try TemporaryFolder()
    try other.write("just some text", to: "record.phr")
    let strange = try VaultStory(start: .unlock(UnlockState()), folder: other)
    strange.press("whatever1 Enter")
    try await strange.waitForMail()
    #expect(strange.picture.contains("not one of our vault files"))
  }
}
