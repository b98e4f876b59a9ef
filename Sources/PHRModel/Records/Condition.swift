/// A condition, a past illness or a procedure (既往・病名).
///
/// The corresponding FHIR resources are `Condition` and `Procedure`; in JAHIS it is record 2 of
/// type 3 or 9.
public struct Condition: Sendable, Equatable, Codable {
  /// What is meant.
  public enum Category: String, Sendable, Codable, CaseIterable {
    /// An illness or problem.
    case problem
    /// Something in the past (既往歴).
    case history
    /// An operation or procedure.
    case procedure
    /// Anything else a source wants known (患者特記 その他).
    case remark
  }

  /// The condition: codes and words as received.
  public var code: CodedText
  /// What is meant.
  public var category: Category
  /// The person states that none is known.
  public var noneKnown: Bool
  /// active, recurrence, remission, resolved – as received.
  public var clinicalStatus: String?
  /// confirmed, provisional, refuted – as received.
  public var verification: String?
  /// Severity as received.
  public var severity: CodedText?
  /// Body sites.
  public var sites: [CodedText]
  /// Since when.
  public var onset: PartialDate?
  /// Until when.
  public var abatement: PartialDate?
  /// Who diagnosed or treated.
  public var practitioners: [Practitioner]

  /// A condition.
  public init(code: CodedText, category: Category = .problem) {
    self.code = code
    self.category = category
    noneKnown = false
    sites = []
    practitioners = []
  }
}
