internal import CNcurses
internal import Glibc

/// Why a terminal cannot be used as a screen.
enum ScreenError: Error, Equatable {
  /// Input or output is not a terminal.
  case notATerminal
  /// The terminal type is unknown (`TERM`).
  case unknownTerminal
  /// The terminal cannot move its cursor (`TERM=dumb`): use `--linear`.
  case noCursorAddressing
}

/// The terminal, through ncurses.
///
/// The one file that imports CNcurses.
///
/// One at a time: ncurses keeps its state in globals. Belongs to the main thread.
final class CursesScreen: Screen {
  private let mailbox: Mailbox
  private let allowsColour: Bool
  private let handle: OpaquePointer
  private var depth = ColourDepth.mono
  private var shown: Canvas?
  private var shownTheme: Theme?
  private var styles: [Role: (attributes: attr_t, pair: Int32)] = [:]
  private var pairs: [[Colour]: Int32] = [:]

  /// Takes over the terminal.
  ///
  /// - Parameters:
  ///   - mailbox: Where background work posts; `nextEvents` hands it on.
  ///   - allowsColour: Whether colours may be used (`ColourChoice`).
  ///   - environment: `TERM` and `COLORTERM`.
  /// - Throws: `ScreenError`.
  init(mailbox: Mailbox, allowsColour: Bool, environment: [String: String]) throws {
    guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else {
      throw ScreenError.notATerminal
    }
    self.mailbox = mailbox
    self.allowsColour = allowsColour
    Self.chooseLocale()
    handle = try Self.openTerminal(environment: environment)
    guard phr_can_address_cursor() != 0 else {
      endwin()
      delscreen(handle)
      throw ScreenError.noCursorAddressing
    }
    configure()
    CrashGuard.install { number in
      endwin()
      CrashGuard.raiseAgain(number)
    }
  }

  /// ncurses shows Japanese only in a UTF-8 locale; C.UTF-8 is always there.
  private static func chooseLocale() {
    setlocale(LC_ALL, "")
    if String(cString: nl_langinfo(Int32(CODESET))) != "UTF-8" { setlocale(LC_CTYPE, "C.UTF-8") }
  }

  /// Prefers the direct-colour variant of the terminal type where `COLORTERM` promises truecolor
  /// and terminfo knows one (package ncurses-term); ncurses cannot send 24-bit colours otherwise.
  private static func openTerminal(environment: [String: String]) throws -> OpaquePointer {
    let type = environment["TERM"] ?? ""
    let promise = environment["COLORTERM"] ?? ""
    if ["truecolor", "24bit"].contains(promise), type.hasSuffix("-256color") {
      let direct = String(type.dropLast("-256color".count)) + "-direct"
      var status: Int32 = 0
      if setupterm(direct, STDOUT_FILENO, &status) == OK, let handle = phr_newterm(direct) {
        return handle
      }
    }
    guard let handle = phr_newterm(nil) else { throw ScreenError.unknownTerminal }
    return handle
  }

  private func configure() {
    set_escdelay(25)
    raw()
    noecho()
    nonl()
    let window = phr_stdscr()
    nodelay(window, true)
    keypad(window, true)
    leaveok(window, false)
    idlok(window, true)
    if allowsColour, has_colors() {
      start_color()
      depth = ColourDepth(colours: Int(phr_colors()))
      if use_default_colors() == ERR { depth = min(depth, .bright16) }
    }
  }

  var size: Size {
    Size(width: Int(getmaxx(phr_stdscr())), height: Int(getmaxy(phr_stdscr())))
  }

  func nextEvents(waitingAtMost milliseconds: Int?) -> [Event] {
    let waiting = readKeys()
    if !waiting.isEmpty { return waiting }
    var descriptors = [
      pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
      pollfd(fd: mailbox.wakeDescriptor, events: Int16(POLLIN), revents: 0),
    ]
    let ready = poll(&descriptors, 2, milliseconds.map { Int32(clamping: $0) } ?? -1)
    // An interrupted poll is a resize: SIGWINCH, told by KEY_RESIZE.
    if ready < 0, errno != EINTR { return [.hangup] }
    let events = readKeys() + mailbox.drain()
    let gone = descriptors[0].revents & Int16(POLLHUP | POLLERR | POLLNVAL) != 0
    return events.isEmpty && ready > 0 && gone ? [.hangup] : events
  }

  var keyWaits: Bool {
    var descriptor = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    return poll(&descriptor, 1, 0) > 0
  }

  private func readKeys() -> [Event] {
    var events: [Event] = []
    while true {
      var code: wint_t = 0
      let result = wget_wch(phr_stdscr(), &code)
      // A single ERR means only "no key"; also half of a character in a wrong locale.
      if result == ERR { return events }
      if result == KEY_CODE_YES {
        if code == wint_t(KEY_RESIZE) {
          events.append(.resized(size))
        } else if let key = CursesKeys.special(Int32(code)) {
          events.append(.key(key))
        }
      } else if code == 0x1B, skipUnknownSequence(&events) {
        continue
      } else if let key = CursesKeys.character(code) {
        events.append(.key(key))
      }
    }
  }

  /// Reads on behind an escape: a control sequence that terminfo does not know (ECMA-48, CSI and
  /// SS3) is swallowed, so that its letters do not become commands; `false` for a plain Esc.
  private func skipUnknownSequence(_ events: inout [Event]) -> Bool {
    var code: wint_t = 0
    guard wget_wch(phr_stdscr(), &code) == OK else { return false }
    guard code == 0x5B || code == 0x4F else {
      // Somebody typed fast: Esc, then another key.
      events.append(.key(.escape))
      if let key = CursesKeys.character(code) { events.append(.key(key)) }
      return true
    }
    let introducer = code
    var length = 0
    while wget_wch(phr_stdscr(), &code) == OK {
      length += 1
      if (0x40...0x7E).contains(code) { return true }
    }
    if length == 0 {
      // Nothing followed: two keys after all.
      events.append(.key(.escape))
      if let key = CursesKeys.character(introducer) { events.append(.key(key)) }
    }
    return true
  }

  func present(_ view: View, theme: Theme) {
    var canvas = Canvas(size: size)
    Painter.paint(view, on: &canvas)
    present(canvas, theme: theme)
  }

  /// Hands the rows that differ from the last picture to ncurses, which sends what changed.
  func present(_ canvas: Canvas, theme: Theme) {
    let isNewLook = shownTheme != theme || shown?.size != canvas.size
    if isNewLook {
      shownTheme = theme
      styles.removeAll(keepingCapacity: true)
    }
    for y in 0..<canvas.size.height {
      if !isNewLook, let shown, shown.row(y) == canvas.row(y) { continue }
      draw(row: y, of: canvas, theme: theme)
    }
    if let cursor = canvas.cursor {
      curs_set(1)
      wmove(phr_stdscr(), Int32(cursor.y), Int32(cursor.x))
    } else {
      curs_set(0)
    }
    wrefresh(phr_stdscr())
    shown = canvas
  }

  private func draw(row y: Int, of canvas: Canvas, theme: Theme) {
    let window = phr_stdscr()
    for (x, cell) in canvas.row(y).enumerated() where cell.width > 0 {
      var scalars = CursesKeys.wide(cell.text, columns: Int(cell.width))
      let style = curses(cell.role, theme: theme)
      var character = cchar_t()
      setcchar(&character, &scalars, style.attributes, Int16(style.pair), nil)
      mvwadd_wch(window, Int32(y), Int32(x), &character)
    }
  }

  private func curses(_ role: Role, theme: Theme) -> (attributes: attr_t, pair: Int32) {
    if let known = styles[role] { return known }
    let style = theme.style(of: role, depth: depth)
    let result = (CursesKeys.attributes(style.attributes), pair(style.foreground, style.background))
    styles[role] = result
    return result
  }

  /// The colour pair of two colours; 0, the terminal's own, when there is no further pair.
  private func pair(_ foreground: Colour, _ background: Colour) -> Int32 {
    guard depth > .mono, foreground != .terminal || background != .terminal else { return 0 }
    if let known = pairs[[foreground, background]] { return known }
    let number = Int32(pairs.count + 1)
    let isMade =
      init_extended_pair(
        number, Self.number(foreground, isForeground: true),
        Self.number(background, isForeground: false)) == OK
    let result = isMade ? number : 0
    pairs[[foreground, background]] = result
    return result
  }

  /// The colour as ncurses counts: −1 is the terminal's own, a direct colour is its 24 bits.
  private static func number(_ colour: Colour, isForeground: Bool) -> Int32 {
    switch colour {
    case .terminal: return -1
    case .palette(let index): return Int32(index)
    case .rgb(let red, let green, let blue):
      let bits = Int32(red) << 16 | Int32(green) << 8 | Int32(blue)
      // Direct-colour terminals keep 0–7 for the palette: nearly black must not become red.
      return bits < 8 ? 0 : bits
    }
  }

  func redraw() {
    clearok(phr_stdscr(), true)
    shown = nil
    shownTheme = nil
  }

  func suspend() {
    endwin()
    CrashGuard.remove()
    let previous = signal(SIGTSTP, SIG_DFL)
    // The whole foreground job stops, as it would by the shell's own Ctrl-Z.
    kill(0, SIGTSTP)
    _ = signal(SIGTSTP, previous)
    CrashGuard.install { number in
      endwin()
      CrashGuard.raiseAgain(number)
    }
    redraw()
    wrefresh(phr_stdscr())
  }

  func close() {
    CrashGuard.remove()
    werase(phr_stdscr())
    wrefresh(phr_stdscr())
    endwin()
    delscreen(handle)
  }
}

/// Translates between ncurses' numbers and our values.
private enum CursesKeys {
  private static let named: [Int32: SpecialKey] = [
    KEY_UP: .up, KEY_DOWN: .down, KEY_LEFT: .left, KEY_RIGHT: .right, KEY_HOME: .home,
    KEY_END: .end, KEY_PPAGE: .pageUp, KEY_NPAGE: .pageDown, KEY_IC: .insert, KEY_DC: .delete,
    KEY_BACKSPACE: .backspace, KEY_ENTER: .enter, KEY_BTAB: .backTab, KEY_A1: .home,
    KEY_A3: .pageUp, KEY_C1: .end, KEY_C3: .pageDown, KEY_FIND: .home, KEY_SELECT: .end,
  ]

  /// The key of a KEY_ code, or `nil` for one the program has no use for.
  static func special(_ code: Int32) -> Key? {
    if let key = named[code] { return .special(key) }
    let function = Int(code - KEY_F0)
    return (1...24).contains(function) ? .function(function) : nil
  }

  /// The key of a character code, or `nil` for NUL and what is no scalar.
  static func character(_ code: wint_t) -> Key? {
    switch code {
    case 0x0D, 0x0A: return .enter
    case 0x09: return .tab
    case 0x1B: return .escape
    case 0x7F, 0x08: return .special(.backspace)
    case 0x01...0x1A:
      return Unicode.Scalar(code + 0x60).map { .control(Character($0)) }
    case 0x00...0x1F: return nil
    default: return Unicode.Scalar(code).map { .character(Character($0)) }
    }
  }

  /// A cell's text for setcchar(3).
  ///
  /// Where glibc does not know the character or gives it another width, ncurses would shift the
  /// row: a replacement of the right width stands there instead.
  static func wide(_ text: String, columns: Int) -> [wchar_t] {
    var result = text.unicodeScalars.map { wchar_t($0.value) }
    result = result.prefix(1) + result.dropFirst().filter { wcwidth($0) == 0 }
    if let base = result.first, base >= 0x80, wcwidth(base) != Int32(columns) {
      result = [columns == 2 ? 0x3013 : 0xFFFD]
    }
    result.append(0)
    return result
  }

  static func attributes(_ attributes: TextAttributes) -> attr_t {
    var result: attr_t = 0
    if attributes.contains(.bold) { result |= phr_attribute_bold() }
    if attributes.contains(.dim) { result |= phr_attribute_dim() }
    if attributes.contains(.italic) { result |= phr_attribute_italic() }
    if attributes.contains(.underline) { result |= phr_attribute_underline() }
    if attributes.contains(.reverse) { result |= phr_attribute_reverse() }
    return result
  }
}
