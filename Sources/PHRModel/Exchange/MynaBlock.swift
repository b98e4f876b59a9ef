/// One block: institution, month and care type.
struct MynaBlock {
  let line: Int
  private(set) var amounts = MynaAmounts()
  private var date: PartialDate?
  private var careType: String?
  private var days: Int?
  private var institution: String?
  private var others: [MynaKeyValue] = []

  init(line: Int) {
    self.line = line
  }

  /// The first day of the month.
  var month: CivilDay? { date?.first }

  /// Takes a row of the block; gives problems with its value.
  mutating func take(_ row: MynaKeyValue) -> [ImportEvent] {
    if let path = MynaAmounts.path(row.key) {
      switch ReceivedNumber.whole(row.value) {
      case .success(let value): amounts[keyPath: path] = value
      case .failure(let failure):
        others.append(row)
        return [row.problem(row.value.isEmpty ? .missingField : failure.reason)]
      }
      return []
    }
    switch row.key {
    case "診療年月":
      date = ReceivedDate.parse(row.value)
      return date == nil ? [row.problem(.badDate)] : []
    case "診療区分": careType = row.value.nonEmpty
    case "日数":
      days = (try? ReceivedNumber.whole(row.value).get()).flatMap(Int.init(exactly:))
      return days == nil ? [row.problem(row.value.isEmpty ? .missingField : .badNumber)] : []
    case "医療機関等名称": institution = row.value.nonEmpty
    default:
      others.append(row)
      let isAmount = row.key.hasSuffix("(円)") && !row.value.isEmpty
      return isAmount && Self.amount(row) == nil ? [row.problem(.badNumber)] : []
    }
    return []
  }

  /// The record, with warnings for what is missing or does not add up.
  func events(insurer: String?, insured: InsuredIdentity?) -> [ImportEvent] {
    var cost = MedicalCost(careType: CodedText(text: careType ?? ""))
    cost.days = days
    cost.total = amounts.total
    cost.insurerShare = amounts.insurer
    cost.publicShare = amounts.publicShare
    cost.selfPay = amounts.selfPay
    cost.insured = insured
    takeOthers(into: &cost)
    var body = RecordBody(date: date, title: careType ?? institution ?? "", content: .cost(cost))
    body.facilities = institution.map { [Facility(role: .performer, name: $0)] } ?? []
    if let insurer {
      body.facilities.append(
        Facility(role: .insurer, name: insurer, code: insured?.insurerNumber))
    }
    body.raw = others.filter { !$0.value.isEmpty && Self.amount($0) == nil }.map {
      $0.rawField()
    }
    var draft = RecordDraft(body: body)
    draft.position = line
    return [.record(draft)] + warnings()
  }

  private func warnings() -> [ImportEvent] {
    var warnings: [ImportEvent] = []
    func warn(_ reason: ImportProblem.Reason, _ field: String) {
      warnings.append(
        .problem(ImportProblem(reason, severity: .warning, line: line, field: field)))
    }
    if careType == nil { warn(.missingField, "診療区分") }
    if institution == nil { warn(.missingField, "医療機関等名称") }
    if !amounts.isConsistent { warn(.sumMismatch, "医療費の総額（円）") }
    return warnings
  }

  /// Amounts under further labels: meals have a field, the rest keeps its label.
  private func takeOthers(into cost: inout MedicalCost) {
    for row in others {
      guard let amount = Self.amount(row) else { continue }
      if row.key.contains("食事") {
        cost.mealCharge = amount
      } else {
        cost.otherAmounts.append(
          .init(label: row.label, amount: String(amount), currency: "JPY"))
      }
    }
  }

  private static func amount(_ row: MynaKeyValue) -> Int64? {
    guard row.key.hasSuffix("(円)") else { return nil }
    return try? ReceivedNumber.whole(row.value).get()
  }
}
