import Foundation
import PHRModel

/// How the terminal program was started.
struct LaunchOptions {
  var language: Language
  var colour = ColourChoice.auto
  /// `nil`: the default theme.
  var theme: String?
  /// Lines instead of a grid, for screen readers.
  var isLinear = false
  /// Minutes without a key until the vault is locked; `nil` never.
  var idleMinutes: Int? = 5
  var environment: [String: String]
  /// The running binary, beside which themes are found.
  var executable: String
  var today: CivilDay
}

/// Puts screen, themes, keys and world together and runs the loop.
enum Launch {
  /// Runs the terminal program until the person quits.
  ///
  /// - Parameters:
  ///   - options: How it was started.
  ///   - start: The first place: unlock, welcome or the browser.
  ///   - effects: What the world must do before the first key.
  ///   - makeWorld: Builds the world around the mailbox for background work.
  /// - Throws: `ScreenError` if there is no terminal to show anything on.
  static func run(
    _ options: LaunchOptions, start: Destination, effects: [Effect] = [],
    makeWorld: (Mailbox, ThemeLibrary, String) -> any World
  ) throws {
    let mailbox = Mailbox()
    let library = ThemeLibrary(
      environment: options.environment, executable: options.executable)
    let themeName = options.theme ?? BuiltinThemes.defaultName
    var state = AppState(
      size: Size(width: 80, height: 24), language: options.language, start: start,
      today: options.today)
    configure(&state, options, library, themeName: themeName)
    let screen = try makeScreen(options, mailbox: mailbox)
    let world = makeWorld(mailbox, library, themeName)
    let loop = RunLoop(
      state: state, screen: screen, world: world,
      idleLimit: options.idleMinutes.map { $0 * 60_000 }, now: monotonicMilliseconds,
      isTerminated: { Termination.isRequested })
    Termination.install(waking: mailbox.writeDescriptor)
    loop.run(starting: effects)
    screen.close()
    Termination.finish()
  }

  /// Reads theme and keys; what is wrong in them is told, and the rest holds.
  private static func configure(
    _ state: inout AppState, _ options: LaunchOptions, _ library: ThemeLibrary, themeName: String
  ) {
    state.themeName = themeName
    if let found = library.theme(named: themeName) {
      state.theme = found.theme
      if let first = found.problems.first { state.message = .themeProblem(first) }
    } else {
      state.message = .noSuchTheme(themeName)
    }
    guard let folder = ThemeLibrary.configurationFolder(environment: options.environment),
      let data = FileManager.default.contents(atPath: folder + "/keys")
    else { return }
    let (keymap, problems) = KeyOverrides.apply(String(decoding: data, as: UTF8.self))
    state.keymap = keymap
    if let first = problems.first { state.message = .keyProblem(first) }
  }

  /// A grid where the terminal can show one, else lines.
  private static func makeScreen(
    _ options: LaunchOptions, mailbox: Mailbox
  ) throws -> any Screen {
    let introduction = ScreenWords.linearIntroduction.in(options.language)
    if options.isLinear { return LineScreen(mailbox: mailbox, introduction: introduction) }
    do {
      return try CursesScreen(
        mailbox: mailbox,
        allowsColour: options.colour.allowsColour(environment: options.environment),
        environment: options.environment)
    } catch ScreenError.noCursorAddressing, ScreenError.unknownTerminal {
      return LineScreen(mailbox: mailbox, introduction: introduction)
    }
  }

  private static func monotonicMilliseconds() -> Int {
    Int(ProcessInfo.processInfo.systemUptime * 1000)
  }
}
