import Foundation
import PHRModel
import Testing

@testable import PHRSync

/// A portal, a vault in memory and a client between them, for tests.
struct Household {
  let portal: MockPortal
  let records: RecordStore
  let desk: SyncDesk
  let transport: URLSessionTransport

  /// Starts a portal and signs in.
  static func open(
    _ faults: [PortalFault] = [], people: [PortalPerson] = PortalPerson.invented,
    limits: HTTPLimits = HTTPLimits(seconds: 5, bytes: 4 << 20), records: RecordStore? = nil
  ) async throws -> Household {
    var options = MockPortal.Options()
    options.faults = faults
    options.people = people
    return try await join(try MockPortal(options), limits: limits, records: records)
  }

  /// Signs in at a portal that runs already; only what a test puts there goes out.
  static func join(
    _ portal: MockPortal, limits: HTTPLimits = HTTPLimits(seconds: 5, bytes: 4 << 20),
    records: RecordStore? = nil, outgoing: SyncDesk.Outgoing = .waiting
  ) async throws -> Household {
    let base = try #require(PortalBase(portal.base))
    let transport = URLSessionTransport(limits: limits)
    let account = try await PortalLogin(base: base, transport: transport).onDevice { _ in }
    let records = try records ?? RecordStore(Connection(path: ":memory:"))
    var desk = try SyncDesk(records, portal: base)
    desk.outgoing = outgoing
    try desk.sync.save(account)
    return Household(portal: portal, records: records, desk: desk, transport: transport)
  }

  /// What an undisturbed pull gives, by kind.
  static func reference() async throws -> [Kind: [String]] { try await undisturbed.value }

  private static let undisturbed = Task {
    let house = try await open()
    defer { house.portal.stop() }
    _ = try await house.sync()
    let pairs = try Kind.allCases.map { ($0, try house.contents(of: $0)) }
    return Dictionary(uniqueKeysWithValues: pairs)
  }

  /// Pauses are not waited out; tests that care count them.
  var runner: SyncRunner {
    SyncRunner(transport: transport, now: { Self.now }, rest: { _ in })
  }

  static var now: Instant { Instant(seconds: Int64(Date().timeIntervalSince1970)) }

  /// One pull.
  func sync(full: Bool = false, pageSize: Int = 50) async throws -> SyncReport {
    var start = try #require(try desk.start(now: Self.now, seed: 1, full: full))
    start.pageSize = pageSize
    return try await runner.run(start) { delivery in
      try desk.answer(delivery, now: Self.now)
    }.report
  }

  /// Everything a person sees of the records, without the vault's own names.
  func contents(of kind: Kind? = nil) throws -> [String] {
    var query = RecordQuery()
    if let kind { query.kinds = [kind] }
    return try records.list(query).map { summary in
      let body = try JSONEncoder.sorted.encode(try records.record(summary.id)?.body)
      let text = String(decoding: body, as: UTF8.self)
        .replacingOccurrences(of: portal.base, with: "BASE")
      return "\(summary.kind) \(summary.status) v\(summary.version) \(text)"
    }.sorted()
  }
}

extension JSONEncoder {
  /// An encoder with stable output.
  static var sorted: JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return encoder
  }
}
