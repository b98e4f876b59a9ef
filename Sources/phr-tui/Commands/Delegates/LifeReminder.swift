import PHRModel

/// The birthdays that change what a parent may do, said once each.
enum LifeReminder {
  /// Says what the holder's age calls for, and remembers that it was said.
  static func tell(_ store: RecordStore, _ context: CommandContext) throws {
    guard let born = try store.profile().birthDate else { return }
    let today = context.now.day
    let reached = LifeEvent.allCases.filter { $0.day(born: born) <= today }
    // Nobody is reminded of what lies years back: only of the latest birthday, for a year.
    guard let event = reached.last, event.day(born: born).adding(months: 12) > today else { return }
    let key = "told-at-\(event.rawValue)"
    guard try store.setting(key) == nil else { return }
    try context.tell(DelegateWords.birthday(event))
    try store.set(key, to: context.now.description)
  }
}
