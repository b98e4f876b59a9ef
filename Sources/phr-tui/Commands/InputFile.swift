import Foundation
import Glibc

/// Reads files piece by piece; the only place of the commands that opens files for reading.
enum InputFile {
  /// Bytes that are read at once.
  static let pieceLength = 1 << 20

  /// Whether the path is stdin, a pipe (also of `<(command)`), a socket or a device.
  static func isStream(_ path: String) -> Bool {
    if path == "-" { return true }
    var status = stat()
    guard stat(path, &status) == 0 else { return false }
    return ![S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT)
  }

  /// Hands the bytes of a file to the body, piece by piece; `-` is stdin.
  static func read(_ path: String, _ body: (Data) throws -> Void) throws {
    let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw CommandFailure.cannotRead(file: path, errno: errno) }
    defer { if path != "-" { close(descriptor) } }
    while let piece = try nextPiece(of: descriptor, name: path) { try body(piece) }
  }

  /// The first bytes of a file and its size, if the file has one.
  static func head(of path: String, length: Int) throws -> (bytes: Data, size: Int?) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw CommandFailure.cannotRead(file: path, errno: errno) }
    defer { close(descriptor) }
    var status = stat()
    let hasSize = fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    var bytes = Data()
    while bytes.count < length, let piece = try nextPiece(of: descriptor, name: path) {
      bytes += piece
    }
    return (Data(bytes.prefix(length)), hasSize ? Int(status.st_size) : nil)
  }

  /// A small file in one; longer ones are refused.
  static func readWhole(_ path: String, limit: Int) throws -> Data {
    var whole = Data()
    try read(path) { piece in
      whole += piece
      guard whole.count <= limit else {
        throw CommandFailure.cannotRead(file: path, errno: EFBIG)
      }
    }
    return whole
  }

  /// Everything that a descriptor of the caller still holds; longer input is refused.
  static func readWhole(descriptor: Int32, limit: Int) throws -> Data {
    var whole = Data()
    while let piece = try nextPiece(of: descriptor, name: "fd \(descriptor)") {
      whole += piece
      guard whole.count <= limit else {
        throw CommandFailure.cannotRead(file: "fd \(descriptor)", errno: EFBIG)
      }
    }
    return whole
  }

  private static func nextPiece(of descriptor: Int32, name: String) throws -> Data? {
    var buffer = Data(count: pieceLength)
    while true {
      let count = buffer.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw CommandFailure.cannotRead(file: name, errno: errno) }
      return count == 0 ? nil : buffer.prefix(count)
    }
  }
}
