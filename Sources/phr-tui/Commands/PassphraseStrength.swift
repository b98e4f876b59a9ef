/// A first look at a passphrase: long enough, and not one of those that everybody tries first.
enum PassphraseStrength {
  /// Whether the passphrase deserves a warning.
  static func isWeak(_ passphrase: String) -> Bool {
    let folded = passphrase.lowercased()
    let distinct = Set(folded).count
    return folded.count < 12 || distinct < 6 || isSequence(folded)
      || common.contains { folded.hasPrefix($0) && folded.count < $0.count + 5 }
  }

  /// Characters that follow each other in the code table, up or down.
  private static func isSequence(_ text: String) -> Bool {
    let values = text.unicodeScalars.map { Int($0.value) }
    let steps = Set(zip(values.dropFirst(), values).map { $0 - $1 })
    return steps.count == 1
  }

  /// Words that stand at the top of every public list of stolen passwords.
  private static let common = [
    "password", "passphrase", "qwerty", "123456", "111111", "abc123", "letmein", "iloveyou",
    "welcome", "monkey", "dragon", "sunshine", "princess", "football", "admin", "login", "master",
    "sakura", "arigatou", "konnichiwa", "doraemon", "pokemon", "nippon", "japan", "tokyo",
  ]
}
