public import Foundation

/// A number with its unit, both as received.
///
/// The number is kept as text: 5.60 stays 5.60. The corresponding FHIR type is `Quantity`.
public struct Quantity: Sendable, Hashable, Codable {
  /// The decimal number as received.
  public var value: String
  /// `<`, `<=`, `>=` or `>`, if the source gave only a bound.
  public var comparator: String?
  /// The unit as received, for people.
  public var unit: String?
  /// The unit's code (UCUM for most values) as received.
  public var unitCode: String?
  /// The system of the unit's code.
  public var unitSystem: String?

  /// A number with a unit for people.
  public init(value: String, unit: String? = nil) {
    self.value = value
    self.unit = unit
  }

  /// The number, if the text as a whole is a decimal number.
  ///
  /// Foundation reads `-` as 0 and `12abc` as 12, so the form is checked before.
  public var number: Decimal? {
    guard value.utf8.count <= 60, value.wholeMatch(of: Self.form) != nil else { return nil }
    return Decimal(string: value, locale: Locale(identifier: "en_US_POSIX"))
  }

  /// A decimal of FHIR R4 (datatypes, section "Primitive Types"), a plus sign allowed.
  private static var form: Regex<Substring> { /[+-]?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,3})?/ }
}
