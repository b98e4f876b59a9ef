/// A meaningless code that one recipient knows the holder by (連携符号): 128 random bits.
///
/// Never derived from a name, a birth date or an insured number. Written as 26 characters of
/// Crockford's base32 and his check symbol (https://www.crockford.com/base32.html).
public struct LinkageCode: Sendable, Hashable, Codable {
  /// The upper 64 bits.
  private let high: UInt64
  /// The lower 64 bits.
  private let low: UInt64

  private static let symbols = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ*~$=U")
  private static let digitCount = 26

  /// The code of 16 random bytes; `nil` for any other number of bytes.
  public init?(randomBytes bytes: [UInt8]) {
    guard bytes.count == 16 else { return nil }
    high = bytes[..<8].reduce(0) { $0 << 8 | UInt64($1) }
    low = bytes[8...].reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// Reads a code as people type it: any case, hyphens and spaces anywhere, I and L for 1, O for 0.
  ///
  /// `nil` if a character is no digit of the code, the length is wrong or the check symbol does
  /// not fit.
  public init?(_ text: String) {
    var values: [UInt64] = []
    for character in text.uppercased() where character != "-" && !character.isWhitespace {
      guard let value = Self.value(of: character) else { return nil }
      values.append(UInt64(value))
    }
    guard values.count == Self.digitCount + 1, let check = values.popLast(),
      values.allSatisfy({ $0 < 32 }), values[0] < 8
    else { return nil }
    var high: UInt64 = 0
    var low: UInt64 = 0
    for value in values {
      high = high << 5 | low >> 59
      low = low << 5 | value
    }
    self.high = high
    self.low = low
    guard UInt64(checkValue) == check else { return nil }
  }

  /// The 16 bytes.
  public var bytes: [UInt8] {
    [high, low].flatMap { half in (0..<8).map { UInt8(truncatingIfNeeded: half >> (56 - 8 * $0)) } }
  }

  /// The 27 characters, the last of them the check symbol.
  public var text: String {
    var digits: [Character] = [Self.symbols[checkValue]]
    var (high, low) = (high, low)
    for _ in 0..<Self.digitCount {
      digits.append(Self.symbols[Int(low & 31)])
      low = low >> 5 | high << 59
      high >>= 5
    }
    return String(digits.reversed())
  }

  /// The characters in groups of five (the last of seven: five digits, one digit, the check).
  public var grouped: String {
    var grouped = ""
    for (index, character) in text.enumerated() {
      if index > 0, index.isMultiple(of: 5), index <= 20 { grouped.append("-") }
      grouped.append(character)
    }
    return grouped
  }

  /// The number modulo 37, as Crockford's check symbol counts it.
  private var checkValue: Int {
    bytes.reduce(0) { ($0 * 256 + Int($1)) % 37 }
  }

  private static func value(of character: Character) -> Int? {
    switch character {
    case "I", "L": 1
    case "O": 0
    default: symbols.firstIndex(of: character)
    }
  }

  /// Reads the characters.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let code = LinkageCode(try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "not a linkage code")
    }
    self = code
  }

  /// Writes the characters.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}
