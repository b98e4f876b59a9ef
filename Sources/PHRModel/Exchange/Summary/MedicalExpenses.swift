/// The cost notices of a year as the tax office's form wants them, and what they add up to.
///
/// Source: NTA 医療費集計フォーム Ver. 3.1, columns B to J (shared formats/iryouhi-tsuchi.md section 4).
/// Notices give the month of treatment, not of payment, so the year is that of treatment.
public struct MedicalExpenses: Sendable, Equatable {
  /// What a row is for; several may be ticked, a notice has one.
  public enum Category: Sendable, Equatable {
    /// 診療・治療.
    case treatment
    /// 医薬品購入.
    case medicine
    /// 介護保険サービス.
    case care
    /// その他の医療費.
    case other
  }

  /// One row.
  public struct Row: Sendable, Equatable {
    /// The notice.
    public var record: RecordID
    /// 医療を受けた人, at most 10 characters.
    public var person: String
    /// 病院・薬局などの名称, at most 20 characters.
    public var place: String
    /// What it is for.
    public var category: Category
    /// 支払った医療費の額 in yen: what the notice calls the equivalent at the counter, with meals.
    public var paid: Int64
    /// The month or day.
    public var date: PartialDate?
  }

  /// The year.
  public let year: Int
  /// The rows, oldest first.
  public private(set) var rows: [Row] = []
  /// Notices without an amount that was paid: they count nothing.
  public private(set) var withoutAmount = 0
  private let person: String

  /// The expenses of a person in a year; nothing has been added yet.
  public init(year: Int, person: String) {
    self.year = year
    self.person = String(person.prefix(10))
  }

  /// What was paid in all.
  public var total: Int64 { rows.map(\.paid).reduce(0) { $0.addingSaturated($1) } }

  /// Takes in a record; only cost notices of the year that stand leave a trace.
  public mutating func add(_ record: Record) {
    guard record.status != .withdrawn, case .cost(let cost) = record.body.content,
      let date = record.body.date, date.first.components.year == year
    else { return }
    guard cost.selfPay != nil || cost.mealCharge != nil else {
      withoutAmount += 1
      return
    }
    let place = record.body.facilities.first { $0.role != .insurer }?.name ?? ""
    let row = Row(
      record: record.id, person: person, place: String(place.prefix(20)),
      category: Self.category(of: cost.careType),
      paid: (cost.selfPay ?? 0).addingSaturated(cost.mealCharge ?? 0), date: date)
    let index = rows.firstIndex { Self.precedes(row, $0) } ?? rows.endIndex
    rows.insert(row, at: index)
  }

  private static func precedes(_ left: Row, _ right: Row) -> Bool {
    guard let date = left.date, let other = right.date else { return false }
    return date == other ? (left.place, left.record) < (right.place, right.record) : date < other
  }

  private static func category(of careType: CodedText) -> Category {
    let name = careType.shown ?? ""
    if name.contains("調剤") { return .medicine }
    if name.contains("介護") { return .care }
    let isTreatment = ["医科", "歯科", "訪問看護", "入院", "外来"].contains { name.contains($0) }
    return isTreatment ? .treatment : .other
  }
}
