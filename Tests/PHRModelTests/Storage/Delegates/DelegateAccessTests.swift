import Foundation
import Testing

@testable import PHRModel

@Suite struct `What a delegate does` {
  private static let now = DelegatePair.now

  @Test func `reaches the holder's access log, once, one entry for what one opening viewed`() throws
  {
    let pair = try DelegatePair()
    let drugs = try (0..<3).map { try pair.add(Samples.drug("薬\($0)", pharmacy: "薬局\($0)")) }
    let grant = try pair.give(DelegatePair.grant([.all], right: .export))
    let file = try pair.admit()
    for drug in [drugs[0], drugs[1], drugs[0]] { try file.reply.note(.viewed(drug), at: Self.now) }
    try file.reply.note(.exported("export summary"), at: Self.now.adding(seconds: 60))
    try file.reply.note(.viewed(drugs[2]), at: Self.now.adding(seconds: 120))
    file.close()
    for _ in 0..<3 { _ = try pair.exchange.refresh(grant.id, now: Self.now) }
    let log = try AccessLog(pair.records).entries()
    #expect(log.map(\.entry.action) == [.read, .export, .opening, .read])
    #expect(log.allSatisfy { $0.entry.who == "架空 ゆり" && $0.entry.recipient == grant.id })
    #expect(log.allSatisfy { $0.finding == nil && $0.entry.portal == nil })
    let first = try #require(log.last)
    #expect(first.entry.records == [drugs[0], drugs[1]])
    #expect(first.entry.count == 2)

    let again = try pair.open()
    again.close()
    _ = try pair.exchange.refresh(grant.id, now: Self.now)
    #expect(try AccessLog(pair.records).entries().count == 5)
  }

  @Test(arguments: Grant.Right.allCases)
  func `is flagged where the grant did not allow it`(right: Grant.Right) throws {
    let pair = try DelegatePair()
    try pair.add(Samples.drug())
    let end = Self.now.adding(seconds: 86_400)
    let grant = try pair.give(DelegatePair.grant([.all], right: right, until: end))
    let file = try pair.admit()
    try file.reply.note(.exported("export records"), at: Self.now)
    try file.reply.note(.opened, at: end)
    file.close()
    _ = try pair.exchange.refresh(grant.id, now: Self.now)
    var filter = AccessFilter()
    filter.flaggedOnly = true
    let flagged = try AccessLog(pair.records).entries(filter)
    #expect(flagged.allSatisfy { $0.finding == .outsideGrant })
    #expect(
      flagged.map(\.entry.action) == (right == .export ? [.opening] : [.opening, .export]))
  }

  @Test func `is told back: what has arrived, and what became of proposals`() throws {
    let pair = try DelegatePair()
    try pair.add(Samples.drug())
    let grant = try pair.give(DelegatePair.grant([.all]))
    let field = Proposal.Field(name: "substance", value: "そば")
    let file = try pair.admit()
    for _ in 0..<3 {
      try file.reply.note(
        .proposed(Proposal(kind: .allergy, fields: [field])), at: Self.now)
    }
    #expect(try file.reply.entries().allSatisfy { file.state(of: $0) == nil })
    file.close()
    #expect(try states(pair) == [nil, nil, nil, nil, nil])
    _ = try pair.exchange.refresh(grant.id, now: Self.now)
    // The opening that looks is itself not there yet.
    #expect(try states(pair) == [.noted, .pending, .pending, .pending, .noted, nil])
    let waiting = try pair.delegates.entries(states: [.pending]).map(\.id).sorted()
    _ = try pair.delegates.accept(waiting[0], at: Self.now)
    try pair.delegates.decline(waiting[1])
    _ = try pair.exchange.refreshReachable(now: Self.now)
    let told = try states(pair)
    #expect(told.prefix(5) == [.noted, .accepted, .declined, .pending, .noted])
  }

  private func states(_ pair: DelegatePair) throws -> [DelegateEntry.State?] {
    let file = try pair.open()
    defer { file.close() }
    return try file.reply.entries().map { file.state(of: $0) }
  }

  @Test func `a reply of another name has no standing in this file`() throws {
    let pair = try DelegatePair()
    try pair.add(Samples.drug())
    let grant = try pair.give(DelegatePair.grant([.all]))
    try pair.admit().close()
    let first = try Data(contentsOf: URL(fileURLWithPath: pair.path))
    _ = try pair.exchange.refresh(grant.id, now: Self.now)
    // The first file and the code make a second reply; what the first one was told is not its own.
    try FileManager.default.removeItem(atPath: DelegateFileName.reply(of: pair.path))
    let told = try Data(contentsOf: URL(fileURLWithPath: pair.path))
    try first.write(to: URL(fileURLWithPath: pair.path))
    try pair.admit().close()
    try told.write(to: URL(fileURLWithPath: pair.path))
    let file = try pair.open()
    defer { file.close() }
    #expect(try file.reply.entries().allSatisfy { file.state(of: $0) == nil })
  }
}
