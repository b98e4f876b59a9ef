extension Policy {
  /// Whether a record is hidden because the holder wants it hidden, so that others should not
  /// give it away.
  ///
  /// By a directive, a seal or the limits of a grant; under opt-in also by the base rule, as far
  /// as the kind is one that treatment would see. Under opt-out the base rule hides costs and
  /// notices from every clinic: what those have in common with shown records is no leak.
  public func isHiddenOnPurpose(_ decision: Decision, kind: Kind) -> Bool {
    guard !decision.isShown else { return false }
    switch decision.reason {
    case .directive, .seal, .grant: return true
    case .base, .emergencyProfile:
      return state.base == .optIn && BaseRule.treatmentKinds.contains(kind)
    case .unregistered, .unknown: return false
    }
  }

  /// Whether any record can be hidden on purpose; if not, nothing needs to be looked through.
  func mayHideOnPurpose(
    from recipient: RecipientID, purpose: Purpose, at instant: Instant
  ) -> Bool {
    state.base == .optIn || state.grants[recipient] != nil
      || state.seals.contains { $0.window.contains(instant) }
      || directives(for: recipient, purpose: purpose, at: instant).contains { $0.effect == .hide }
  }
}
