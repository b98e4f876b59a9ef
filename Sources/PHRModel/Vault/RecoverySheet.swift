/// The recovery slot as text for paper: with it and the recovery code, a file whose header is gone
/// can still be read.
///
/// Nine lines of 24 Crockford characters: each carries 12 bytes and the first 24 bits of
/// SHA-256("PHR1 sheet" ‖ line number ‖ the 12 bytes), so that a slip of the pen is found in its
/// line. The 108 bytes are vault id ‖ slot bytes 16…107 (salt, nonce, sealed key, tag). Without
/// the recovery code the sheet opens nothing.
public struct RecoverySheet: Equatable, Sendable {
  /// Why a text is no sheet.
  public enum Problem: Error, Equatable, Sendable {
    /// No line of it looks like one of ours.
    case notASheet
    /// That line is missing.
    case missingLine(Int)
    /// That line was copied wrongly.
    case mistyped(line: Int)
  }

  static let lineCount = 9
  private static let bytesPerLine = 12
  private static let slotBytes = 16..<108
  /// Vault id and the bytes of the slot that are not fixed.
  private let payload: [UInt8]

  /// Identity of the vault that it belongs to.
  public var vaultID: [UInt8] { Array(payload[..<16]) }

  init(vaultID: [UInt8], slot: KeySlot) {
    precondition(vaultID.count == 16 && slot.kind == .recoveryCode, "a sheet is of a recovery slot")
    payload = vaultID + slot.bytes[Self.slotBytes]
  }

  /// The slot as it stood in the header.
  var slot: KeySlot {
    var bytes = [UInt8](repeating: 0, count: KeySlot.length)
    bytes.put(UInt32(2), at: 0)
    bytes.put(UInt32(2), at: 4)
    bytes.replaceSubrange(Self.slotBytes, with: payload[16...])
    return KeySlot(bytes: bytes)
  }

  /// The numbered lines as they are printed.
  public var lines: [String] {
    (0..<Self.lineCount).map { index in
      let start = index * Self.bytesPerLine
      let part = Array(payload[start..<(start + Self.bytesPerLine)])
      let letters = Crockford.letters(of: part + Self.check(part, line: index + 1))
      let groups = stride(from: 0, to: letters.count, by: 4).map {
        String(letters[letters.index(letters.startIndex, offsetBy: $0)...].prefix(4))
      }
      return "\(index + 1): " + groups.joined(separator: "-")
    }
  }

  /// Reads a sheet out of a text; everything that is no numbered line of it is passed over.
  ///
  /// - Throws: ``Problem``.
  public init(parsing text: String) throws {
    var parts = [[UInt8]?](repeating: nil, count: Self.lineCount)
    var mistyped: Int?
    for line in text.split(whereSeparator: \.isNewline) {
      guard let (number, letters) = Self.numbered(line) else { continue }
      let part = Crockford.bytes(of: letters)
      if let part, part.count == 15,
        Self.check(Array(part[..<12]), line: number) == Array(part[12...])
      {
        parts[number - 1] = Array(part[..<12])
      } else if mistyped == nil {
        mistyped = number
      }
    }
    if let mistyped, parts[mistyped - 1] == nil { throw Problem.mistyped(line: mistyped) }
    guard parts.contains(where: { $0 != nil }) else { throw Problem.notASheet }
    payload = try parts.enumerated().flatMap { index, part in
      guard let part else { throw Problem.missingLine(index + 1) }
      return part
    }
  }

  /// A line such as `3: ABCD-EFGH-…`, apart.
  private static func numbered(_ line: Substring) -> (Int, Substring)? {
    let trimmed = line.drop { $0.isWhitespace }
    guard let first = trimmed.first, let number = first.wholeNumberValue,
      (1...lineCount).contains(number)
    else { return nil }
    let rest = trimmed.dropFirst().drop { $0.isWhitespace }
    guard let colon = rest.first, colon == ":" || colon == "：" else { return nil }
    return (number, rest.dropFirst())
  }

  private static func check(_ part: [UInt8], line: Int) -> [UInt8] {
    Array(SHA256.hash(Array("PHR1 sheet".utf8) + [UInt8(line)] + part)[..<3])
  }
}

/// Crockford base 32 of whole bytes; 5 bytes are 8 characters.
enum Crockford {
  /// The characters of bytes whose number is a multiple of five.
  static func letters(of bytes: [UInt8]) -> String {
    precondition(bytes.count % 5 == 0, "five bytes make eight characters")
    let letters = stride(from: 0, to: bytes.count, by: 5).flatMap { start in
      let number = bytes[start..<(start + 5)].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      return (0..<8).map { RecoveryCode.alphabet[Int(number >> UInt64(35 - 5 * $0)) & 31] }
    }
    return String(decoding: letters, as: UTF8.self)
  }

  /// The bytes of typed characters, read as forgivingly as a recovery code; `nil` for others and
  /// for another number than a multiple of eight.
  static func bytes(of typed: Substring) -> [UInt8]? {
    let values = typed.unicodeScalars.compactMap(RecoveryCode.letter).map {
      RecoveryCode.alphabet.firstIndex(of: $0)
    }
    guard values.count % 8 == 0 else { return nil }
    var bytes: [UInt8] = []
    for start in stride(from: 0, to: values.count, by: 8) {
      var number: UInt64 = 0
      for value in values[start..<(start + 8)] {
        guard let value else { return nil }
        number = number << 5 | UInt64(value)
      }
      bytes += (0..<5).map { UInt8(truncatingIfNeeded: number >> UInt64(32 - 8 * $0)) }
    }
    return bytes
  }
}
