/// The records of a vault with their versions, and which of them are one event.
struct TwinGroups {
  /// Every id, in the order of first appearance.
  private(set) var ids: [RecordID] = []
  private var versions: [RecordID: [Record]] = [:]
  private var leader: [RecordID: RecordID] = [:]
  private var members: [RecordID: [RecordID]] = [:]

  /// Sorts versions, the current one first, and joins twins, however one-sided they are given.
  init(_ records: [Record]) {
    for record in records {
      if versions[record.id] == nil { ids.append(record.id) }
      versions[record.id, default: []].append(record)
    }
    for (id, all) in versions where all.count > 1 {
      versions[id] = all.sorted { $0.version > $1.version }
    }
    for record in records {
      for twin in record.twins where versions[twin] != nil { join(record.id, twin) }
    }
    for id in ids where leader[id] != nil { members[root(of: id), default: []].append(id) }
  }

  /// All versions of a record, the current one first; never empty for a known id.
  func versions(of id: RecordID) -> [Record] { versions[id] ?? [] }

  /// The twins of a record, each with all its versions.
  func twins(of id: RecordID) -> [[Record]] {
    guard let all = members[root(of: id)] else { return [] }
    return all.filter { $0 != id }.map { versions(of: $0) }
  }

  private func root(of id: RecordID) -> RecordID {
    var id = id
    while let next = leader[id], next != id { id = next }
    return id
  }

  private mutating func join(_ left: RecordID, _ right: RecordID) {
    let (first, second) = (root(of: left), root(of: right))
    leader[first] = first
    leader[second] = first
  }
}

/// Finds what notices are about.
struct NoticeTargets {
  let groups: TwinGroups
  let upstream: [UpstreamReference: RecordID]
  let facts: [RecordID: RecordFacts]

  /// The facts with the records that the notice, in any version and twin, is about.
  ///
  /// A notice that is about itself, by however many steps, is about something unknown.
  func resolved(_ facts: RecordFacts) -> RecordFacts { resolved(facts, within: [facts.id]) }

  private func resolved(_ facts: RecordFacts, within path: Set<RecordID>) -> RecordFacts {
    let names = references(from: facts.id)
    guard !names.isEmpty else { return facts }
    var facts = facts
    for name in names {
      guard let target = upstream[name], !path.contains(target), let known = self.facts[target]
      else {
        facts.aboutIsKnown = false
        continue
      }
      facts.about.append(resolved(known, within: path.union([target])))
    }
    return facts
  }

  private func references(from id: RecordID) -> [UpstreamReference] {
    var names: [UpstreamReference] = []
    for record in [groups.versions(of: id)] + groups.twins(of: id) {
      for version in record {
        guard case .notice(let notice) = version.body.content else { continue }
        for var name in notice.about {
          name.base = name.base ?? version.provenance.upstream?.base
          if !names.contains(name) { names.append(name) }
        }
      }
    }
    return names
  }
}
