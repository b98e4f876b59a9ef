import Foundation
import Testing

@testable import PHRModel
@testable import phr_tui

/// No export in any format holds anything of a hidden record.
///
/// Shown in two ways for random vaults and directives: no word of a hidden record is in the decoded
/// bytes, and the bytes are those of a vault in which the hidden records have never been.
@Suite struct ExportLeakPropertyTests {
  /// Worlds of every run; `make torture` takes more.
  static let seeds: ClosedRange<UInt64> =
    ProcessInfo.processInfo.environment["PHR_LONG"] == nil ? 1...200 : 1...4_000

  @Test(arguments: seeds) func `nothing of a hidden record leaves`(seed: UInt64) throws {
    let world = try ExportWorld(seed: seed)
    let store = try world.store { _ in true }
    let clinic = try ExportAudience(store, recipient: ExportWorld.clinic, now: Story.now)
    let hidden = try world.hidden(in: store, from: clinic)
    try check(world, hidden, store, EveryExport.forClinic)
    try checkShown(world, hidden, store)

    let research = try ExportAudience(
      store, recipient: ExportWorld.clinic, purpose: .research, now: Story.now)
    try check(world, world.hidden(in: store, from: research), store, EveryExport.forResearch)

    let emergency = try ExportAudience(store, recipient: .emergency, now: Story.now)
    try check(world, world.hidden(in: store, from: emergency), store, EveryExport.forEmergency)
  }

  /// Compares with the words of what is hidden, and with a vault that never had it.
  private func check(
    _ world: ExportWorld, _ hidden: Set<Int>, _ store: RecordStore,
    _ export: (RecordStore) throws -> [EveryExport.Made]
  ) throws {
    let made = try export(store)
    let whole = Data(made.map { DecodedText.of($0.bytes) }.joined(separator: "\n").utf8)
    let leaked = world.secrets(hidden).filter { whole.range(of: Data($0.nfkc.utf8)) != nil }
    #expect(leaked.isEmpty)
    guard !hidden.isEmpty else { return }
    let without = try export(try world.store { !hidden.contains($0) })
    #expect(made.map(\.name) == without.map(\.name))
    for (file, other) in zip(made, without) {
      #expect(file.bytes == other.bytes, "\(file.name)")
    }
  }

  /// What is shown is there, and the total is the sum of exactly the shown amounts.
  private func checkShown(
    _ world: ExportWorld, _ hidden: Set<Int>, _ store: RecordStore
  ) throws {
    let files = try EveryExport.forClinic(store)
    let whole = DecodedText.of(try #require(files.first { $0.name == "records jsonl" }).bytes)
    let shown = world.entries.indices.filter { !hidden.contains($0) }
    let leading = try shown.filter { try !store.isTwin(world.ids[$0]) }
    for number in leading { #expect(whole.contains(world.entries[number].words[0].nfkc)) }
    let counted = leading.filter { number in
      let year = world.entries[number].draft.body.date?.first.components.year
      return !world.entries[number].isWithdrawn && year == EveryExport.year
    }
    let total = counted.map { world.entries[$0].amount }.reduce(0, +)
    let text = DecodedText.of(try #require(files.first { $0.name == "expenses text" }).bytes)
    #expect(text.contains("Total of \(EveryExport.year): \(total) yen"))
  }

  @Test func `the worlds hide, show and mix`() throws {
    var hidden = 0
    var mixedDispensings = 0
    for seed in Self.seeds.prefix(40) {
      let world = try ExportWorld(seed: seed)
      let store = try world.store { _ in true }
      let clinic = try ExportAudience(store, recipient: ExportWorld.clinic, now: Story.now)
      let gone = try world.hidden(in: store, from: clinic)
      hidden += gone.count
      let episodes = Set(gone.compactMap { world.entries[$0].draft.episodeKey })
      let mixed = world.entries.indices.filter {
        !gone.contains($0)
          && world.entries[$0].draft.episodeKey.map { episodes.contains($0) } ?? false
      }
      if !mixed.isEmpty { mixedDispensings += 1 }
    }
    let share = Double(hidden) / Double(40 * ExportWorld.count)
    #expect((0.15...0.85).contains(share))
    #expect(mixedDispensings >= 5)
  }

  @Test(arguments: [
    ("{\"a\":\"\\u9b5a\"}", "魚"), ("<p>&lt;魚&gt;</p>", "<魚>"), ("{\"a\":\"5qiq5rWc\"}", "横浜"),
    ("ｶﾞ", "ガ"), ("{\"a\":{\"b\":[1.50]}}", "1.50"),
  ])
  func `every layer of writing comes off`(file: String, word: String) {
    #expect(DecodedText.of(Data(file.utf8)).contains(word))
  }
}
