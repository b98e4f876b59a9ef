/// Which accesses of the log are wanted; all conditions must hold.
public struct AccessFilter: Sendable, Equatable {
  /// Only what contradicts the consent.
  public var flaggedOnly = false
  /// Only these moments.
  public var window = ConsentWindow.always
  /// Only by somebody whose name has these words, in any width or case.
  public var who: String?
  /// Only by that recipient or delegate.
  public var recipient: RecipientID?
  /// Only for this purpose.
  public var purpose: Purpose?
  /// Only by machines, or only by people.
  public var byMachine: Bool?
  /// Only of these sorts; empty = all.
  public var actions: Set<AccessEntry.Action> = []

  /// Every access.
  public init() {}

  /// Whether an entry is meant, as far as its content tells.
  func means(_ entry: AccessEntry) -> Bool {
    if let recipient, entry.recipient != recipient { return false }
    if let purpose, entry.purpose != purpose { return false }
    if let byMachine, entry.byMachine != byMachine { return false }
    if !actions.isEmpty, !actions.contains(entry.action) { return false }
    guard let who else { return true }
    return FoldedText.search(entry.who).contains(FoldedText.search(who))
  }
}
