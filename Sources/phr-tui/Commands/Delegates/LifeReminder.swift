import PHRModel

/// What time has brought about the holder's age and grants, said once each.
enum LifeReminder {
  /// Says what is called for, and remembers that it was said.
  static func tell(_ store: RecordStore, _ context: CommandContext) throws {
    if let event = try due(store, on: context.now.day) {
      try context.tell(DelegateWords.birthday(event))
      try markTold(event, store, at: context.now)
    }
    for (key, text) in try grants(store, at: context.now) where try store.setting(key) == nil {
      try context.tell(text)
      try store.set(key, to: context.now.description)
    }
  }

  /// The birthday that calls for something and was not told yet.
  static func due(_ store: RecordStore, on today: CivilDay) throws -> LifeEvent? {
    guard let born = try store.profile().birthDate else { return nil }
    let reached = LifeEvent.allCases.filter { $0.day(born: born) <= today }
    // Nobody is reminded of what lies years back: only of the latest birthday, for a year.
    guard let event = reached.last, event.day(born: born).adding(months: 12) > today else {
      return nil
    }
    return try store.setting(key(event)) == nil ? event : nil
  }

  /// Grants about which the child or the family has to be asked, with the key under which it is
  /// remembered that it was said.
  static func grants(
    _ store: RecordStore, at now: Instant
  ) throws -> [(key: String, text: Text)] {
    let delegates = DelegateStore(store)
    guard try delegates.hasAny() else { return [] }
    let born = try store.profile().birthDate
    return try delegates.grants().flatMap { grant in
      var found: [(key: String, text: Text)] = []
      if let born, grant.needsConfirmation(at: now, holderBorn: born) {
        found.append(
          ("told-confirm-\(grant.id)", DelegateWords.needsConfirmation(grant.delegate)))
      }
      if grant.reviewIsDue(at: now) {
        found.append(("told-review-\(grant.id)", DelegateWords.reviewIsDue(grant.delegate)))
      }
      return found
    }
  }

  /// Remembers that a birthday was told.
  static func markTold(_ event: LifeEvent, _ store: RecordStore, at now: Instant) throws {
    try store.set(key(event), to: now.description)
  }

  private static func key(_ event: LifeEvent) -> String { "told-at-\(event.rawValue)" }
}
