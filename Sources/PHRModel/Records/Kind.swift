/// What a record is about; the closed list of DESIGN section 1.
public enum Kind: String, Sendable, Codable, CaseIterable, Hashable {
  /// A health checkup (健診): one examination day with all its items.
  case checkup
  /// One vaccine dose (予防接種).
  case vaccination
  /// One drug line of a dispensing, or one self-reported drug (お薬手帳).
  case medication
  /// One block of a medical-cost notice (医療費).
  case cost
  /// An allergy or adverse reaction (アレルギー).
  case allergy
  /// A condition, past illness or procedure (既往・病名).
  case condition
  /// One self-measured or single observed value (自己測定).
  case measurement
  /// A notice from a portal (お知らせ).
  case notice
  /// An insurance qualification (資格).
  case insurance
}
