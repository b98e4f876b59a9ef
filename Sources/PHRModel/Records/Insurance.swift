/// An insurance qualification (資格): who insures the person, since when, until when.
///
/// The corresponding FHIR resource is `Coverage`.
public struct Insurance: Sendable, Equatable, Codable {
  /// The numbers; shown to others only with their own tick.
  public var insured: InsuredIdentity
  /// active, cancelled, draft – as received.
  public var status: String?
  /// Type of coverage as received.
  public var type: CodedText?
  /// Relationship to the subscriber as received (本人, 家族).
  public var relationship: CodedText?
  /// First day.
  public var validFrom: PartialDate?
  /// Last day.
  public var validTo: PartialDate?

  /// A qualification.
  public init(insured: InsuredIdentity) {
    self.insured = insured
  }
}
