import Foundation
import Testing

@testable import phr_tui

/// What shells offer after a beginning of a command line.
@Suite struct CompletionTests {
  @Test(arguments: [
    ("auto|jahis|myna", CompletionTable.Words.choices(["auto", "jahis", "myna"])),
    ("FILE", .files), ("FILE…", .files), ("[FILE]", .files), ("FILE|NUMBER", .files),
    ("DIR", .files), ("TEXT", .free), ("", .free), ("ID…", .free), ("WHO show|hide", .free),
    ("bash|zsh|fish", .choices(["bash", "zsh", "fish"])),
  ])
  func `placeholders say what may follow`(placeholder: String, expected: CompletionTable.Words) {
    #expect(CompletionTable.Words(placeholder: placeholder) == expected)
  }

  @Test func `every command has a place, and so has every first word`() {
    let places = Set(CompletionTable.places.map(\.command))
    for command in CommandTable.commands {
      #expect(places.contains(command.name))
      #expect(places.contains(command.path[0]))
    }
    #expect(places.count == CompletionTable.places.count)
  }

  /// The words before the cursor, the word under it, and some that must or must not be offered.
  static let cases: [(before: [String], current: String, offered: [String], not: [String])] = [
    ([], "", ["list", "import", "vault"], ["--json", "add2"]),
    ([], "li", ["list"], ["import"]),
    (["vault"], "", ["info", "verify"], ["list"]),
    (["vault"], "ve", ["verify"], ["info"]),
    (["list"], "", ["allergy", "checkup"], ["list"]),
    (["list"], "--", ["--from", "--search", "--json"], ["--base"]),
    (["--vault", "list", "tag"], "", ["add", "remove"], ["allergy"]),
    (["--vault", "x", "import"], "--d", ["--dry-run"], ["--from"]),
    (["import", "--format"], "", ["auto", "fhir"], ["--json", "text"]),
    (["export", "summary", "--format"], "", ["text", "html"], ["jahis"]),
    (["--lang"], "", ["ja", "en"], ["list"]),
    (["--lang", "ja"], "com", ["completions"], ["consent"]),
    (["completions"], "", ["bash", "zsh", "fish"], []),
    (["inbox"], "", ["read", "archive"], []),
    (["add"], "", ["vaccination", "contact"], []),
    (["add", "allergy", "--criticality"], "", ["low", "high"], []),
    (["vault", "slots"], "", ["remove"], ["list"]),
  ]

  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/bin/bash")), arguments: cases)
  func `bash offers what fits`(
    before: [String], current: String, offered: [String], not: [String]
  ) throws {
    let words = try complete(["phr-tui"] + before + [current])
    #expect(Set(words).isSuperset(of: offered), "\(words)")
    #expect(Set(words).isDisjoint(with: not), "\(words)")
  }

  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/bin/bash")))
  func `bash offers files where files go, and cuts words at the equals sign`() throws {
    let folder = try TemporaryFolder()
    try folder.write("", to: "note book.csv")
    #expect(
      try complete(["phr-tui", "import", folder.path + "/n"]) == [folder.path + "/note book.csv"])
    #expect(try complete(["phr-tui", "--vault", folder.path + "/n"]).count == 1)
    #expect(try complete(["phr-tui", "list", folder.path + "/n"]).isEmpty)
    #expect(try complete(["phr-tui", "import", "--format", "=", "f"]) == ["fhir"])
    #expect(try complete(["phr-tui", "import", "--format", "="]).contains("myna"))
    #expect(try complete(["phr-tui", "list", "--search", "a"]).isEmpty)
  }

  /// Asks bash for the completions of the last word.
  private func complete(_ words: [String]) throws -> [String] {
    let quoted = words.map { "'\($0)'" }.joined(separator: " ")
    let script =
      CompletionScript.bash
      + "COMP_WORDS=(\(quoted)); COMP_CWORD=\(words.count - 1); _phr_tui\n"
      + "printf '%s\\n' \"${COMPREPLY[@]}\"\n"
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments = ["--norc", "-c", script]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: output, as: UTF8.self).split(separator: "\n").map(String.init)
  }
}
