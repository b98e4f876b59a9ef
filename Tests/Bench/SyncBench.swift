import Dispatch
import Foundation
import PHRModel
import PHRSync
import Synchronization

/// Ten thousand notices from the mock portal, beside only fetching and parsing the same bytes.
enum SyncBench {
  private static let count = 10_000
  private static let patient = "bench"

  static func run(in folder: String) throws {
    var options = MockPortal.Options()
    options.people = [PortalPerson(id: patient, name: "架空 次郎", resources: resources())]
    let portal = try MockPortal(options)
    defer { portal.stop() }
    guard let base = PortalBase(portal.base) else { throw CocoaError(.featureUnsupported) }
    let account = try wait {
      try await PortalLogin(base: base, transport: URLSessionTransport()).onDevice { _ in }
    }
    Measure.heading(
      "\(count) notices from the mock portal", ["", "time", "ratio", "peak memory", "aim"])
    for size in [50, 200] {
      try compare(base, account, pageSize: size, path: "\(folder)/sync-\(size).phr")
    }
  }

  private static func compare(
    _ base: PortalBase, _ account: PortalAccount, pageSize: Int, path: String
  ) throws {
    let fetched = try Measure.milliseconds {
      _ = try wait { try await fetchOnly(base, account, pageSize: pageSize) }
    }
    row("fetched and parsed only, pages of \(pageSize)", fetched, "–", "–")
    let made = try Vault.create(
      at: path, credential: .passphrase(try Passphrase("bench passphrase")),
      options: StorageBench.Database.options)
    var stored = 0.0
    do {
      let records = try RecordStore(Connection(path: path, vfs: made.vault.vfsName))
      let desk = try SyncDesk(records, portal: base)
      try desk.sync.save(account)
      stored = try Measure.milliseconds { try pull(desk, pageSize: pageSize, expected: count) }
      row(
        "pulled into a vault", stored, Measure.ratio(stored, to: fetched), "≤ 2.5")
      let again = try Measure.milliseconds { try pull(desk, pageSize: pageSize, expected: 0) }
      row("pulled again", again, Measure.ratio(again, to: fetched), "–")
    }
    made.vault.close()
  }

  private static func row(_ name: String, _ time: Double, _ ratio: String, _ aim: String) {
    Measure.row([
      name, Measure.shown(time), ratio, String(format: "%.0f MB", Measure.peakMemory), aim,
    ])
  }

  private static func pull(_ desk: SyncDesk, pageSize: Int, expected: Int) throws {
    let now: @Sendable () -> Instant = { Instant(seconds: Int64(Date().timeIntervalSince1970)) }
    guard var start = try desk.start(now: now(), seed: 1) else {
      throw CocoaError(.featureUnsupported)
    }
    start.pageSize = pageSize
    let runner = SyncRunner(transport: URLSessionTransport(), now: now)
    let report = try SyncCourier().pull(start, with: runner) { delivery in
      try desk.answer(delivery, now: now())
    }.report
    precondition(report.total.new == expected, "the pull did not bring what is there")
  }

  /// Follows the pages and parses them, and keeps nothing.
  private static func fetchOnly(
    _ base: PortalBase, _ account: PortalAccount, pageSize: Int
  ) async throws -> Int {
    let transport = URLSessionTransport()
    var next: URL? = base.address(
      "Communication",
      query: [
        ("recipient", "Patient/\(patient)"), ("_sort", "_lastUpdated"),
        ("_count", String(pageSize)),
      ])
    var seen = 0
    while let url = next {
      let headers: HTTPHeaders = ["Authorization": "Bearer " + account.accessToken]
      let response = try await transport.send(HTTPRequest(.get, url, headers: headers))
      let page = try JSONValue(parsing: response.body)
      seen += page["entry"]?.elements.count ?? 0
      let link = page["link"]?.elements.first { $0["relation"]?.string == "next" }
      next = link?["url"]?.string.flatMap { URL(string: $0) }
    }
    precondition(seen == count, "the portal did not give what it holds")
    return seen
  }

  private static func resources() -> [JSONValue] {
    let person: JSONValue = [
      "resourceType": "Patient", "id": .string(patient), "name": [["text": "架空 次郎"]],
      "gender": "male", "birthDate": "1960-06-06",
    ]
    let insurer: JSONValue = [
      "resourceType": "Organization", "id": "insurer", "name": "架空健康保険組合",
    ]
    return [person, insurer] + (0..<count).map(notice)
  }

  private static func notice(_ number: Int) -> JSONValue {
    let reference: JSONValue = ["reference": .string("Patient/" + patient)]
    let system = "http://terminology.hl7.org/CodeSystem/communication-category"
    return [
      "resourceType": "Communication", "id": .string("n\(number)"), "status": "completed",
      "category": [["coding": [["system": .string(system), "code": "notification"]]]],
      "priority": "routine", "subject": reference, "recipient": [reference],
      "topic": ["text": .string("お知らせ 第\(number)号")],
      "sent": .string("2026-0\(number % 9 + 1)-1\(number % 9)T09:00:00+09:00"),
      "sender": ["reference": "Organization/insurer"],
      "payload": [["contentString": .string("架空のお知らせの本文です。番号は \(number) です。")]],
    ]
  }

  /// Waits for asynchronous work on this thread.
  private static func wait<Value: Sendable>(
    for work: @escaping @Sendable () async throws -> Value
  ) throws -> Value {
    try Holder<Value>().value(of: work)
  }

  private final class Holder<Value: Sendable>: Sendable {
    private let result = Mutex<Result<Value, any Error>?>(nil)
    private let done = DispatchSemaphore(value: 0)

    func value(of work: @escaping @Sendable () async throws -> Value) throws -> Value {
      Task.detached { [self] in
        let outcome: Result<Value, any Error>
        do {
          outcome = .success(try await work())
        } catch {
          outcome = .failure(error)
        }
        result.withLock { $0 = outcome }
        done.signal()
      }
      done.wait()
      guard let outcome = result.withLock({ $0 }) else {
        preconditionFailure("the work ended without a result")
      }
      return try outcome.get()
    }
  }
}
