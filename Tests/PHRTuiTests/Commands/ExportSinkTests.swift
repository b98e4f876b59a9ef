import Foundation
import Testing

@testable import PHRModel
@testable import phr_tui

/// Where exports go: new private files, stdout, nothing by halves.
@Suite struct ExportSinkTests {
  private func place() throws -> CommandPlace {
    let place = try CommandPlace()
    try place.create()
    return place
  }

  private func mode(_ path: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
  }

  private func page(_ place: CommandPlace) throws -> String {
    String(decoding: try place.bytes("out.x"), as: UTF8.self)
  }

  private static let exports: [[String]] = [
    ["summary", "--format", "text"], ["summary", "--format", "html"],
    ["summary", "--format", "fhir"], ["records", "--format", "fhir"],
    ["records", "--format", "jsonl"], ["records", "--format", "csv"], ["jahis"],
    ["expenses", "2026"], ["emergency"], ["emergency", "--format", "html"],
  ]

  @Test(arguments: exports) func `every export is private and never replaces a file`(
    export: [String]
  ) throws {
    let place = try place()
    let file = place.place("out.x")
    let line = ["export"] + export + ["--out", file]
    #expect(place.runOn("record.phr", line).code == .done)
    #expect(try mode(file) == 0o600)
    let first = try page(place)
    let again = place.runOn("record.phr", line)
    #expect(again.code == .failed)
    #expect(again.messages.contains("out.x"))
    try place.replace("out.x", with: [1])
    #expect(place.runOn("record.phr", line).code == .failed)
    #expect(try place.bytes("out.x") == [1])
    #expect(place.runOn("record.phr", line + ["--force"]).code == .done)
    #expect(try page(place) == first)
    #expect(try mode(file) == 0o600)
    #expect(try place.names.allSatisfy { !$0.contains(".part-") })
  }

  @Test(arguments: exports) func `without a file, or with a dash, it goes to stdout`(
    export: [String]
  ) throws {
    let place = try place()
    let plain = place.runOn("record.phr", ["export"] + export)
    let dash = place.runOn("record.phr", ["export"] + export + ["--out", "-"])
    #expect(plain.code == .done && dash.code == .done)
    #expect(plain.output == dash.output)
    #expect(plain.output.isEmpty == (export.first == "expenses"))
    #expect(!place.exists("-"))
  }

  @Test(arguments: ["missing/out.x", "state-is-a-file/out.x", "folder"])
  func `a place that cannot be written leaves nothing behind`(name: String) throws {
    let place = try place()
    try place.write("", to: "state-is-a-file")
    try FileManager.default.createDirectory(
      atPath: place.place("folder"), withIntermediateDirectories: false)
    let before = try place.names
    for more in [[], ["--force"]] {
      let line = ["export", "summary", "--out", place.place(name)] + more
      #expect(place.runOn("record.phr", line).code == .failed)
    }
    #expect(try place.names == before)
  }

  @Test func `one of several files that exists stops them all`() throws {
    let place = try place()
    var lines = ["JAHISTC08,1", "1,試験　花子,2,S500101,,,,,,,"]
    for day in ["20260301", "20260101"] {
      lines += [
        "5,\(day),1", "11,架空薬局,13,4,1234567,,,,1", "201,1,架空錠,1,錠,1,,1", "301,1,朝,7,日分,1,1,,1",
      ]
    }
    let text = lines.joined(separator: "\r\n") + "\r\n"
    try place.write(text, to: "in.txt")
    #expect([.done, .problems].contains(place.run("import", place.place("in.txt")).code))
    try place.write("mine", to: "out-2.txt")
    let line = ["export", "jahis", "--per-dispensing", "--out", place.place("out.txt")]
    #expect(place.runOn("record.phr", line).code == .failed)
    #expect(!place.exists("out-1.txt"))
    #expect(try place.bytes("out-2.txt") == Array("mine".utf8))
    #expect(place.runOn("record.phr", line + ["--force"]).code == .done)
    #expect(place.exists("out-1.txt") && place.exists("out-2.txt"))
    #expect(!place.exists("out-3.txt"))
  }

  @Test func `a link is replaced, not followed`() throws {
    let place = try place()
    try place.write("precious", to: "target")
    try FileManager.default.createSymbolicLink(
      atPath: place.place("link"), withDestinationPath: place.place("target"))
    let line = ["export", "summary", "--out", place.place("link")]
    #expect(place.runOn("record.phr", line).code == .failed)
    #expect(place.runOn("record.phr", line + ["--force"]).code == .done)
    #expect(try place.bytes("target") == Array("precious".utf8))
  }

  @Test func `received lines are for the holder only`() throws {
    let place = try place()
    #expect(place.run("recipients", "add", "Clinic").code == .done)
    let line = ["export", "jahis", "--as-received"]
    #expect(place.runOn("record.phr", line + ["--for", "Clinic"]).code == .refused)
    #expect(place.runOn("record.phr", line).code == .done)
    let tagged = ["export", "records", "--tag", "x"]
    #expect(place.runOn("record.phr", tagged + ["--for", "Clinic"]).code == .refused)
    #expect(place.runOn("record.phr", tagged).code == .done)
  }

  @Test(arguments: [
    ("=1+1", "'=1+1"), ("+81", "'+81"), ("-5", "'-5"), ("@x", "'@x"), (" =x", "' =x"),
    ("\u{3000}=x", "'\u{3000}=x"), ("＝x", "'＝x"), ("＋x", "'＋x"), ("－x", "'－x"), ("＠x", "'＠x"),
    ("x=1", "x=1"), ("", ""), ("\tx", "'\tx"), ("\r=x", "'\r=x"), ("\n=x", "'\n=x"),
    ("\r\n=x", "'\r\n=x"), ("'=x", "'=x"), ("\"=x", "\"=x"), ("120/80", "120/80"), ("5-7", "5-7"),
    ("\u{FEFF}=x", "'\u{FEFF}=x"), ("\u{200B}=x", "'\u{200B}=x"), ("\u{00A0}=x", "'\u{00A0}=x"),
    ("−1", "'−1"), ("﹣1", "'﹣1"), ("﹢1", "'﹢1"), ("﹦1", "'﹦1"), ("|calc", "'|calc"), ("%x", "%x"),
  ])
  func `cells never begin like a formula`(text: String, expected: String) {
    #expect(CSVCell.harmless(text) == expected)
  }

  @Test(arguments: [
    (["a", "b,c"], "a,\"b,c\"\r\n"), (["d\"e"], "\"d\"\"e\"\r\n"), (["f\r\ng"], "\"f\r\ng\"\r\n"),
    (["", ""], ",\r\n"), (["=x,y"], "\"'=x,y\"\r\n"), ([" a "], " a \r\n"),
    // Marks that combine with a quote or a comma do not hide it.
    (["a\"\u{301}b"], "\"a\"\"\u{301}b\"\r\n"), (["a,\u{3099}b"], "\"a,\u{3099}b\"\r\n"),
    (["血圧", "128/80", "値\n"], "血圧,128/80,\"値\n\"\r\n"),
  ])
  func `cells with separators and quotes are quoted`(cells: [String], line: String) {
    #expect(CSVCell.line(cells) == line)
  }

  @Test(arguments: [
    ("kind allergy", 1), ("medication", 0), ("--from 2030-01-01", 0), ("--search soba", 1),
    ("--search そば", 0), ("--tag mine", 1), ("--tag other", 0),
  ])
  func `records are filtered as lists are`(options: String, count: Int) throws {
    let place = try place()
    let id = try #require(
      place.run("list", "--json").output.firstMatch(of: /"id":"([a-z0-9]+)"/)?.output.1)
    #expect(place.run("tag", "add", "mine", String(id)).code == .done)
    let words = options.replacing("kind ", with: "").split(separator: " ").map(String.init)
    let outcome = place.runOn("record.phr", ["export", "records"] + words)
    #expect(outcome.code == .done)
    let lines = outcome.output.split(separator: "\n").filter { $0.contains("\"type\":\"record\"") }
    #expect(lines.count == count)
    let csv = place.runOn("record.phr", ["export", "records", "--format", "csv"] + words).output
    #expect(csv.contains("soba") == (count == 1))
  }
}
