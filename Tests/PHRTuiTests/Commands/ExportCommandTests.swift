import Foundation
import Testing

@testable import PHRModel
@testable import phr_tui

/// Whole command lines of exports.
@Suite struct ExportCommandTests {
  private func demo() throws -> CommandPlace {
    let place = try CommandPlace()
    let vault = try Vault.create(
      at: place.path, credential: try #require(CommandPlace.credential), options: place.options)
    vault.vault.close()
    return place
  }

  @Test func `a sealed summary opens with its code and with no other`() throws {
    let place = try CommandPlace()
    try place.create()
    let file = place.place("s.jwe")
    let made = place.run("export", "summary", "--encrypt", "--out", file)
    #expect(made.code == .done)
    let code = try #require(
      made.messages.firstMatch(of: /[0-9A-Z]{4}(?:-[0-9A-Z]{4}){4}/).map { String($0.output) })
    try place.write(code + "\n", to: "code")
    let opened = place.run("export", "open", file, "--passcode-file", place.place("code"))
    #expect(opened.output.contains("soba"))
    try place.write("AAAA-AAAA-AAAA-AAAA-AAAA", to: "code")
    let refused = place.run("export", "open", file, "--passcode-file", place.place("code"))
    #expect(refused.code == .wrongKey)
  }

  @Test func `the same input gives the same bytes`() throws {
    let place = try CommandPlace()
    try place.create()
    for format in ["text", "html", "fhir"] {
      let pages = (0..<3).map { _ in place.run("export", "summary", "--format", format).output }
      // Each export stands in the access log by now; the frame that the page names stays.
      #expect(Set(pages).count == 1)
      #expect(!pages[0].isEmpty)
    }
  }

  @Test func `nobody registered is refused`() throws {
    let place = try CommandPlace()
    try place.create()
    let outcome = place.run("export", "summary", "--for", "Nobody")
    #expect(outcome.code == .refused)
    #expect(outcome.output.isEmpty)
  }

  @Test func `the notebook reads back as the same drug lines`() throws {
    let place = try demo()
    var lines: [String] = ["JAHISTC08,1", "1,試験　花子,2,S500101,,,,,,,ｼｹﾝ ﾊﾅｺ"]
    for day in ["20260910", "20261010"] {
      lines += [
        "5,\(day),1", "11,架空薬局,13,4,1234567,,,,1", "51,架空医院,13,1,7654321,1",
        "201,1,架空錠５ｍｇ,1,錠,4,2149001F1020,1", "301,1,【分１ 朝食後服用】,28,日分,1,1,,1",
      ]
    }
    let bytes = try #require(
      lines.joined(separator: "\r\n").appending("\r\n").data(using: .shiftJIS))
    try bytes.write(to: URL(fileURLWithPath: place.place("in.txt")))
    #expect([.done, .problems].contains(place.run("import", place.place("in.txt")).code))
    let out = place.place("out.txt")
    #expect(place.run("export", "jahis", "--out", out).code == .done)
    let again = try demo()
    #expect(again.run("import", out).code == .done)
    func drugs(_ place: CommandPlace) throws -> [JSONValue] {
      let listed = place.run("list", "medication", "--json").output.split(separator: "\n")
      return try listed.map {
        try JSONValue(parsing: Data($0.utf8)).without(["id", "episode"])
      }
    }
    let before = try drugs(place)
    #expect(before.count == 2)
    #expect(try drugs(again) == before)
  }

  @Test func `a research copy names nobody and keeps its person code`() throws {
    let place = try CommandPlace()
    try place.create()
    #expect(place.run("recipients", "add", "Project", "--class", "researcher").code == .done)
    let first = place.run("export", "research", "--project", "p", "--for", "Project")
    let second = place.run("export", "research", "--project", "p", "--for", "Project")
    let other = place.run("export", "research", "--project", "q", "--for", "Project")
    #expect(first.code == .done)
    #expect(first.output == second.output)
    #expect(first.output.split(separator: "\n").first != other.output.split(separator: "\n").first)
    #expect(first.output.contains("匿名加工情報"))
    #expect(place.run("export", "research", "--project", "p").code == .refused)
  }

  @Test func `expenses of a year that has none add up to nothing`() throws {
    let place = try CommandPlace()
    try place.create()
    let outcome = place.run("expenses", "2026", "--json")
    #expect(outcome.output.contains("\"total\":0"))
    #expect(outcome.output.contains("\"deduction\":0"))
  }

  @Test func `a card has the sections of an emergency and no more`() throws {
    let place = try CommandPlace()
    try place.create()
    let card = place.run("export", "emergency").output
    #expect(card.contains("soba"))
    #expect(card.contains("Current medication"))
    #expect(!card.contains("Vaccinations"))
  }

  /// Two allergies, of which one clinic and one school are shown different ones.
  @Test func `a card for somebody holds what that one is shown`() throws {
    let place = try CommandPlace()
    try place.create()
    try place.addRecord("latex")
    #expect(place.run("recipients", "add", "Clinic").code == .done)
    #expect(place.run("recipients", "add", "School", "--class", "employer").code == .done)
    let latex = try #require(
      place.run("list", "--search", "latex", "--json").output
        .firstMatch(of: /"id":"([a-z0-9]+)"/)?.output.1)
    #expect(place.run("consent", "hide", String(latex), "--from", "Clinic").code == .done)
    #expect(place.run("consent", "show", String(latex), "--to", "School").code == .done)
    func card(_ more: String...) -> [Bool] {
      let outcome = place.runOn("record.phr", ["export", "emergency"] + more)
      #expect([.done, .problems].contains(outcome.code))
      #expect(outcome.output.contains("Current medication"))
      return ["soba", "latex"].map { outcome.output.contains($0) }
    }
    #expect(card() == [true, true])
    #expect(card("--for", "self") == [true, true])
    #expect(card("--for", "Clinic") == [true, false])
    #expect(card("--for", "School") == [false, true])
    #expect(place.run("export", "emergency", "--for", "Nobody").code == .refused)
    let log = place.run("access-log", "--json").output.split(separator: "\n")
    #expect(log.filter { $0.contains("\"action\":\"export\"") }.count == 4)
  }

  @Test func `the access log counts all records and names the first of them`() throws {
    let place = try CommandPlace()
    try place.create()
    let vault = try place.open()
    do {
      let store = try RecordStore(Connection(path: vault.path, vfs: vault.vfsName))
      let typed = Provenance(channel: .manual, format: "manual", name: "", received: Story.now)
      try store.connection.transaction {
        for number in 1...AccessEntry.namedRecords + 5 {
          let body = try Sample.body(.allergy, [("substance", "架空物質\(number)")])
          _ = try store.apply(RecordDraft(body: body), provenance: typed, recorded: Story.now)
        }
      }
    }
    vault.close()
    #expect(place.run("recipients", "add", "Clinic").code == .done)
    #expect(place.run("export", "records", "--for", "Clinic").code == .done)
    let log = try JSONValue(parsing: place.run("access-log", "--json").output)
    #expect(log["count"] == 206)
    #expect(log["records"]?.elements.count == AccessEntry.namedRecords)
  }

  @Test func `only records with a flagged result leave if so asked`() throws {
    let place = try CommandPlace()
    try place.create()
    for options in [[], ["--format", "csv"], ["--format", "ndjson"]] as [[String]] {
      let all = place.runOn("record.phr", ["export", "records"] + options).output
      let flagged = place.runOn("record.phr", ["export", "records", "--flagged"] + options)
      #expect(flagged.code == .done)
      #expect(all.contains("soba") && !flagged.output.contains("soba"))
    }
    #expect(place.run("list", "--flagged").output.isEmpty)
  }
}
