/// Builds the facts that decisions need from records.
///
/// It remembers the folded form of every name it has met: a vault names few institutions, many
/// times. Pure: the same records give the same facts.
public struct RecordFactsBuilder {
  private var folded: [String: String] = [:]

  /// A builder that has met no name yet.
  public init() {}

  /// The facts of all records given.
  ///
  /// - Parameters:
  ///   - records: any versions in any order; of one id the highest version is the current one.
  ///     All versions and twins that shall share a decision must be among them.
  ///   - aliases: further names of records at their portals (a report's single results), for
  ///     notices that are about them.
  /// - Returns: one entry for each id, in the order of their first appearance.
  public mutating func facts(
    of records: [Record], aliases: [UpstreamReference: RecordID] = [:]
  ) -> [RecordFacts] {
    let groups = TwinGroups(records)
    let plain = groups.current.indices.map { facts(ofSlot: $0, in: groups) }
    guard records.contains(where: \.isAboutOthers) else { return plain }
    let targets = NoticeTargets(groups, facts: plain, aliases: aliases)
    return groups.current.indices.map { targets.resolved($0) }
  }

  /// The facts of one version of a record.
  public mutating func version(of record: Record) -> RecordFacts.Version {
    version(of: record.body, id: record.id, episode: record.episode, tags: record.tags)
  }

  /// The facts of what a version says, for a record of that name.
  public mutating func version(
    of body: RecordBody, id: RecordID, episode: EpisodeID?, tags: [String]
  ) -> RecordFacts.Version {
    RecordFacts.Version(
      id: id, kind: body.kind, days: body.consentDays, episode: episode,
      facilities: body.facilities.map { key(of: $0) }, tags: tags.map { fold($0) },
      taking: body.taking)
  }

  private mutating func facts(ofSlot slot: Int, in groups: TwinGroups) -> RecordFacts {
    let record = groups.records[groups.current[slot]]
    var facts = RecordFacts(version(of: record), isReadable: record.isReadable)
    for position in groups.formerVersions(of: slot) {
      facts.former.append(version(of: groups.records[position]))
    }
    for twin in groups.twins(of: slot) {
      let current = groups.records[groups.current[twin]]
      facts.twins.append(version(of: current))
      facts.former += groups.formerVersions(of: twin).map { version(of: groups.records[$0]) }
      facts.isReadable = facts.isReadable && current.isReadable
    }
    return facts
  }

  private mutating func key(of facility: Facility) -> FacilityKey {
    FacilityKey(
      foldedName: fold(facility.name), code: FacilityKey.digits(of: facility.code))
  }

  private mutating func fold(_ text: String) -> String {
    if let known = folded[text] { return known }
    let name = FoldedText.name(text)
    folded[text] = name
    return name
  }
}

extension Record {
  /// Whether it says anything that can be read.
  fileprivate var isReadable: Bool {
    guard case .notice(let notice) = body.content else { return true }
    return notice.readable
  }

  /// Whether it is a notice about other records.
  fileprivate var isAboutOthers: Bool {
    guard case .notice(let notice) = body.content else { return false }
    return !notice.about.isEmpty
  }
}

extension RecordBody {
  /// Every day that its date may mean; a cost notice goes on to the end of its period.
  var consentDays: ClosedRange<CivilDay>? {
    guard let days = date?.days else { return nil }
    guard case .cost(let cost) = content, let end = cost.periodEnd?.last else { return days }
    return days.lowerBound...max(days.upperBound, end)
  }

  /// For a drug: until when it is taken (issue on consent, "Emergency profile").
  ///
  /// The day of dispensing (or the first day of taking) and the days count from there; the latest
  /// day that an imprecise date may mean is taken.
  var taking: RecordFacts.Taking? {
    guard case .medication(let line) = content else { return nil }
    if let end = line.end?.last { return .overOn(end.adding(days: 1)) }
    guard let first = (line.start ?? date)?.last, let days = line.days, days >= 0, days < 100_000
    else { return .openEnded }
    return .overOn(first.adding(days: days))
  }
}
