/// Keeps the records of one person and reports those of others.
///
/// The person of a file is the first Patient that a record refers to; if none is referred to, the
/// first Patient there is. Nothing of anybody else gets through: a mixed-up file must not mix up
/// two people's health data.
struct FHIRPersonFilter {
  private var holder: FHIRSubject?
  /// The holder's names, folded, to compare with resources that only carry a name.
  private var names: Set<String> = []
  private var said: [Profile] = []

  /// The events for what a batch became: persons first, then records in their order.
  mutating func events(for batch: [FHIRMapped]) -> [ImportEvent] {
    if holder == nil { holder = Self.chooseHolder(batch) }
    var persons: [ImportEvent] = []
    for mapped in batch { persons += personEvents(mapped) }
    return persons + batch.flatMap { recordEvents($0) }
  }

  private static func chooseHolder(_ batch: [FHIRMapped]) -> FHIRSubject? {
    let patients = batch.filter(\.isPerson).map(\.subject)
    let subjects = batch.filter(\.isRecord).map(\.subject)
    func first(_ candidates: [FHIRSubject], _ matches: (FHIRSubject) -> Bool) -> FHIRSubject? {
      candidates.first(where: matches)
    }
    return first(subjects) { if case .resource = $0 { true } else { false } }
      ?? patients.first
      ?? first(subjects) { if case .unresolved = $0 { true } else { false } }
      ?? first(subjects) { if case .named = $0 { true } else { false } }
  }

  private mutating func personEvents(_ mapped: FHIRMapped) -> [ImportEvent] {
    if case .person(let profile) = mapped.outcome {
      guard mapped.subject == holder else { return [] }
      let spellings = [profile.name, profile.kana, profile.roman].compactMap { $0 }
      names.formUnion(spellings.map(FoldedText.name))
      return say(profile)
    }
    guard mapped.isRecord, isHolder(mapped.subject), let profile = mapped.subjectProfile else {
      return []
    }
    return say(profile)
  }

  private mutating func say(_ profile: Profile) -> [ImportEvent] {
    guard !said.contains(profile) else { return [] }
    said.append(profile)
    return [.person(profile)]
  }

  private func recordEvents(_ mapped: FHIRMapped) -> [ImportEvent] {
    let problems = mapped.problems.map(ImportEvent.problem)
    switch mapped.outcome {
    case .keptRaw(let type): return [.keptRaw(type: type)] + problems
    case .person: return mapped.subject == holder ? problems : [Self.otherPerson(mapped)]
    case .episode(let episode):
      return isHolder(mapped.subject) ? [.episode(episode)] + problems : []
    case .record(let draft):
      guard isHolder(mapped.subject) else { return [Self.otherPerson(mapped)] }
      return [.record(draft)] + problems
    case .consent(let consent):
      guard isHolder(mapped.subject) else { return [Self.otherPerson(mapped)] }
      return [.consent(consent, position: mapped.position)]
    }
  }

  private func isHolder(_ subject: FHIRSubject) -> Bool {
    switch subject {
    case .contained, .unnamed: true
    case .notAPerson: false
    case .named(let name): subject == holder || names.isEmpty || names.contains(name)
    case .resource, .unresolved: subject == holder
    }
  }

  private static func otherPerson(_ mapped: FHIRMapped) -> ImportEvent {
    .problem(ImportProblem(.otherPerson, line: mapped.position))
  }
}

extension FHIRMapped {
  fileprivate var isPerson: Bool { if case .person = outcome { true } else { false } }
  fileprivate var isRecord: Bool { if case .record = outcome { true } else { false } }
}
