extension ConsentState {
  /// The step that sets a hide; `nil` if an equal entry is there already.
  public func hiding(_ directive: Directive) -> ConsentStep? {
    guard !directives.contains(directive.rule) else { return nil }
    return .directives(removed: [], added: [directive])
  }

  /// The step that sets a show and cuts its window out of hides of exactly the same key.
  ///
  /// One step, so that undo is exact (issue on consent, "Decision").
  ///
  /// - Parameters:
  ///   - directive: the show.
  ///   - newID: gives a fresh name for each piece that is left of a hide.
  /// - Returns: the step, or `nil` if nothing would change.
  public func showing(_ directive: Directive, newID: () -> DirectiveID) -> ConsentStep? {
    let cut = directives.all.filter { other in
      other.effect == .hide && other.key == directive.key
        && other.window.overlaps(directive.window)
    }
    let pieces = cut.flatMap { hide in
      hide.window.subtracting(directive.window).map { window in
        var piece = hide
        piece.id = newID()
        piece.window = window
        return piece
      }
    }
    let isThere = directives.contains(directive.rule)
    guard !isThere || !cut.isEmpty else { return nil }
    return .directives(removed: cut, added: pieces + (isThere ? [] : [directive]))
  }

  /// The step that clears directives; `nil` if none is meant.
  public func clearing(where isMeant: (Directive) -> Bool) -> ConsentStep? {
    let gone = directives.all.filter(isMeant)
    return gone.isEmpty ? nil : .directives(removed: gone, added: [])
  }

  /// The step that takes seals off; `nil` if none is meant.
  public func unsealing(where isMeant: (RecordSeal) -> Bool) -> ConsentStep? {
    let gone = seals.filter(isMeant).sorted { $0.set < $1.set }
    return gone.isEmpty ? nil : .unsealed(gone)
  }

  /// The purpose of a new directive that may name one: a hide without one is for any, a show for
  /// the usual one.
  public func purpose(_ named: Purpose?, of effect: Effect, for who: WhoSelector) -> Purpose? {
    named ?? (effect == .show ? usualPurpose(for: who) : nil)
  }

  /// The purpose of a `show` or `see-as` that names none: treatment, care for care providers, and
  /// for the emergency profile its only one.
  public func usualPurpose(for who: WhoSelector) -> Purpose {
    switch who {
    case .anyone: .treatment
    case .recipientClass(let name): name.usualPurpose
    case .recipient(.emergency): .emergency
    case .recipient(let id): recipients[id]?.recipientClass.usualPurpose ?? .treatment
    }
  }
}
