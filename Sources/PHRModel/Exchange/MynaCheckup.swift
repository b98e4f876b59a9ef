/// A checkup in the site's two-column form, read by the items' names.
///
/// The category exists on the site, its file was not seen (shared formats/tokutei-kenshin.md,
/// section 3): so dates and places are looked for under every likely name, items by their names in
/// the national table, and everything else is kept raw.
struct MynaCheckup {
  private var records: [Draft] = []
  private var current = Draft()
  private var heading = ""

  /// One examination.
  private struct Draft {
    var line: Int?
    var date: PartialDate?
    var place: String?
    var items: [Observation] = []
    var raw: [RawField] = []
  }

  private static let dateKeys: Set<String> = ["健診実施日", "実施日", "受診日", "健診受診日", "実施年月日", "健診実施年月日"]
  private static let placeKeys: Set<String> = [
    "健診機関名", "健診機関名称", "実施機関名", "実施機関名称", "健診実施機関名称", "医療機関名", "医療機関等名称",
  ]

  /// Whether a category of the site holds checkups.
  static func isCategory(_ name: String) -> Bool { name.contains("健診") || name.contains("健康診査") }

  /// A heading begins.
  mutating func begin(heading: String) { self.heading = heading }

  /// Takes a row.
  mutating func take(_ row: MynaKeyValue) -> [ImportEvent] {
    if current.line == nil { current.line = row.line }
    if Self.dateKeys.contains(row.key) { return takeDate(row) }
    guard !row.value.isEmpty else { return [] }
    if Self.placeKeys.contains(row.key) {
      current.place = row.value
      return []
    }
    guard let code = CheckupItems.code(named: row.key), let item = CheckupItems.item(code: code)
    else {
      current.raw.append(row.rawField())
      return []
    }
    return takeItem(row, code: code, item: item)
  }

  /// The checkups of the file.
  mutating func finish(insured: InsuredIdentity?) -> [ImportEvent] {
    endRecord()
    return records.map { draft in
      var checkup = Checkup(items: draft.items)
      checkup.insured = insured
      var body = RecordBody(
        date: draft.date, title: draft.place ?? "", content: .checkup(checkup))
      body.facilities = draft.place.map { [Facility(role: .performer, name: $0)] } ?? []
      body.raw = draft.raw
      var record = RecordDraft(body: body)
      record.position = draft.line
      return .record(record)
    }
  }

  /// A further day begins a further examination.
  private mutating func takeDate(_ row: MynaKeyValue) -> [ImportEvent] {
    if current.date != nil || !current.items.isEmpty { endRecord() }
    if current.line == nil { current.line = row.line }
    current.date = ReceivedDate.parse(row.value)
    return current.date == nil ? [row.problem(.badDate)] : []
  }

  private mutating func takeItem(_ row: MynaKeyValue, code: String, item: CheckupItem)
    -> [ImportEvent]
  {
    let coding = Coding(system: CheckupItems.codeSystem, code: code)
    var problems: [ImportEvent] = []
    let value: ObservedValue
    switch item.valueType {
    case .quantity:
      let parts = Self.split(row.value)
      if parts.number.isEmpty {
        value = .text(row.value)
        problems.append(row.problem(.badNumber))
      } else {
        value = .quantity(Quantity(value: parts.number, unit: parts.unit ?? item.unit))
      }
    case .coded, .ordinal: value = coded(row.value, item: item)
    case .text: value = .text(row.value)
    }
    current.items.append(
      Observation(code: CodedText(text: row.label, codings: [coding]), value: value))
    return problems
  }

  /// An answer in words gets the code of the newest list, if it is there by the same words.
  private func coded(_ text: String, item: CheckupItem) -> ObservedValue {
    let codings = CheckupValueLists.codes(of: item.valueList ?? "").filter {
      FoldedText.name($0.meaning.japanese) == FoldedText.name(text)
    }.map { Coding(system: CheckupValueLists.system(of: item.valueList ?? ""), code: $0.code) }
    return .coded(CodedText(text: text, codings: codings))
  }

  /// A number with an optional unit behind it.
  private static func split(_ text: String) -> (number: String, unit: String?) {
    let folded = FoldedText.name(text)
    let number = String(folded.prefix { $0.isASCIIDigit || $0 == "." || $0 == "-" })
    guard ReceivedNumber.isDecimal(number) else { return ("", nil) }
    return (number, String(folded.dropFirst(number.count)).nonEmpty)
  }

  private mutating func endRecord() {
    if !current.items.isEmpty || current.date != nil { records.append(current) }
    current = Draft()
  }
}
