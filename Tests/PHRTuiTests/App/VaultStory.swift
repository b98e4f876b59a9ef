import Foundation
import PHRModel
import Testing

@testable import phr_tui

/// The program against real vault files, with the cheapest key derivation.
final class VaultStory {
  let folder: TemporaryFolder
  private let mailbox = Mailbox()
  private let world: VaultWorld
  private let clock: Clock
  private(set) var state: AppState
  private(set) var quit = false

  /// What the clock on the wall says.
  final class Clock {
    var now = Story.now
  }

  /// The program as it is started with a file of the folder; without a first place it shows what
  /// the file itself waits for.
  ///
  /// With `people` a list of people's files stands in the folder.
  init(
    start: Destination? = nil, folder: TemporaryFolder? = nil, file: String = "record.phr",
    size: Size = Size(width: 80, height: 24), language: Language = .english,
    people: Bool = false, clock: Clock = Clock(), options: VaultOptions = Story.options
  ) throws {
    let folder = try folder ?? TemporaryFolder()
    self.folder = folder
    self.clock = clock
    var configuration = VaultWorld.Configuration(
      path: folder.path + "/" + file, options: options, now: { clock.now })
    if people {
      configuration.people = PeopleList(environment: ["XDG_DATA_HOME": folder.path + "/data"])
    }
    world = VaultWorld(
      configuration: configuration, themes: ThemeLibrary(folders: []), firstTheme: "dark",
      mailbox: mailbox)
    state = AppState(
      size: size, language: language, start: start ?? .unlock(UnlockState()),
      today: clock.now.day)
    if start == nil { carryOut([.people(.switchTo(configuration.path))]) }
  }

  func press(_ keys: String) {
    for word in keys.split(separator: " ") {
      let typed = Key(name: String(word)).map { [$0] } ?? word.map { Key.character($0) }
      for key in typed { play(.key(key)) }
    }
  }

  /// Types a text with its spaces.
  func type(_ text: String) {
    for character in text { play(.key(.character(character))) }
  }

  func play(_ event: phr_tui.Event) {
    carryOut(update(&state, event))
  }

  private func carryOut(_ effects: [phr_tui.Effect]) {
    for effect in effects {
      if effect == .quit { quit = true }
      for event in world.perform(effect) { play(event) }
    }
  }

  /// Waits until the background work has answered, without blocking the thread it needs.
  func waitForMail() async throws {
    for _ in 0..<2_000 {
      let mail = mailbox.drain().filter { if case .secondPassed = $0 { false } else { true } }
      guard mail.isEmpty else {
        for event in mail { play(event) }
        return
      }
      try await Task.sleep(for: .milliseconds(5))
    }
  }

  /// Types a passphrase and waits until the file is open, or was refused.
  func unlock(_ passphrase: String) async throws {
    press(passphrase + " Enter")
    try await waitForMail()
  }

  var picture: String {
    var canvas = Canvas(size: state.size)
    Painter.paint(AppView.view(of: state), on: &canvas)
    return canvas.picture
  }

  func shows(_ text: String) -> Bool { picture.contains(text) }

  /// Whether the screen says a sentence, wherever its lines are broken.
  func says(_ text: String) -> Bool {
    func letters(_ text: String) -> String { text.filter { !$0.isWhitespace && $0 != "│" } }
    return letters(picture).contains(letters(text))
  }

  /// Whether the first row tells for whom somebody acts.
  var banner: String { String(picture.prefix { $0 != "\n" }) }
}
