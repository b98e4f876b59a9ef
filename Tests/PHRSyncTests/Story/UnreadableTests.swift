import Foundation
import PHRModel
import Testing

@testable import PHRSync

/// What cannot be understood: kept, shown, counted, tried again, and never in anybody's way.
@Suite struct UnreadableTests {
  private typealias House = ScriptedHouse

  private static func page(_ entries: String...) -> String {
    "{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"entry\":[\(entries.joined(separator: ","))]}"
  }

  private static func entry(_ resource: String, url: String? = nil) -> String {
    let full = url.map { "\"fullUrl\":\"\($0)\"," } ?? ""
    return "{\(full)\"resource\":\(resource)}"
  }

  private static let good = entry(House.notice("good").serialized())

  @Test(arguments: [
    "{\"resourceType\":\"Communication\",\"id\":\"bad\",\"status\":7}",
    "{\"resourceType\":\"Communication\",\"id\":\"bad\"}",
    "{\"resourceType\":\"Communication\",\"id\":\"bad\",\"payload\":\"x\",\"status\":\"completed\"}",
    "{\"resourceType\":\"Communication\",\"status\":\"completed\",\"topic\":{\"text\":\"no id\"}}",
    "{\"resourceType\":\"Communication\",\"id\":5,\"status\":\"completed\"}",
    "{\"resourceType\":\"Communication\",\"id\":\"bad\",\"x\":01}",
    "{\"resourceType\":\"Communication\",\"id\":\"bad\",\"x\":\"\u{1}\"}",
    "{\"id\":\"bad\"}", "[]", "7", "null",
  ])
  func `one bad notice is kept and shown beside the good one`(_ resource: String) async throws {
    let bad = Self.entry(resource, url: House.base + "/Communication/bad")
    let house = try ScriptedHouse(["Communication": [Self.page(bad, Self.good)]])
    let report = try await house.sync()
    #expect(report.skips == [:])
    #expect(!report.isIncomplete)
    #expect(report.total.unreadable == 1)
    #expect(report.hasProblems)
    let inbox = try house.records.inbox()
    #expect(inbox.count == 2)
    #expect(inbox.count { $0.notice.readable } == 1)
    #expect(try house.desk.sync.unreadable().count == 1)
    let again = try await house.sync(full: true)
    #expect(again.total.new + again.total.changed == 0)
    #expect(try house.records.inbox().count == 2)
  }

  @Test func `a later program reads what this one could not`() async throws {
    let house = try ScriptedHouse(["Communication": [Self.page(Self.good)]])
    _ = try await house.sync()
    // As an older program would have left it: the same words, not understood.
    let text = House.notice("late", "遅れて読めた").serialized()
    let kept = PulledResource(
      key: ResourceKey(type: "Communication", id: "late"), mark: "v:1",
      reading: .unreadable(text))
    _ = try house.desk.sync.apply(
      SyncPage(type: "Communication", resources: [kept]), recorded: House.now)
    #expect(try house.records.inbox().count { !$0.notice.readable } == 1)
    #expect(try house.desk.rereadUnreadable(now: House.now) == 1)
    let inbox = try house.records.inbox()
    #expect(inbox.allSatisfy { $0.notice.readable })
    #expect(Set(inbox.map(\.title)) == ["お知らせ", "遅れて読めた"])
    #expect(try house.desk.rereadUnreadable(now: House.now) == 0)
  }

  @Test func `what is still not understood stays as it is`() async throws {
    let bad = Self.entry("{\"resourceType\":\"Communication\",\"id\":\"bad\",\"status\":7}")
    let house = try ScriptedHouse(["Communication": [Self.page(bad)]])
    _ = try await house.sync()
    let before = try house.desk.sync.unreadable().map(\.body)
    #expect(try house.desk.rereadUnreadable(now: House.now) == 0)
    #expect(try house.desk.sync.unreadable().map(\.body) == before)
  }

  @Test func `other types are kept without a record, and counted`() async throws {
    let dose = Self.entry("{\"resourceType\":\"Immunization\",\"id\":\"d\"}")
    let house = try ScriptedHouse(["Immunization": [Self.page(dose)]])
    let report = try await house.sync()
    #expect(report.total.unreadable == 1)
    #expect(try house.records.count(RecordQuery()) == 0)
    #expect(try house.desk.sync.unreadable().map(\.key.type) == ["Immunization"])
  }

  @Test func `an unreadable notice that is mended becomes the same record`() async throws {
    let bad = Self.entry("{\"resourceType\":\"Communication\",\"id\":\"n\",\"status\":7}")
    let house = try ScriptedHouse(["Communication": [Self.page(bad)]])
    _ = try await house.sync()
    let before = try #require(try house.records.inbox().first)
    house.transport.play { request throws(TransportError) in
      House.answer(request, ["Communication": [House.page([House.notice("n", "直った")])]])
    }
    #expect(try await house.sync().total.changed == 1)
    let after = try #require(try house.records.inbox().first)
    #expect(after.id == before.id)
    #expect(after.title == "直った")
    #expect(try house.records.history(of: after.id).count == 2)
  }

  @Test func `deeply nested or huge answers do not end the pull`() async throws {
    let deep = String(repeating: "{\"extension\":[", count: 3000)
    let house = try ScriptedHouse([
      "Communication": ["{\"resourceType\":\"Bundle\",\"entry\":[\(deep)"],
      "Immunization": [String(repeating: "[", count: 100_000)],
      "Condition": ["{\"resourceType\":\"Bundle\"}"],
    ])
    let report = try await house.sync()
    #expect(report.outcome == .complete)
    #expect(report.skips == ["Communication": .notFHIR, "Immunization": .notFHIR])
  }
}
