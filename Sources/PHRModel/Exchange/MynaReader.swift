public import Foundation

/// Reads a file that マイナポータル gives out: two columns, item name and content, in parts under
/// headings (shared formats/iryouhi-tsuchi.md, section 2).
///
/// The medical-cost notice (医療費通知情報) becomes one record for every block; a category with
/// checkup items becomes a checkup by the items' names; every other category stays raw. The same
/// keys stand in several parts, so a row is read by its heading, never by its key alone.
public struct MynaReader: ImportReader {
  private var decoder = LineDecoder()
  private var rows = MynaRows()
  private var file = MynaFile()

  /// A reader for one file.
  public init() {}

  /// Takes the next bytes of the file.
  public mutating func consume(_ bytes: Data, into sink: (ImportEvent) throws -> Void) throws {
    var lines: [RawLine] = []
    decoder.consume(bytes) { lines.append($0) }
    try take(lines, into: sink)
  }

  /// The file ends here.
  public mutating func finish(into sink: (ImportEvent) throws -> Void) throws {
    var lines: [RawLine] = []
    decoder.finish { lines.append($0) }
    try take(lines, into: sink)
    if let row = rows.finish() { try file.take(row, into: sink) }
    try file.finish(into: sink)
  }

  private mutating func take(_ lines: [RawLine], into sink: (ImportEvent) throws -> Void) throws {
    for line in lines {
      let text = decoder.text(line.bytes)
      guard let row = rows.take(text.text, number: line.number) else { continue }
      if !text.isWhole {
        try sink(.problem(.at(.undecodableText, line: line.number)))
      }
      if line.isCut {
        try sink(.problem(.at(.tooLong, line: line.number)))
      }
      try file.take(row, into: sink)
    }
  }
}

/// A row of the file with its line number.
struct MynaRow: Equatable {
  let number: Int
  let cells: [String]
}

/// Puts lines together into rows of cells, as RFC 4180 quotes them; a quoted cell may span lines.
struct MynaRows {
  /// Lines that a quoted cell may span: a stray quotation mark must not swallow the file.
  private static let maximumLines = 50

  private var pending: String?
  private var start = 0
  private var lines = 0

  /// Takes a line; gives a row if it is complete.
  mutating func take(_ line: String, number: Int) -> MynaRow? {
    let text = pending.map { $0 + "\n" + line } ?? line
    if pending == nil { start = number }
    lines += 1
    guard Self.isOpen(text), lines < Self.maximumLines else { return flush(text) }
    pending = text
    return nil
  }

  /// The row that an unclosed quotation mark has kept back.
  mutating func finish() -> MynaRow? { pending.flatMap { flush($0) } }

  private mutating func flush(_ text: String) -> MynaRow? {
    pending = nil
    lines = 0
    let cells = Self.cells(text)
    return cells.allSatisfy { $0.trimmed.isEmpty } ? nil : MynaRow(number: start, cells: cells)
  }

  private static func isOpen(_ text: String) -> Bool {
    text.contains("\"") && !text.utf8.count { $0 == 0x22 }.isMultiple(of: 2)
  }

  /// The cells of a row; a doubled quotation mark inside quotes is one.
  static func cells(_ text: String) -> [String] {
    guard text.contains("\"") else {
      return text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    var cells: [String] = []
    var cell = ""
    var isQuoted = false
    var afterQuote = false
    for character in text {
      if character == "\"" {
        if afterQuote && !isQuoted { cell.append("\"") }
        isQuoted.toggle()
        afterQuote = !isQuoted
        continue
      }
      afterQuote = false
      if character == ",", !isQuoted {
        cells.append(cell)
        cell = ""
      } else {
        cell.append(character)
      }
    }
    return cells + [cell]
  }
}
