/// An institution that a record names, and in which role.
public struct Facility: Sendable, Hashable, Codable {
  /// What the institution did for the record.
  public enum Role: String, Sendable, Codable, CaseIterable {
    /// Examined, vaccinated or treated.
    case performer
    /// Dispensed the drug.
    case dispenser
    /// Prescribed the drug.
    case prescriber
    /// Wrote or sent the document.
    case author
    /// Insurer or payer.
    case insurer
  }

  /// What it did.
  public var role: Role
  /// The name as received.
  public var name: String
  /// The 10-digit 医療機関コード (prefecture 2 + table 1 + number 7), or as much as was received;
  /// for insurers the 保険者番号.
  public var code: String?
  /// Postal code as received.
  public var postalCode: String?
  /// Address as received.
  public var address: String?
  /// Telephone as received.
  public var phone: String?

  /// An institution in a role.
  public init(role: Role, name: String, code: String? = nil) {
    self.role = role
    self.name = name
    self.code = code
  }
}

/// A doctor, pharmacist or other professional that a record names.
public struct Practitioner: Sendable, Hashable, Codable {
  /// What the person did for the record.
  public enum Role: String, Sendable, Codable {
    /// Prescribed the drug.
    case prescriber
    /// Dispensed the drug.
    case dispenser
    /// Examined or vaccinated.
    case performer
    /// Gave the assessment.
    case assessor
  }

  /// What the person did.
  public var role: Role
  /// The name as received.
  public var name: String
  /// Medical department (診療科名).
  public var department: String?
  /// How to reach the person.
  public var contact: String?

  /// A professional in a role.
  public init(role: Role, name: String, department: String? = nil, contact: String? = nil) {
    self.role = role
    self.name = name
    self.department = department
    self.contact = contact
  }
}
