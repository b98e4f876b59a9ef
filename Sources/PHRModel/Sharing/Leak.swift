/// A shown record that gives hidden ones away.
public struct Leak: Sendable, Hashable {
  /// The shown record.
  public let shown: RecordID
  /// Why it gives them away.
  public let reason: Reason
  /// The hidden records, by id.
  public let reveals: [RecordID]

  /// Why a shown record gives a hidden one away (issue on consent, "Leak check").
  public enum Reason: Sendable, Hashable {
    /// It belongs to the same dispensing or visit.
    case sameEpisode
    /// It is a drug of the same ingredient from another dispensing.
    case sameIngredient
    /// It is a cost notice of the same institution and month.
    case costNotice
    /// It is a notice about it.
    case noticeAbout
    /// Its words name something that only the hidden record should tell.
    case freeText(Topic)
    /// It holds a questionnaire answer or drug flag that implies it, by the item's code.
    case questionnaire(item: String)
    /// It holds a sum over a longer time that includes it.
    case sum
  }

  /// What words name.
  public enum Topic: String, Sendable, Hashable, CaseIterable {
    /// An institution.
    case facility
    /// A drug.
    case drug
    /// A doctor or pharmacist.
    case practitioner
    /// An illness.
    case condition
  }

  /// A leak.
  public init(shown: RecordID, reason: Reason, reveals: [RecordID]) {
    self.shown = shown
    self.reason = reason
    self.reveals = reveals
  }
}
