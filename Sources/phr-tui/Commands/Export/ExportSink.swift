import Foundation
import Glibc
import PHRModel

/// Where an export goes: stdout, or a new file that only its owner may read.
///
/// A file is written beside its place under another name and appears there when it is whole, so
/// that nobody ever finds half of it; an existing one stays unless `--force` was given.
final class ExportSink {
  static let options = [
    OptionSpec("--out", "FILE", Text(ja: "書き出すファイル（既定: 標準出力）", en: "the file (default: stdout)")),
    OptionSpec("--force", Text(ja: "既にあるファイルを置き換える", en: "replace an existing file")),
  ]
  static let sealing = OptionSpec(
    "--encrypt", Text(ja: "一度きりの合言葉で封をする", en: "seal it with a one-time passcode"))

  /// The file, or `nil` for stdout.
  let path: String?
  private let output: Output
  private let tell: (Text) throws -> Void
  private let replacing: Bool
  private let temporary: String
  private var descriptor: Int32 = -1
  private var buffer: [UInt8] = []
  /// Bytes that are sealed at the end; `nil` if nothing is sealed.
  private var plain: Data?

  /// A sink as the command line asks for it, or for a file that the command names itself.
  init(_ context: CommandContext, path: String? = nil, allowsSealing: Bool = true) throws {
    output = context.output
    tell = { try context.tellForSure($0) }
    self.path = path ?? context.invocation.value("--out").flatMap { $0 == "-" ? nil : $0 }
    replacing = context.invocation.has("--force")
    plain = allowsSealing && context.invocation.has("--encrypt") ? Data() : nil
    let name = HexText.of(RandomBytes.array(count: 8))
    temporary = (self.path ?? "") + ".part-" + name
    guard let file = self.path else { return }
    if !replacing, access(file, F_OK) == 0 { throw CommandFailure.alreadyExists(file: file) }
    descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw CommandFailure.cannotWrite(file: file, errno: errno) }
  }

  /// A sink for a file that a person has named on the screen; what is written is not sealed.
  ///
  /// - Throws: `CommandFailure.alreadyExists`, `.cannotWrite`.
  init(file: String, replacing: Bool) throws {
    output = Output(.memory)
    tell = { _ in }
    path = file
    self.replacing = replacing
    temporary = file + ".part-" + HexText.of(RandomBytes.array(count: 8))
    if !replacing, access(file, F_OK) == 0 { throw CommandFailure.alreadyExists(file: file) }
    descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw CommandFailure.cannotWrite(file: file, errno: errno) }
  }

  /// A sink that hands everything on as it is: for previews.
  init(into output: Output) {
    self.output = output
    tell = { _ in }
    path = nil
    replacing = false
    temporary = ""
  }

  /// Refuses files that exist, before the first of several is written.
  static func refuseExisting(_ paths: [String], _ context: CommandContext) throws {
    guard !context.invocation.has("--force") else { return }
    for path in paths where access(path, F_OK) == 0 {
      throw CommandFailure.alreadyExists(file: path)
    }
  }

  deinit {
    // Only a file that was not finished is still open.
    if descriptor >= 0 {
      close(descriptor)
      unlink(temporary)
    }
  }

  /// Writes text.
  func write(_ text: String) throws { try write(bytes: text.utf8) }

  /// Writes a value on a line of its own.
  func writeLine(_ value: JSONValue) throws { try write(bytes: value.serializedBytes() + [0x0A]) }

  /// Writes bytes.
  func write(bytes: some Collection<UInt8>) throws {
    if plain != nil {
      plain?.append(contentsOf: bytes)
    } else {
      try put(bytes)
    }
  }

  /// Seals if asked to, and lets the file appear.
  ///
  /// `type` is the media type of what is sealed.
  func finish(type: String) throws {
    if let plain {
      let code = Passcode.random()
      try put(Array(try JWE.seal(plain, passcode: code, type: type)) + [0x0A])
      for line in ExportWords.passcode(code) { try tell(line) }
    }
    guard let path else { return }
    try flush()
    guard fsync(descriptor) == 0 else { throw failure }
    close(descriptor)
    descriptor = -1
    // link(2) never replaces; rename(2) does, in one step.
    let done = replacing ? rename(temporary, path) : link(temporary, path)
    let reason = errno
    if !replacing || done != 0 { unlink(temporary) }
    guard done != 0 else { return }
    if reason == EEXIST { throw CommandFailure.alreadyExists(file: path) }
    throw CommandFailure.cannotWrite(file: path, errno: reason)
  }

  private func put(_ bytes: some Collection<UInt8>) throws {
    guard path != nil else { return try output.write(bytes: bytes) }
    buffer.append(contentsOf: bytes)
    if buffer.count >= 1 << 16 { try flush() }
  }

  private func flush() throws {
    var written = 0
    while written < buffer.count {
      let count = buffer.withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress?.advanced(by: written), $0.count - written)
      }
      if count < 0, errno != EINTR { throw failure }
      written += max(0, count)
    }
    buffer.removeAll(keepingCapacity: true)
  }

  private var failure: CommandFailure { .cannotWrite(file: path ?? "-", errno: errno) }
}
