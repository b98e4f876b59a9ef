/// How the program ends; the list of DESIGN section 4.
enum ExitCode: Int32, Sendable, CaseIterable {
  /// Done.
  case done = 0
  /// Failed; also: not one of our files, newer format, no such vault, busy, disk full.
  case failed = 1
  /// The command line was wrong.
  case usage = 2
  /// Wrong passphrase, or no key.
  case wrongKey = 3
  /// Refused: consent, grant, read-only, wrong person, unknown recipient.
  case refused = 4
  /// The vault is damaged or was tampered with.
  case damaged = 5
  /// The portal could not be reached, or the sync is incomplete.
  case portal = 6
  /// Done, with problems reported.
  case problems = 7
}
