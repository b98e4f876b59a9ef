public import Foundation

/// One line of a file, without its end.
public struct RawLine: Sendable, Equatable {
  /// Number in the file, from 1.
  public let number: Int
  /// The bytes without line end, byte order mark, and NUL or 0x1A at the end.
  public let bytes: Data
  /// The line was longer than the limit; the rest of it was left out.
  public let isCut: Bool
}

/// Cuts a stream of bytes into lines: CRLF, LF and CR, at any borders of pieces.
///
/// Neither in UTF-8 nor in CP932 can 0x0A, 0x0D or 0x2C be part of a longer character, so lines
/// and comma-separated fields are cut as bytes and decoded afterwards; a character cut at the
/// border of two pieces is whole again in its line.
public struct LineReader {
  private let limit: Int
  private var current: [UInt8] = []
  private var isCut = false
  private var number = 0
  private var afterReturn = false

  /// A reader of lines.
  ///
  /// - Parameter limit: Longest line that is kept whole, in bytes, so that a stream without line
  ///   ends cannot fill the memory.
  public init(limit: Int = 1 << 20) {
    self.limit = limit
  }

  /// Takes the next bytes and hands every finished line on.
  public mutating func consume(_ bytes: Data, into sink: (RawLine) throws -> Void) rethrows {
    var rest = [UInt8](bytes)[...]
    while !rest.isEmpty {
      if afterReturn {
        afterReturn = false
        if rest.first == 0x0A { rest.removeFirst() }
      }
      guard let end = rest.firstIndex(where: { $0 == 0x0A || $0 == 0x0D }) else {
        append(rest)
        return
      }
      append(rest[..<end])
      afterReturn = rest[end] == 0x0D
      rest = rest[(end + 1)...]
      try sink(take())
    }
  }

  /// The stream ends here: hands on the last line if it has no line end.
  public mutating func finish(into sink: (RawLine) throws -> Void) rethrows {
    if !current.isEmpty { try sink(take()) }
  }

  private mutating func append(_ bytes: ArraySlice<UInt8>) {
    let room = limit - current.count
    current += bytes.prefix(max(0, room))
    if bytes.count > room { isCut = true }
  }

  private mutating func take() -> RawLine {
    number += 1
    if number == 1, current.starts(with: [0xEF, 0xBB, 0xBF]) { current.removeFirst(3) }
    while let last = current.last, last == 0 || last == 0x1A { current.removeLast() }
    while let first = current.first, first == 0 || first == 0x1A { current.removeFirst() }
    defer {
      current = []
      isCut = false
    }
    return RawLine(number: number, bytes: Data(current), isCut: isCut)
  }
}
