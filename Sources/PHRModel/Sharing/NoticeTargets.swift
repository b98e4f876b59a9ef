/// Finds what notices are about.
struct NoticeTargets {
  private let groups: TwinGroups
  private let facts: [RecordFacts]
  private let upstream: [UpstreamReference: RecordID]

  /// The targets among records with those facts, slot by slot.
  ///
  /// `aliases` are further names of records at their portals.
  init(
    _ groups: TwinGroups, facts: [RecordFacts], aliases: [UpstreamReference: RecordID]
  ) {
    self.groups = groups
    self.facts = facts
    var upstream = aliases
    for record in groups.records {
      if let name = record.provenance.upstream { upstream[name] = record.id }
    }
    self.upstream = upstream
  }

  /// The facts of a slot with the records that the notice, in any version and twin, is about.
  ///
  /// A notice that is about itself, by however many steps, is about something unknown.
  func resolved(_ slot: Int) -> RecordFacts { resolved(slot, within: [slot]) }

  private func resolved(_ slot: Int, within path: Set<Int>) -> RecordFacts {
    var facts = facts[slot]
    for name in references(from: slot) {
      guard let target = upstream[name].flatMap({ groups.slot(of: $0) }), !path.contains(target)
      else {
        facts.aboutIsKnown = false
        continue
      }
      facts.about.append(resolved(target, within: path.union([target])))
    }
    return facts
  }

  private func references(from slot: Int) -> [UpstreamReference] {
    var names: [UpstreamReference] = []
    for version in groups.allVersions(of: slot).map({ groups.records[$0] }) {
      guard case .notice(let notice) = version.body.content else { continue }
      for var name in notice.about {
        name.base = name.base ?? version.provenance.upstream?.base
        if !names.contains(name) { names.append(name) }
      }
    }
    return names
  }
}
