/// One key as it was pressed.
enum Key: Hashable, Sendable {
  /// A printable character, as typed (so also あ or ｊ).
  case character(Character)
  /// Ctrl with a lower-case letter.
  case control(Character)
  case special(SpecialKey)
  /// F1 and up.
  case function(Int)

  static let enter = Key.special(.enter)
  static let escape = Key.special(.escape)
  static let tab = Key.special(.tab)

  /// The key that was meant when it is a command: with a Japanese input method on, `ｊ`, `／` or
  /// `・` arrive where `j` and `/` were pressed.
  ///
  /// Vowels are folded from kana too: romaji input turns a lone `a` into あ at once, while a lone
  /// consonant stays a full-width letter.
  var folded: Key {
    guard case .character(let character) = self, let scalar = character.unicodeScalars.first
    else { return self }
    if let ascii = Self.kanaKeys[character] { return .character(ascii) }
    switch scalar.value {
    case 0x3000: return .character(" ")
    case 0xFF01...0xFF5E:
      return Unicode.Scalar(scalar.value - 0xFEE0).map { .character(Character($0)) } ?? self
    default: return self
    }
  }

  /// What the keys of a US or JIS keyboard give in romaji kana mode.
  private static let kanaKeys: [Character: Character] = [
    "あ": "a", "い": "i", "う": "u", "え": "e", "お": "o", "ん": "n",
    "・": "/", "。": ".", "、": ",", "「": "[", "」": "]", "ー": "-", "〜": "~", "¥": "\\",
  ]
}

/// The keys that have a name instead of a character.
enum SpecialKey: String, CaseIterable, Sendable {
  case up = "Up"
  case down = "Down"
  case left = "Left"
  case right = "Right"
  case home = "Home"
  case end = "End"
  case pageUp = "PgUp"
  case pageDown = "PgDn"
  case insert = "Insert"
  case delete = "Delete"
  case backspace = "Backspace"
  case enter = "Enter"
  case escape = "Esc"
  case tab = "Tab"
  case backTab = "Shift-Tab"
}

extension Key {
  /// The key by its name in help, in `docs/keys.md` and in the override file: `j`, `Space`,
  /// `Ctrl-X`, `PgDn`, `F5`.
  init?(name: String) {
    if let special = SpecialKey(rawValue: name) {
      self = .special(special)
    } else if name == "Space" {
      self = .character(" ")
    } else if name.hasPrefix("Ctrl-"), let letter = name.last, name.count == 6, letter.isASCII {
      self = .control(Character(letter.lowercased()))
    } else if name.hasPrefix("F"), let number = Int(name.dropFirst()), (1...24).contains(number) {
      self = .function(number)
    } else if name.count == 1, let character = name.first {
      self = .character(character)
    } else {
      return nil
    }
  }

  /// The name that `init(name:)` reads.
  var name: String {
    switch self {
    case .character(" "): "Space"
    case .character(let character): String(character)
    case .control(let letter): "Ctrl-" + letter.uppercased()
    case .special(let special): special.rawValue
    case .function(let number): "F\(number)"
    }
  }
}
