/// Why a typed value was not taken.
public enum ManualEntryError: Error, Sendable, Equatable {
  /// The kind has no such field.
  case unknownField(String)
  /// The field does not take that value.
  case badValue(field: String)
  /// The field ends something before it begins.
  case endsTooEarly(field: String)
  /// The field must be given.
  case missing(field: String)
  /// The value holds a My Number (個人番号).
  case myNumber(field: String)
}

/// One field that a person can type for a kind of record.
public struct ManualField: Sendable {
  /// What a value looks like, for forms and their checks.
  public enum Form: Sendable, Equatable {
    /// Words.
    case text
    /// A date in any form that people write.
    case date
    /// A decimal number.
    case number
    /// One of these words.
    case choice([String])
  }

  /// The name on the command line, without dashes; stable.
  public let name: String
  /// What a value looks like.
  public let form: Form
  /// Whether a record makes no sense without it.
  public let isRequired: Bool
  /// The value that a record has now; `nil` if none.
  let read: @Sendable (RecordBody) -> String?
  /// Puts a value into a record, an empty one takes it away; `false` if it does not fit.
  let write: @Sendable (inout RecordBody, String) -> Bool

  init(
    _ name: String, _ form: Form = .text, required: Bool = false,
    read: @escaping @Sendable (RecordBody) -> String?,
    write: @escaping @Sendable (inout RecordBody, String) -> Bool
  ) {
    self.name = name
    self.form = form
    isRequired = required
    self.read = read
    self.write = write
  }
}

/// Turns typed fields into records and back; pure.
///
/// The same table serves the command line and the forms of the terminal program.
public enum ManualEntry {
  /// The fields of a kind in the order in which a form asks for them.
  public static func fields(of kind: Kind) -> [ManualField] {
    switch kind {
    case .checkup: commonFields(.performer) + checkupFields
    case .vaccination: vaccinationFields + commonFields(.performer)
    case .medication: medicationFields + commonFields(.prescriber)
    case .cost: costFields + commonFields(.performer)
    case .allergy: allergyFields + commonFields(.performer)
    case .condition: conditionFields + commonFields(.performer)
    case .measurement: measurementFields + commonFields(.performer)
    case .notice: noticeFields + commonFields(.author)
    // The insurer is its institution, under its own name.
    case .insurance:
      insuranceFields
        + commonFields(.insurer).filter { !["facility", "facility-code"].contains($0.name) }
    }
  }

  /// A new record out of typed fields.
  ///
  /// - Throws: `ManualEntryError`.
  public static func body(
    of kind: Kind, fields values: [(name: String, value: String)]
  ) throws(ManualEntryError) -> RecordBody {
    var body = RecordBody(date: nil, title: "", content: blank(kind))
    let blank = body.content
    try set(values, in: &body)
    let known = fields(of: kind)
    for field in known where field.isRequired && field.read(body) == nil {
      throw .missing(field: field.name)
    }
    // A record of a kind without needed fields must say something all the same.
    if body.content == blank, body.facilities.isEmpty, let first = known.first {
      throw .missing(field: first.name)
    }
    return body
  }

  /// A record with some fields typed anew.
  ///
  /// - Throws: `ManualEntryError`.
  public static func set(
    _ values: [(name: String, value: String)], in body: inout RecordBody
  ) throws(ManualEntryError) {
    let known = fields(of: body.kind)
    for (name, typed) in values {
      guard let field = known.first(where: { $0.name == name }) else {
        throw .unknownField(name)
      }
      guard let value = TypedText.accepted(typed) else { throw .myNumber(field: name) }
      if field.isRequired, value.isEmpty { throw .missing(field: name) }
      guard field.accepts(value), field.write(&body, value) else { throw .badValue(field: name) }
    }
    try checkPeriods(of: values.map(\.name), in: body)
    body.title = RecordTitle.title(of: body)
  }

  /// Nothing that was typed ends before it begins.
  private static func checkPeriods(
    of names: [String], in body: RecordBody
  ) throws(ManualEntryError) {
    func date(_ name: String) -> PartialDate? {
      fields(of: body.kind).first { $0.name == name }?.read(body)
        .flatMap { PartialDate(iso: $0) }
    }
    for (first, last) in [("start", "end"), ("onset", "until"), ("valid-from", "valid-to")]
    where names.contains(first) || names.contains(last) {
      guard let begin = date(first), let end = date(last), end.last < begin.first else { continue }
      throw .endsTooEarly(field: last)
    }
  }

  /// What a record has in each field, for a form that corrects it.
  public static func values(of body: RecordBody) -> [(name: String, value: String)] {
    fields(of: body.kind).map { ($0.name, $0.read(body) ?? "") }
  }

  private static func blank(_ kind: Kind) -> Content {
    let nothing = CodedText(text: nil)
    switch kind {
    case .checkup: return .checkup(Checkup(items: []))
    case .vaccination: return .vaccination(Vaccination(vaccine: nothing))
    case .medication: return .medication(Medication(drug: nothing, origin: .selfReported))
    case .cost: return .cost(MedicalCost(careType: nothing))
    case .allergy: return .allergy(Allergy(substance: nothing))
    case .condition: return .condition(Condition(code: nothing))
    case .measurement:
      return .measurement(
        SelfMeasurement(item: Observation(code: nothing, value: .absent(.unknown))))
    case .notice: return .notice(Notice(category: .memo))
    case .insurance: return .insurance(Insurance(insured: InsuredIdentity()))
    }
  }
}

extension ManualField {
  /// Whether the text has the form of the field; an empty one always has.
  func accepts(_ value: String) -> Bool {
    guard !value.isEmpty else { return true }
    return switch form {
    case .text: value.utf8.count <= 10_000
    case .date: ReceivedDate.parse(value) != nil
    case .number: Quantity(value: value).isPlainNumber
    case .choice(let words): words.contains(value)
    }
  }
}

extension Quantity {
  /// Whether the text is digits with at most one sign and one point.
  var isPlainNumber: Bool {
    let digits = value.hasPrefix("-") ? value.dropFirst() : value[...]
    let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count <= 2 && value.count <= 20
      && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy(\.isASCIIDigit) }
  }
}
