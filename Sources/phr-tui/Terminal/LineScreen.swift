import Glibc

/// The screen for `--linear`: says the view in lines and reads typed lines as keys.
///
/// An empty line is Enter. While text is asked for, the line is the text. Otherwise every
/// character is a key, and `:Name` is a named key (`:PgDn`, `:Ctrl-X`, `:Esc`).
final class LineScreen: Screen {
  let size: Size
  private let mailbox: Mailbox
  private var mode = KeyMode.browse
  /// Said before the first view: how lines are read.
  private var introduction: String?
  private var shown: [String] = []
  private var partial: [UInt8] = []
  private var isEchoOff = false

  init(mailbox: Mailbox, introduction: String, width: Int = 80) {
    self.mailbox = mailbox
    self.introduction = introduction
    // No height limit: nothing scrolls away under a cursor.
    size = Size(width: width, height: 40)
  }

  func nextEvents(waitingAtMost milliseconds: Int?) -> [Event] {
    var descriptors = [
      pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
      pollfd(fd: mailbox.wakeDescriptor, events: Int16(POLLIN), revents: 0),
    ]
    let ready = poll(&descriptors, 2, milliseconds.map { Int32(clamping: $0) } ?? -1)
    if ready < 0, errno != EINTR { return [.hangup] }
    var events = mailbox.drain()
    if descriptors[0].revents != 0 { events += readLines() }
    return events
  }

  private func readLines() -> [Event] {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = read(STDIN_FILENO, &buffer, buffer.count)
    guard count > 0 else { return [.hangup] }
    partial += buffer[..<count]
    var events: [Event] = []
    while let end = partial.firstIndex(of: 0x0A) {
      events += Self.events(ofLine: String(decoding: partial[..<end], as: UTF8.self), mode: mode)
      partial.removeSubrange(...end)
    }
    return events
  }

  /// What a typed line means; see the type.
  static func events(ofLine line: String, mode: KeyMode) -> [Event] {
    if line.isEmpty { return [.key(.enter)] }
    if line.hasPrefix(":"), let key = Key(name: String(line.dropFirst())) { return [.key(key)] }
    let typed = line.map { Event.key(.character($0)) }
    return mode == .text ? typed + [.key(.enter)] : typed
  }

  func present(_ view: View, theme: Theme) {
    mode = view.mode
    setEcho(off: view.asksForSecret)
    let lines = LinearText.lines(of: view, width: size.width)
    guard lines != shown else { return }
    shown = lines
    let before = introduction.map { $0 + "\n" } ?? ""
    introduction = nil
    let text = before + "\n" + lines.joined(separator: "\n") + "\n"
    writeAll(Array(text.utf8))
  }

  private func writeAll(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }

  /// A passphrase must not appear on paper or in a scroll-back.
  private func setEcho(off: Bool) {
    guard off != isEchoOff, isatty(STDIN_FILENO) == 1 else { return }
    var attributes = termios()
    guard tcgetattr(STDIN_FILENO, &attributes) == 0 else { return }
    if off { attributes.c_lflag &= ~tcflag_t(ECHO) } else { attributes.c_lflag |= tcflag_t(ECHO) }
    if tcsetattr(STDIN_FILENO, TCSANOW, &attributes) == 0 { isEchoOff = off }
  }

  func redraw() { shown = [] }

  func suspend() {
    kill(0, SIGTSTP)
    redraw()
  }

  func close() { setEcho(off: false) }
}

extension View {
  /// Whether a secret is being typed.
  var asksForSecret: Bool {
    let contents = panes.filter(\.isFocused).map(\.content) + [dialog?.content].compactMap { $0 }
    return contents.contains { content in
      guard case .form(let form) = content else { return false }
      return form.rows.contains { row in
        guard row.isFocused, case .text(let field) = row.control else { return false }
        return field.isSecret && !field.isRevealed
      }
    }
  }
}
