/// Text of a foreign file made safe to keep and to show.
///
/// Taken out: control characters, terminal escape sequences as a whole, bidirectional overrides,
/// invisible marks and non-characters. Variation selectors stay: names of people need them (辻 with
/// U+E0100). The original file keeps what was taken out.
public struct SafeText: Sendable, Equatable {
  /// The text without anything unsafe.
  public let text: String
  /// Whether something was taken out that a person would not expect in a text.
  ///
  /// Tabs and line ends that become spaces do not count.
  public let removedSomething: Bool

  /// How line ends are treated.
  public enum Lines: Sendable {
    /// A name or a value: line ends and tabs become spaces.
    case single
    /// A remark: line ends stay, as U+000A.
    case several
  }

  /// The safe form of a received text.
  public init(_ received: String, lines: Lines = .single) {
    if received.unicodeScalars.allSatisfy(Self.isPlain) {
      text = received
      removedSomething = false
      return
    }
    var cleaner = Cleaner(lines: lines)
    for scalar in received.unicodeScalars { cleaner.take(scalar) }
    text = String(cleaner.kept)
    removedSomething = cleaner.removed
  }

  /// Whether the scalar is one of the common ones that need no closer look.
  fileprivate static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20...0x7E, 0x3000...0x30FF, 0x4E00...0x9FFF, 0xFF01...0xFF9F: true
    default: false
    }
  }

  /// Whether the scalar can mislead a reader or a terminal.
  static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
    if isPlain(scalar) { return false }
    switch scalar.value {
    case 0...0x1F, 0x7F...0x9F, 0xFFF9...0xFFFC: return true
    case 0xFE00...0xFE0F, 0xE0100...0xE01EF: return false
    default:
      let properties = scalar.properties
      return properties.isDefaultIgnorableCodePoint || properties.isBidiControl
        || properties.isNoncharacterCodePoint
    }
  }
}

/// Walks through a text and knows where an escape sequence ends (ECMA-48, sections 5.4 and 5.6).
private struct Cleaner {
  enum State {
    case text, escape, controlSequence, controlString, controlStringEscape
  }

  let lines: SafeText.Lines
  var kept = String.UnicodeScalarView()
  var removed = false
  private var state = State.text
  private var afterReturn = false

  init(lines: SafeText.Lines) {
    self.lines = lines
  }

  mutating func take(_ scalar: Unicode.Scalar) {
    switch state {
    case .text: takeText(scalar)
    case .escape: state = afterEscape(scalar)
    case .controlSequence: takeControlSequence(scalar)
    case .controlString:
      if scalar == "\u{7}" || scalar == "\u{9C}" { state = .text }
      if scalar == "\u{1B}" { state = .controlStringEscape }
      // A line end inside is an unfinished sequence: nothing behind it may be lost.
      if scalar == "\n" || scalar == "\r" { leaveSequence(with: scalar) }
    case .controlStringEscape: state = scalar == "\\" ? .text : .controlString
    }
  }

  private mutating func takeText(_ scalar: Unicode.Scalar) {
    let follows = afterReturn
    afterReturn = scalar == "\r"
    switch scalar {
    case "\n" where follows: break
    case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}": kept.append(lines == .single ? " " : "\n")
    case "\t": kept.append(" ")
    case "\u{1B}": enter(.escape)
    case "\u{9B}": enter(.controlSequence)
    case "\u{90}", "\u{98}", "\u{9D}", "\u{9E}", "\u{9F}": enter(.controlString)
    case _ where SafeText.isUnsafe(scalar): removed = true
    default: kept.append(scalar)
    }
  }

  private mutating func enter(_ next: State) {
    removed = true
    state = next
  }

  private func afterEscape(_ scalar: Unicode.Scalar) -> State {
    switch scalar {
    case "[": .controlSequence
    case "]", "P", "X", "^", "_": .controlString
    case "\u{20}"..."\u{2F}", "\u{1B}": .escape
    default: .text
    }
  }

  private mutating func takeControlSequence(_ scalar: Unicode.Scalar) {
    switch scalar.value {
    case 0x20...0x3F: break
    case 0x40...0x7E: state = .text
    default: leaveSequence(with: scalar)
    }
  }

  /// Something that cannot belong to the sequence ends it.
  private mutating func leaveSequence(with scalar: Unicode.Scalar) {
    state = .text
    takeText(scalar)
  }
}
