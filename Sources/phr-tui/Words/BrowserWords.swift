import PHRModel

/// The sentences of the browser.
enum BrowserWords {
  static let allKinds = Text(ja: "すべて", en: "All")
  static let kindsTitle = Text(ja: "種別", en: "Kinds")
  static let allRecords = Text(ja: "すべての記録", en: "All records")
  static let detailTitle = Text(ja: "詳細", en: "Details")
  static let filterLabel = Text(ja: "絞り込み:", en: "Filter:")
  static let nothingFound = Text(ja: "見つかりません（Esc で解除）", en: "Nothing found (Esc shows all)")
  static let noRecords = Text(
    ja: "記録がありません。i で取り込み、a で追加", en: "No records yet. Press i to import a file, a to add one.")
  static let hiddenFromSome = Text(
    ja: "見せないと決めた相手がいます（s で確認）。", en: "Hidden from some recipients (s shows whom).")
  static let noneSelected = ErrorReport(
    .failed, ja: "記録が選ばれていません。", en: "No record is selected.")

  static func filtered(_ text: String, count: Int) -> Text {
    let shown = TextWidth.shortened(text, columns: 30)
    return Text(
      ja: "「\(shown)」で絞り込み中: \(count)件（Esc で解除）",
      en: "Filter “\(shown)”: \(count) found (Esc shows all)")
  }

  /// Birth date with the age on that day.
  static func birth(_ birth: PartialDate, today: CivilDay) -> Text {
    guard let day = birth.exactDay, day <= today else {
      return Text(ja: "\(birth)生", en: "born \(birth)")
    }
    let born = day.components
    let now = today.components
    let had = (now.month, now.day) >= (born.month, born.day)
    let age = now.year - born.year - (had ? 0 : 1)
    return Text(ja: "\(birth)生（\(age)歳）", en: "born \(birth) (\(age))")
  }
}

/// How values are written for people.
enum Writing {
  /// A date with its era in Japanese: `2026-03-10（令和8年3月10日）`.
  static func date(_ date: PartialDate, _ language: Language) -> String {
    guard language == .japanese else { return date.description }
    let full = JapaneseEra.format(date.first)
    let era =
      switch date.precision {
      case .day: full
      case .month: String(full.prefix { $0 != "月" }) + "月"
      case .year: String(full.prefix { $0 != "年" }) + "年"
      }
    return "\(date)（\(era)）"
  }

  /// Whole yen with separators: `12,340円`, `¥12,340`.
  static func yen(_ amount: Int64, _ language: Language) -> String {
    let digits = grouped(amount)
    return language == .japanese ? "\(digits)円" : "¥\(digits)"
  }

  /// Digits in groups of three.
  static func grouped(_ number: Int64) -> String {
    let digits = Array(String(number.magnitude))
    var result = number < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { result += "," }
      result.append(digit)
    }
    return result
  }

  /// The unit as people write it; UCUM's own spelling (https://ucum.org) is for machines.
  static func unit(of quantity: Quantity) -> String? {
    guard let unit = quantity.unit ?? quantity.unitCode else { return nil }
    return unitSpellings[unit] ?? unit
  }

  private static let unitSpellings = [
    "mm[Hg]": "mmHg", "kg/m2": "kg/m²", "10*4/mm3": "10⁴/mm³", "10*4/uL": "10⁴/μL",
    "10*3/uL": "10³/μL", "/mm3": "/mm³", "ml/min/1.73m2": "mL/min/1.73m²",
    "mL/min/{1.73_m2}": "mL/min/1.73m²", "[degF]": "°F", "Cel": "℃", "{score}": "",
  ]

  /// A quantity as received: bound, number, unit.
  static func quantity(_ quantity: Quantity) -> String {
    [(quantity.comparator ?? "") + quantity.value, unit(of: quantity)]
      .compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: " ")
  }
}
