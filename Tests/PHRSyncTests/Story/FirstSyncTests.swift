import PHRModel
import Testing

@testable import PHRSync

@Suite struct FirstSyncTests {
  @Test func `everything of the first patient arrives, and a second pull adds nothing`()
    async throws
  {
    let house = try await Household.open()
    defer { house.portal.stop() }
    let first = try await house.sync()
    #expect(first.outcome == .complete)
    #expect(!first.isIncomplete)
    #expect(first.filledProfile)
    let counts = try house.records.countsByKind()
    #expect(counts[.checkup] == 5)
    #expect(counts[.vaccination] == 3)
    #expect(counts[.medication] == 19)
    #expect(counts[.cost] == 9)
    #expect(counts[.insurance] == 2)
    #expect(counts[.notice] == 3)
    #expect(counts[.allergy] == 1)
    #expect(counts[.condition] == 1)
    #expect(counts[.measurement] == nil)
    #expect(try house.records.unreadNotices() == 3)

    let before = try house.contents()
    let second = try await house.sync()
    #expect(second.total.new == 0)
    #expect(second.total.changed == 0)
    #expect(second.outcome == .complete)
    #expect(try house.contents() == before)
  }
}
