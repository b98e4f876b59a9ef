/// One health checkup: everything that was examined and asked on one occasion.
///
/// Sources: the national 特定健診 XML, FHIR 健診結果報告書, DiagnosticReport with Observations.
public struct Checkup: Sendable, Equatable, Codable {
  /// Report category (10 特定健診, 40 他の健診, 41 事業者健診 …) with its system.
  public var category: Coding?
  /// Programme (010 特定健診, 020 広域連合, 030 事業者 …) with its system.
  public var programme: Coding?
  /// When the report was written, if it differs from the day of examination.
  public var reported: PartialDate?
  /// The items in the order of the source.
  public var items: [Observation]
  /// Doctors who assessed or examined.
  public var practitioners: [Practitioner]
  /// The conclusion in words, if the source has one apart from the items.
  public var conclusion: String?
  /// Whose insurance paid; shown to others only with its own tick.
  public var insured: InsuredIdentity?
  /// 受診券整理番号, if given.
  public var ticket: String?

  /// A checkup with those items.
  public init(items: [Observation]) {
    self.items = items
    practitioners = []
  }
}

/// The numbers of an insurance card.
public struct InsuredIdentity: Sendable, Hashable, Codable {
  /// 保険者番号.
  public var insurerNumber: String?
  /// 記号, as received (often full-width).
  public var symbol: String?
  /// 番号, as received.
  public var number: String?
  /// 枝番.
  public var branch: String?

  /// The numbers that are known.
  public init(
    insurerNumber: String? = nil, symbol: String? = nil, number: String? = nil,
    branch: String? = nil
  ) {
    self.insurerNumber = insurerNumber
    self.symbol = symbol
    self.number = number
    self.branch = branch
  }
}
