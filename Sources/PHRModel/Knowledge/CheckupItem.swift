/// One thing that a checkup examines or asks, whatever method was used.
///
/// Several 17-digit codes (JLAC10) are one item: they differ only in the method, and their values
/// belong in one row of previous values. Items whose numbers cannot be compared (HbA1c in NGSP and
/// in JDS, ALP before and after IFCC) are different items.
public struct CheckupItem: Sendable, Hashable {
  /// Where the item stands in the national programme.
  public enum Category: String, Sendable {
    /// Everybody has it.
    case basic
    /// May stand in for a basic item.
    case alternative
    /// Only if a doctor asks for it.
    case detailed
    /// Not in the national programme, only in fuller checkups.
    case optional
    /// A conclusion.
    case judgement
    /// A question.
    case questionnaire
    /// No longer used.
    case former
  }

  /// How a value is written in the national file (`xsi:type`).
  public enum ValueType: String, Sendable {
    /// A number with a unit.
    case quantity = "PQ"
    /// An answer out of a list.
    case coded = "CD"
    /// An answer out of an ordered list.
    case ordinal = "CO"
    /// Words.
    case text = "ST"
  }

  /// Our own stable name for the item (`hdl-cholesterol`).
  public let key: String
  /// Where it stands in the national programme.
  public let category: Category
  /// How its value is written.
  public let valueType: ValueType
  /// Digits of a number as the national table prints them (`NNN.N`).
  public let numberFormat: String?
  /// Unit of the national table.
  public let unit: String?
  /// Last part of the OID of its value list (`2102`), the newest one if it changed.
  public let valueList: String?
  /// Group of the national file it stands in (`anemia`, `kidney`, `ecg`, `fundus` …).
  public let group: String?
  /// Name in Japanese.
  public let japanese: String
  /// Name in English.
  public let english: String
  /// All codes of the item, the preferred one first.
  public let codes: [Variant]

  /// One code of an item.
  public struct Variant: Sendable, Hashable {
    /// The 17-digit code.
    public let code: String
    /// What tells it from the others in Japanese (`1回目`).
    public let japanese: String?
    /// What tells it from the others in English.
    public let english: String?
  }

  /// Decimals that the number format has; `nil` for items without one.
  public var decimals: Int? {
    guard let numberFormat else { return nil }
    let parts = numberFormat.split(separator: ".")
    return parts.count == 2 ? parts[1].count : 0
  }
}
