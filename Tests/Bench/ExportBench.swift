import Foundation
import PHRModel

/// A summary and a full FHIR export of 10,000 and 100,000 records: time, and memory that must not
/// grow with their number.
enum ExportBench {
  private static let now = Instant(seconds: 1_790_000_000)

  static func run(in folder: String) throws {
    Measure.heading(
      "exports, one record after another", ["records", "summary", "FHIR", "FHIR size", "memory +"])
    for count in [10_000, 100_000] {
      let path = "\(folder)/export-\(count).phr"
      try FilledVault.make([path, String(count)])
      let vault = try Vault.open(
        at: path, credential: .passphrase(try Passphrase("bench passphrase")),
        options: StorageBench.Database.options)
      defer { vault.close() }
      let store = try RecordStore(Connection(path: path, vfs: vault.vfsName))
      try measure(store, count)
    }
  }

  private static func measure(_ store: RecordStore, _ count: Int) throws {
    let reader = ExportReader(store, view: nil)
    // Everything that is read once (page cache, tables) is there before memory is compared.
    try reader.forEach { _ in }
    let before = Measure.memory
    var highest = before
    var drugs = 0
    let summary = try Measure.milliseconds {
      var builder = SummaryBuilder(today: now.day, sex: .female)
      try reader.forEach { builder.add($0) }
      drugs =
        builder.summary(
          of: .init(profile: Profile()), note: nil,
          origin: .init(made: now, recipient: nil, frame: 0)
        ).current.count
    }
    var bytes = 0
    var written = 0
    let writer = FHIRWriter(.init(patient: "Patient/holder"))
    let fhir = try Measure.milliseconds {
      try reader.forEach { record in
        for resource in writer.write(record).all { bytes += resource.serialized().utf8.count }
        written += 1
        if written.isMultiple(of: 5000) { highest = max(highest, Measure.memory) }
      }
    }
    precondition(written == count && drugs >= 0, "every record is written")
    Measure.row([
      "\(count)", Measure.shown(summary), Measure.shown(fhir),
      String(format: "%.1f MB", Double(bytes) / 1e6),
      String(format: "%.1f MB", highest - before),
    ])
  }
}
