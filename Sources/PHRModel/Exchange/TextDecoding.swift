public import Foundation

/// The encodings of the text formats.
public enum TextEncoding: Sendable {
  /// UTF-8, strict.
  case utf8
  /// Windows code page 932, which Japanese files mean by "Shift_JIS".
  ///
  /// Foundation's `.shiftJIS` is CP932 on Linux in both directions (①, 髙, 〜; measured).
  case cp932
}

/// Decodes text strictly, and with marks for what cannot be decoded.
public enum TextDecoding {
  /// The encoding that a file's beginning is in, or `nil` if it is pure ASCII.
  ///
  /// One decision for the whole file: a single line of half-width kana in CP932 may be valid
  /// UTF-8 by accident (ﾐｶ is D0 B6), a whole beginning hardly.
  public static func guess(_ head: Data) -> TextEncoding? {
    guard head.contains(where: { $0 >= 0x80 }) else { return nil }
    if isUTF8(head) { return .utf8 }
    // A damaged file is in the encoding in which less of it is damaged.
    return damage(head, as: .utf8) <= damage(head, as: .cp932) ? .utf8 : .cp932
  }

  private static func damage(_ bytes: Data, as encoding: TextEncoding) -> Int {
    if encoding == .cp932, strict(bytes, as: .cp932) != nil { return 0 }
    return repaired(bytes, as: encoding).unicodeScalars.count { $0 == "\u{FFFD}" }
  }

  /// The text of the bytes, or `nil` if they are valid in neither encoding.
  ///
  /// - Parameters:
  ///   - bytes: A line or a field.
  ///   - first: The encoding to try first.
  /// - Returns: The text in the first of the two encodings in which every byte is valid.
  public static func decode(_ bytes: Data, first: TextEncoding = .utf8) -> String? {
    if bytes.allSatisfy({ $0 < 0x80 }) { return String(decoding: bytes, as: UTF8.self) }
    let second: TextEncoding = first == .utf8 ? .cp932 : .utf8
    return strict(bytes, as: first) ?? strict(bytes, as: second)
  }

  /// The text with U+FFFD for every byte that cannot be decoded.
  public static func repaired(_ bytes: Data, as encoding: TextEncoding) -> String {
    guard encoding == .cp932 else { return String(decoding: bytes, as: UTF8.self) }
    var text = ""
    var rest = [UInt8](bytes)[...]
    while let first = rest.first {
      let isLead = (0x81...0x9F).contains(first) || (0xE0...0xFC).contains(first)
      let length = isLead && rest.count > 1 ? 2 : 1
      if let character = strict(Data(rest.prefix(length)), as: .cp932) {
        text += character
        rest = rest.dropFirst(length)
      } else {
        text += "\u{FFFD}"
        rest = rest.dropFirst()
      }
    }
    return text
  }

  private static func strict(_ bytes: Data, as encoding: TextEncoding) -> String? {
    switch encoding {
    case .utf8: String(validating: bytes, as: UTF8.self)
    case .cp932: strictCP932(bytes)
    }
  }

  /// Foundation maps the bytes that CP932 leaves free (80, A0, FD–FF) to private characters.
  private static func strictCP932(_ bytes: Data) -> String? {
    guard let text = String(data: bytes, encoding: .shiftJIS) else { return nil }
    let isFree = text.unicodeScalars.contains {
      [0x80, 0xA0].contains($0.value) || (0xF8F0...0xF8F3).contains($0.value)
    }
    return isFree ? nil : text
  }

  /// Whether the bytes are UTF-8, apart from a character that their end cuts.
  private static func isUTF8(_ head: Data) -> Bool {
    (0...3).contains { cut in
      cut < head.count && String(validating: head.dropLast(cut), as: UTF8.self) != nil
    }
  }
}

/// Decodes the lines of one file, whose encoding is decided by its beginning.
struct LineDecoder {
  /// A line in text form.
  struct Line {
    let number: Int
    /// The fields between commas, as received.
    let fields: [String]
    /// Fields (from 0) with bytes that could not be decoded.
    let damaged: [Int]
    let isCut: Bool
    /// Characters of two codes stand there by NEC's.
    let isNEC: Bool
  }

  /// How much of a file decides on its encoding.
  static let headSize = 65_536

  private var reader: LineReader
  private var head = Data()
  private var encoding: TextEncoding?

  init(limit: Int = 1 << 20) {
    reader = LineReader(limit: limit)
  }

  /// Takes the next bytes and hands every finished line on; at first it only collects.
  mutating func consume(_ bytes: Data, into sink: (RawLine) throws -> Void) rethrows {
    guard encoding == nil else { return try reader.consume(bytes, into: sink) }
    head += bytes
    if head.count >= Self.headSize { try decide(into: sink) }
  }

  /// The file ends here.
  mutating func finish(into sink: (RawLine) throws -> Void) rethrows {
    if encoding == nil { try decide(into: sink) }
    try reader.finish(into: sink)
  }

  /// The text of a line's bytes, with U+FFFD and `false` for what cannot be decoded.
  func text(_ bytes: Data) -> (text: String, isWhole: Bool) {
    let first = encoding ?? .utf8
    if let text = TextDecoding.decode(bytes, first: first) { return (text, true) }
    return (TextDecoding.repaired(bytes, as: first), false)
  }

  /// A line cut at its commas.
  func line(_ raw: RawLine) -> Line {
    let whole = text(raw.bytes)
    if whole.isWhole {
      let fields = whole.text.split(separator: ",", omittingEmptySubsequences: false)
      return Line(
        number: raw.number, fields: fields.map(String.init), damaged: [], isCut: raw.isCut,
        isNEC: encoding == .cp932 && NECSelected.isUsed(in: raw.bytes))
    }
    let parts = raw.bytes.split(separator: 0x2C, omittingEmptySubsequences: false)
    let fields = parts.map { text(Data($0)) }
    let damaged = fields.indices.filter { !fields[$0].isWhole }
    return Line(
      number: raw.number, fields: fields.map(\.text), damaged: damaged, isCut: raw.isCut,
      isNEC: false)
  }

  private mutating func decide(into sink: (RawLine) throws -> Void) rethrows {
    encoding = TextDecoding.guess(head) ?? .utf8
    let collected = head
    head = Data()
    try reader.consume(collected, into: sink)
  }
}
