/// The name of a recipient or delegate inside one vault.
public struct RecipientID: VaultName {
  /// The characters.
  public let text: String

  /// The built-in recipient of the emergency profile, always registered.
  public static let emergency = RecipientID("emergency")

  /// The recipient with that name; nothing is checked, an unknown one sees nothing.
  public init(_ text: String) {
    self.text = text
  }
}

/// What sort of recipient it is; the closed list of DESIGN section 1.
public enum RecipientClass: String, Sendable, Hashable, Codable, CaseIterable {
  /// A clinic; what `recipients add` means without a class.
  case clinic
  /// A hospital.
  case hospital
  /// A pharmacy.
  case pharmacy
  /// A provider of care.
  case careProvider = "care-provider"
  /// An insurer.
  case insurer
  /// A municipality.
  case municipality
  /// A researcher or certified research operator.
  case researcher
  /// An employer or school.
  case employer
  /// Anybody else.
  case other

  /// What `show` and `see-as` mean without a purpose (issue on consent, "Base rule"): treatment,
  /// and care for care providers.
  public var usualPurpose: Purpose { self == .careProvider ? .care : .treatment }
}

/// Somebody who may be shown records (提供先): only whom the holder has added can see anything.
public struct Recipient: Sendable, Hashable, Codable, Identifiable {
  /// Its name inside the vault.
  public var id: RecipientID
  /// The name that the holder gave.
  public var name: String
  /// What sort of recipient it is.
  public var recipientClass: RecipientClass
  /// The 10-digit 医療機関コード, if known; one code belongs to one recipient only.
  public var institutionCode: String?
  /// A remark by the holder.
  public var note: String?
  /// When it was registered; archiving closes the last window, adding it again opens a new one.
  public var registrations: [ConsentWindow]
  /// Its linkage codes: several if the holder wants uses apart that it cannot join.
  public var codes: [AssignedCode]

  /// A recipient registered from an instant on.
  public init(
    id: RecipientID, name: String, recipientClass: RecipientClass = .clinic,
    institutionCode: String? = nil, note: String? = nil, registered: Instant
  ) {
    self.id = id
    self.name = name
    self.recipientClass = recipientClass
    self.institutionCode = institutionCode
    self.note = note
    registrations = [ConsentWindow(from: registered)]
    codes = []
  }

  /// Whether it is registered at that instant.
  public func isRegistered(at instant: Instant) -> Bool {
    registrations.contains { $0.contains(instant) }
  }

  /// How facilities of records are compared with it.
  public var facilityKey: FacilityKey { FacilityKey(name: name, code: institutionCode) }
}

/// What the holder says about a recipient, apart from its name.
public struct RecipientDescription: Sendable, Hashable, Codable {
  /// What sort of recipient it is.
  public var recipientClass: RecipientClass
  /// The 10-digit 医療機関コード, if known.
  public var institutionCode: String?
  /// A remark by the holder.
  public var note: String?

  /// A description.
  public init(recipientClass: RecipientClass, institutionCode: String? = nil, note: String? = nil) {
    self.recipientClass = recipientClass
    self.institutionCode = institutionCode
    self.note = note
  }
}

extension Recipient {
  /// What the holder says about it now.
  public var description: RecipientDescription {
    RecipientDescription(
      recipientClass: recipientClass, institutionCode: institutionCode, note: note)
  }

  /// Puts another description in place of the present one.
  mutating func take(_ description: RecipientDescription) {
    recipientClass = description.recipientClass
    institutionCode = description.institutionCode
    note = description.note
  }
}

/// A linkage code that one recipient has, or had.
public struct AssignedCode: Sendable, Hashable, Codable {
  /// The code.
  public var code: LinkageCode
  /// What the holder keeps it apart for: an illness, a department.
  public var label: String?
  /// The purpose it is kept apart for.
  public var purpose: Purpose?
  /// Since when it is used, and until when; a rotated code is closed and never useful again.
  public var window: ConsentWindow

  /// A code used from an instant on.
  public init(
    code: LinkageCode, label: String? = nil, purpose: Purpose? = nil, since: Instant
  ) {
    self.code = code
    self.label = label
    self.purpose = purpose
    window = ConsentWindow(from: since)
  }
}
