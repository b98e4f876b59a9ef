import PHRModel

/// The words of a summary, an emergency card and their feet.
enum SummaryWords {
  static let title = Text(ja: "診療のための要約", en: "Patient summary")
  static let cardTitle = Text(ja: "救急カード", en: "Emergency card")
  static let person = Text(ja: "本人", en: "Person")
  static let allergies = Text(ja: "アレルギー・副作用", en: "Allergies and adverse reactions")
  static let medication = Text(ja: "現在の薬", en: "Current medication")
  static let stopped = Text(ja: "最近6か月に終了した薬", en: "Stopped in the last 6 months")
  static let conditions = Text(ja: "病名・既往", en: "Conditions and history")
  static let results = Text(
    ja: "基準外・経過観察中の検査", en: "Abnormal and followed results")
  static let vaccinations = Text(ja: "予防接種", en: "Vaccinations")
  static let contacts = Text(ja: "緊急連絡先", en: "Emergency contacts")
  static let note = Text(ja: "本人から", en: "From the patient")

  /// What an empty section says; it never claims that there is none.
  static let nothing = Text(ja: "ここに示す記録はありません", en: "Nothing recorded to show")
  static let noneKnown = Text(ja: "なし（本人の申告）", en: "None known (stated by the person)")

  static let linkageCode = Text(ja: "連携符号", en: "Linkage code")
  static let insured = Text(ja: "資格情報", en: "Insurance")
  static func age(_ years: Int) -> Text {
    Text(ja: "\(years)歳", en: "age \(years)")
  }

  static let substance = Text(ja: "物質・薬", en: "Substance")
  static let reaction = Text(ja: "症状", en: "Reaction")
  static let since = Text(ja: "開始", en: "Since")
  static let lastDispensed = Text(ja: "最終調剤", en: "Last dispensed")
  static let supplyEnds = Text(ja: "終了", en: "Ended")
  static let prescriber = Text(ja: "処方", en: "Prescriber")
  static let doseAndUsage = Text(ja: "用量・用法", en: "Dose and usage")
  static func duplicate(_ drug: String) -> Text {
    Text(ja: "\(drug)（同じ成分が重複）", en: "\(drug) (same ingredient twice)")
  }
  static let selfReported = Text(ja: "本人が記入", en: "self-reported")
  static let bloodPressure = Text(ja: "血圧（上/下）", en: "Blood pressure")
  static let severity = Text(ja: "重症度", en: "Criticality")
  static let state = Text(ja: "状態", en: "State")
  static let earlier = Text(ja: "これまで", en: "Before")
  static let doses = Text(ja: "接種日", en: "Doses")
  static func moreDoses(_ count: Int) -> Text {
    Text(ja: "ほか\(count)回", en: "and \(count) more")
  }
  static let relation = Text(ja: "続柄", en: "Relation")
  static let name = Text(ja: "氏名", en: "Name")
  static let bornAndSex = Text(ja: "生年月日・性別", en: "Born, sex")
  static let bloodType = Text(ja: "血液型", en: "Blood type")
  static let address = Text(ja: "住所", en: "Address")
  static let phone = Text(ja: "電話", en: "Telephone")
  static let place = Text(ja: "実施機関", en: "Where")
  static let stopWord = Text(ja: "中止", en: "stopped")

  static func measuredByThemselves(_ item: Text) -> Text {
    Text(ja: "\(item.ja)（自己測定）", en: "\(item.en) (self-measured)")
  }

  static func flag(_ flag: AbnormalFlag) -> Text {
    switch flag {
    case .normal: Text(ja: "基準内", en: "within")
    case .low: Text(ja: "L 低", en: "L low")
    case .high: Text(ja: "H 高", en: "H high")
    case .criticallyLow: Text(ja: "LL 極低", en: "LL critically low")
    case .criticallyHigh: Text(ja: "HH 極高", en: "HH critically high")
    case .abnormal: Text(ja: "A 異常", en: "A abnormal")
    }
  }

  /// Why a result stands there; nothing for one that is measured at home.
  static func mark(_ mark: PatientSummary.Mark?, wasAbnormal: Bool) -> Text? {
    switch mark {
    case .flag(let flag): self.flag(flag)
    case .range(let flag): self.flag(flag)
    case .official(.referral): Text(ja: "受診勧奨判定値", en: "official referral level")
    case .official: Text(ja: "保健指導判定値", en: "official guidance level")
    case nil: wasAbnormal ? Text(ja: "前回は基準外", en: "abnormal before") : nil
    }
  }

  /// One mark for both numbers of a blood pressure if they have the same, else each with its name.
  static func mark(
    upper: PatientSummary.ResultCourse, lower: PatientSummary.ResultCourse
  ) -> Text? {
    if upper.mark == lower.mark {
      return mark(upper.mark, wasAbnormal: upper.wasAbnormal || lower.wasAbnormal)
    }
    let named = [(upper, Text(ja: "上", en: "systolic")), (lower, Text(ja: "下", en: "diastolic"))]
      .compactMap { course, name in
        mark(course.mark, wasAbnormal: false).map {
          Text(ja: "\(name.ja): \($0.ja)", en: "\(name.en): \($0.en)")
        }
      }
    return Text(
      ja: named.map(\.ja).joined(separator: "、"), en: named.map(\.en).joined(separator: ", "))
  }

  /// The sentence that every summary carries, whether or not something is hidden.
  static let choice = Text(
    ja: "この要約は、本人が共有することを選んだ記録に基づいています。",
    en: "This summary shows what the patient chose to share.")
  static func age(newest: PartialDate?) -> Text {
    guard let newest else {
      return Text(ja: "データの最新日: 記載なし。", en: "Newest data: no date.")
    }
    return Text(ja: "データの最新日: \(newest)。", en: "Newest data: \(newest).")
  }
  static func sources(_ sources: [PatientSummary.Source]) -> Text {
    guard !sources.isEmpty else { return Text(ja: "出典: なし。", en: "Sources: none.") }
    func list(_ language: Language) -> String {
      sources.map { source in
        let name = KindWords.source(source.label).in(language)
        let newest = source.newest.map { ", \($0)" } ?? ""
        return language == .japanese
          ? "\(name)（\(source.count)件\(newest.replacing(", ", with: "、"))）"
          : "\(name) (\(source.count)\(newest))"
      }.joined(separator: language == .japanese ? "、" : ", ")
    }
    return Text(ja: "出典: \(list(.japanese))。", en: "Sources: \(list(.english)).")
  }
  static func made(_ origin: PatientSummary.Origin) -> Text {
    let day = "\(origin.made.day) \(origin.made.clock.prefix(5))"
    let by = origin.delegate
    let makerJa = by.map { "代理人 \($0)" } ?? "本人"
    let makerEn = by.map { "delegate \($0)" } ?? "the holder"
    let forJa = origin.recipient.map { "、提供先: \($0)" } ?? ""
    let forEn = origin.recipient.map { " for \($0)" } ?? ""
    return Text(
      ja: "作成: \(day)（日本時間）、作成者: \(makerJa)\(forJa)、記録ファイルの位置: \(origin.frame)。",
      en: "Made \(day) (Japan time) by \(makerEn)\(forEn); vault frame \(origin.frame).")
  }
}
