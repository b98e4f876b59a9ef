/// Why somebody wants to see records (利用目的); the closed list of DESIGN section 1.
public enum Purpose: String, Sendable, Hashable, Codable, CaseIterable {
  /// Treatment.
  case treatment
  /// Care at home or in an institution.
  case care
  /// An emergency.
  case emergency
  /// Insurance and payment.
  case insurance
  /// Public health.
  case publicHealth = "public-health"
  /// Research.
  case research
  /// Disaster relief.
  case disaster
  /// Anything else.
  case other

  /// The code on the wire (HL7 v3-ActReason); `nil` for `other`, which has none.
  public var actReason: String? {
    switch self {
    case .treatment: "TREAT"
    case .care: "CAREMGT"
    case .emergency: "ETREAT"
    case .insurance: "HPAYMT"
    case .publicHealth: "PUBHLTH"
    case .research: "HRESCH"
    case .disaster: "DISASTER"
    case .other: nil
    }
  }

  /// The purpose with that v3-ActReason code, or `nil` for any other code.
  public init?(actReason code: String) {
    guard let purpose = Self.allCases.first(where: { $0.actReason == code }) else { return nil }
    self = purpose
  }
}
