import Foundation
import Testing

@testable import PHRModel
@testable import phr_tui

/// The JSON form of lines: what other programs rely on.
@Suite struct RecordLineTests {
  static let required = ["id", "kind", "date", "title", "facility", "source", "version", "hidden"]

  /// One record of each kind, typed in.
  static let entries: [[String]] = [
    ["allergy", "--substance", "shrimp"], ["condition", "--name", "asthma", "--date", "2010"],
    ["vaccination", "--vaccine", "MR", "--date", "2025-01-15", "--facility", "clinic"],
    ["medication", "--drug", "amlodipine", "--date", "2025-06", "--pharmacy", "pharmacy"],
    ["measurement", "--item", "体重", "--value", "60.80", "--date", "2026-03-01"],
    ["checkup", "--item", "体重=61", "--date", "2025-06-15"],
    ["cost", "--care-type", "調剤", "--self-pay", "300", "--date", "2025-06"],
    ["notice", "--text", "news", "--deadline", "2026-05-01"],
    ["insurance", "--insurer", "union", "--valid-from", "2025-04-01"],
  ]

  private func filled() throws -> CommandPlace {
    let place = try CommandPlace()
    try place.create()
    for entry in Self.entries {
      let outcome = place.runOn("record.phr", ["add"] + entry)
      #expect(outcome.code == .done, "\(entry): \(outcome.messages)")
    }
    return place
  }

  private func objects(_ text: String) throws -> [JSONValue] {
    try text.split(separator: "\n").map { try JSONValue(parsing: Data($0.utf8)) }
  }

  @Test func `every line of a list says the same things of every kind`() throws {
    let place = try filled()
    let lines = try objects(place.run("list", "--json").output)
    #expect(lines.count == Self.entries.count + 1)
    #expect(Set(lines.compactMap { $0["kind"]?.string }) == Set(Kind.allCases.map(\.rawValue)))
    let names = try #require(lines.first?.members.map(\.name))
    for line in lines {
      #expect(line.members.map(\.name) == names)
      for name in Self.required { #expect(line[name] != nil, "\(name)") }
      #expect(line["id"]?.string?.wholeMatch(of: /[a-z2-7]{26}/) != nil)
      #expect(line["version"] == 1)
      #expect(line["hidden"] == false)
      let date = line["date"]
      #expect(
        date == .null || date?.string?.wholeMatch(of: /\d{4}(-\d\d(-\d\d)?)?/) != nil)
    }
  }

  @Test func `a record and its line agree`() throws {
    let place = try filled()
    for line in try objects(place.run("list", "--json").output) {
      let id = try #require(line["id"]?.string)
      let whole = try JSONValue(parsing: Data(place.run("show", id, "--json").output.utf8))
      for name in Self.required { #expect(whole[name] == line[name], "\(name)") }
    }
  }

  @Test func `nothing in a record's JSON is a bare number of seconds or an unnamed value`() throws {
    let place = try filled()
    for line in try objects(place.run("list", "--json").output) {
      let id = try #require(line["id"]?.string)
      for words in [["show", id, "--json"], ["show", id, "--history", "--json"]] {
        let text = place.runOn("record.phr", words).output
        #expect(!text.contains("\"_0\""))
        #expect(!text.contains("1773"))
      }
    }
  }

  @Test func `what a recipient sees has the same shape and is never marked hidden`() throws {
    let place = try filled()
    #expect(place.run("recipients", "add", "Clinic", "--class", "clinic").code == .done)
    #expect(place.run("consent", "hide", "kind:cost", "--from", "Clinic").code == .done)
    let own = try objects(place.run("list", "--json").output)
    let seen = try objects(place.run("see-as", "Clinic", "--json").output)
    #expect(!seen.isEmpty)
    #expect(seen.allSatisfy { $0["kind"]?.string != "cost" })
    #expect(seen.first?.members.map(\.name) == own.first?.members.map(\.name))
    #expect(seen.allSatisfy { $0["hidden"] == false })
    #expect(own.filter { $0["hidden"] == true }.compactMap { $0["kind"]?.string } == ["cost"])
  }

  @Test(arguments: [
    ["list", "--json"], ["due", "--json"], ["tag", "list", "--json"], ["twins", "list", "--json"],
    ["inbox", "--json"], ["trend", "体重", "--json"], ["recipients", "list", "--json"],
    ["consent", "list", "--json"], ["consent", "history", "--json"], ["access-log", "--json"],
    ["people", "list", "--json"], ["research", "list", "--json"],
    ["delegates", "list", "--json"], ["expenses", "2025", "--json"], ["vault", "info", "--json"],
    ["vault", "verify", "--json"], ["vault", "slots", "--json"],
  ])
  func `every line of a JSON list is one whole object`(words: [String]) throws {
    let place = try filled()
    #expect(place.run("tag", "add", "x", try firstID(place)).code == .done)
    let outcome = place.runOn("record.phr", words)
    #expect(outcome.code == .done, "\(outcome.messages)")
    for object in try objects(outcome.output) { #expect(!object.members.isEmpty) }
  }

  @Test func `no line of text ever holds a control character`() throws {
    let place = try filled()
    let id = try firstID(place)
    for words in [["list"], ["show", id], ["show", id, "--history"], ["due"], ["profile"]] {
      for language in Language.allCases {
        let text = place.runOn("record.phr", words, language: language).output
        #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 })
      }
    }
  }

  @Test func `an id may be cut to what is enough, and to no less`() throws {
    let place = try filled()
    let id = try firstID(place)
    for length in [26, 20, 8] {
      #expect(place.run("show", String(id.prefix(length)), "--json").output.contains(id))
    }
    #expect(place.run("show", String(id.prefix(8)).uppercased(), "--json").output.contains(id))
    #expect(place.run("show", String(id.prefix(3))).code == .failed)
    #expect(place.run("show", id + "a").code == .failed)
  }

  private func firstID(_ place: CommandPlace) throws -> String {
    try #require(try objects(place.run("list", "--json").output).first?["id"]?.string)
  }
}
