import Foundation
import Testing

@testable import PHRModel
@testable import phr_tui

/// Names of files and words of the command line that try to speak to the terminal.
@Suite struct EvilNamesTests {
  static let evil = "x\u{1B}[31m\u{202E}y\u{9B}2J\u{7}"

  /// Whether a terminal shows the text and obeys nothing in it.
  private func isHarmless(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { scalar in
      scalar == "\n" || !SafeText.isUnsafe(scalar) || (0xE0100...0xE01EF).contains(scalar.value)
    }
  }

  static let commands: [[String]] = [
    ["list", "--json"], ["vault", "info"], ["vault", "info", "--json"], ["vault", "verify"],
    ["vault", "verify", "--json"], ["import", "<EVIL>.csv"], ["import", "--json", "<EVIL>.csv"],
    ["import", "--json", "<EVIL>.txt"], ["import", "<EVIL>.nosuch"],
    ["show", "<EVIL>"], ["<EVIL>"], ["list", "--<EVIL>", "x"], ["list", "<EVIL>"],
    ["tag", "<EVIL>"], ["list", "--from", "<EVIL>"], ["trend", "<EVIL>"], ["expenses", "<EVIL>"],
    ["recipients", "add", "<EVIL>", "--class", "clinic"], ["recipients", "list"],
    ["recipients", "list", "--json"], ["see-as", "<EVIL>"], ["see-as", "nobody<EVIL>"],
    ["consent", "hide", "all", "--from", "<EVIL>", "--reason", "<EVIL>"], ["consent", "list"],
    ["consent", "list", "--json"], ["consent", "history"], ["consent", "history", "--json"],
    ["consent", "hide", "<EVIL>", "--from", "<EVIL>"], ["consent", "apply", "<EVIL>"],
    ["people", "add", "<EVIL>"], ["people", "list"], ["vault", "backup", "<EVIL>.bak"],
    ["export", "summary", "--out", "<EVIL>.out"], ["export", "records", "--for", "<EVIL>"],
    ["completions", "<EVIL>"], ["demo", "--person", "<EVIL>"],
    ["delegates", "revoke", "<EVIL>"], ["export", "open", "<EVIL>"],
    ["vault", "restore", "<EVIL>"], ["vault", "salvage", "<EVIL>"],
    ["inbox", "read", "<EVIL>"], ["portal", "login", "--portal", "<EVIL>"],
  ]

  @Test(arguments: Language.allCases)
  func `no command gives them to the terminal`(language: Language) throws {
    let place = try CommandPlace()
    let vault = Self.evil + ".phr"
    #expect(place.runOn(vault, ["init"]).code == .done)
    for (name, text) in [
      (".csv", "JAHISTC08,1\r\n1,Test,2,19850415\r\n2,1,soba,2\r\n"), (".txt", ""),
    ] {
      try place.write(text, to: Self.evil + name)
    }
    for command in Self.commands {
      let words = command.map { word in
        word.replacing("<EVIL>.", with: place.place(Self.evil) + ".")
          .replacing("<EVIL>", with: Self.evil)
      }
      let outcome = place.runOn(vault, words, language: language)
      #expect(isHarmless(outcome.output), "\(command)")
      #expect(isHarmless(outcome.messages), "\(command): \(outcome.messages.debugDescription)")
    }
  }

  @Test func `JSON names the file exactly all the same`() throws {
    let place = try CommandPlace()
    try place.create()
    try place.write("", to: Self.evil)
    let outcome = place.run("import", "--json", place.place(Self.evil))
    let json = try JSONValue(parsing: Data(outcome.output.utf8))
    #expect(json["file"]?.string == place.place(Self.evil))
  }

  @Test(arguments: [
    ("\u{1B}", "\"\\u001b\""), ("\u{9B}", "\"\\u009b\""), ("\u{202E}", "\"\\u202e\""),
    ("\u{7F}", "\"\\u007f\""), ("\u{E0001}", "\"\\udb40\\udc01\""), ("日本", "\"日本\""),
    ("辻\u{E0100}", "\"辻\u{E0100}\""), ("é\u{301}", "\"é\u{301}\""), ("\n", "\"\\n\""),
  ])
  func `JSON escapes what a terminal might obey`(text: String, written: String) throws {
    #expect(JSONValue.string(text).serialized() == written)
    #expect(try JSONValue(parsing: Data(written.utf8)).string == text)
  }
}
