/// Every change of consent, in the order of entry; only ever added to.
///
/// It answers what was set at any past moment (`--at`) and takes changes back exactly.
public struct ConsentHistory: Sendable, Equatable {
  /// The changes.
  public private(set) var changes: [ConsentChange]

  /// A history of those changes.
  public init(_ changes: [ConsentChange] = []) {
    self.changes = changes
  }

  /// What is set now.
  public var current: ConsentState { replay(changes) }

  /// What was known to be set at a moment; in the future what is set now.
  ///
  /// Issue on consent, "Times": a change that was made later, an undo among them, was not known.
  public func state(at instant: Instant) -> ConsentState {
    replay(changes.filter { $0.at <= instant })
  }

  /// Adds a change.
  @discardableResult
  public mutating func append(
    _ step: ConsentStep, at instant: Instant, by author: Author = .holder
  ) -> ConsentChange {
    let next = (changes.last?.number ?? 0) + 1
    let change = ConsentChange(number: next, at: instant, by: author, step: step)
    changes.append(change)
    return change
  }

  /// The change that `undo` takes back next: the latest that can be and has not been.
  public var nextToUndo: ConsentChange? {
    let undone = Self.undone(in: changes)
    return changes.last { $0.step.isUndoable && !undone.contains($0.number) }
  }

  /// Takes the latest change back, so that exactly the former set is in force again.
  ///
  /// - Returns: the change that was taken back, or `nil` if there was none.
  @discardableResult
  public mutating func undo(at instant: Instant, by author: Author = .holder) -> ConsentChange? {
    guard let change = nextToUndo else { return nil }
    append(.undone(change.number), at: instant, by: author)
    return change
  }

  private func replay(_ known: [ConsentChange]) -> ConsentState {
    let undone = Self.undone(in: known)
    var state = ConsentState()
    for change in known where !undone.contains(change.number) {
      state.apply(change.step, at: change.at)
    }
    return state
  }

  private static func undone(in changes: [ConsentChange]) -> Set<Int> {
    Set(
      changes.compactMap { change in
        if case .undone(let number) = change.step { return number }
        return nil
      })
  }
}
