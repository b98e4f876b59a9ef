/// One observed item: a test, a measurement, a finding or a questionnaire answer.
///
/// The corresponding FHIR resource is `Observation`; in the national checkup file it is one
/// `observation` element (formats/tokutei-kenshin.md section 2).
public struct Observation: Sendable, Hashable, Codable {
  /// What was observed; the 17-digit item code stands among the codings.
  public var code: CodedText
  /// The result, or why there is none.
  public var value: ObservedValue
  /// The flag that was received.
  public var flag: AbnormalFlag?
  /// The value lies beyond what the method can measure (`L`/`H` of the input range).
  public var beyondRange: AbnormalFlag?
  /// The reference range that was received.
  public var reference: ReferenceRange?
  /// How it was measured.
  public var method: CodedText?
  /// Section or category as received (`01010`, `laboratory`).
  public var category: Coding?
  /// Key of the group (anemia, ECG, …) that the source put the item in.
  public var group: String?
  /// A remark to the item.
  public var note: String?
  /// When exactly it was observed, if the source says.
  public var time: Instant?
  /// Parts with their own code and value, such as systolic and diastolic pressure.
  public var components: [Observation]
  /// What the source held besides.
  public var raw: [RawField]

  /// An observed item.
  public init(code: CodedText, value: ObservedValue) {
    self.code = code
    self.value = value
    components = []
    raw = []
  }
}

/// The result of an observation.
public enum ObservedValue: Sendable, Hashable, Codable {
  /// A number with its unit.
  case quantity(Quantity)
  /// An answer out of a list.
  case coded(CodedText)
  /// Words.
  case text(String)
  /// No value, and why.
  case absent(AbsentReason)
}

/// Why an observation has no value.
public enum AbsentReason: String, Sendable, Hashable, Codable {
  /// 未実施: it was not done.
  case notPerformed
  /// 測定不能: it could not be measured.
  case notMeasurable
  /// The values stand in the components.
  case inComponents
  /// The source gives no reason.
  case unknown
}

/// How a result relates to its limits, as the source said.
///
/// The corresponding code system is v3-ObservationInterpretation.
public enum AbnormalFlag: String, Sendable, Hashable, Codable {
  /// Within the limits.
  case normal = "N"
  /// Below.
  case low = "L"
  /// Above.
  case high = "H"
  /// Far below.
  case criticallyLow = "LL"
  /// Far above.
  case criticallyHigh = "HH"
  /// Abnormal without a direction.
  case abnormal = "A"
}

/// The limits that the source gave for a result.
public struct ReferenceRange: Sendable, Hashable, Codable {
  /// Lower limit.
  public var low: Quantity?
  /// Upper limit.
  public var high: Quantity?
  /// The limits in words.
  public var text: String?

  /// A range with the limits that are known.
  public init(low: Quantity? = nil, high: Quantity? = nil, text: String? = nil) {
    self.low = low
    self.high = high
    self.text = text
  }
}
