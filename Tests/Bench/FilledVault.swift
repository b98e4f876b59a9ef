import Foundation
import PHRModel

/// A vault full of invented records, for the benches of the store and of the screen.
enum FilledVault {
  /// `phr-bench fill FILE COUNT`: the vault's passphrase is `bench passphrase`.
  ///
  /// - Parameters:
  ///   - arguments: file and count.
  ///   - finish: what is to be put into the vault besides.
  /// - Throws: what the vault throws.
  static func make(
    _ arguments: [String], finish: (RecordStore) throws -> Void = { _ in }
  ) throws {
    guard arguments.count == 2, let count = Int(arguments[1]) else {
      throw CocoaError(.featureUnsupported)
    }
    let made = try Vault.create(
      at: arguments[0], credential: .passphrase(try Passphrase("bench passphrase")),
      options: StorageBench.Database.options)
    do {
      let store = try RecordStore(Connection(path: arguments[0], vfs: made.vault.vfsName))
      try store.connection.transaction {
        try fill(store, count)
        try finish(store)
      }
    }
    _ = try made.vault.compact()
    made.vault.close()
  }

  /// Puts that many invented drug lines into a store.
  static func fill(
    _ store: RecordStore, _ count: Int, drugName: (Int) -> String = { "架空薬\($0)錠" }
  ) throws {
    let now = Instant(seconds: 1_790_000_000)
    let first = CivilDay(number: 12_000)
    for number in 0..<count {
      let name = "\(drugName(number % 500)) \(number % 7 * 5)mg"
      var line = Medication(drug: CodedText(text: name), origin: .dispensed)
      line.dose = Quantity(value: "1", unit: "錠")
      line.usage = CodedText(text: "分１ 朝食後服用")
      line.days = 28
      line.rpNumber = number % 9 + 1
      let day = PartialDate(first.adding(days: number % 9000))
      var body = RecordBody(date: day, title: name, content: .medication(line))
      body.facilities = [
        Facility(role: .dispenser, name: "架空薬局\(number % 20)", code: "13\(number % 20)"),
        Facility(role: .prescriber, name: "架空病院\(number % 30)"),
      ]
      body.note = "\(number)"
      _ = try store.apply(
        RecordDraft(body: body),
        provenance: Provenance(
          channel: .manual, format: "manual", name: "", received: now),
        recorded: now)
    }
  }
}
