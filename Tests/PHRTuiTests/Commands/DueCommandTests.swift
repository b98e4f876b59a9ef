import Foundation
import PHRModel
import Testing

@testable import phr_tui

@Suite struct DueCommandTests {
  private let place: CommandPlace

  init() throws {
    place = try CommandPlace()
    try place.create()
  }

  /// Adds a dose whose next one is due so many days from now.
  private func addDose(_ name: String, nextIn days: Int) throws {
    let vault = try place.open()
    let connection = try Connection(path: vault.path, vfs: vault.vfsName)
    let store = try RecordStore(connection)
    var dose = Vaccination(vaccine: CodedText(text: name))
    dose.nextDue = PartialDate(Story.now.day.adding(days: days))
    let body = RecordBody(
      date: PartialDate(Story.now.day.adding(days: -400)), title: name, content: .vaccination(dose))
    let origin = Provenance(channel: .manual, format: "manual", name: "", received: Story.now)
    _ = try withExtendedLifetime(vault) {
      try store.apply(RecordDraft(body: body), provenance: origin, recorded: Story.now)
    }
  }

  @Test func `with nothing due stdout stays empty and a sentence says so`() {
    let plain = place.run("due")
    #expect(plain.code == .done)
    #expect(plain.output == "")
    #expect(plain.messages.contains("Nothing is due."))
    let json = place.run("due", "--json")
    #expect(json.code == .done)
    #expect(json.output == "")
    #expect(json.messages == "")
  }

  @Test func `what has passed comes first and says for how long`() throws {
    try addDose("架空ワクチン甲", nextIn: 12)
    try addDose("架空ワクチン乙", nextIn: -3)
    try addDose("架空ワクチン丙", nextIn: 0)
    let lines = place.run("due", language: .japanese).output.split(separator: "\n")
    #expect(lines.count == 3)
    for (line, words) in zip(
      lines, [["期限切れ 3日", "乙"], ["今日まで", "丙"], ["あと12日", "甲"]])
    {
      for word in words { #expect(line.contains(word), "\(line)") }
    }
    let english = place.run("due").output
    #expect(english.contains("3 d overdue"))
    #expect(english.contains("in 12 d"))
  }

  @Test func `each line of JSON is one date with its record`() throws {
    try addDose("架空ワクチン甲", nextIn: 12)
    try addDose("架空ワクチン乙", nextIn: -3)
    let lines = try place.run("due", "--json").output.split(separator: "\n")
      .map { try JSONValue(parsing: String($0)) }
    #expect(lines.map { $0["title"]?.string } == ["架空ワクチン乙", "架空ワクチン甲"])
    #expect(lines.map { $0["overdue"] } == [.bool(true), .bool(false)])
    #expect(lines.allSatisfy { $0["kind"]?.string == "vaccination" })
    for line in lines {
      #expect(PartialDate(iso: line["date"]?.string ?? "") != nil)
      let id = try #require(line["id"]?.string)
      #expect(place.run("show", id).code == .done)
    }
  }
}
