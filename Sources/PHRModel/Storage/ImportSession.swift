public import Foundation

/// Takes one file into a vault: feeds its bytes to a reader, applies what the reader finds, keeps
/// the original.
///
/// Use it inside one transaction: whatever throws takes everything back, so that a file that
/// cannot be read, or that is about somebody else, changes nothing.
public final class ImportSession {
  private let store: RecordStore
  private var reader: any ImportReader
  private let provenance: Provenance
  private let allowsOtherPerson: Bool
  private var report: ImportReport
  private var known: Profile
  private var profile: Profile
  private var occurrences: [Data: Int] = [:]
  private var pieces = OriginalPieces()
  /// Consents wait until every record is here that they may name.
  private var consents: [(resource: JSONValue, position: Int)] = []

  /// Begins an import.
  ///
  /// - Parameters:
  ///   - store: where the records go.
  ///   - format: the file's format.
  ///   - reader: a fresh reader of that format.
  ///   - name: the file's name, kept for the holder only.
  ///   - now: when the file was taken in.
  ///   - samePerson: the holder confirmed that the file is theirs though it looks like another's.
  /// - Throws: `SQLiteError`.
  public init(
    store: RecordStore, format: ImportFormat, reader: any ImportReader, name: String,
    now: Instant, samePerson: Bool
  ) throws {
    self.store = store
    self.reader = reader
    var origin = Provenance(channel: .file, format: format.rawValue, name: name, received: now)
    origin.original = try store.beginOriginal(name: name, format: format.rawValue, received: now)
    provenance = origin
    allowsOtherPerson = samePerson
    report = ImportReport(format: format)
    known = try store.profile()
    profile = known
  }

  /// Takes the next bytes of the file.
  public func consume(_ bytes: Data) throws {
    for piece in pieces.add(bytes) { try keep(piece) }
    try reader.consume(bytes) { try take($0) }
  }

  /// The file ends here; returns what was done.
  public func finish() throws -> ImportReport {
    try reader.finish { try take($0) }
    if let rest = pieces.rest() { try keep(rest) }
    for consent in consents { try take(consent.resource, at: consent.position) }
    guard let temporary = provenance.original else { return report }
    if report.problems.contains(where: { $0.reason == .myNumberMasked }) {
      try store.maskMyNumbers(in: temporary)
    }
    report.original = try store.endOriginal(
      temporary, digest: pieces.digest, size: pieces.size,
      isReferenced: report.recordCount > report.unchanged || !consents.isEmpty)
    try saveProfile()
    return report
  }

  private func keep(_ piece: (number: Int, bytes: Data)) throws {
    guard let original = provenance.original else { return }
    try store.addPiece(piece.bytes, number: piece.number, to: original)
  }

  private func take(_ event: ImportEvent) throws {
    switch event {
    case .person(let person): try check(person)
    case .episode(let episode): try store.apply(episode, source: provenance.episodeSource)
    case .record(let draft): try apply(draft)
    case .consent(let resource, let position): consents.append((resource, position))
    case .keptRaw(let type): report.keptRaw[type, default: 0] += 1
    case .problem(let problem): note(problem)
    }
  }

  private func note(_ problem: ImportProblem) {
    report.problemCount += 1
    if report.problems.count < ImportReport.problemLimit { report.problems.append(problem) }
  }

  private func take(_ consent: JSONValue, at position: Int) throws {
    switch try ConsentIntake(store).take(consent, now: provenance.received)?.outcome {
    case .applied, .takenBack: report.consents += 1
    case .kept(let obstacle):
      report.keptRaw["Consent", default: 0] += 1
      note(
        ImportProblem(
          .consentKept, severity: .warning, line: position, field: obstacle.rawValue))
    case .wouldShow, nil: break
    }
  }

  private func check(_ received: Profile) throws {
    var person = received
    if let born = person.birthDate, born.first > provenance.received.day {
      // Nobody is born in the future: a slip must not become the holder's birth date.
      person.birthDate = nil
      try take(.problem(ImportProblem(.badDate, field: "birthDate")))
    }
    let mismatches = known.mismatches(with: person)
    guard mismatches.isEmpty || allowsOtherPerson else {
      throw StoreError.otherPerson(mismatches)
    }
    profile = profile.filled(from: person)
    if known.isUnidentified { known = profile }
  }

  private func apply(_ draft: RecordDraft) throws {
    var occurrence = 0
    if draft.sourceKey == nil {
      let digest = try store.digest(of: draft.body)
      occurrence = occurrences[digest, default: 0]
      occurrences[digest] = occurrence + 1
    }
    let applied = try store.apply(
      draft, provenance: provenance, occurrence: occurrence, recorded: provenance.received)
    switch applied {
    case .new(let id):
      report.new[draft.body.kind, default: 0] += 1
      if try store.isTwin(id) { report.twins += 1 }
    case .changed: report.changed += 1
    case .withdrawn: report.withdrawn += 1
    case .unchanged: report.unchanged += 1
    }
  }

  private func saveProfile() throws {
    let before = try store.profile()
    guard profile != before else { return }
    report.filledProfile = before.isUnidentified && !profile.isUnidentified
    try store.setProfile(
      profile, origin: report.format.rawValue, recorded: provenance.received)
  }
}

/// Cuts a stream into pieces of one size, counts and digests it.
private struct OriginalPieces {
  private static let length = 1 << 20
  private var buffer = Data()
  private var number = 0
  private var digests: [UInt8] = []
  private(set) var size: Int64 = 0

  /// The digest of the whole: of the digests of its pieces, so that no piece is read twice.
  var digest: Data { Data(SHA256.hash(digests)) }

  mutating func add(_ bytes: Data) -> [(number: Int, bytes: Data)] {
    buffer += bytes
    var full: [(number: Int, bytes: Data)] = []
    while buffer.count >= Self.length {
      full.append(cut(Data(buffer.prefix(Self.length))))
      buffer = Data(buffer.dropFirst(Self.length))
    }
    return full
  }

  mutating func rest() -> (number: Int, bytes: Data)? {
    guard !buffer.isEmpty || number == 0 else { return nil }
    defer { buffer = Data() }
    return cut(buffer)
  }

  private mutating func cut(_ piece: Data) -> (number: Int, bytes: Data) {
    digests += piece.withUnsafeBytes { SHA256.hash($0) }
    size += Int64(piece.count)
    number += 1
    return (number, piece)
  }
}
