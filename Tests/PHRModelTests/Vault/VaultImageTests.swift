import Foundation
import Testing

@testable import PHRModel

/// The database in memory against the plainest possible one: an array of bytes.
@Suite struct VaultImageTests {
  /// A base that counts how often it is asked.
  private final class CountingBase: ImageBase {
    static let block = 65_536
    let blockSize = CountingBase.block
    let content: [UInt8]
    private(set) var loads = 0
    var blockCount: Int { (content.count + blockSize - 1) / blockSize }

    init(_ content: [UInt8]) { self.content = content }

    func load(block: Int, length: Int, into target: UnsafeMutableRawPointer) throws {
      loads += 1
      let start = block * blockSize
      let count = min(length, content.count - start)
      content.withUnsafeBytes { bytes in
        UnsafeMutableRawBufferPointer(start: target, count: count)
          .copyMemory(from: .init(rebasing: bytes[start..<(start + count)]))
      }
    }
  }

  private static func bytes(_ count: Int, seed: UInt64) -> [UInt8] {
    var random = SplitMix(seed: seed)
    return (0..<count).map { _ in UInt8.random(in: 1...255, using: &random) }
  }

  private static func content(_ image: VaultImage) throws -> [UInt8] {
    var bytes = [UInt8](repeating: 0xEE, count: image.size)
    _ = try bytes.withUnsafeMutableBytes { buffer in
      guard let start = buffer.baseAddress else { return true }
      return try image.read(into: start, at: 0, count: buffer.count)
    }
    return bytes
  }

  private static func put(_ bytes: [UInt8], at offset: Int, in image: VaultImage) throws {
    try bytes.withUnsafeBytes { buffer in
      guard let start = buffer.baseAddress else { return }
      try image.write(start, at: offset, count: buffer.count)
    }
  }

  /// Writes, cuts, commits, rollbacks, replays, new bases and given-back memory in any order.
  @Test(arguments: 1...12)
  func `whatever happens to it, it holds what an array would hold`(seed: Int) throws {
    var random = SplitMix(seed: UInt64(seed))
    var committed = Self.bytes(Int.random(in: 1...400_000, using: &random), seed: UInt64(seed))
    var now = committed
    let image = try VaultImage(preferred: 1 << 26)
    try image.adopt(CountingBase(committed), size: committed.count)
    image.cleanLimit = Int.random(in: 0...3, using: &random)
    for step in 0..<250 {
      switch Int.random(in: 0..<10, using: &random) {
      case 0...3:
        let offset = Int.random(in: 0...now.count, using: &random)
        let piece = Self.bytes(Int.random(in: 1...9_000, using: &random), seed: UInt64(step))
        try Self.put(piece, at: offset, in: image)
        if now.count < offset + piece.count {
          now += [UInt8](repeating: 0, count: offset + piece.count - now.count)
        }
        now.replaceSubrange(offset..<(offset + piece.count), with: piece)
      case 4:
        let size = Int.random(in: 1...max(1, now.count), using: &random)
        try image.truncate(to: size)
        now.removeLast(now.count - size)
      case 5, 6:
        try image.accept(newSize: now.count)
        try image.truncate(to: now.count)
        committed = now
      case 7:
        image.restore()
        now = committed
      case 8 where !image.hasChanges:
        image.rebase(on: CountingBase(committed))
      default:
        image.release()
      }
      #expect(image.size == now.count, "step \(step)")
      if step % 5 == 0 { #expect(try Self.content(image) == now, "step \(step)") }
    }
    image.restore()
    #expect(try Self.content(image) == committed)
  }

  @Test func `memory of a great scan stays below its limit`() throws {
    let base = CountingBase(Self.bytes(40 * CountingBase.block, seed: 5))
    let image = try VaultImage(preferred: 1 << 26)
    try image.adopt(base, size: base.content.count)
    image.cleanLimit = 8
    #expect(try Self.content(image) == base.content)
    var loaded = 0
    var piece = [UInt8](repeating: 0, count: 4_096)
    for offset in stride(from: 0, to: base.content.count, by: 4_096) {
      _ = try piece.withUnsafeMutableBytes { buffer in
        guard let start = buffer.baseAddress else { return false }
        return try image.read(into: start, at: offset, count: 4_096)
      }
      let held = (0..<40).count { image.isLoaded(block: $0) }
      loaded = max(loaded, held)
    }
    #expect(loaded <= 10)
  }

  @Test func `what is given back is decrypted again, and what was changed is not`() throws {
    let base = CountingBase(Self.bytes(5 * CountingBase.block - 100, seed: 6))
    let image = try VaultImage(preferred: 1 << 26)
    try image.adopt(base, size: base.content.count)
    var expected = base.content
    try Self.put([1, 2, 3], at: 2 * CountingBase.block + 7, in: image)
    expected.replaceSubrange(
      (2 * CountingBase.block + 7)..<(2 * CountingBase.block + 10), with: [1, 2, 3])
    try image.accept(newSize: expected.count)
    #expect(try Self.content(image) == expected)
    #expect(base.loads == 5)
    image.release()
    #expect((0..<5).map { image.isLoaded(block: $0) } == [false, false, true, false, false])
    #expect(try Self.content(image) == expected)
    #expect(base.loads == 9)
  }

  @Test func `nothing is given back within a transaction`() throws {
    let base = CountingBase(Self.bytes(3 * CountingBase.block, seed: 7))
    let image = try VaultImage(preferred: 1 << 26)
    try image.adopt(base, size: base.content.count)
    _ = try Self.content(image)
    try Self.put([9], at: 0, in: image)
    image.release()
    #expect((0..<3).allSatisfy { image.isLoaded(block: $0) })
    image.restore()
    image.release()
    #expect((0..<3).map { image.isLoaded(block: $0) } == [true, false, false])
    #expect(try Self.content(image) == base.content)
  }

  /// The end of the base lies within a block; what grows behind it is not the base's.
  @Test func `growth in the last block of the base survives`() throws {
    let base = CountingBase(Self.bytes(CountingBase.block + 5_000, seed: 8))
    let image = try VaultImage(preferred: 1 << 26)
    try image.adopt(base, size: base.content.count)
    let more = Self.bytes(20_000, seed: 9)
    try Self.put(more, at: base.content.count, in: image)
    try image.accept(newSize: base.content.count + more.count)
    image.release()
    #expect(try Self.content(image) == base.content + more)
    image.rebase(on: CountingBase(base.content + more))
    image.release()
    #expect((0..<2).allSatisfy { !image.isLoaded(block: $0) })
    #expect(try Self.content(image) == base.content + more)
  }

  @Test(arguments: [0, 1 << 16, 4 << 16, 256 << 20])
  func `an opened vault keeps decrypted no more than it may`(kept: Int) throws {
    let place = try Workplace(inMemory: true)
    let made = try place.create()
    do {
      let connection = try Connection(path: made.path, vfs: made.vfsName)
      try connection.execute("CREATE TABLE piece(bytes BLOB)")
      for number in 0..<40 {
        let bytes = Data(Self.bytes(1 << 16, seed: UInt64(number)))
        try connection.run("INSERT INTO piece VALUES(?)", [.blob(bytes)])
      }
    }
    _ = try made.compact()
    made.close()
    var options = place.options()
    options.keptPlaintext = kept
    let vault = try place.open(options)
    let connection = try Connection(path: vault.path, vfs: vault.vfsName)
    let image = vault.file.image
    var most = 0
    var number: UInt64 = 0
    try connection.forEach("SELECT bytes FROM piece ORDER BY rowid") { row in
      #expect(row.blob("bytes") == Data(Self.bytes(1 << 16, seed: number)))
      most = max(most, (0..<40).count { image.isLoaded(block: $0) })
      number += 1
      return true
    }
    #expect(number == 40)
    // The blocks of one call of SQLite may come on top.
    #expect(most <= kept >> 16 + 2)
    if kept >> 16 > 40 { #expect(most == 40) }
  }

  // MARK: Lending

  /// Pages of 4 KiB whose first byte tells SQLite what they are.
  private static func pages(_ count: Int, firstByte: UInt8, seed: UInt64) -> [UInt8] {
    var bytes = bytes(count * 4_096, seed: seed)
    for page in 0..<count { bytes[page * 4_096] = firstByte }
    return bytes
  }

  @Test(arguments: [(0x0D, true), (0x05, false), (0x02, false), (0x0A, false), (0x00, false)])
  func `leaves of tables are lent as they lie, other pages are not`(
    firstByte: UInt8, isLent: Bool
  ) throws {
    let base = CountingBase(Self.pages(40, firstByte: firstByte, seed: 10))
    let image = try VaultImage(preferred: 1 << 26)
    try image.adopt(base, size: base.content.count)
    for page in [0, 15, 16, 39] {
      let lent = try image.lend(at: page * 4_096, count: 4_096)
      #expect((lent != nil) == isLent, "page \(page)")
      guard let lent else { continue }
      let bytes = Array(UnsafeRawBufferPointer(start: lent, count: 4_096))
      #expect(bytes == Array(base.content[(page * 4_096)..<(page * 4_096 + 4_096)]))
      image.takeBack(at: page * 4_096)
    }
  }

  @Test func `nothing is lent beyond the end, nor so near that reading over it would fault`() throws
  {
    let step = 16 << 20
    let image = try VaultImage(preferred: 1 << 26)
    try image.truncate(to: step)
    try Self.put([0x0D], at: step - 4_096, in: image)
    try Self.put([0x0D], at: step - 8_192, in: image)
    #expect(try image.lend(at: step - 4_096, count: 4_096) == nil)
    #expect(try image.lend(at: step, count: 4_096) == nil)
    #expect(try image.lend(at: step - 2_048, count: 4_096) == nil)
    #expect(try image.lend(at: step - 8_192, count: 4_096) != nil)
  }

  @Test func `what is lent stays, and nothing more is lent while too much is decrypted`() throws {
    let base = CountingBase(Self.pages(16 * 8, firstByte: 0x0D, seed: 11))
    let image = try VaultImage(preferred: 1 << 26)
    try image.adopt(base, size: base.content.count)
    image.cleanLimit = 2
    let lent = try (0..<3).compactMap { try image.lend(at: $0 * CountingBase.block, count: 4_096) }
    #expect(lent.count == 3)
    image.release()
    for (block, page) in lent.enumerated() {
      let start = block * CountingBase.block
      let bytes = Array(UnsafeRawBufferPointer(start: page, count: 4_096))
      #expect(bytes == Array(base.content[start..<(start + 4_096)]))
    }
    #expect(try image.lend(at: 3 * CountingBase.block, count: 4_096) == nil)
    image.takeBack(at: CountingBase.block)
    #expect(try image.lend(at: 3 * CountingBase.block, count: 4_096) != nil)
    #expect((0..<8).map { image.isLoaded(block: $0) } == (0..<8).map { [0, 2, 3].contains($0) })
  }

  /// Rows are read in place while others are written, committed, taken back and moved.
  @Test(arguments: 1...6)
  func `a walk that goes on over commits reads what it would have read from copies`(
    seed: Int
  ) throws {
    let place = try Workplace(inMemory: true)
    let vault = try place.create()
    vault.file.image.cleanLimit = seed % 3
    let databases = [
      try Connection(path: vault.path, vfs: vault.vfsName), try Connection(path: ":memory:"),
    ]
    let walks = try databases.map { try Self.walk(over: $0, seed: UInt64(seed)) }
    #expect(walks[0] == walks[1])
    #expect(walks[0].count > 500)
    let whole = try databases.map { connection in
      #expect(try connection.first("PRAGMA integrity_check") { $0.text(at: 0) } == "ok")
      return try connection.query("SELECT id, body FROM r ORDER BY id") { row in
        "\(row.int(at: 0)) \(row.text(at: 1) ?? "")"
      }
    }
    #expect(whole[0] == whole[1])
  }

  /// What a walk over rows meets while every few rows something is changed.
  private static func walk(over connection: Connection, seed: UInt64) throws -> [String] {
    var random = SplitMix(seed: seed)
    try connection.execute("CREATE TABLE r(id INTEGER PRIMARY KEY, body TEXT)")
    try connection.transaction {
      for number in 0..<600 { try put(number * 10, in: connection, &random) }
    }
    var met: [String] = []
    try connection.forEach("SELECT id, body FROM r ORDER BY id") { row in
      let (id, body) = (row.int(at: 0), row.text(at: 1) ?? "")
      if met.count % 3 == 0 { try? change(connection, &random) }
      // After the change: what was read before it must still be what it was.
      met.append("\(id) \(body) \(row.text(at: 1) == body)")
      return true
    }
    return met
  }

  private static func change(_ connection: Connection, _ random: inout SplitMix) throws {
    struct Undone: Error {}
    let isUndone = Int.random(in: 0..<4, using: &random) == 0
    try connection.transaction {
      for _ in 0..<4 {
        let id = Int.random(in: 0..<6_100, using: &random)
        try connection.run("DELETE FROM r WHERE id = ?", [SQLiteValue(id / 10 * 10)])
        try put(id, in: connection, &random)
      }
      if isUndone { throw Undone() }
    }
  }

  private static func put(
    _ id: Int, in connection: Connection, _ random: inout SplitMix
  ) throws {
    let body = String(
      repeating: "\(id) ", count: Int.random(in: 1...700, using: &random))
    try connection.run("INSERT OR REPLACE INTO r VALUES(?, ?)", [SQLiteValue(id), .text(body)])
  }
}
