import Foundation
import Testing

@testable import PHRModel
@testable import phr_tui

/// What is handed out here is written down, and the log is filtered on the command line.
@Suite struct AccessLogCommandTests {
  private static func vault() throws -> CommandPlace {
    let place = try CommandPlace()
    try place.create()
    #expect(place.run("recipients", "add", "架空内科").code == .done)
    return place
  }

  private static func log(_ place: CommandPlace, _ options: String...) throws -> [JSONValue] {
    try place.runOn("record.phr", ["access-log", "--json"] + options).output
      .split(separator: "\n").map { try JSONValue(parsing: String($0)) }
  }

  static let exports: [(arguments: [String], purpose: String, count: Int)] = [
    (["export", "records", "--for", "架空内科"], "treatment", 1),
    (["export", "records", "--format", "csv", "--for", "架空内科"], "treatment", 1),
    (["export", "summary", "--for", "架空内科", "--format", "fhir"], "treatment", 1),
    (["export", "jahis", "--for", "架空内科"], "treatment", 1),
    (["export", "expenses", "2026", "--for", "架空内科"], "treatment", 0),
  ]

  @Test(arguments: exports)
  func `every export for somebody is written down`(
    arguments: [String], purpose: String, count: Int
  ) throws {
    let place = try Self.vault()
    let outcome = place.runOn("record.phr", arguments + ["--out", place.place("out")])
    #expect(outcome.code == .done, "\(outcome.messages)")
    let entry = try #require(try Self.log(place).first)
    #expect(entry["action"]?.string == "export" && entry["who"]?.string == "架空内科")
    #expect(entry["purpose"]?.string == purpose)
    #expect(entry["count"] == .number(String(count)))
    #expect(entry["portal"] == .null && entry["flagged"] == .bool(false))
  }

  @Test func `see-as is written down if it goes into a file`() throws {
    let place = try Self.vault()
    let shown = place.run("see-as", "架空内科", "--json")
    #expect(try Self.log(place).isEmpty)
    let written = place.run("see-as", "架空内科", "--json", "--out", place.place("seen"))
    #expect(written.code == .done && written.output.isEmpty)
    let bytes = try place.bytes("seen")
    #expect(String(decoding: bytes, as: UTF8.self) == shown.output)
    let entry = try #require(try Self.log(place).first)
    #expect(entry["action"]?.string == "see-as" && entry["who"]?.string == "架空内科")
    #expect(entry["count"] == .number("1"))
  }

  @Test func `a failed export is not written down`() throws {
    let place = try Self.vault()
    try place.write("", to: "out")
    let outcome = place.run("export", "records", "--out", place.place("out"))
    #expect(outcome.code != .done)
    #expect(try Self.log(place).isEmpty)
  }

  @Test func `the log is asked by who, when, purpose, sort and machine`() throws {
    let place = try Self.vault()
    #expect(place.run("recipients", "add", "架空薬局", "--class", "pharmacy").code == .done)
    for arguments in [
      ["export", "records", "--for", "架空内科"],
      ["export", "summary", "--for", "架空薬局", "--purpose", "insurance"],
      ["see-as", "架空内科"],
    ] {
      _ = place.runOn(
        "record.phr", arguments + ["--out", place.place(UUID().uuidString)])
      place.now = place.now.adding(seconds: 86_400)
    }
    #expect(try Self.log(place).count == 3)
    #expect(try Self.log(place, "--who", "架空内").count == 2)
    #expect(try Self.log(place, "--purpose", "insurance").count == 1)
    #expect(try Self.log(place, "--action", "see-as").count == 1)
    #expect(try Self.log(place, "--by", "machine").isEmpty)
    #expect(try Self.log(place, "--by", "person").count == 3)
    #expect(try Self.log(place, "--flagged").isEmpty)
    let second = Story.now.adding(seconds: 86_400).day.description
    #expect(try Self.log(place, "--from", second).count == 2)
    #expect(try Self.log(place, "--to", second).count == 2)
    #expect(try Self.log(place, "--from", second, "--to", second).count == 1)
    let same = place.run("consent", "log", "--json").output
    #expect(same.split(separator: "\n").count == 3)
    #expect(place.run("access-log", "--by", "cat").code == .usage)
  }
}

/// What the holder takes out of the vault.
@Suite struct `The holder's own exports` {
  @Test(
    arguments: [
      (["export", "summary"], nil), (["export", "records"], nil), (["export", "jahis"], nil),
      (["export", "expenses", "2026"], nil),
      (["export", "emergency"], "emergency"),
    ] as [([String], String?)], Language.allCases)
  func `stand in the access log`(
    export: (arguments: [String], recipient: String?), language: Language
  ) throws {
    let place = try CommandPlace()
    try place.create()
    _ = place.run("add", "allergy", "--substance", "soba")
    _ = place.run("add", "medication", "--drug", "架空薬", "--date", "2026-03-01", "--days", "28")
    let made = place.runOn("record.phr", export.arguments + ["--out", place.place("out")])
    #expect([.done, .problems].contains(made.code), "\(made.messages)")
    let rows = place.run("access-log", "--json").output.split(separator: "\n")
    #expect(rows.count == 1)
    let row = try JSONValue(parsing: String(rows.first ?? ""))
    #expect(row["action"]?.string == "export")
    #expect(row["who"]?.string == export.recipient ?? "self")
    #expect(row["recipient"]?.string == export.recipient)
    #expect(row["flagged"] == .bool(false))
    let line = place.run("access-log", language: language).output
    let holder = language == .japanese ? "本人" : "you"
    let doctor = language == .japanese ? "救急の医師" : "a doctor in an emergency"
    #expect(line.contains(export.recipient == nil ? "  \(holder)  " : "  \(doctor)  "))
  }
}

/// Refusing research from the command line, without a portal.
@Suite struct ResearchCommandTests {
  private static func vault(born: String) throws -> CommandPlace {
    let place = try CommandPlace()
    try place.create()
    let set = place.run("profile", "--name", "試験 花子", "--birth-date", born)
    #expect(set.code == .done, "\(set.messages)")
    return place
  }

  @Test func `is one command, and told once more changes nothing`() throws {
    let place = try Self.vault(born: "1975-04-01")
    let refused = place.run("research", "refuse", "--reason", "ひみつ")
    #expect(refused.code == .done)
    #expect(refused.messages.contains("print research letter"))
    #expect(!refused.messages.contains("guardian"))
    let row = try JSONValue(parsing: place.run("research", "list", "--json").output)
    #expect(row["portal"]?.string == "local" && row["deletion"]?.string == "local")
    #expect(place.run("research", "refuse").code == .failed)
    #expect(place.run("consent", "undo").code == .done)
    #expect(place.run("research", "list", "--json").output.isEmpty)
  }

  @Test func `under 16 the guardian is asked too, and signs the letter`() throws {
    let place = try Self.vault(born: "2015-04-01")
    let refused = place.run("research", "refuse")
    #expect(refused.messages.contains("Under 16 the guardian is asked too"))
    let letter = place.run("research", "letter", language: .japanese)
    #expect(letter.output.contains("保護者・後見人: （氏名）"))
    let named = place.run("research", "letter", "--guardian", "試験 太郎", language: .japanese)
    #expect(named.output.contains("保護者・後見人: 試験 太郎"))
    let row = try JSONValue(parsing: place.run("research", "list", "--json").output)
    #expect(row["printed"]?.string != nil)
  }

  @Test(arguments: ["refuse", "letter"])
  func `a My Number for a guardian's name is refused, and nothing is kept`(
    command: String
  ) throws {
    let place = try Self.vault(born: "2015-04-01")
    let refused = place.run("research", command, "--guardian", "太郎 123456789018")
    #expect(refused.code == .refused || refused.code == .failed)
    #expect(!(refused.output + refused.messages).contains("123456789018"))
    #expect(place.run("research", "list", "--json").output.isEmpty)
  }

  @Test(arguments: [
    (Language.japanese, ["提供停止の求め", "削除を求めます", "試験 花子", "1975-04-01"]),
    (.english, ["Request to stop passing on", "be deleted", "試験 花子", "1975-04-01"]),
  ])
  func `the letter says what is asked, by whom, in both languages`(
    language: Language, parts: [String]
  ) throws {
    let place = try Self.vault(born: "1975-04-01")
    let letter = place.run("research", "letter", language: language).output
    for part in parts { #expect(letter.contains(part)) }
    #expect(!letter.contains("保護者") && !letter.contains("Guardian"))
  }

  @Test func `what was passed on may be kept, and the letter says so`() throws {
    let place = try Self.vault(born: "1975-04-01")
    #expect(place.run("research", "refuse", "--keep-passed").code == .done)
    let row = try JSONValue(parsing: place.run("research", "list", "--json").output)
    #expect(row["deletion"]?.string == "none")
    #expect(!place.run("research", "letter").output.contains("deleted"))
  }
}
