internal import Foundation

/// Reads table rows straight from the leaf pages of a database whose tree is broken: where the page
/// that names them is lost, they are still there.
///
/// SQLite file format, sections 1.6 (b-tree pages) and 2.1 (record format).
struct PageScan {
  /// One row as it stands in a leaf.
  struct Row {
    /// The rowid; it stands in for a NULL in an INTEGER PRIMARY KEY column.
    let id: Int64
    let values: [SQLiteValue]
  }

  private static let pageSize = 4_096
  private static let tableLeaf: UInt8 = 0x0D
  private let image: UnsafeRawBufferPointer

  init(_ image: UnsafeRawBufferPointer) { self.image = image }

  /// Calls `body` for every row that can be read.
  func forEachRow(_ body: (Row) throws -> Void) rethrows {
    for page in 0..<(image.count / Self.pageSize) {
      let start = page * Self.pageSize
      // The first page begins with the header of the file.
      let head = start + (page == 0 ? 100 : 0)
      guard image[head] == Self.tableLeaf else { continue }
      let cells = number(at: head + 3, bytes: 2)
      guard head + 8 + 2 * cells <= start + Self.pageSize else { continue }
      for cell in 0..<cells {
        let place = number(at: head + 8 + 2 * cell, bytes: 2)
        guard place >= 8, place < Self.pageSize - 4 else { continue }
        if let row = row(at: start + place, pageEnd: start + Self.pageSize) { try body(row) }
      }
    }
  }

  private func row(at place: Int, pageEnd: Int) -> Row? {
    var cursor = place
    guard let length = varint(&cursor, end: pageEnd), let id = varint(&cursor, end: pageEnd),
      length > 0, length <= Int64(image.count),
      let payload = payload(at: cursor, length: Int(length), pageEnd: pageEnd)
    else { return nil }
    return Self.values(of: payload).map { Row(id: id, values: $0) }
  }

  /// The part in the page, then the chain of overflow pages.
  private func payload(at place: Int, length: Int, pageEnd: Int) -> [UInt8]? {
    let usable = Self.pageSize
    let most = usable - 35
    var local = length
    if length > most {
      let least = (usable - 12) * 32 / 255 - 23
      let wanted = least + (length - least) % (usable - 4)
      local = wanted <= most ? wanted : least
    }
    guard place + local + (length > local ? 4 : 0) <= pageEnd else { return nil }
    var bytes = Array(image[place..<(place + local)])
    guard length > local else { return bytes }
    var next = number(at: place + local, bytes: 4)
    while bytes.count < length {
      let start = (next - 1) * usable
      guard next > 1, start + usable <= image.count else { return nil }
      bytes += image[(start + 4)..<(start + 4 + min(usable - 4, length - bytes.count))]
      next = number(at: start, bytes: 4)
    }
    return bytes
  }

  private func number(at place: Int, bytes: Int) -> Int {
    image[place..<(place + bytes)].reduce(0) { $0 << 8 | Int($1) }
  }

  private func varint(_ cursor: inout Int, end: Int) -> Int64? {
    Self.varint(image, &cursor, end: end)
  }

  /// Seven bits a byte, the ninth byte whole.
  private static func varint<Bytes: RandomAccessCollection<UInt8>>(
    _ bytes: Bytes, _ cursor: inout Int, end: Int
  ) -> Int64? where Bytes.Index == Int {
    var value: UInt64 = 0
    for count in 1...9 {
      guard cursor < end else { return nil }
      let byte = bytes[cursor]
      cursor += 1
      if count == 9 { return Int64(bitPattern: value << 8 | UInt64(byte)) }
      value = value << 7 | UInt64(byte & 0x7F)
      if byte & 0x80 == 0 { break }
    }
    return Int64(bitPattern: value)
  }

  /// The values of a record; `nil` when it contradicts itself.
  private static func values(of record: [UInt8]) -> [SQLiteValue]? {
    var cursor = 0
    guard let headLength = varint(record, &cursor, end: record.count),
      headLength > 0, headLength <= Int64(record.count)
    else { return nil }
    var place = Int(headLength)
    var values: [SQLiteValue] = []
    while cursor < Int(headLength) {
      guard let type = varint(record, &cursor, end: Int(headLength)),
        let length = length(of: type), length <= record.count - place,
        let value = value(type, Array(record[place..<(place + length)]))
      else { return nil }
      values.append(value)
      place += length
    }
    return place == record.count ? values : nil
  }

  private static func length(of type: Int64) -> Int? {
    switch type {
    case 0, 8, 9: 0
    case 1...4: Int(type)
    case 5: 6
    case 6: 8
    case 12...: Int(type - 12) / 2
    default: nil
    }
  }

  private static func value(_ type: Int64, _ bytes: [UInt8]) -> SQLiteValue? {
    switch type {
    case 0: return .null
    case 8, 9: return .int(type - 8)
    case 1...6:
      let isNegative = (bytes.first ?? 0) & 0x80 != 0
      let start: UInt64 = isNegative ? .max : 0
      return .int(Int64(bitPattern: bytes.reduce(start) { $0 << 8 | UInt64($1) }))
    default:
      if type % 2 == 0 { return .blob(Data(bytes)) }
      return String(validating: bytes, as: UTF8.self).map { .text($0) }
    }
  }
}

/// What the rows of a table look like, to tell to which one a found row belongs.
struct TableShape {
  private struct Column {
    let type: String
    let isRequired: Bool
  }

  let name: String
  private let columns: [Column]
  /// The column that is the rowid itself.
  private let rowIDColumn: Int?

  /// The shape of a table with rowids; `nil` for one without.
  init?(_ name: String, in connection: Connection) throws {
    let isWithoutRowID = try connection.first(
      "SELECT wr FROM pragma_table_list(?)", [.text(name)], { $0.int(at: 0) == 1 })
    guard isWithoutRowID == false else { return nil }
    self.name = name
    let rows = try connection.query(
      "SELECT type, \"notnull\", pk FROM pragma_table_info(?) ORDER BY cid", [.text(name)]
    ) { ($0.text(at: 0) ?? "", $0.int(at: 1) != 0, $0.int(at: 2) != 0) }
    columns = rows.map { Column(type: $0.0.uppercased(), isRequired: $0.1) }
    let keys = rows.indices.filter { rows[$0].2 }
    rowIDColumn = keys.count == 1 && rows[keys[0]].0.uppercased() == "INTEGER" ? keys[0] : nil
  }

  /// The values for an insertion when the row can be one of this table.
  func values(of row: PageScan.Row) -> [SQLiteValue]? {
    guard row.values.count == columns.count else { return nil }
    var values = row.values
    for (index, column) in columns.enumerated() {
      if index == rowIDColumn {
        guard values[index] == .null else { return nil }
        values[index] = .int(row.id)
        continue
      }
      switch (values[index], column.type) {
      case (.null, _): if column.isRequired { return nil }
      case (.int, "INTEGER"), (.text, "TEXT"), (.blob, "BLOB"), (_, "ANY"), (_, ""): continue
      default: return nil
      }
    }
    return values
  }
}
