/// Check digits of numbers on Japanese health documents (shared formats/codes.md).
public enum CheckDigit {
  /// Whether a 保険者番号 (8 digits, or 6 of 国保) or 公費負担者番号 has the right check digit.
  ///
  /// Padded with 00 to 8 digits a number of 国保 keeps its check digit.
  public static func isValidInsurer(_ number: String) -> Bool {
    [6, 8].contains(number.utf8.count) && isLuhn(number)
  }

  /// Whether a 医療機関コード has the right check digit, which covers prefecture and table too.
  public static func isValidInstitution(_ code: String) -> Bool {
    code.utf8.count == 10 && isLuhn(code)
  }

  /// Whether a GTIN (JAN) has the right check digit: weights 3 and 1 from the right.
  public static func isValidGTIN(_ code: String) -> Bool {
    guard let digits = digits(code), [8, 12, 13, 14].contains(digits.count) else { return false }
    let sum = digits.reversed().enumerated().map { $1 * ($0.isMultiple(of: 2) ? 1 : 3) }
    return sum.reduce(0, +).isMultiple(of: 10)
  }

  /// From the last data digit leftwards times 2, 1, 2, …; two-digit products count by their digits.
  private static func isLuhn(_ text: String) -> Bool {
    guard let digits = digits(text), !digits.isEmpty else { return false }
    let sum = digits.reversed().enumerated().map { place, digit in
      let product = place.isMultiple(of: 2) ? digit : digit * 2
      return product > 9 ? product - 9 : product
    }
    return sum.reduce(0, +).isMultiple(of: 10)
  }

  private static func digits(_ text: String) -> [Int]? {
    guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return text.utf8.map { Int($0) - 0x30 }
  }
}
