/// Puts records together as a medication notebook, for writing.
///
/// Fields as received stay behind for others: newly made lines say only what the records say. The
/// holder's own copy may keep them, so that a notebook leaves as it came; what the holder has
/// corrected since is made anew in it.
public struct NotebookBuilder {
  /// What stands in an episode besides its lines.
  public typealias Shared = (notes: [EpisodeNote], raw: [RawField])

  private struct Dispensing {
    let episode: EpisodeID?
    var records: [Record]
  }

  private let person: Profile
  private let style: JahisWriter.Style
  private var records: [RecordBody] = []
  private var order: [String] = []
  private var dispensings: [String: Dispensing] = [:]

  /// A builder for a person, with as much of the profile as shall be written.
  public init(person: Profile, style: JahisWriter.Style = .standard) {
    self.person = style == .asReceived ? person : person.withoutRaw
    self.style = style
  }

  /// The kinds that a notebook has a place for.
  public static let kinds: Set<Kind> = [.medication, .allergy, .condition, .notice]

  /// Takes in a record; withdrawn ones and notices that are no memos leave no trace.
  public mutating func add(_ record: Record) {
    guard record.status != .withdrawn else { return }
    switch record.body.content {
    case .medication(let line) where line.origin != .selfReported: addLine(record)
    case .medication, .allergy, .condition: records.append(body(of: record))
    case .notice(let notice) where notice.category == .memo: records.append(body(of: record))
    default: break
    }
  }

  /// The notebook: the newest dispensing first as the standard orders them, or as it came.
  ///
  /// `shared` gives the remarks on a dispensing.
  public func notebook(
    shared: (EpisodeID) throws -> Shared
  ) rethrows -> JahisNotebook {
    let written = try order.compactMap { key -> JahisNotebook.Dispensing? in
      guard let found = dispensings[key] else { return nil }
      let lines = style == .standard ? found.records.sorted(by: Self.lineOrder) : found.records
      let rest: Shared = try found.episode.map(shared) ?? ([], [])
      return JahisNotebook.Dispensing(
        lines: lines.map(body), notes: rest.notes, raw: style == .asReceived ? rest.raw : [])
    }
    return JahisNotebook(person: person, records: records, dispensings: written)
  }

  private func body(of record: Record) -> RecordBody {
    let isAsReceived = style == .asReceived && record.provenance.format == "jahis"
    return isAsReceived ? record.body : record.body.withoutRaw
  }

  private mutating func addLine(_ record: Record) {
    let place = record.body.facilities.first { $0.role == .dispenser }?.name ?? ""
    let day = record.body.date?.description ?? ""
    let key = record.episode?.text ?? "\(day)\u{1F}\(place)"
    if dispensings[key] == nil { order.append(key) }
    dispensings[key, default: Dispensing(episode: record.episode, records: [])]
      .records.append(record)
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
