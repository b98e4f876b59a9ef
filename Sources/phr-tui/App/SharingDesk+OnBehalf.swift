import PHRModel

/// Consent that a delegate sets for the holder, by way of the reply.
///
/// The file does not hold the holder's other rules: who sees what afterwards cannot be told here.
extension SharingDesk {
  /// The form for a record: what of it and whom the grant lets the delegate name.
  ///
  /// - Throws: `DelegateError.consentNotGranted`.
  func formOnBehalf(of id: RecordID) throws -> DirectiveSheet {
    let file = try fileForConsent()
    guard let record = try store.record(id) else { throw CommandFailure.noSuchRecord }
    let state = file.head.consentState
    let everybody = registered(state)
    let classes = everybody.compactMap { state.recipients[$0]?.recipientClass }
    let named =
      everybody.map(WhoSelector.recipient)
      + RecipientClass.allCases.filter(classes.contains).map(WhoSelector.recipientClass)
    return DirectiveSheet(
      title: record.body.title, scopes: try scopes(of: record).filter { try isOpen($0, file) },
      audience: named.map {
        DirectiveSheet.Audience(who: $0, name: ConsentWords.name(of: $0, state))
      }, effect: .hide, onBehalf: onBehalf(file))
  }

  /// What would be asked for in the holder's name, and which records of this file it means.
  ///
  /// - Throws: `DelegateError.consentNotGranted`, `.consentOutsideGrant`.
  func previewOnBehalf(_ wish: ConsentWish) throws -> ConsentPreview {
    let file = try fileForConsent()
    guard case .directive(let draft) = wish.change else { throw DelegateError.viewOnly }
    let request = ConsentRequest(
      effect: draft.effect, selector: draft.selector, who: draft.who, purpose: draft.purpose,
      window: draft.window, reason: draft.reason)
    guard try file.allows(request, now: now) else { throw DelegateError.consentOutsideGrant }
    let state = file.head.consentState
    let directive = Directive(
      id: DirectiveID(""), effect: draft.effect, selector: draft.selector, who: draft.who,
      purpose: draft.purpose, window: draft.window, set: now, reason: draft.reason)
    let meant = try SharingFacts(store, state: state, now: now).records(meantBy: draft.selector)
    let titles = try meant.prefix(ConsentPreview.listed).map(title)
    let step = ConsentStep.directives(removed: [], added: [directive])
    var names = RecordNames()
    try add([draft.selector], to: &names)
    return ConsentPreview(
      request: wish, step: step,
      sentence: PreviewWords.sentence(wish, step, state, names: names).asSentence,
      differences: [
        ConsentPreview.Difference(
          name: ConsentWords.name(of: draft.who, state),
          sentences: [PreviewWords.meant(meant.count)], lost: draft.effect == .hide ? titles : [],
          gained: draft.effect == .show ? titles : [], unlisted: meant.count - titles.count)
      ], stillShown: [], consequences: [SheetWords.onBehalf(onBehalf(file))], clues: [],
      law: law(step, state), onBehalf: request)
  }

  private func fileForConsent() throws -> DelegatedFile {
    guard let file = delegated, file.head.grant.right == .consent else {
      throw DelegateError.consentNotGranted
    }
    return file
  }

  private func onBehalf(_ file: DelegatedFile) -> DirectiveSheet.OnBehalf {
    let holder = file.holder
    return DirectiveSheet.OnBehalf(
      holder: holder.name ?? holder.roman ?? holder.kana ?? "–",
      delegate: file.head.grant.delegate)
  }

  /// Whether the grant reaches a choice by its form; days that are still to be typed are judged
  /// when they are.
  private func isOpen(_ scope: SharingScope, _ file: DelegatedFile) throws -> Bool {
    guard case .fixed(let selector, _) = scope else { return true }
    let asked = ConsentRequest(effect: .hide, selector: selector, who: .recipientClass(.clinic))
    return try file.allows(asked, now: now)
  }
}
