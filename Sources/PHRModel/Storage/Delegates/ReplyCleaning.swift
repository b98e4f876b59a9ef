/// Makes what came back from a delegate safe to keep and to show, as every import.
extension ReplyEntry {
  /// The moments that a clock can show: nothing earlier or later has a date.
  private static let moments = Instant(seconds: 0)...Instant(seconds: 7_258_118_400)
  static let noteLimit = 4_000
  private static let wordLimit = 100
  private static let fieldLimit = 64

  /// The entry without what must not be kept; `nil` if nothing is left of it.
  ///
  /// A time that no clock shows becomes the time of arrival.
  func cleaned(arriving now: Instant) -> ReplyEntry? {
    guard number > 0, let act = act.cleaned(Self.moments) else { return nil }
    return ReplyEntry(number: number, at: Self.moments.contains(at) ? at : now, act: act)
  }

  /// A text of several lines without what is unsafe or must never be stored.
  fileprivate static func text(_ received: String, limit: Int = noteLimit) -> String {
    let safe = SafeText(String(received.prefix(limit)), lines: .several).text
    return MyNumber.masked(safe) ?? safe
  }

  fileprivate static func word(_ received: String) -> String {
    SafeText(text(received, limit: wordLimit)).text
  }

  fileprivate static func fields(_ received: [Proposal.Field]) -> [Proposal.Field] {
    received.prefix(fieldLimit).map { field in
      Proposal.Field(name: word(field.name), value: text(field.value))
    }
  }
}

extension RecordID {
  /// Whether it has the form of a record's name in some vault (`RecordIdentity`).
  fileprivate var isPlausible: Bool {
    (1...64).contains(text.utf8.count) && text.utf8.allSatisfy(\.isBase32Digit)
  }
}

extension DelegateAct {
  fileprivate func cleaned(_ moments: ClosedRange<Instant>) -> DelegateAct? {
    switch self {
    case .opened: return self
    case .viewed(let id): return id.isPlausible ? self : nil
    case .exported(let name): return .exported(ReplyEntry.word(name))
    case .note(let id, let text):
      guard id?.isPlausible ?? true else { return nil }
      return .note(id, ReplyEntry.text(text))
    case .proposed(var proposal):
      guard proposal.correcting?.isPlausible ?? true else { return nil }
      proposal.fields = ReplyEntry.fields(proposal.fields)
      return .proposed(proposal)
    case .consent(var request):
      let ends = [request.window.from, request.window.until].compactMap(\.self)
      guard ends.allSatisfy(moments.contains) else { return nil }
      if case .record(let id) = request.selector, !id.isPlausible { return nil }
      request.reason = request.reason.map { ReplyEntry.text($0) }
      return .consent(request)
    }
  }
}
