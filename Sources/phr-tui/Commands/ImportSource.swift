import Foundation
import PHRModel

/// One thing to import: a file, stdin, or the joined parts of a split notebook.
struct ImportSource {
  /// The name that is shown and kept.
  let name: String
  /// The format, or why there is none: a `RefusedFile`, or `CommandFailure.cannotRead`.
  let format: Result<ImportFormat, any Error>
  /// Hands the bytes to the body, piece by piece.
  let read: ((Data) throws -> Void) throws -> Void

  /// A single JSON or XML document may be this large; line formats stream at any size.
  private static let documentLimit = 64 << 20

  /// The sources that the paths stand for; parts of a split notebook become one.
  ///
  /// A file that cannot be opened is a source without a format, so that the others are taken.
  static func gather(_ paths: [String], format: ImportFormat?) -> [ImportSource] {
    let heads = paths.map { path in Result { try Head(path: path) } }
    // Parts are about one QR symbol each; a head that is not the whole file is no part.
    let joined = JahisSplit.join(
      heads.map { head in (try? head.get()).flatMap { $0.isWhole ? $0.bytes : nil } ?? Data() })
    return joined.map { group in
      if let only = group.sources.first, group.sources.count == 1,
        case .failure(let error) = heads[only]
      {
        return ImportSource(name: paths[only], format: .failure(error)) { _ in }
      }
      let members = group.sources.compactMap { try? heads[$0].get() }
      guard members.count == 1, group.missing.isEmpty, let only = members.first else {
        return split(members, group)
      }
      return single(only, format)
    }
  }

  private static func single(_ head: Head, _ forced: ImportFormat?) -> ImportSource {
    var format = forced.map { Result<ImportFormat, any Error>.success($0) } ?? detect(head)
    if case .success(let found) = format, found != .jahis, found != .myna,
      let size = head.size, size > documentLimit, !head.isLineDelimited
    {
      format = .failure(RefusedFile(problem: ImportProblem(.tooLarge)))
    }
    return ImportSource(name: head.path, format: format) { body in try head.read(body) }
  }

  private static func split(_ members: [Head], _ group: JahisSplit.Joined) -> ImportSource {
    let name = members.map(\.path).joined(separator: " + ")
    guard let bytes = group.bytes else {
      let problem = ImportProblem(
        .partMissing, field: "911 " + group.missing.map(String.init).joined(separator: ","))
      return ImportSource(name: name, format: .failure(RefusedFile(problem: problem))) { _ in }
    }
    return ImportSource(name: name, format: .success(.jahis)) { try $0(bytes) }
  }

  private static func detect(_ head: Head) -> Result<ImportFormat, any Error> {
    switch FormatDetection.detect(head.bytes) {
    case .format(let format): .success(format)
    case .refused(let reason): .failure(RefusedFile(problem: ImportProblem(reason)))
    }
  }
}

/// The first bytes of a file, enough to tell what it is; all bytes of what cannot be read twice.
private struct Head {
  let path: String
  let bytes: Data
  let isWhole: Bool
  private let isStream: Bool
  /// The file's size, if it is known before reading.
  let size: Int?

  init(path: String) throws {
    self.path = path
    let limit = FormatDetection.headSize
    isStream = InputFile.isStream(path)
    guard !isStream else {
      // A pipe cannot be read twice, and a device need not end.
      bytes = try InputFile.readWhole(path, limit: 256 << 20)
      isWhole = true
      size = bytes.count
      return
    }
    let (first, total) = try InputFile.head(of: path, length: limit)
    bytes = first
    size = total
    isWhole = first.count < limit
  }

  /// Whether the first line is a whole JSON value and more lines follow: NDJSON.
  var isLineDelimited: Bool {
    guard let end = bytes.firstIndex(of: 0x0A), end + 1 < bytes.endIndex else { return false }
    return (try? JSONValue(parsing: Data(bytes[..<end]))) != nil
  }

  func read(_ body: (Data) throws -> Void) throws {
    if isStream { return try body(bytes) }
    try InputFile.read(path, body)
  }
}
