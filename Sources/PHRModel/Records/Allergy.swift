/// An allergy, an intolerance, or an adverse reaction to a drug.
///
/// The corresponding FHIR resource is `AllergyIntolerance`; in JAHIS it is record 2 of type 1 or 2.
public struct Allergy: Sendable, Equatable, Codable {
  /// What is meant.
  public enum Category: String, Sendable, Codable, CaseIterable {
    /// Allergy (アレルギー歴).
    case allergy
    /// Adverse reaction to a drug (副作用歴).
    case adverseReaction
    /// Intolerance.
    case intolerance
  }

  /// The substance, or the words of the source.
  public var substance: CodedText
  /// What is meant.
  public var category: Category
  /// The person states that none is known; then the substance says of what kind.
  public var noneKnown: Bool
  /// food, medication, environment, biologic – as received.
  public var substanceTypes: [String]
  /// low, high, unable-to-assess – as received.
  public var criticality: String?
  /// active, inactive, resolved – as received.
  public var clinicalStatus: String?
  /// confirmed, unconfirmed, refuted – as received.
  public var verification: String?
  /// Reactions in words.
  public var reactions: [CodedText]
  /// Since when.
  public var onset: PartialDate?

  /// An allergy to a substance.
  public init(substance: CodedText, category: Category = .allergy) {
    self.substance = substance
    self.category = category
    noneKnown = false
    substanceTypes = []
    reactions = []
  }
}
