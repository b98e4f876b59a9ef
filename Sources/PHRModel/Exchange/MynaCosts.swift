/// The parts of a medical-cost notice: sums, blocks, and the insurer.
struct MynaCosts {
  /// The keys of a block and of a sum, folded.
  static let keys: Set<String> = [
    "診療年月", "診療区分", "日数", "医療機関等名称", "期間", "医療費の総額(円)", "保険者の負担額(円)",
    "その他の公費の負担額(円)", "窓口相当負担額(円)",
  ]

  private var blocks: [MynaBlock] = []
  private var sums: [String: MynaSum] = [:]
  private var insurer: String?
  private var shared: [String] = []

  /// Takes a row of the notice.
  mutating func take(_ row: MynaKeyValue) -> [ImportEvent] {
    switch row.heading {
    case "医療費情報明細": return takeBlock(row)
    case "医療費の合計", "年間の合計":
      sums[row.heading, default: MynaSum(line: row.line)].take(row)
    case "保険者情報" where row.key == "保険者の名称": insurer = row.value.nonEmpty
    default: break
    }
    keepInOriginal(row)
    return []
  }

  /// The records, once the insurer's name at the end of the file is known, and the sums' check.
  mutating func finish(insured: InsuredIdentity?) -> [ImportEvent] {
    var events: [ImportEvent] = []
    for name in shared { events.append(.keptRaw(type: "myna.\(name)")) }
    for block in blocks { events += block.events(insurer: insurer, insured: insured) }
    for (heading, sum) in sums.sorted(by: { $0.value.line < $1.value.line }) {
      if let problem = sum.problem(heading: heading, blocks: blocks) {
        events.append(.problem(problem))
      }
    }
    return events
  }

  /// Sums and ranges are about the file as a whole and belong to no record.
  private mutating func keepInOriginal(_ row: MynaKeyValue) {
    let name = row.heading.isEmpty ? row.key : row.heading
    if !shared.contains(name) { shared.append(name) }
  }

  private mutating func takeBlock(_ row: MynaKeyValue) -> [ImportEvent] {
    if row.key == "診療年月" { blocks.append(MynaBlock(line: row.line)) }
    guard let last = blocks.indices.last else {
      keepInOriginal(row)
      return [row.problem(.orphan)]
    }
    return blocks[last].take(row)
  }
}

/// The four amounts that stand in every block and every sum.
struct MynaAmounts: Equatable {
  var total: Int64?
  var insurer: Int64?
  var publicShare: Int64?
  var selfPay: Int64?

  /// The place of an amount by its folded key.
  static func path(_ key: String) -> WritableKeyPath<MynaAmounts, Int64?>? {
    switch key {
    case "医療費の総額(円)": \.total
    case "保険者の負担額(円)": \.insurer
    case "その他の公費の負担額(円)": \.publicShare
    case "窓口相当負担額(円)": \.selfPay
    default: nil
    }
  }

  /// Whether the parts make the whole; what is missing cannot be checked.
  var isConsistent: Bool {
    guard let total, let insurer, let publicShare, let selfPay else { return true }
    return total == insurer + publicShare + selfPay
  }

  /// The sum of amounts; each part counts only what is there.
  static func sum(_ amounts: [MynaAmounts]) -> MynaAmounts {
    func sum(_ path: KeyPath<MynaAmounts, Int64?>) -> Int64 {
      // Amounts have at most 18 digits, so that many blocks can still overflow.
      amounts.compactMap { $0[keyPath: path] }.reduce(0) {
        $0.addingReportingOverflow($1).partialValue
      }
    }
    return MynaAmounts(
      total: sum(\.total), insurer: sum(\.insurer), publicShare: sum(\.publicShare),
      selfPay: sum(\.selfPay))
  }
}

/// 医療費の合計 or 年間の合計, kept only to be checked.
struct MynaSum {
  let line: Int
  private var amounts = MynaAmounts()
  private var period = ""

  init(line: Int) {
    self.line = line
  }

  mutating func take(_ row: MynaKeyValue) {
    if row.key == "期間" { period = row.value }
    if let path = MynaAmounts.path(row.key) {
      amounts[keyPath: path] = try? ReceivedNumber.whole(row.value).get()
    }
  }

  /// A warning if the blocks of the period do not add up to the sum.
  func problem(heading: String, blocks: [MynaBlock]) -> ImportProblem? {
    let months = Self.months(period)
    let inside = blocks.filter { block in
      guard let months, let month = block.month else { return true }
      return months.contains(month)
    }
    let sum = MynaAmounts.sum(inside.map(\.amounts))
    let paths: [KeyPath<MynaAmounts, Int64?>] = [\.total, \.insurer, \.publicShare, \.selfPay]
    let agrees = paths.allSatisfy { path in
      amounts[keyPath: path] == nil || amounts[keyPath: path] == sum[keyPath: path]
    }
    return agrees
      ? nil : ImportProblem(.sumMismatch, severity: .warning, line: line, field: heading)
  }

  /// The months of `2025年11月～2026年2月`.
  private static func months(_ text: String) -> ClosedRange<CivilDay>? {
    let ends = text.split { "～〜~-－".contains($0) }.map { ReceivedDate.parse(String($0)) }
    guard let first = ends.first.flatMap({ $0 }), let last = ends.last.flatMap({ $0 }),
      first.first <= last.last
    else { return nil }
    return first.first...last.last
  }
}
