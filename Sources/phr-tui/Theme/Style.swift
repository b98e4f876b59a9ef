/// A colour as a theme names it.
enum Colour: Equatable, Hashable, Sendable {
  /// Whatever the terminal has as its own foreground or background.
  case terminal
  /// A place in the terminal's palette: 0–7 basic, 8–15 bright, 16–255 as xterm defines them.
  case palette(UInt8)
  case rgb(red: UInt8, green: UInt8, blue: UInt8)
}

/// How characters are set apart besides their colour.
struct TextAttributes: OptionSet, Hashable, Sendable {
  let rawValue: UInt8
  static let bold = TextAttributes(rawValue: 1)
  static let dim = TextAttributes(rawValue: 2)
  static let italic = TextAttributes(rawValue: 4)
  static let underline = TextAttributes(rawValue: 8)
  static let reverse = TextAttributes(rawValue: 16)

  /// The names of theme files.
  static let named: [(name: String, value: TextAttributes)] = [
    ("bold", .bold), ("dim", .dim), ("italic", .italic), ("underline", .underline),
    ("reverse", .reverse),
  ]
}

/// The look of one role.
struct Style: Equatable, Hashable, Sendable {
  var foreground: Colour = .terminal
  var background: Colour = .terminal
  var attributes: TextAttributes = []

  static let plain = Style()
}

/// How many colours a terminal can show.
enum ColourDepth: Int, Comparable, CaseIterable, Sendable {
  case mono
  case basic8
  case bright16
  case palette256
  case truecolor

  static func < (left: ColourDepth, right: ColourDepth) -> Bool { left.rawValue < right.rawValue }

  /// The depth of a terminal that counts `colours` (terminfo `max_colors`; negative or 0: none).
  init(colours: Int) {
    switch colours {
    case ..<8: self = .mono
    case ..<16: self = .basic8
    case ..<256: self = .bright16
    case ..<(1 << 24): self = .palette256
    default: self = .truecolor
    }
  }
}

/// What the person asked for with `--color`.
enum ColourChoice: String, CaseIterable, Sendable {
  case auto
  case always
  case never

  /// Whether colours are used at all.
  ///
  /// - Parameter environment: `NO_COLOR`, when set and not empty, means none
  ///   (https://no-color.org), unless `--color always` says otherwise.
  /// - Returns: `false` for bold, underline and reverse only.
  func allowsColour(environment: [String: String]) -> Bool {
    switch self {
    case .always: true
    case .never: false
    case .auto: (environment["NO_COLOR"] ?? "").isEmpty
    }
  }
}
