import Glibc

/// The reader of a pipe has gone away: the program ends quietly.
struct BrokenPipe: Error {}

/// Where a command writes: data to stdout, talk to stderr; tests keep both in memory.
final class Output {
  /// Where bytes go.
  enum Target {
    case descriptor(Int32)
    case memory
  }

  private let target: Target
  private var buffer: [UInt8] = []
  /// What was written, for a target in memory.
  var text: String { String(decoding: buffer, as: UTF8.self) }

  /// Writes to a descriptor or into memory.
  init(_ target: Target) {
    self.target = target
  }

  /// Opens what is closed of stdin, stdout and stderr, so that no file of ours is given one of their
  /// numbers and then written to by mistake; the other way round, so that using it is still an error.
  static func occupyClosedDescriptors() {
    for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 {
      // open(2) gives the lowest number that is free.
      _ = open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY)
    }
  }

  /// Whether a shell has led it into a file.
  var isFile: Bool {
    guard case .descriptor(let descriptor) = target else { return false }
    var status = stat()
    return fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  /// The columns of the terminal at its end; `nil` where other programs read.
  ///
  /// The C function is `ioctl` with `TIOCGWINSZ`.
  var columns: Int? {
    guard case .descriptor(let descriptor) = target else { return nil }
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }

  /// Writes a line.
  func line(_ text: String = "") throws {
    try write(text + "\n")
  }

  /// Writes a line for a person; names of files and words from the command line may stand in it,
  /// and a terminal obeys none of them.
  func talk(_ text: String) throws {
    try line(TextWidth.safe(text))
  }

  /// Writes text; whole blocks reach a descriptor at once.
  func write(_ text: String) throws {
    try write(bytes: text.utf8)
  }

  /// Writes bytes.
  func write(bytes: some Collection<UInt8>) throws {
    buffer.append(contentsOf: bytes)
    if case .descriptor = target, buffer.count >= 1 << 16 { try flush() }
  }

  /// Hands everything to the descriptor.
  func flush() throws {
    guard case .descriptor(let descriptor) = target else { return }
    var written = 0
    defer { buffer.removeAll(keepingCapacity: true) }
    while written < buffer.count {
      let count = buffer.withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress?.advanced(by: written), $0.count - written)
      }
      if count >= 0 {
        written += count
      } else if errno == EPIPE {
        throw BrokenPipe()
      } else if errno != EINTR && errno != EAGAIN {
        throw CommandFailure.cannotWriteOutput(errno: errno)
      }
    }
  }
}
