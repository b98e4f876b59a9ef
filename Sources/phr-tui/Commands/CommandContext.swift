import Foundation
import Glibc
import PHRModel

/// What a command has in its hands: what was typed, the world around it, and where to write.
final class CommandContext {
  /// What was typed.
  let invocation: Invocation
  /// The variables of the environment.
  let environment: [String: String]
  /// Data.
  let output: Output
  /// Talk.
  let messages: Output
  /// Asks a person on the terminal; `nil` if there is none or `--no-input` was given.
  let prompter: (any Prompter)?
  /// What stands around vaults.
  let vaults: VaultSurroundings
  /// The open delegate's file, while a command works on one.
  var delegated: DelegatedFile?
  /// The delegate who works on a holder's file and is named on everything that leaves it.
  var maker: String? { delegated?.head.grant.delegate }
  private let clock: () -> Instant

  /// The language of every sentence.
  let language: Language
  /// One JSON object per line or in all.
  var wantsJSON: Bool { invocation.has("--json") }
  /// Now, or the moment that `SOURCE_DATE_EPOCH` fixes.
  var now: Instant { clock() }
  /// The operands.
  var operands: [String] { invocation.operands }

  init(
    invocation: Invocation, environment: [String: String], output: Output, messages: Output,
    prompter: (any Prompter)?, vaults: VaultSurroundings = VaultSurroundings(),
    clock: @escaping () -> Instant
  ) throws {
    self.invocation = invocation
    self.environment = environment
    self.output = output
    self.messages = messages
    self.prompter = invocation.has("--no-input") ? nil : prompter
    self.vaults = vaults
    self.clock = clock
    language = try Self.language(invocation, environment)
    _ = try choice("--color", ColourChoice.self)
  }

  private static func language(
    _ invocation: Invocation, _ environment: [String: String]
  ) throws -> Language {
    guard let asked = invocation.value("--lang") else {
      return Language(environment: environment)
    }
    // Exported pages may be in both languages; what is said beside them is in the person's.
    if asked == PageLanguages.bothWord, invocation.spec?.path.first == "export" {
      return Language(environment: environment)
    }
    guard let language = Language(rawValue: asked) else {
      throw UsageError.badValue(option: "--lang", expected: "ja|en")
    }
    return language
  }

  /// A sentence in the person's language.
  func say(_ text: Text) -> String { text.in(language) }

  /// Talks to the person on stderr, with the program's name in front.
  ///
  /// If stderr is closed or full, nobody hears it: what the command does and how it ends stays the
  /// same, for its work is in the vault, in a file or on stdout.
  func tell(_ text: Text) throws {
    try? tellForSure(text)
  }

  /// The same for what must not be lost, as the only passcode to a file.
  ///
  /// - Throws: `CommandFailure.cannotWriteOutput`.
  func tellForSure(_ text: Text) throws {
    do {
      try messages.talk("phr-tui: " + say(text))
      try messages.flush()
    } catch is BrokenPipe {
      throw CommandFailure.cannotWriteOutput(errno: EPIPE)
    }
  }

  /// A text that somebody typed, made safe.
  ///
  /// - Throws: `StoreError.myNumber`.
  func typed(_ text: String) throws -> String {
    guard let safe = TypedText.accepted(text) else { throw StoreError.myNumber }
    return safe
  }

  /// The value of an option out of a fixed list of words.
  func choice<Choice: RawRepresentable & CaseIterable>(
    _ option: String, _ type: Choice.Type
  ) throws -> Choice? where Choice.RawValue == String {
    guard let text = invocation.value(option) else { return nil }
    guard let choice = Choice(rawValue: text) else {
      let expected = Choice.allCases.map(\.rawValue).joined(separator: "|")
      throw UsageError.badValue(option: option, expected: expected)
    }
    return choice
  }

  /// The day that an option names, in any form that people write.
  func day(_ option: String, last: Bool = false) throws -> CivilDay? {
    guard let text = invocation.value(option) else { return nil }
    guard let date = JapaneseDate.parse(text) else {
      throw UsageError.badValue(option: option, expected: "2026-03-10 | 令和8年3月10日 | 2026-03")
    }
    return last ? date.last : date.first
  }

  /// The whole number that an option names.
  func number(_ option: String, in range: ClosedRange<Int>) throws -> Int? {
    guard let text = invocation.value(option) else { return nil }
    guard let number = Int(text), range.contains(number) else {
      throw UsageError.badValue(
        option: option, expected: "\(range.lowerBound)…\(range.upperBound)")
    }
    return number
  }
}

/// Asks a person; the real one reads from /dev/tty.
protocol Prompter {
  /// Asks for a line; a secret one is not shown while it is typed. `nil` at end of input.
  func ask(_ question: String, secret: Bool) throws -> String?
}
