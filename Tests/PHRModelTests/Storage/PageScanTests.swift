import Foundation
import Testing

@testable import PHRModel

/// Rows read straight from pages, beside what SQLite itself reads.
@Suite struct PageScanTests {
  /// A vault with one table and its image.
  private static func image(
    _ table: String, rows: [[SQLiteValue]]
  ) throws -> (image: [UInt8], shape: TableShape?) {
    let place = try Workplace(inMemory: true)
    let vault = try place.create(place.options(remembering: false))
    let connection = try Connection(path: vault.path, vfs: vault.vfsName)
    try connection.execute(table)
    let marks = rows.first?.map { _ in "?" }.joined(separator: ", ") ?? ""
    try connection.transaction {
      for row in rows { try connection.run("INSERT INTO t VALUES(\(marks))", row) }
    }
    let shape = try TableShape("t", in: connection)
    let image = Array(try vault.file.image.bytes(0, vault.file.image.committedSize))
    // The folder goes with the last use of its name.
    return withExtendedLifetime(place) { (image, shape) }
  }

  private static func rows(of image: [UInt8]) -> [PageScan.Row] {
    var rows: [PageScan.Row] = []
    image.withUnsafeBytes { bytes in
      PageScan(bytes).forEachRow { rows.append($0) }
    }
    return rows
  }

  private static func value(_ random: inout SplitMix) -> SQLiteValue {
    switch Int.random(in: 0..<8, using: &random) {
    case 0: return .null
    case 1: return .int(Int64.random(in: -2...300, using: &random))
    case 2: return .int(Int64.random(in: .min ... .max, using: &random))
    case 3: return .int(1 << Int64.random(in: 0..<63, using: &random))
    case 4:
      // Longer than a page, so that it goes on in others.
      let count = Int.random(in: 0...20_000, using: &random)
      return .blob(Data((0..<count).map { UInt8(truncatingIfNeeded: $0 * 7) }))
    default:
      let count = Int.random(in: 0...600, using: &random)
      return .text(String(repeating: "架空 x", count: count / 4) + "\(count)")
    }
  }

  @Test(arguments: 1...8)
  func `every row of a sound table is found, with every value`(seed: Int) throws {
    var random = SplitMix(seed: UInt64(seed))
    let rows = (1...Int.random(in: 1...300, using: &random)).map { number in
      [.int(Int64(number * 3)), Self.value(&random), Self.value(&random), Self.value(&random)]
    }
    let (image, shape) = try Self.image(
      "CREATE TABLE t(id INTEGER PRIMARY KEY, a, b, c)", rows: rows)
    let found = Self.rows(of: image).compactMap { shape?.values(of: $0) }
    let sorted = found.sorted { left, right in
      guard case .int(let a) = left[0], case .int(let b) = right[0] else { return false }
      return a < b
    }
    #expect(sorted == rows)
  }

  @Test(arguments: 1...6)
  func `pages of noise are no rows and no crash`(seed: Int) throws {
    var random = SplitMix(seed: UInt64(seed))
    var image = (0..<(8 * 4_096)).map { _ in UInt8.random(in: 0...255, using: &random) }
    // As likely as can be: every page says that it is a leaf with many cells.
    for page in 0..<8 {
      let head = page * 4_096 + (page == 0 ? 100 : 0)
      image[head] = 0x0D
      image[head + 3] = UInt8.random(in: 0...8, using: &random)
    }
    for row in Self.rows(of: image) { #expect(row.values.count < 4_096) }
    for length in [0, 1, 4_095, 4_097, 9_000] { _ = Self.rows(of: Array(image[..<length])) }
  }

  @Test func `a chain of overflow pages that bites its tail ends`() throws {
    let long = (0..<6_000).map(String.init).joined(separator: " ")
    let (image, _) = try Self.image("CREATE TABLE t(a TEXT)", rows: [[.text(long)]])
    #expect(Self.rows(of: image).contains { $0.values == [.text(long)] })
    // Every page that could be an overflow page names itself as the next.
    var looped = image
    for page in 2..<(image.count / 4_096) {
      let number = UInt32(page + 1)
      for byte in 0..<4 {
        looped[page * 4_096 + byte] = UInt8(truncatingIfNeeded: number >> (24 - 8 * UInt32(byte)))
      }
    }
    #expect(!Self.rows(of: looped).contains { $0.values == [.text(long)] })
  }

  /// Rows as they were found, and whether they can be one of the table.
  @Test(
    arguments: [
      ([.null, .text("a"), .int(1)], true), ([.null, .text("a"), .null], true),
      ([.null, .null, .int(1)], false), ([.int(4), .text("a"), .int(1)], false),
      ([.null, .text("a")], false), ([.null, .text("a"), .int(1), .null], false),
      ([.null, .blob(Data([1])), .int(1)], false), ([.null, .text("a"), .text("1")], false),
    ] as [([SQLiteValue], Bool)])
  func `a row fits a table by number, type and what must be there`(
    values: [SQLiteValue], fits: Bool
  ) throws {
    let connection = try Connection(path: ":memory:")
    try connection.execute(
      "CREATE TABLE t(id INTEGER PRIMARY KEY, name TEXT NOT NULL, day INTEGER) STRICT")
    let shape = try #require(try TableShape("t", in: connection))
    let found = shape.values(of: PageScan.Row(id: 9, values: values))
    #expect((found != nil) == fits)
    if fits { #expect(found?.first == .int(9)) }
  }

  @Test func `a table without rowids has no shape, because its rows are an index`() throws {
    let connection = try Connection(path: ":memory:")
    try connection.execute("CREATE TABLE t(id TEXT PRIMARY KEY) WITHOUT ROWID")
    #expect(try TableShape("t", in: connection) == nil)
    #expect(try TableShape("missing", in: connection) == nil)
  }
}
