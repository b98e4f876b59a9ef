/// What a doctor sees in an emergency; it replaces the base rule for the built-in recipient.
///
/// Issue on consent, "Emergency profile". Directives that name that recipient or anyone still
/// win, and a seal beats it.
public struct EmergencyProfile: Sendable, Hashable, Codable {
  /// Kinds that are shown.
  public var kinds: Set<Kind>
  /// Whether drugs are shown that are taken now: days not yet over, or no end given.
  public var currentMedication: Bool
  /// Records that are shown besides.
  public var records: Set<RecordID>
  /// Tags whose records are shown besides.
  public var tags: Set<String>
  /// Whether the blood type is shown.
  public var bloodType: Bool
  /// Whether the emergency contacts are shown.
  public var contacts: Bool

  /// The default: allergies, conditions, current medication, blood type, contacts.
  public init() {
    kinds = [.allergy, .condition]
    currentMedication = true
    records = []
    tags = []
    bloodType = true
    contacts = true
  }
}
