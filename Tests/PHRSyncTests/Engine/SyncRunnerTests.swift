import Foundation
import PHRModel
import Synchronization
import Testing

@testable import PHRSync

/// How the pages of a pull reach the vault: several at a time, in order, each with its progress.
@Suite struct SyncRunnerTests {
  /// Up to so many resources, however long they take.
  private static let patient = SyncRunner.Gathering(resources: 200, moment: .seconds(600))

  /// That many pages of notices, each with that many.
  private static func pages(_ count: Int, of size: Int) -> [String] {
    (0..<count).map { page in
      let notices = (0..<size).map { place in
        let number = page * size + place
        return ScriptedHouse.notice("n\(number)", updated: "2026-05-01T09:00:00+09:00")
      }
      return ScriptedHouse.page(notices, next: page + 1 < count ? "?page=\(page + 1)" : nil)
    }
  }

  /// What one pull stored, in order.
  private func stored(
    _ house: ScriptedHouse, gathering: SyncRunner.Gathering?
  ) async throws -> [SyncPage] {
    let start = try #require(try house.desk.start(now: ScriptedHouse.now, seed: 1))
    let runner = SyncRunner(
      transport: house.transport, now: { ScriptedHouse.now }, rest: { _ in },
      gathering: gathering)
    var pages: [SyncPage] = []
    let report = try await runner.run(start) { delivery in
      if case .store(let page) = delivery { pages.append(page) }
      return try house.desk.answer(delivery, now: ScriptedHouse.now)
    }.report
    #expect(report.outcome == .complete)
    return pages
  }

  @Test func `pages of one moment are stored together, with the progress of the last`()
    async throws
  {
    let house = try ScriptedHouse(["Communication": Self.pages(3, of: 5)])
    let stored = try await stored(house, gathering: Self.patient)
    #expect(stored.map(\.resources.count) == [15])
    #expect(stored.first?.cursor?.watermark != nil)
    #expect(stored.first?.resources.map(\.key.id) == (0..<15).map { "n\($0)" })
    #expect(try house.records.inbox().count == 15)
  }

  @Test func `a transaction is full when it has enough resources`() async throws {
    let house = try ScriptedHouse(["Communication": Self.pages(12, of: 90)])
    let stored = try await stored(house, gathering: Self.patient)
    #expect(stored.map(\.resources.count) == [270, 270, 270, 270])
    #expect(stored.dropLast().allSatisfy { $0.cursor == nil })
    #expect(stored.last?.cursor != nil)
    #expect(try house.records.count(RecordQuery()) == 12 * 90)
  }

  @Test(arguments: [nil, SyncRunner.Gathering(moment: .zero), SyncRunner.Gathering(resources: 1)])
  func `where somebody waits for the vault, and from a slow portal, pages come one by one`(
    gathering: SyncRunner.Gathering?
  ) async throws {
    let house = try ScriptedHouse(["Communication": Self.pages(3, of: 5)])
    #expect(try await stored(house, gathering: gathering).map(\.resources.count) == [5, 5, 5])
    #expect(try await stored(house, gathering: gathering).map(\.resources.count) == [5, 5, 5])
    #expect(try house.records.inbox().count == 15)
  }

  @Test func `lists are not mixed, and each keeps its own progress and counts`() async throws {
    let updated = "2026-05-01T09:00:00+09:00"
    let allergy: JSONValue = [
      "resourceType": "AllergyIntolerance", "id": "a1", "patient": ["reference": "Patient/p1"],
      "code": ["text": "架空のそば"],
      "meta": ["versionId": "1", "lastUpdated": .string(updated)],
    ]
    let house = try ScriptedHouse([
      "Communication": Self.pages(2, of: 3), "AllergyIntolerance": [ScriptedHouse.page([allergy])],
    ])
    let stored = try await stored(house, gathering: Self.patient)
    #expect(stored.map(\.type) == ["Communication", "AllergyIntolerance"])
    #expect(stored.map(\.resources.count) == [6, 1])
    let cursors = try house.desk.sync.cursors()
    #expect(cursors["Communication"]?.watermark != nil)
    #expect(cursors["AllergyIntolerance"]?.watermark != nil)
  }

  @Test func `counts of pages that were stored together stand in the row of their list`()
    async throws
  {
    let house = try ScriptedHouse(["Communication": Self.pages(4, of: 6)])
    let report = try await house.sync()
    #expect(report.rows.first { $0.type == "Communication" }?.counts.new == 24)
    #expect(report.rows.first { $0.type == "Communication" }?.fetched == 24)
    #expect(try await house.sync().total.new == 0)
  }

  @Test func `while one page is stored the two after it are fetched, and no more`() async throws {
    let house = try ScriptedHouse(["Communication": Self.pages(6, of: 4)])
    let start = try #require(try house.desk.start(now: ScriptedHouse.now, seed: 1))
    let runner = SyncRunner(
      transport: house.transport, now: { ScriptedHouse.now }, rest: { _ in })
    func asked(_ page: Int) -> Bool {
      house.transport.requests.contains { $0.url.query == "page=\(page)" }
    }
    var stored = 0
    _ = try await runner.run(start) { delivery in
      if case .store(let page) = delivery, page.type == "Communication" {
        let ahead = min(stored + 2, 5)
        for _ in 0..<3_000 where !asked(ahead) { try await Task.sleep(for: .milliseconds(10)) }
        #expect(asked(ahead))
        #expect(!asked(stored + 3))
        stored += 1
      }
      return try house.desk.answer(delivery, now: ScriptedHouse.now)
    }
    #expect(stored == 6)
    #expect(try house.records.inbox().count == 24)
  }

  @Test func `a pull that is given up asks for no further page`() async throws {
    struct Stopped: Error {}
    let house = try ScriptedHouse(["Communication": Self.pages(40, of: 20)])
    let start = try #require(try house.desk.start(now: ScriptedHouse.now, seed: 1))
    let runner = SyncRunner(
      transport: house.transport, now: { ScriptedHouse.now }, rest: { _ in },
      gathering: Self.patient)
    await #expect(throws: Stopped.self) {
      _ = try await runner.run(start) { delivery in
        if case .store = delivery { throw Stopped() }
        return try house.desk.answer(delivery, now: ScriptedHouse.now)
      }
    }
    #expect(house.transport.requests.count < 40)
    #expect(try house.records.count(RecordQuery()) == 0)
  }
}
