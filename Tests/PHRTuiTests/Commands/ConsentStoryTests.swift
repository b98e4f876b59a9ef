import Foundation
import Testing

@testable import PHRModel
@testable import phr_tui

/// The story of issue 04 from the command line.
@Suite struct ConsentStoryTests {
  /// A vault with a psychiatric prescription, its follow-up, the cost notice, and an allergy.
  private static func vault() throws -> (CommandPlace, String) {
    let place = try CommandPlace()
    try place.create()
    func add(_ arguments: String...) throws -> String {
      let outcome = place.runOn("record.phr", ["add"] + arguments)
      #expect(outcome.code == .done, "\(outcome.messages)")
      return outcome.output.trimmingCharacters(in: .whitespacesAndNewlines)
    }
    let drug = ["--drug", "架空セルトラリン錠", "--usage", "1日1回", "--pharmacy", "みなと薬局"]
    let rest = ["--facility", "みなと心療内科", "--days", "28", "--amount", "1", "--unit", "錠"]
    func prescription(_ day: String) throws -> String {
      let outcome = place.runOn("record.phr", ["add", "medication", "--date", day] + drug + rest)
      #expect(outcome.code == .done, "\(outcome.messages)")
      return outcome.output.trimmingCharacters(in: .whitespacesAndNewlines)
    }
    let first = try prescription("2026-02-20")
    _ = try prescription("2026-03-09")
    _ = try add(
      "cost", "--date", "2026-02", "--facility", "みなと心療内科", "--care-type", "医科外来",
      "--total", "5000", "--self-pay", "1500")
    #expect(place.run("recipients", "add", "さくら歯科", "--code", "1331234567").code == .done)
    #expect(place.run("consent", "show", "kind:cost", "--to", "さくら歯科").code == .done)
    return (place, first)
  }

  private static func ids(_ output: String) -> [String] {
    output.split(separator: "\n").compactMap {
      try? JSONValue(parsing: String($0))["id"]?.string
    }
  }

  @Test func `a psychiatric prescription is hidden from the dentist until next March`() throws {
    let (place, drug) = try Self.vault()
    let before = Self.ids(place.run("see-as", "さくら歯科", "--json").output)
    #expect(before.count == 4)
    let hide = ["consent", "hide", drug, "--from", "さくら歯科", "--until", "2027-03-31"]
    let preview = place.runOn("record.phr", hide + ["--with-leaks", "--dry-run"])
    #expect(preview.messages.contains("さくら歯科 will no longer see 3 records."))
    #expect(Self.ids(place.run("see-as", "さくら歯科", "--json").output) == before)
    let alone = place.runOn("record.phr", hide)
    #expect(alone.messages.contains("will no longer see 1 record."))
    #expect(alone.messages.contains("cost notice of the same institution and month"))
    #expect(alone.messages.contains("a drug of the same ingredient"))
    #expect(alone.messages.contains("cannot check for interactions"))
    #expect(alone.messages.contains("The law (as of 2024-04-01, not legal advice)"))
    #expect(place.run("consent", "undo").code == .done)
    #expect(place.runOn("record.phr", hide + ["--with-leaks"]).code == .done)
    #expect(Self.ids(place.run("see-as", "さくら歯科", "--json").output).count == before.count - 3)
    #expect(place.run("consent", "check", "さくら歯科").output == "")
    let found = place.run("see-as", "さくら歯科", "--json", "--search", "みなと")
    #expect(found.code == .done && found.output.isEmpty)
    #expect(
      place.run("list", "--json").output.components(separatedBy: "\"hidden\":true").count == 4)
    #expect(place.run("consent", "undo").code == .done)
    #expect(Self.ids(place.run("see-as", "さくら歯科", "--json").output) == before)
    #expect(place.run("consent", "history", "--json").output.split(separator: "\n").count == 6)
  }

  @Test func `explain names the rule, its window, and the moment after it`() throws {
    let (place, drug) = try Self.vault()
    _ = place.run(
      "consent", "hide", drug, "--from", "さくら歯科", "--until", "2027-03-31", "--reason", "内緒")
    let now = place.run("consent", "explain", drug, "さくら歯科", "--json")
    let json = try JSONValue(parsing: now.output)
    #expect(json["decision"]?.string == "hide" && json["rule"]?.string == "directive")
    #expect(json["until"]?.string == "2027-04-01T00:00:00+09:00")
    #expect(!now.output.contains("内緒"))
    let last = place.run(
      "consent", "explain", drug, "さくら歯科", "--json", "--at", "2027-03-31T23:59:59")
    #expect(try JSONValue(parsing: last.output)["decision"]?.string == "hide")
    let after = place.run("consent", "explain", drug, "さくら歯科", "--json", "--at", "2027-04-01")
    #expect(try JSONValue(parsing: after.output)["rule"]?.string == "base")
  }

  @Test func `somebody unknown gets nothing, and nothing is stored for a wrong name`() throws {
    let (place, drug) = try Self.vault()
    let seen = place.run("see-as", "さくら菓子", "--json")
    #expect(seen.code == .refused && seen.output.isEmpty)
    let hide = place.run("consent", "hide", drug, "--from", "さくら歯利")
    #expect(hide.code == .usage && hide.messages.contains("さくら歯科"))
    #expect(place.run("consent", "list", "--json").output.split(separator: "\n").count == 1)
    #expect(place.run("recipients", "remove", "さくら歯科").code == .done)
    let gone = place.run("see-as", "さくら歯科", "--json")
    #expect(gone.code == .refused && gone.output.isEmpty)
  }

  @Test func `what stays visible is listed with the stronger rule`() throws {
    let (place, drug) = try Self.vault()
    _ = place.run("consent", "show", drug, "--to", "anyone")
    let hide = place.run("consent", "hide", "kind:medication", "--from", "さくら歯科")
    #expect(hide.messages.contains("stays visible to さくら歯科; the stronger rule: your directive"))
    #expect(Self.ids(place.run("see-as", "さくら歯科", "--json", "medication").output) == [drug])
  }

  @Test func `a file of directives is set as a whole or not at all`() throws {
    let (place, _) = try Self.vault()
    let line = #"{"effect":"hide","selector":"kind:medication","who":"さくら歯科"}"#
    try place.write(line + "\n" + #"{"effect":"maybe"}"# + "\n", to: "bad.jsonl")
    let bad = place.run("consent", "apply", place.place("bad.jsonl"))
    #expect(bad.code == .usage && bad.messages.contains("Line 2"))
    try place.write(
      line + "\n\n" + #"{"effect":"hide","selector":"all","who":"class:pharmacy"}"# + "\n",
      to: "good.jsonl")
    #expect(place.run("consent", "apply", place.place("good.jsonl")).code == .done)
    #expect(place.run("consent", "list", "--json").output.split(separator: "\n").count == 3)
    #expect(place.run("consent", "undo").code == .done)
    #expect(place.run("consent", "list", "--json").output.split(separator: "\n").count == 1)
  }

  @Test func `no sentence says restricted, in either language`() throws {
    let (place, drug) = try Self.vault()
    for language in Language.allCases {
      let outcome = place.run(
        "consent", "hide", drug, "--from", "さくら歯科", "--dry-run", language: language)
      let said = outcome.output + outcome.messages
      #expect(!said.lowercased().contains("restrict") && !said.contains("制限"))
    }
  }
}
