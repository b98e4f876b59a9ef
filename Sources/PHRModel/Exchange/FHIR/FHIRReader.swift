public import Foundation

/// Reads FHIR R4: a Bundle of any type, a single resource, or NDJSON with a resource per line.
///
/// A document is read whole and declined above 64 MiB; NDJSON is read run by run, so that it may
/// have any size. Within one run resources find each other by their references.
public struct FHIRReader: ImportReader {
  private enum Mode {
    case undecided, document, lines, refused
  }

  private var mode = Mode.undecided
  private var buffer: [UInt8] = []
  /// How much of the buffer was already searched for line ends.
  private var searched = 0
  /// Whether anything but white space has come.
  private var sawSolid = false
  /// End of the first line that is not blank, and whether it is a whole value.
  private var known: (end: Int, isWhole: Bool)?
  private var line = 0
  private var runBytes = 0
  private var batch: FHIRBatch
  private var persons = FHIRPersonFilter()

  /// A reader for the bytes of one file.
  /// - Parameter base: The server's base URL, if the bytes come from one.
  public init(base: String? = nil) {
    batch = FHIRBatch(base: base)
  }

  /// Takes the next bytes of the file.
  public mutating func consume(
    _ bytes: Data, into sink: (ImportEvent) throws -> Void
  ) throws {
    guard mode != .refused else { return }
    buffer.append(contentsOf: bytes)
    if mode == .undecided { decide(atEnd: false) }
    if mode == .lines { try readLines(atEnd: false, into: sink) }
    if buffer.count > JSONLimits.document.bytes {
      mode = .refused
      buffer = []
      try sink(.problem(ImportProblem(.tooLarge, line: line == 0 ? nil : line + 1)))
    }
  }

  /// The file ends here.
  public mutating func finish(into sink: (ImportEvent) throws -> Void) throws {
    if mode == .undecided { decide(atEnd: true) }
    switch mode {
    case .refused: return
    case .lines: try readLines(atEnd: true, into: sink)
    case .undecided, .document: try readDocument(into: sink)
    }
    try flush(into: sink)
    buffer = []
  }

  /// Lines, if there are several and the first one is a whole value, or a broken one that
  /// another resource follows.
  private mutating func decide(atEnd: Bool) {
    guard let first = firstLine(atEnd: atEnd) else { return }
    let opening = Array("{\"resourceType\"".utf8)
    let second = buffer[first.end...].drop(while: Self.isSpace).prefix(opening.count)
    guard atEnd || second.count == opening.count else { return }
    let open = buffer[..<first.end].lastSolid.map { Array("[{,:".utf8).contains($0) } ?? true
    let isLines = !second.isEmpty && (first.isWhole || (second.elementsEqual(opening) && !open))
    mode = isLines ? .lines : .document
    searched = 0
  }

  /// The first line that is not blank, once its end has come; its parsing is done only once.
  private mutating func firstLine(atEnd: Bool) -> (end: Int, isWhole: Bool)? {
    if let known { return known }
    let newline = UInt8(ascii: "\n")
    while let end = buffer[searched...].firstIndex(of: newline) ?? (atEnd ? buffer.count : nil) {
      sawSolid = sawSolid || !buffer[searched..<end].isBlank
      searched = min(end + 1, buffer.count)
      guard !sawSolid, end < buffer.count else {
        let isWhole = (try? JSONValue(parsing: buffer[..<end])) != nil
        known = (end, isWhole)
        return known
      }
    }
    sawSolid = sawSolid || !buffer[searched...].isBlank
    searched = buffer.count
    return nil
  }

  private mutating func readDocument(into sink: (ImportEvent) throws -> Void) throws {
    guard !buffer[...].isBlank else { return try sink(.problem(ImportProblem(.emptyFile))) }
    let document: JSONValue
    do {
      document = try JSONValue(parsing: buffer[...])
    } catch {
      return try sink(.problem(Self.problem(error, line: error.line)))
    }
    guard document["resourceType"] != nil || document[0]?["resourceType"] != nil else {
      return try sink(.problem(ImportProblem(.unknownFormat)))
    }
    batch.add(document)
  }

  private mutating func readLines(
    atEnd: Bool, into sink: (ImportEvent) throws -> Void
  ) throws {
    var start = 0
    while let end = buffer[max(start, searched)...].firstIndex(of: UInt8(ascii: "\n")) {
      try readLine(buffer[start..<end], into: sink)
      start = end + 1
      searched = start
    }
    if atEnd, start < buffer.count { try readLine(buffer[start...], into: sink) }
    buffer.removeSubrange(..<(atEnd ? buffer.count : start))
    searched = buffer.count
  }

  private mutating func readLine(
    _ bytes: ArraySlice<UInt8>, into sink: (ImportEvent) throws -> Void
  ) throws {
    line += 1
    guard !bytes.isBlank else { return }
    let document: JSONValue
    do {
      document = try JSONValue(parsing: bytes)
    } catch {
      return try sink(.problem(Self.problem(error, line: line)))
    }
    batch.add(document, line: line)
    runBytes += bytes.count
    if runBytes > Self.runLimit { try flush(into: sink) }
  }

  /// Maps the resources of the run and hands on what they became.
  private mutating func flush(into sink: (ImportEvent) throws -> Void) throws {
    let events = batch.asides + persons.events(for: FHIRMapping.drafts(in: batch.context))
    for event in events {
      guard case .problem(let problem) = event else {
        try sink(event)
        continue
      }
      try sink(.problem(problem.inDocument(mode != .lines)))
    }
    batch.startAgain()
    runBytes = 0
  }

  fileprivate static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }

  /// Bytes of NDJSON that are mapped together.
  private static let runLimit = 8 << 20

  private static func problem(_ error: JSONError, line: Int) -> ImportProblem {
    let reason: ImportProblem.Reason =
      switch error.reason {
      case .tooDeep: .tooDeep
      case .tooLarge: .tooLarge
      case .invalidUTF8: .undecodable
      default: .malformed
      }
    return ImportProblem(reason, line: line, field: "column \(error.column)")
  }
}

extension ArraySlice<UInt8> {
  /// Whether there is nothing but white space.
  fileprivate var isBlank: Bool { lastSolid == nil }

  /// The last byte that is no white space.
  fileprivate var lastSolid: UInt8? {
    last { !FHIRReader.isSpace($0) }
  }
}
