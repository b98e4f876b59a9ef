/// Numbers of foreign files, which stay text: 5.60 stays 5.60.
enum ReceivedNumber {
  /// Digits that any amount of ours can have; more is a slip, and beyond `Int64`.
  static let maximumDigits = 18

  /// Whether the text is a decimal number.
  static func isDecimal(_ text: String) -> Bool {
    let unsigned = text.hasPrefix("-") ? text.dropFirst() : text[...]
    let parts = unsigned.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), unsigned.utf8.first != 0x2E else { return false }
    return parts.allSatisfy { !$0.isEmpty && $0.allSatisfy(\.isASCIIDigit) }
  }

  /// Whether a decimal number has more digits than can be meant.
  static func isTooLarge(_ text: String) -> Bool {
    text.utf8.count { (0x30...0x39).contains($0) } > maximumDigits
  }

  /// A whole number with or without thousands commas, in any width; else why it is none.
  static func whole(_ text: String) -> Result<Int64, Failure> {
    let digits = FoldedText.name(text).filter { $0 != "," }
    let unsigned = digits.hasPrefix("-") ? digits.dropFirst() : digits[...]
    guard !unsigned.isEmpty, unsigned.allSatisfy(\.isASCIIDigit) else { return .failure(.bad) }
    guard !isTooLarge(digits), let value = Int64(digits) else { return .failure(.tooLarge) }
    return .success(value)
  }

  /// Why a text is no number of ours.
  enum Failure: Error {
    case bad, tooLarge

    var reason: ImportProblem.Reason { self == .bad ? .badNumber : .numberTooLarge }
  }
}
