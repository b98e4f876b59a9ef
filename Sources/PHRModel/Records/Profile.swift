/// Who the holder is.
public struct Profile: Sendable, Equatable, Codable {
  /// Administrative sex.
  public enum Sex: String, Sendable, Codable, CaseIterable {
    /// 男.
    case male
    /// 女.
    case female
    /// Neither.
    case other
    /// Not stated.
    case unknown
  }

  /// Name as written (kanji).
  public var name: String?
  /// Name in kana.
  public var kana: String?
  /// Name in Latin letters.
  public var roman: String?
  /// Birth date.
  public var birthDate: PartialDate?
  /// Sex.
  public var sex: Sex?
  /// Blood type as the source writes it (`Ａ＋`).
  public var bloodType: String?
  /// Body weight as the source of the medication notebook writes it, in kg.
  public var weight: String?
  /// Postal code.
  public var postalCode: String?
  /// Address.
  public var address: String?
  /// Telephone.
  public var phone: String?
  /// Emergency contacts.
  public var contacts: [Contact]
  /// Family pharmacists (かかりつけ薬剤師) and doctors.
  public var careTeam: [CareTeamMember]
  /// Patient numbers by system, as received.
  public var identifiers: [Coding]
  /// Numbers of the insurance card; shown to others only with their own tick.
  public var insured: InsuredIdentity?
  /// What a source held on the person besides.
  public var raw: [RawField]

  /// An empty profile.
  public init() {
    contacts = []
    careTeam = []
    identifiers = []
    raw = []
  }

  /// Whether nothing that tells one person from another is known yet.
  public var isUnidentified: Bool {
    name == nil && kana == nil && birthDate == nil
  }

  /// Somebody to call in an emergency.
  public struct Contact: Sendable, Hashable, Codable {
    /// Name.
    public var name: String
    /// Relation to the holder.
    public var relation: String?
    /// Telephone or other ways.
    public var phone: String?

    /// A contact.
    public init(name: String, relation: String? = nil, phone: String? = nil) {
      self.name = name
      self.relation = relation
      self.phone = phone
    }
  }

  /// A family pharmacist (JAHIS 701) or doctor.
  public struct CareTeamMember: Sendable, Hashable, Codable {
    /// Name.
    public var name: String
    /// Institution.
    public var facility: String?
    /// How to reach.
    public var contact: String?
    /// From.
    public var from: PartialDate?
    /// Until.
    public var until: PartialDate?

    /// A member of the care team.
    public init(name: String) {
      self.name = name
    }
  }
}
