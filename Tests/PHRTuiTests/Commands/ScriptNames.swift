import Foundation

/// The names that a story gives to ids that differ from run to run, and comparing with them.
struct ScriptNames {
  private var values: [String: String]

  init(directory: String) { values = ["DIR": directory] }

  /// The text with every known name replaced by what it stands for.
  func filledIn(_ text: String) -> String {
    values.reduce(text) { $0.replacingOccurrences(of: "<\($1.key)>", with: $1.value) }
  }

  /// Whether the lines are the expected ones; new names are learned from them.
  mutating func matches(_ lines: [String], _ expected: [String]) -> Bool {
    var learned = self
    guard learned.follow(lines[...], expected[...]) else { return false }
    self = learned
    return true
  }

  private mutating func follow(
    _ lines: ArraySlice<String>, _ expected: ArraySlice<String>
  ) -> Bool {
    var lines = lines
    var expected = expected
    while let pattern = expected.popFirst() {
      if pattern == "..." {
        return (lines.startIndex...lines.endIndex).contains { follow(lines[$0...], expected) }
      }
      guard let line = lines.popFirst(), matches(line, pattern) else { return false }
    }
    return lines.isEmpty
  }

  private mutating func matches(_ line: String, _ pattern: String) -> Bool {
    var unknown: [String] = []
    let filled = filledIn(pattern)
    let anything = filled.components(separatedBy: "[..]").map { part in
      part.split(separator: /<[A-Z][A-Z0-9]*>/, omittingEmptySubsequences: false)
        .map { NSRegularExpression.escapedPattern(for: String($0)) }
        .joined(separator: "([a-z2-7]{26})")
    }
    for match in filled.matches(of: /<([A-Z][A-Z0-9]*)>/) { unknown.append(String(match.1)) }
    let whole = "^" + anything.joined(separator: ".*") + "$"
    guard
      let expression = try? NSRegularExpression(
        pattern: whole, options: .dotMatchesLineSeparators),
      let found = expression.firstMatch(
        in: line, range: NSRange(line.startIndex..., in: line))
    else { return false }
    for (index, name) in unknown.enumerated() {
      guard let range = Range(found.range(at: index + 1), in: line) else { return false }
      let value = String(line[range])
      guard values[name, default: value] == value else { return false }
      values[name] = value
    }
    return true
  }

  /// The lines with names in place of ids, for renewing a script; ids not seen before get the
  /// next free letter.
  mutating func named(_ lines: [String]) -> [String] {
    lines.map { line in
      for match in line.matches(of: /\b[a-z2-7]{26}\b/) {
        let id = String(match.0)
        if !values.values.contains(id) { values[freeName] = id }
      }
      return values.reduce(line) { $0.replacingOccurrences(of: $1.value, with: "<\($1.key)>") }
    }
  }

  private var freeName: String {
    let letters = (65...90).map { String(UnicodeScalar(UInt8($0))) }
    let names = letters + letters.map { "A" + $0 }
    return names.first { values[$0] == nil } ?? "ZZ"
  }
}
