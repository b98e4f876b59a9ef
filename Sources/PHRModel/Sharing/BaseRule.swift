/// What holds for records that no directive matches; asked in plain words when a vault is made.
public enum BaseRule: String, Sendable, Hashable, Codable, CaseIterable {
  /// Registered providers of treatment and care see the treatment kinds unless hidden.
  case optOut = "opt-out"
  /// Nothing unless shown.
  case optIn = "opt-in"

  /// Something that the base rule shows by itself; on the wire each is spelled out.
  public struct Permit: Sendable, Hashable {
    /// To recipients of these classes.
    public let classes: Set<RecipientClass>
    /// For this purpose.
    public let purpose: Purpose
    /// Records of these kinds.
    public let kinds: Set<Kind>
  }

  /// The kinds that treatment and care need.
  public static let treatmentKinds: Set<Kind> = [
    .checkup, .vaccination, .medication, .allergy, .condition, .measurement,
  ]

  /// What it shows by itself (issue on consent, "Base rule").
  public var permits: [Permit] {
    switch self {
    case .optIn: []
    case .optOut:
      [
        Permit(
          classes: [.clinic, .hospital, .pharmacy], purpose: .treatment,
          kinds: Self.treatmentKinds),
        Permit(classes: [.careProvider], purpose: .care, kinds: Self.treatmentKinds),
      ]
    }
  }

  /// The kinds it shows to a recipient of that class for that purpose.
  public func kinds(for recipientClass: RecipientClass, purpose: Purpose) -> Set<Kind> {
    permits.filter { $0.purpose == purpose && $0.classes.contains(recipientClass) }
      .reduce(into: []) { $0.formUnion($1.kinds) }
  }
}
