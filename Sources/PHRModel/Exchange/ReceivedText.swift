/// A text field on its way from a file into a record: made safe, without a My Number.
///
/// Every reader passes every text through this before it becomes a field, also the texts that are
/// kept raw.
public struct ReceivedText: Sendable, Equatable {
  /// The text to keep.
  public let text: String
  /// What had to be done to it: `.unsafeText`, `.myNumberMasked`.
  public let reasons: [ImportProblem.Reason]

  /// What the field is.
  public enum Field: Sendable {
    /// A name or a value on one line.
    case line
    /// A remark; line ends stay.
    case remark
    /// A code of its own kind (drug code, JAN): never taken for a My Number.
    case code
  }

  /// The text to keep of a received one.
  public init(_ received: String, as field: Field = .line) {
    let safe = SafeText(received, lines: field == .remark ? .several : .single)
    var reasons: [ImportProblem.Reason] = safe.removedSomething ? [.unsafeText] : []
    var kept = safe.text
    if field != .code, let masked = MyNumber.masked(kept) {
      kept = masked
      reasons.append(.myNumberMasked)
    }
    text = kept
    self.reasons = reasons
  }

  /// The problems of this field at its place.
  public func problems(line: Int?, field: String?) -> [ImportProblem] {
    reasons.map { ImportProblem.at($0, line: line, field: field) }
  }
}
