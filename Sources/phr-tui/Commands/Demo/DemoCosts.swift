import PHRModel

/// 24 months of medical-cost notices in the form that マイナポータル hands out.
enum DemoCosts {
  static func document(_ person: DemoPerson, _ today: CivilDay) -> DemoDocument {
    let months = (1...24).reversed().map { today.adding(months: -$0) }
    let blocks = months.enumerated().flatMap { index, month in self.blocks(index, month) }
    var lines = head(person, today, months)
    lines += totals("医療費の合計", months, blocks) + totals("年間の合計", months, blocks)
    lines.append("医療費情報明細")
    for block in blocks { lines += self.lines(of: block) }
    lines += ["保険者情報", "保険者の名称,架空健康保険組合"]
    return DemoDocument(
      "医療費情報_\(today.compact).csv", .myna, lines.joined(separator: "\r\n") + "\r\n")
  }

  /// One institution and month.
  private struct Block {
    let month: CivilDay
    let careType: String
    let facility: String
    let days: Int
    let total: Int

    /// Three tenths, cut to whole yen as insurers do.
    var selfPay: Int { total * 3 / 10 }
  }

  private static func blocks(_ index: Int, _ month: CivilDay) -> [Block] {
    var blocks = [
      Block(
        month: month, careType: "医科外来", facility: "架空みなと内科", days: 1,
        total: 5_240 + index % 5 * 310),
      Block(
        month: month, careType: "調剤", facility: "架空ひまわり薬局", days: 1,
        total: 7_180 + index % 3 * 250),
    ]
    if index % 6 == 2 {
      blocks.append(
        Block(
          month: month, careType: "歯科外来", facility: "見本歯科医院", days: 2, total: 12_460))
    }
    if index == 9 {
      blocks.append(
        Block(
          month: month, careType: "医科入院", facility: "架空総合病院", days: 4, total: 186_300))
    }
    return blocks
  }

  private static func head(
    _ person: DemoPerson, _ today: CivilDay, _ months: [CivilDay]
  ) -> [String] {
    let birth = person.birthDate.components
    let parts = today.components
    return [
      "わたしの情報", "医療費通知情報", "", "項目名,内容",
      "作成日,\(parts.year)年\(parts.month)月\(parts.day)日", "資格情報",
      "氏名カナ,\(person.kana)", "氏名,\(person.name)",
      "生年月日,\(birth.year)年\(birth.month)月\(birth.day)日",
      "性別,\(person.isMale ? "男" : "女")", "保険者等番号,06139992", "被保険者証等記号,１２",
      "被保険者証等番号,３４５", "枝番,01", "医療費明細一覧の概要",
      "一覧表示の範囲,\(written(months.last))まで",
    ]
  }

  private static func totals(
    _ heading: String, _ months: [CivilDay], _ blocks: [Block]
  ) -> [String] {
    let total = blocks.map(\.total).reduce(0, +)
    let selfPay = blocks.map(\.selfPay).reduce(0, +)
    return [heading, "期間,\(written(months.first))～\(written(months.last))"]
      + amounts(total: total, selfPay: selfPay)
  }

  private static func lines(of block: Block) -> [String] {
    [
      "診療年月,\(written(block.month))", "診療区分,\(block.careType)", "日数,\(block.days)",
      "医療機関等名称,\(block.facility)",
    ] + amounts(total: block.total, selfPay: block.selfPay)
  }

  private static func amounts(total: Int, selfPay: Int) -> [String] {
    [
      "医療費の総額（円）,\(total)", "保険者の負担額（円）,\(total - selfPay)", "その他の公費の負担額（円）,0",
      "窓口相当負担額（円）,\(selfPay)",
    ]
  }

  private static func written(_ month: CivilDay?) -> String {
    guard let parts = month?.components else { return "" }
    return "\(parts.year)年\(parts.month)月"
  }
}
