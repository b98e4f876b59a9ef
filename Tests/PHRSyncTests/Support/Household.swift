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
    limits: HTTPLimits = HTTPLimits(seconds: 2, bytes: 4 << 20),
    records: RecordStore? = nil
  ) async throws -> Household {
    var options = MockPortal.Options()
    options.faults = faults
    options.people = people
    let portal = try MockPortal(options)
    let base = try #require(PortalBase(portal.base))
    let transport = URLSessionTransport(limits: limits)
    let account = try await PortalLogin(base: base, transport: transport).onDevice { _ in }
    let records = try records ?? RecordStore(Connection(path: ":memory:"))
    let desk = try SyncDesk(records, portal: base)
    try desk.sync.save(account)
    return Household(portal: portal, records: records, desk: desk, transport: transport)
  }

  /// Pauses are not waited out; tests that care count them.
  var runner: SyncRunner {
    SyncRunner(transport: transport, now: { Self.now }, rest: { _ in })
  }

  static var now: Instant { Instant(seconds: Int64(Date().timeIntervalSince1970)) }

  /// One pull.
  func sync(
    full: Bool = false, pageSize: Int = 50, deliveries: ((SyncDelivery) -> Void)? = nil
  ) async throws -> SyncReport {
    var start = try #require(try desk.start(now: Self.now, seed: 1, full: full))
    start.pageSize = pageSize
    let courier = SyncCourier()
    return try courier.pull(start, with: runner) { delivery in
      deliveries?(delivery)
      return try desk.answer(delivery, now: Self.now)
    }.report
  }

  /// Everything a person sees of the records, without the vault's own names.
  func contents() throws -> [String] {
    try records.list(RecordQuery()).map { summary in
      let record = try records.record(summary.id)
      let body = try JSONEncoder.sorted.encode(record?.body)
      return "\(summary.kind) \(summary.status) v\(summary.version) "
        + String(decoding: body, as: UTF8.self)
    }.sorted()
  }
}

extension JSONEncoder {
  /// An encoder with stable output.
  static var sorted: JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    return encoder
  }
}
