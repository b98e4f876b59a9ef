import Foundation
import Testing

@testable import PHRModel
@testable import phr_tui

@Suite struct `What a delegate exports` {
  /// A mother with a record of every exported kind, and a daughter who may export.
  private func family() throws -> Family {
    let family = try Family()
    try family.prepare(["--scope", "all", "--right", "export"])
    family.admit()
    family.mother("add", "allergy", "--substance", "そば")
    return family
  }

  @Test(arguments: [
    ["export", "summary"], ["export", "summary", "--format", "html"],
    ["export", "summary", "--format", "fhir"], ["export", "records", "--format", "jsonl"],
    ["export", "records", "--format", "csv"], ["export", "records", "--format", "fhir"],
    ["export", "emergency"], ["export", "emergency", "--format", "html"],
    ["export", "expenses", "2026", "--format", "text"],
  ])
  func `names the delegate, and the holder's own export does not`(arguments: [String]) throws {
    let family = try family()
    let made = family.run("mum.phr", "daughter.pass", arguments, .english)
    #expect(made.code == .done, "\(made.messages)")
    #expect(made.output.contains("架空 ゆり"))
    let own = family.run("mother.phr", "mother.pass", arguments, .english)
    #expect(
      !own.output.contains("架空 ゆり") || arguments.contains("jsonl") || arguments[1] == "records")
  }

  @Test func `stands as author in the FHIR document and as agent in the bundle`() throws {
    let family = try family()
    let summary = family.daughter("export", "summary", "--format", "fhir").output
    let document = try JSONValue(parsing: Data(summary.utf8))
    let composition = document["entry"]?.elements.first?["resource"]
    #expect(composition?["author"]?[0]?["display"]?.string == "架空 ゆり")
    #expect(composition?["author"]?[0]?["reference"] == nil)
    let records = family.daughter("export", "records", "--format", "fhir").output
    let bundle = try JSONValue(parsing: Data(records.utf8))
    let agents = (bundle["entry"]?.elements ?? []).compactMap {
      $0["resource"]?["agent"]?[0]?["who"]?["display"]?.string
    }
    #expect(agents.first == "架空 ゆり")
  }

  @Test(arguments: Language.allCases)
  func `stands as a memo in the medication notebook`(language: Language) throws {
    let family = try family()
    let file = family.place("book-\(language.rawValue).txt")
    let made = family.run(
      "mum.phr", "daughter.pass", ["export", "jahis", "--out", file], language)
    #expect(made.code == .done, "\(made.messages)")
    let bytes = try Data(contentsOf: URL(fileURLWithPath: file))
    let text = try #require(String(data: bytes, encoding: .shiftJIS))
    let memo = text.split(whereSeparator: \.isNewline).first { $0.hasPrefix("4,") }
    #expect(memo?.contains("架空 ゆり") == true, "\(text)")
  }

  @Test func `reaches the holder's access log by the command's name`() throws {
    let family = try family()
    family.daughter("export", "summary")
    let log = family.mother("access-log").output
    #expect(log.contains("架空 ゆり"))
    #expect(log.contains("export"))
    #expect(log.contains("opened by a delegate"))
    #expect(!log.contains("⚠"))
    let own = family.daughter("access-log")
    #expect(own.output.contains("exported: export summary"))
    #expect(own.output.contains("[not there yet]"))
    let reached = family.daughter("access-log", "--json").output
    #expect(reached.contains("\"reached\":true"))
  }

  @Test func `is for nobody else: recipients are not in the file`() throws {
    let family = try family()
    family.mother("recipients", "add", "みなと医院")
    #expect(family.daughter("export", "summary", "--for", "みなと医院").code == .refused)
    #expect(family.daughter("see-as", "みなと医院").code == .refused)
  }
}

@Suite struct `Consent that a delegate sets` {
  private func family(_ scope: String = "all") throws -> Family {
    let family = try Family()
    try family.prepare(["--scope", scope, "--right", "consent"])
    family.mother("recipients", "add", "みなと医院")
    family.admit()
    return family
  }

  @Test(arguments: Language.allCases)
  func `comes back, is in force, stands in the history with both names, and can be undone`(
    language: Language
  ) throws {
    let family = try family()
    #expect(family.mother("see-as", "みなと医院").output.contains("見せる薬"))
    let asked = family.daughter(
      "consent", "hide", "kind:medication", "--from", "みなと医院", "--reason", "本人の希望",
      language: language)
    #expect(asked.code == .done, "\(asked.messages)")
    #expect(asked.messages.contains(language == .japanese ? "返信に書きました" : "Written to the reply"))
    #expect(family.mother("see-as", "みなと医院").output.contains("見せる薬"))
    let came = family.mother("delegates", "refresh", language: language)
    #expect(
      came.messages.contains(
        language == .japanese ? "代理人が同意設定を1件変えました" : "Delegates changed consent 1 times"))
    #expect(!family.mother("see-as", "みなと医院").output.contains("見せる薬"))
    let history = family.mother("consent", "history", language: language).output
    let line = history.split(separator: "\n").last.map(String.init) ?? ""
    #expect(line.contains("架空 ゆり") && line.contains("架空 はな") && line.contains("本人の希望"))
    #expect(family.daughter("propose", "list").output.contains("[accepted]"))
    #expect(family.mother("consent", "undo").code == .done)
    #expect(family.mother("see-as", "みなと医院").output.contains("見せる薬"))
  }

  @Test func `is set without being asked for by any change of the holder's`() throws {
    let family = try family()
    family.daughter("consent", "hide", "kind:medication", "--from", "class:clinic")
    let added = family.mother("add", "allergy", "--substance", "そば")
    #expect(added.messages.contains("Delegates changed consent 1 times"))
    #expect(!family.mother("see-as", "みなと医院").output.contains("見せる薬"))
  }

  @Test func `waits for the holder where it would show what is kept from the delegate`() throws {
    let family = try family()
    family.mother("consent", "hide", "kind:condition", "--from", "架空 ゆり")
    family.daughter("consent", "show", "all", "--to", "みなと医院")
    let came = family.mother("delegates", "refresh")
    #expect(came.messages.contains("1 proposals of delegates wait for you"))
    let waiting = family.mother("delegates", "proposals").output
    #expect(waiting.contains("consent on the holder's behalf"))
    let number = String(waiting.prefix { $0.isNumber })
    #expect(family.mother("delegates", "accept", number).code == .done)
    #expect(family.mother("consent", "history").output.contains("delegate 架空 ゆり"))
  }

  @Test func `a dry run writes nothing`() throws {
    let family = try family()
    let tried = family.daughter(
      "consent", "hide", "all", "--from", "みなと医院", "--dry-run")
    #expect(tried.code == .done)
    #expect(!family.daughter("propose", "list").output.contains("consent"))
  }

  @Test func `as JSON says what was asked for and what became of it`() throws {
    let family = try family()
    family.daughter("consent", "hide", "all", "--from", "class:clinic", "--until", "2026-12-31")
    family.mother("delegates", "refresh")
    let lines = family.mother("delegates", "log", "--json").output.split(separator: "\n")
    let entry = try lines.map { try JSONValue(parsing: Data($0.utf8)) }.first {
      $0["act"]?.string == "consent"
    }
    #expect(entry?["effect"]?.string == "hide")
    #expect(entry?["selector"]?.string == "all")
    #expect(entry?["who"]?.string == "class:clinic")
    #expect(entry?["state"]?.string == "accepted")
    #expect(entry?["until"]?.string == "2027-01-01T00:00:00+09:00")
  }
}
