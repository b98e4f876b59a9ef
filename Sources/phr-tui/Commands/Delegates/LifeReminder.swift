import PHRModel

/// The birthdays that change what a parent may do, said once each.
enum LifeReminder {
  /// Says what the holder's age calls for, and remembers that it was said.
  static func tell(_ store: RecordStore, _ context: CommandContext) throws {
    guard let event = try due(store, on: context.now.day) else { return }
    try context.tell(DelegateWords.birthday(event))
    try markTold(event, store, at: context.now)
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

  /// Remembers that a birthday was told.
  static func markTold(_ event: LifeEvent, _ store: RecordStore, at now: Instant) throws {
    try store.set(key(event), to: now.description)
  }

  private static func key(_ event: LifeEvent) -> String { "told-at-\(event.rawValue)" }
}
