/// Puts records together as a medication notebook, for writing.
///
/// Fields as received stay behind for others: newly made lines say only what the records say. The
/// holder's own copy may keep them, so that a notebook leaves as it came; what the holder has
/// corrected since is made anew in it.
public struct NotebookBuilder {
  /// What stands in an episode: its lines in the order in which they came, remarks, and what the
  /// source held for the whole.
  public typealias Contents = (lines: [Record], notes: [EpisodeNote], raw: [RawField])

  /// What makes lines one dispensing.
  private enum Key: Hashable {
    case episode(EpisodeID)
    /// The day and the institution, for lines without an episode.
    case place(String)
  }

  private let person: Profile
  private let style: JahisWriter.Style
  private var records: [RecordBody] = []
  private var order: [Key] = []
  private var known: Set<Key> = []
  /// Lines without an episode; all others are read again when their dispensing is written.
  private var loose: [Key: [Record]] = [:]

  /// A builder for a person, with as much of the profile as shall be written.
  public init(person: Profile, style: JahisWriter.Style = .standard) {
    self.person = style == .asReceived ? person : person.withoutRaw
    self.style = style
  }

  /// The kinds that a notebook has a place for.
  public static let kinds: Set<Kind> = [.medication, .allergy, .condition, .notice]

  /// Takes in a record; withdrawn ones and notices that are no memos leave no trace.
  public mutating func add(_ record: Record) {
    guard !isLine(record) else { return addLine(record) }
    guard record.status != .withdrawn else { return }
    switch record.body.content {
    case .medication, .allergy, .condition: records.append(body(of: record))
    case .notice(let notice) where notice.category == .memo: records.append(body(of: record))
    default: break
    }
  }

  /// Adds a remark of one's own.
  public mutating func add(memo: RecordBody) { records.append(memo) }

  /// The notebook without its dispensings.
  public var head: JahisNotebook { JahisNotebook(person: person, records: records) }

  /// Hands over the dispensings one after another, the newest first as the standard orders them, or
  /// as they came.
  ///
  /// `contents` gives what stands in an episode; so no more than one of them is in memory.
  public func forEachDispensing(
    contents: (EpisodeID) throws -> Contents,
    _ body: (JahisNotebook.Dispensing) throws -> Void
  ) rethrows {
    for key in order {
      var found: Contents = (loose[key] ?? [], [], [])
      if case .episode(let id) = key { found = try contents(id) }
      var lines = found.lines.filter(isLine)
      if style == .standard { lines.sort(by: Self.lineOrder) }
      try body(
        JahisNotebook.Dispensing(
          lines: lines.map(self.body), notes: found.notes,
          raw: style == .asReceived ? found.raw : []))
    }
  }

  /// The whole notebook.
  public func notebook(contents: (EpisodeID) throws -> Contents) rethrows -> JahisNotebook {
    var notebook = head
    try forEachDispensing(contents: contents) { notebook.dispensings.append($0) }
    return notebook
  }

  private func body(of record: Record) -> RecordBody {
    let isAsReceived = style == .asReceived && record.provenance.format == "jahis"
    return isAsReceived ? record.body : record.body.withoutRaw
  }

  /// Whether it is a drug line of a dispensing.
  private func isLine(_ record: Record) -> Bool {
    guard record.status != .withdrawn, let line = record.body.medication else { return false }
    return line.origin != .selfReported
  }

  private mutating func addLine(_ record: Record) {
    let key = record.episode.map { Key.episode($0) } ?? .place(Self.place(of: record))
    if known.insert(key).inserted { order.append(key) }
    if case .place = key { loose[key, default: []].append(record) }
  }

  private static func place(of record: Record) -> String {
    let name = record.body.facilities.first { $0.role == .dispenser }?.name ?? ""
    return "\(record.body.date?.description ?? "")\u{1F}\(name)"
  }

  private static func lineOrder(_ left: Record, _ right: Record) -> Bool {
    guard let line = left.body.medication, let other = right.body.medication else { return false }
    return (line.rpNumber ?? .max, line.orderInRP ?? .max, left.body.title, left.id)
      < (other.rpNumber ?? .max, other.orderInRP ?? .max, right.body.title, right.id)
  }
}

extension Profile {
  /// The profile without fields as received.
  fileprivate var withoutRaw: Profile {
    var profile = self
    profile.raw = []
    return profile
  }
}

extension RecordBody {
  /// The body without fields as received.
  fileprivate var withoutRaw: RecordBody {
    var body = self
    body.raw = []
    return body
  }
}
