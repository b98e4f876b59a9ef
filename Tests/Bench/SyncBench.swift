import Foundation
import PHRModel
import PHRSync

/// Ten thousand notices from the mock portal, beside only fetching and parsing the same bytes.
enum SyncBench {
  private static let count = 10_000

  static func run(in folder: String) throws {
    let served = try NoticePortal(notices: count)
    defer { served.portal.stop() }
    Measure.heading(
      "\(count) notices from the mock portal",
      ["", "time", "ratio", "aim", "processor", "ratio", "peak memory"])
    for size in [50, 200] {
      try compare(served.base, served.account, pageSize: size, path: "\(folder)/sync-\(size).phr")
    }
    try measureProgram(in: folder)
  }

  /// The program by itself, without the portal's memory: what grows is the vault's image, which
  /// holds the whole database (Vault/README.md, "Memory").
  private static func measureProgram(in folder: String) throws {
    Measure.heading("phr-tui sync, whole process", ["", "time", "peak memory", "database"])
    try ProgramRun.writePassphrase(in: folder)
    for number in [count, 4 * count] {
      let served = try NoticePortal(notices: number)
      defer { served.portal.stop() }
      let path = "\(folder)/program-\(number).phr"
      try FilledVault.make([path, "0"]) { store in
        try SyncDesk(store, portal: served.base).sync.save(served.account)
      }
      let run = try ProgramRun(["sync"], vault: path, in: folder)
      let vault = try Vault.open(
        at: path, credential: .passphrase(try Passphrase("bench passphrase")),
        options: StorageBench.Database.options)
      defer { vault.close() }
      Measure.row([
        "\(number) notices", Measure.shown(run.time), String(format: "%.0f MB", run.peak),
        String(format: "%.0f MB", Double(try vault.info().imageSize) / 1_048_576),
      ])
    }
  }

  private static func compare(
    _ base: PortalBase, _ account: PortalAccount, pageSize: Int, path: String
  ) throws {
    let fetched = try Cost.of {
      _ = try Waiting.forResult { try await fetchOnly(base, account, pageSize: pageSize) }
    }
    row("fetched and parsed only, pages of \(pageSize)", fetched, to: nil)
    let made = try Vault.create(
      at: path, credential: .passphrase(try Passphrase("bench passphrase")),
      options: StorageBench.Database.options)
    do {
      let records = try RecordStore(Connection(path: path, vfs: made.vault.vfsName))
      let desk = try SyncDesk(records, portal: base)
      try desk.sync.save(account)
      let stored = try Cost.of { try pull(desk, pageSize: pageSize, expected: count) }
      row("pulled into a vault", stored, to: fetched, aim: "≤ 2.5")
      let again = try Cost.of { try pull(desk, pageSize: pageSize, expected: 0) }
      row("pulled again", again, to: fetched)
    }
    made.vault.close()
  }

  /// What a piece of work takes, by the clock and by the processor: on a busy machine only the
  /// second one can be compared.
  private struct Cost {
    var time = 0.0
    var processor = 0.0

    static func of(_ work: () throws -> Void) rethrows -> Cost {
      var cost = Cost()
      cost.processor = try Measure.processor {
        cost.time = try Measure.milliseconds(work)
      }
      return cost
    }
  }

  private static func row(_ name: String, _ cost: Cost, to other: Cost?, aim: String = "–") {
    func ratio(_ part: KeyPath<Cost, Double>) -> String {
      other.map { Measure.ratio(cost[keyPath: part], to: $0[keyPath: part]) } ?? "–"
    }
    Measure.row([
      name, Measure.shown(cost.time), ratio(\.time), aim, Measure.shown(cost.processor),
      ratio(\.processor), String(format: "%.0f MB", Measure.peakMemory),
    ])
  }

  private static func pull(_ desk: SyncDesk, pageSize: Int, expected: Int) throws {
    let now: @Sendable () -> Instant = { Instant(seconds: Int64(Date().timeIntervalSince1970)) }
    guard var start = try desk.start(now: now(), seed: 1) else {
      throw CocoaError(.featureUnsupported)
    }
    start.pageSize = pageSize
    // As `phr-tui sync` does it.
    let runner = SyncRunner(
      transport: URLSessionTransport(), now: now, gathering: SyncRunner.Gathering())
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
        ("recipient", "Patient/\(NoticePortal.patient)"), ("_sort", "_lastUpdated"),
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
}
