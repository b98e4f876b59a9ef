import Foundation
import PHRModel

/// The store's own work on 100,000 records: what a screen asks for.
enum RecordBench {
  static func run(in folder: String) throws {
    let path = folder + "/records.phr"
    let took = try Measure.milliseconds { try FilledVault.make([path, "100000"]) }
    Measure.heading("100,000 records in a vault", ["", "time"])
    Measure.row(["apply one by one and compact", Measure.shown(took)])
    let key = try Vault.unlock(
      at: path, credential: .passphrase(try Passphrase("bench passphrase")),
      options: StorageBench.Database.options)
    let vault = try Vault.open(key, options: StorageBench.Database.options)
    let store = try RecordStore(Connection(path: path, vfs: vault.vfsName))
    try show("first page of 50", runs: 20) { try page(store, offset: 0) }
    try show("last page of 50", runs: 5) { try page(store, offset: 99_950) }
    try show("counts by kind", runs: 5) { _ = try store.countsByKind() }
    for word in ["架", "架空薬123錠", "ｱ", "見つからない"] {
      var query = RecordQuery()
      query.search = word
      query.limit = 50
      try show("filter “\(word)”: page and counts", runs: 5) { _ = try store.overview(query) }
    }
    Measure.row(["peak memory", String(format: "%.1f MB", Measure.peakMemory)])
  }

  private static func page(_ store: RecordStore, offset: Int) throws {
    var query = RecordQuery()
    query.limit = 50
    query.offset = offset
    _ = try store.list(query)
  }

  private static func show(_ name: String, runs: Int, _ body: () throws -> Void) throws {
    Measure.row([name, Measure.shown(try Measure.median(of: runs, body))])
  }
}
