/// One drug line: one JAHIS record 201 with its usage, one OTC record 3, or one FHIR
/// MedicationDispense, MedicationRequest or MedicationStatement.
public struct Medication: Sendable, Equatable, Codable {
  /// Where the line comes from.
  public enum Origin: String, Sendable, Codable, CaseIterable {
    /// Dispensed by a pharmacy or institution.
    case dispensed
    /// Prescribed; whether it was dispensed is not known.
    case prescribed
    /// Taken on the person's own account (OTC, self-reported).
    case selfReported
  }

  /// What the amount of the dose means (formats/jahis-okusuri.md section 4, 用量).
  public enum DoseBasis: String, Sendable, Codable {
    /// Amount per day (内服, 浸煎, 湯).
    case perDay
    /// Amount per use (屯服).
    case perUse
    /// Total amount (外用, 注射, …).
    case total
  }

  /// 剤形 (JAHIS code list, record 301).
  public enum DosageForm: Int, Sendable, Codable {
    /// 内服.
    case oral = 1
    /// 内滴.
    case oralDrops = 2
    /// 屯服.
    case asNeeded = 3
    /// 注射.
    case injection = 4
    /// 外用.
    case external = 5
    /// 浸煎.
    case decoction = 6
    /// 湯.
    case infusionTea = 7
    /// 材料.
    case material = 9
    /// その他.
    case other = 10
  }

  /// The drug: codes and name as received.
  public var drug: CodedText
  /// General (generic) name with its code.
  public var genericName: CodedText?
  /// Where the line comes from.
  public var origin: Origin
  /// The source's status word (`completed`, `active`, `stopped`), if it has one.
  public var status: String?
  /// Amount and unit.
  public var dose: Quantity?
  /// What the amount means.
  public var doseBasis: DoseBasis?
  /// How to take it: words and codes (JAMI 16 digits).
  public var usage: CodedText?
  /// 剤形.
  public var form: DosageForm?
  /// Days, times or pieces dispensed (調剤数量 with 調剤単位).
  public var dispensed: Quantity?
  /// Amount handed over in all, if the source gives it apart from days.
  public var quantity: Quantity?
  /// Days the drug lasts, if known.
  public var days: Int?
  /// First day of taking, if the source says.
  public var start: PartialDate?
  /// Last day of taking, if the source says.
  public var end: PartialDate?
  /// RP number within the dispensing.
  public var rpNumber: Int?
  /// Position of the drug within its RP.
  public var orderInRP: Int?
  /// Supplements and cautions in the order of the source.
  public var remarks: [Remark]
  /// Ingredients of an OTC drug.
  public var ingredients: [CodedText]
  /// Prescriber and dispenser.
  public var practitioners: [Practitioner]
  /// Why it was prescribed.
  public var reason: CodedText?

  /// A drug line.
  public init(drug: CodedText, origin: Origin) {
    self.drug = drug
    self.origin = origin
    remarks = []
    ingredients = []
    practitioners = []
  }

  /// A remark to a drug or its usage.
  public struct Remark: Sendable, Hashable, Codable {
    /// What the remark is about (JAHIS record number).
    public enum Topic: String, Sendable, Codable {
      /// 281 薬品補足.
      case drugSupplement
      /// 291 薬品服用注意.
      case drugCaution
      /// 311 用法補足.
      case usageSupplement
      /// 391 処方服用注意.
      case usageCaution
    }

    /// What it is about.
    public var topic: Topic
    /// The words.
    public var text: String

    /// A remark.
    public init(topic: Topic, text: String) {
      self.topic = topic
      self.text = text
    }
  }
}
