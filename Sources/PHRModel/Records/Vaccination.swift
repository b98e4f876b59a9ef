/// One vaccine dose, or the record that one was not given.
///
/// Fields of 母子健康手帳 and 予防接種済証 (formats/yobou-sesshu.md section 5); the corresponding FHIR
/// resource is `Immunization` (profile JP_Immunization).
public struct Vaccination: Sendable, Equatable, Codable {
  /// Whether the dose was given.
  public enum Status: String, Sendable, Codable {
    /// It was given.
    case completed
    /// It was not given; the reason stands beside it.
    case notDone
  }

  /// Routine, voluntary or extraordinary programme.
  public enum Programme: String, Sendable, Codable {
    /// 定期接種.
    case routine
    /// 任意接種.
    case voluntary
    /// 臨時接種.
    case extraordinary
  }

  /// The vaccine: codes (CVX, YJ, HOT) and name as received.
  public var vaccine: CodedText
  /// Whether it was given.
  public var status: Status
  /// Why it was not given.
  public var statusReason: String?
  /// Product name, if it differs from the vaccine's.
  public var product: String?
  /// Stage (1期初回, 1期追加, 2期).
  public var stage: String?
  /// Number of the dose within the series.
  public var doseNumber: Int?
  /// Number of the dose as text, if the source gave no number.
  public var doseText: String?
  /// Doses in the series.
  public var seriesDoses: Int?
  /// Diseases it protects from.
  public var targets: [CodedText]
  /// Programme.
  public var programme: Programme?
  /// Maker.
  public var manufacturer: String?
  /// Lot number.
  public var lotNumber: String?
  /// Expiry of the lot.
  public var expires: PartialDate?
  /// Amount given.
  public var amount: Quantity?
  /// Route (皮下, 筋肉内, 経口, 経皮, 経鼻).
  public var route: CodedText?
  /// Body site.
  public var site: CodedText?
  /// Who gave it.
  public var practitioners: [Practitioner]
  /// When the next dose is due, if the source says.
  public var nextDue: PartialDate?
  /// Reactions after the dose.
  public var reactions: [String]

  /// A dose that was given.
  public init(vaccine: CodedText) {
    self.vaccine = vaccine
    status = .completed
    targets = []
    practitioners = []
    reactions = []
  }
}
