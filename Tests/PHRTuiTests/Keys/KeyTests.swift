import Foundation
import Testing

@testable import phr_tui

@Suite struct `Keys` {
  @Test(
    arguments: [
      ("ｊ", "j"), ("Ｇ", "G"), ("／", "/"), ("？", "?"), ("・", "/"), ("あ", "a"), ("　", " "),
      ("１", "1"), ("「", "["), ("j", "j"), ("血", "血"), ("か", "か"),
    ] as [(Character, Character)])
  func `a key pressed with the Japanese input method on is the plain key`(
    typed: Character, meant: Character
  ) {
    #expect(Key.character(typed).folded == .character(meant))
  }

  @Test(arguments: ["j", "?", "Space", "Ctrl-X", "F5", "PgDn", "Shift-Tab", "Esc", "あ"])
  func `a key is read by the name it is shown with`(name: String) {
    #expect(Key(name: name)?.name == name)
  }

  @Test(arguments: ["", "Ctrl-", "Hyper-x", "F99", "jj"])
  func `a word that names no key is refused`(name: String) {
    #expect(Key(name: name) == nil)
  }
}

@Suite struct `Key table` {
  @Test(arguments: KeyMode.allCases)
  func `no key means two things in one mode`(mode: KeyMode) {
    let keys = KeyTable.bindings.filter { $0.mode == mode }.flatMap(\.keys)
    #expect(Set(keys).count == keys.count)
  }

  @Test(arguments: KeyMode.allCases)
  func `no command stands twice in one mode`(mode: KeyMode) {
    let commands = KeyTable.bindings.filter { $0.mode == mode }.map(\.command)
    #expect(Set(commands).count == commands.count)
  }

  @Test(arguments: Command.allCases)
  func `every command can be reached and has a summary in both languages`(command: Command) {
    let bindings = KeyTable.bindings.filter { $0.command == command }
    #expect(bindings.contains { !$0.keys.isEmpty })
    let summary = KeyWords.summary(of: command)
    #expect(summary.ja != command.rawValue)
    #expect(!summary.ja.isEmpty && !summary.en.isEmpty)
  }

  @Test func `no plain character is a command while typing`() {
    let typing = KeyTable.bindings.filter { $0.mode == .text }.flatMap(\.keys)
    #expect(
      !typing.contains { key in
        if case .character = key { true } else { false }
      })
    #expect(Keymap().command(for: .character("q"), in: .text) == nil)
    #expect(Keymap().command(for: .control("x"), in: .text) == .lock)
  }

  @Test func `a mode's own key wins over the whole program's`() {
    let keymap = Keymap()
    #expect(keymap.command(for: .character("ｑ"), in: .browse) == .quit)
    #expect(keymap.command(for: .character("q"), in: .read) == .back)
    #expect(keymap.command(for: .control("l"), in: .confirm) == .redraw)
    #expect(keymap.command(for: .character("血"), in: .browse) == nil)
  }

  @Test func `docs keys md is the table`() throws {
    let path = Checkout.root + "/docs/keys.md"
    let text = KeyDocument.markdown()
    try Checkout.writeIfAsked(text, to: path)
    #expect(FileManager.default.contents(atPath: path) == Data(text.utf8))
  }
}

@Suite struct `Key overrides` {
  @Test func `a line replaces the keys of a command in its mode`() {
    let (keymap, problems) = KeyOverrides.apply("# mine\nbrowse quit Q F10\n")
    #expect(problems.isEmpty)
    #expect(keymap.command(for: .character("Q"), in: .browse) == .quit)
    #expect(keymap.command(for: .function(10), in: .browse) == .quit)
    #expect(keymap.command(for: .character("q"), in: .browse) == nil)
    #expect(keymap.command(for: .character("q"), in: .read) == .back)
  }

  @Test(arguments: [
    ("browse quit", KeyProblem.Reason.incomplete), ("hover quit Q", .unknownMode("hover")),
    ("browse explode Q", .unknownCommand("explode")), ("browse quit QQ", .unknownKey("QQ")),
    ("browse quit j", .alreadyBound("j")), ("browse yes Q", .unknownCommand("yes")),
  ])
  func `a bad line is a warning and changes nothing`(line: String, reason: KeyProblem.Reason) {
    let (keymap, problems) = KeyOverrides.apply(line)
    #expect(problems == [KeyProblem(line: 1, reason: reason)])
    #expect(keymap == Keymap())
  }
}
