import Glibc

/// Asks on the terminal of the process, never on stdin or stdout, so that pipes stay clean.
struct TerminalPrompter: Prompter {
  private let path = "/dev/tty"

  /// The prompter, or `nil` if the process has no terminal.
  init?() {
    let descriptor = open(path, O_RDWR | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    close(descriptor)
  }

  func ask(_ question: String, secret: Bool) throws -> String? {
    let descriptor = open(path, O_RDWR | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    _ = write(descriptor, Array(question.utf8))
    return secret ? hidden(descriptor) { readLine(from: descriptor) } : readLine(from: descriptor)
  }

  /// Switches the echo off while the body runs; see termios(3).
  private func hidden(_ descriptor: Int32, _ body: () -> String?) -> String? {
    var settings = termios()
    guard tcgetattr(descriptor, &settings) == 0 else { return body() }
    var silent = settings
    silent.c_lflag &= ~tcflag_t(ECHO)
    tcsetattr(descriptor, TCSAFLUSH, &silent)
    defer {
      tcsetattr(descriptor, TCSAFLUSH, &settings)
      _ = write(descriptor, Array("\n".utf8))
    }
    return body()
  }

  private func readLine(from descriptor: Int32) -> String? {
    var line: [UInt8] = []
    var byte: UInt8 = 0
    while true {
      let count = read(descriptor, &byte, 1)
      if count < 0 && errno == EINTR { continue }
      guard count == 1 else { return line.isEmpty ? nil : String(decoding: line, as: UTF8.self) }
      if byte == 0x0A { return String(decoding: line, as: UTF8.self) }
      line.append(byte)
    }
  }

  private func write(_ descriptor: Int32, _ bytes: [UInt8]) -> Int {
    Glibc.write(descriptor, bytes, bytes.count)
  }
}
