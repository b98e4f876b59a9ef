/// A line of text being typed.
struct TextField: Equatable, Sendable {
  /// Longer input is not taken: nobody types this much into one line.
  static let maximumLength = 2000

  private var characters: [Character] = []
  /// The place before which typed characters go, 0…count.
  private(set) var cursor = 0
  /// Passphrases are shown as dots.
  let isSecret: Bool
  /// The person wants to see the passphrase.
  private(set) var isRevealed = false

  init(_ text: String = "", isSecret: Bool = false) {
    characters = Array(text)
    cursor = characters.count
    self.isSecret = isSecret
  }

  var text: String { String(characters) }
  var isEmpty: Bool { characters.isEmpty }

  /// Puts a typed character before the cursor; a combining mark joins the character before it.
  mutating func insert(_ character: Character) {
    guard characters.count < Self.maximumLength else { return }
    let left = String(characters[..<cursor]) + String(character)
    characters = Array(left) + characters[cursor...]
    cursor = left.count
  }

  /// Carries out an editing command; `false` if the command is none.
  mutating func edit(_ command: Command) -> Bool {
    switch command {
    case .cursorLeft: cursor = max(0, cursor - 1)
    case .cursorRight: cursor = min(characters.count, cursor + 1)
    case .cursorHome: cursor = 0
    case .cursorEnd: cursor = characters.count
    case .deleteBackward: remove(from: max(0, cursor - 1), to: cursor)
    case .deleteForward: remove(from: cursor, to: min(characters.count, cursor + 1))
    case .deleteWord: remove(from: startOfWord, to: cursor)
    case .deleteLine: remove(from: 0, to: characters.count)
    case .reveal where isSecret: isRevealed.toggle()
    default: return false
    }
    return true
  }

  private mutating func remove(from start: Int, to end: Int) {
    characters.removeSubrange(start..<end)
    cursor = start
  }

  private var startOfWord: Int {
    var place = cursor
    while place > 0, characters[place - 1].isWhitespace { place -= 1 }
    while place > 0, !characters[place - 1].isWhitespace { place -= 1 }
    return place
  }

  /// What is shown: the text, or a dot for each character of a secret.
  private var shown: [String] {
    characters.map { isSecret && !isRevealed ? "•" : TextWidth.safe(String($0)) }
  }

  /// Draws the beginning or, with the focus, the part around the cursor and the cursor itself.
  func draw(on canvas: inout Canvas, in region: Rect, role: Role, isFocused: Bool) {
    guard !region.isEmpty else { return }
    canvas.fill(region.row(0), role: role)
    let pieces = shown
    let widths = pieces.map { TextWidth.columns(of: $0) }
    guard isFocused else {
      canvas.draw(Line(pieces.joined(), role), in: region)
      return
    }
    var start = 0
    var before = widths[..<cursor].reduce(0, +)
    // One column stays free for the cursor behind the last character.
    while before >= region.width, start < cursor {
      before -= widths[start]
      start += 1
    }
    canvas.draw(pieces[start...].joined(), in: region, role: role)
    canvas.cursor = Point(x: region.x + before, y: region.y)
  }
}
