import Foundation

/// Reads dates in every form that Japanese files and people write.
///
/// Accepted: `2026-03-10`, `2026/3/10`, `2026年3月10日`, `20260310`, `令和8年3月10日`, `R8.3.10`,
/// `R080310`, `㋿8年3月`, also full-width, also only year and month or only a year. Over-running
/// years of an era (`H31.05.01`, `S64.01.08`) are read by the offset; a year that the era never
/// reached (令和99年 is in the future of every reader) is refused by the caller's own limits.
public enum JapaneseDate {
  /// The date, or `nil` if the text is not a date.
  public static func parse(_ text: String) -> PartialDate? {
    let folded = text.nfkc
      .filter { !$0.isWhitespace }.uppercased()
    guard !folded.isEmpty, folded.utf8.count <= 40 else { return nil }
    let (era, rest) = splitEra(folded)
    if rest.allSatisfy(\.isASCIIDigit) { return compact(rest, era: era) }
    let parts = numbers(in: rest)
    guard let parts, (1...3).contains(parts.count), era != nil || parts[0] >= 1000 else {
      return nil
    }
    return date(era: era, parts: parts)
  }

  private static func splitEra(_ text: String) -> (JapaneseEra?, Substring) {
    for era in JapaneseEra.allCases {
      for mark in [era.name, era.rawValue] where text.hasPrefix(mark) {
        return (era, text.dropFirst(mark.count))
      }
    }
    let western = text.hasPrefix("西暦") ? text.dropFirst(2) : text[...]
    return (nil, western)
  }

  /// Digits without separators: `YYYYMMDD`, `YYYYMM`, `YYYY`, with an era `YYMMDD`, `YYMM`, `YY`.
  private static func compact(_ digits: Substring, era: JapaneseEra?) -> PartialDate? {
    let yearLength = era == nil ? 4 : 2
    let rest = digits.count - yearLength
    guard [0, 2, 4].contains(rest) || (era != nil && digits.count == 1) else { return nil }
    guard rest >= 0 else { return date(era: era, parts: [Int(digits) ?? 0]) }
    let year = digits.prefix(yearLength)
    let month = digits.dropFirst(yearLength).prefix(2)
    let day = digits.dropFirst(yearLength + 2)
    return date(era: era, parts: [year, month, day].filter { !$0.isEmpty }.compactMap { Int($0) })
  }

  /// The numbers between the separators, or `nil` at any other character.
  private static func numbers(in text: Substring) -> [Int]? {
    let separators: Set<Character> = ["年", "月", "日", "-", "/", "."]
    let marked = text.replacingOccurrences(of: "元", with: "1")
    guard marked.allSatisfy({ $0.isASCIIDigit || separators.contains($0) }) else { return nil }
    var parts = marked.split(
      omittingEmptySubsequences: false, whereSeparator: { separators.contains($0) })
    // Only 日 and a last separator (2026.3.10.) may end a date, and 年月日 keep their order.
    if parts.last?.isEmpty == true { parts.removeLast() }
    guard "年月日".hasPrefix(marked.filter { "年月日".contains($0) }),
      parts.allSatisfy({ (1...4).contains($0.count) })
    else { return nil }
    return parts.compactMap { Int($0) }
  }

  private static func date(era: JapaneseEra?, parts: [Int]) -> PartialDate? {
    guard let year = parts.first, year >= 1 else { return nil }
    return PartialDate(
      year: year + (era?.offset ?? 0), month: parts.count > 1 ? parts[1] : nil,
      day: parts.count > 2 ? parts[2] : nil)
  }
}

extension Character {
  /// Whether the character is one of 0...9.
  var isASCIIDigit: Bool { isASCII && isNumber }
}
