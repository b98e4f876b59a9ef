/// The labels of a record's details.
enum DetailWords {
  static let date = Text(ja: "日付", en: "Date")
  static let status = Text(ja: "状態", en: "Status")
  static let note = Text(ja: "備考", en: "Note")
  static let tags = Text(ja: "タグ", en: "Tags")
  static let source = Text(ja: "出典", en: "Source")
  static let withdrawn = Text(ja: "取り下げ", en: "Withdrawn")
  static let version = Text(ja: "版", en: "Version")
  static let identifier = Text(ja: "記録番号", en: "Id")
  static let twins = Text(ja: "同一の記録", en: "Same event in")
  static func otherSources(_ count: Int) -> Text {
    Text(ja: "他の出典 \(count) 件", en: count == 1 ? "1 other source" : "\(count) other sources")
  }

  static let rawTitle = Text(ja: "元データの項目", en: "Fields of the source")
  static func rawHidden(_ count: Int, key: String) -> Text {
    Text(
      ja: "ほかに元データの項目が \(count) 件（\(key) で表示）",
      en: count == 1
        ? "1 more field of the source (\(key) shows it)"
        : "\(count) more fields of the source (\(key) shows them)")
  }

  static let results = Text(ja: "検査結果", en: "Results")
  static let findings = Text(ja: "所見・質問票", en: "Findings and answers")
  static let item = Text(ja: "項目", en: "Item")
  static let value = Text(ja: "値", en: "Value")
  static let unit = Text(ja: "単位", en: "Unit")
  static let reference = Text(ja: "基準値", en: "Reference")
  static let mark = Text(ja: "判定", en: "Mark")
  static let category = Text(ja: "区分", en: "Category")
  static let programme = Text(ja: "制度", en: "Programme")
  static let reported = Text(ja: "報告日", en: "Reported")
  static let conclusion = Text(ja: "総合判定", en: "Conclusion")
  static func abnormalCount(_ count: Int) -> Text {
    Text(
      ja: "基準値から外れた項目: \(count)",
      en: count == 1 ? "1 result outside its reference" : "\(count) results outside their reference"
    )
  }
  static let allWithin = Text(ja: "基準値から外れた項目はありません", en: "No result outside its reference")

  static let genericName = Text(ja: "一般名", en: "Generic")
  static let origin = Text(ja: "種類", en: "Origin")
  static let dose = Text(ja: "用量", en: "Dose")
  static let usage = Text(ja: "用法", en: "Usage")
  static let form = Text(ja: "剤形", en: "Form")
  static let days = Text(ja: "日数・回数", en: "Days/times")
  static let quantity = Text(ja: "総量", en: "Quantity")
  static let start = Text(ja: "開始", en: "From")
  static let end = Text(ja: "終了", en: "Until")
  static let reason = Text(ja: "理由", en: "Reason")
  static let ingredients = Text(ja: "成分", en: "Ingredients")
  static let sameDispensing = Text(ja: "この調剤の薬", en: "All drugs of this dispensing")
  static let dispensingNotes = Text(ja: "調剤全体について", en: "On the whole dispensing")
  static let drug = Text(ja: "薬", en: "Drug")
  static func forDays(_ days: Int) -> Text {
    Text(ja: "\(days)日分", en: days == 1 ? "1 day" : "\(days) days")
  }

  static let careType = Text(ja: "診療区分", en: "Care type")
  static let careDays = Text(ja: "日数", en: "Days")
  static let amount = Text(ja: "金額", en: "Amount")
  static let total = Text(ja: "医療費の総額", en: "Total")
  static let insurerShare = Text(ja: "保険者の負担", en: "Insurer paid")
  static let publicShare = Text(ja: "公費の負担", en: "Public funds")
  static let selfPay = Text(ja: "窓口負担相当額", en: "Self-pay")
  static let mealCharge = Text(ja: "食事・生活療養", en: "Meals and stay")
  static let periodEnd = Text(ja: "期間の終わり", en: "Period ends")
  static let equivalentNote = Text(
    ja: "「相当額」です。実際に支払った額と異なることがあります。",
    en: "Self-pay is an “equivalent”: what was really paid may differ.")

  static let vaccine = Text(ja: "ワクチン", en: "Vaccine")
  static let product = Text(ja: "製品名", en: "Product")
  static let doseNumber = Text(ja: "接種回数", en: "Dose")
  static func dose(_ number: Int, of series: Int?) -> Text {
    guard let series else { return Text(ja: "\(number)回目", en: "no. \(number)") }
    return Text(ja: "\(number)回目（全\(series)回）", en: "\(number) of \(series)")
  }
  static let stage = Text(ja: "期", en: "Stage")
  static let targets = Text(ja: "対象の病気", en: "Protects from")
  static let maker = Text(ja: "メーカー", en: "Maker")
  static let lot = Text(ja: "ロット", en: "Lot")
  static let expires = Text(ja: "有効期限", en: "Expires")
  static let given = Text(ja: "接種量", en: "Amount given")
  static let route = Text(ja: "接種方法", en: "Route")
  static let site = Text(ja: "部位", en: "Site")
  static let nextDue = Text(ja: "次回", en: "Next due")
  static let reactions = Text(ja: "接種後の反応", en: "Reactions")
  static let notGiven = Text(ja: "未接種", en: "not given")
}
