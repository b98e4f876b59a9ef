import PHRModel

/// The names of states and codes that the screens use.
enum CodeWords {
  static let noDate = Text(ja: "日付なし", en: "no date")
  static let untitled = Text(ja: "（名称なし）", en: "(no name)")

  static func source(_ channel: Provenance.Channel) -> Text {
    switch channel {
    case .file: Text(ja: "ファイル", en: "file")
    case .portal: Text(ja: "ポータル", en: "portal")
    case .manual: Text(ja: "手入力", en: "typed in")
    }
  }

  static let withdrawn = Text(
    ja: "取り下げ済み（誤記録として残されています）", en: "Withdrawn: kept, marked as entered in error")
  static let vanished = Text(
    ja: "ポータルからは消えています（ここには残ります）", en: "No longer at the portal; it stays here")

  static func facility(_ role: Facility.Role) -> Text {
    switch role {
    case .performer: Text(ja: "実施機関", en: "Done at")
    case .dispenser: Text(ja: "調剤", en: "Dispensed")
    case .prescriber: Text(ja: "処方", en: "Prescribed")
    case .author: Text(ja: "作成", en: "Written by")
    case .insurer: Text(ja: "保険者", en: "Insurer")
    }
  }

  static func practitioner(_ role: Practitioner.Role) -> Text {
    switch role {
    case .prescriber: Text(ja: "処方医", en: "Prescriber")
    case .dispenser: Text(ja: "薬剤師", en: "Pharmacist")
    case .performer: Text(ja: "担当", en: "By")
    case .assessor: Text(ja: "判定医", en: "Assessed by")
    }
  }

  static func absent(_ reason: AbsentReason) -> Text {
    switch reason {
    case .notPerformed: Text(ja: "未実施", en: "not done")
    case .notMeasurable: Text(ja: "測定不能", en: "not measurable")
    case .inComponents: Text(ja: "", en: "")
    case .unknown: Text(ja: "値なし", en: "no value")
    }
  }

  static func origin(_ origin: Medication.Origin) -> Text {
    switch origin {
    case .dispensed: Text(ja: "調剤", en: "dispensed")
    case .prescribed: Text(ja: "処方", en: "prescribed")
    case .selfReported: Text(ja: "本人記入・市販薬", en: "self-reported / over the counter")
    }
  }

  static func doseBasis(_ basis: Medication.DoseBasis) -> Text {
    switch basis {
    case .perDay: Text(ja: "1日量", en: "per day")
    case .perUse: Text(ja: "1回量", en: "per use")
    case .total: Text(ja: "全量", en: "in all")
    }
  }

  static func form(_ form: Medication.DosageForm) -> Text {
    switch form {
    case .oral: Text(ja: "内服", en: "oral")
    case .oralDrops: Text(ja: "内滴", en: "oral drops")
    case .asNeeded: Text(ja: "屯服", en: "as needed")
    case .injection: Text(ja: "注射", en: "injection")
    case .external: Text(ja: "外用", en: "external")
    case .decoction: Text(ja: "浸煎", en: "decoction")
    case .infusionTea: Text(ja: "湯", en: "infusion")
    case .material: Text(ja: "材料", en: "material")
    case .other: Text(ja: "その他", en: "other")
    }
  }

  static func remark(_ topic: Medication.Remark.Topic) -> Text {
    switch topic {
    case .drugSupplement: Text(ja: "薬品補足", en: "On the drug")
    case .drugCaution: Text(ja: "薬の注意", en: "Caution")
    case .usageSupplement: Text(ja: "用法補足", en: "On the usage")
    case .usageCaution: Text(ja: "服用の注意", en: "Usage caution")
    }
  }

  static func note(_ topic: EpisodeNote.Topic) -> Text {
    switch topic {
    case .caution: Text(ja: "服用注意", en: "Caution")
    case .fromInstitution: Text(ja: "医療機関から", en: "From the institution")
    case .leftover: Text(ja: "残薬", en: "Left over")
    case .remark: Text(ja: "備考", en: "Remark")
    case .fromPatient: Text(ja: "患者記入", en: "From the patient")
    }
  }

  static func programme(_ programme: Vaccination.Programme) -> Text {
    switch programme {
    case .routine: Text(ja: "定期接種", en: "routine")
    case .voluntary: Text(ja: "任意接種", en: "voluntary")
    case .extraordinary: Text(ja: "臨時接種", en: "extraordinary")
    }
  }

  static func allergy(_ category: Allergy.Category) -> Text {
    switch category {
    case .allergy: Text(ja: "アレルギー", en: "allergy")
    case .adverseReaction: Text(ja: "副作用", en: "adverse reaction")
    case .intolerance: Text(ja: "不耐症", en: "intolerance")
    }
  }

  static func condition(_ category: Condition.Category) -> Text {
    switch category {
    case .problem: Text(ja: "病名", en: "condition")
    case .history: Text(ja: "既往", en: "past illness")
    case .procedure: Text(ja: "手術・処置", en: "procedure")
    case .remark: Text(ja: "特記事項", en: "remark")
    }
  }

  static func notice(_ category: Notice.Category) -> Text {
    switch category {
    case .result: Text(ja: "新しい結果", en: "new result")
    case .reminder: Text(ja: "期限のお知らせ", en: "reminder")
    case .announcement: Text(ja: "お知らせ", en: "announcement")
    case .access: Text(ja: "閲覧のお知らせ", en: "somebody looked at the data")
    case .research: Text(ja: "研究利用のお知らせ", en: "use for research")
    case .alert: Text(ja: "至急の確認", en: "needs attention")
    case .memo: Text(ja: "メモ", en: "memo")
    case .other: Text(ja: "その他", en: "other")
    }
  }

  /// The kind of a checkup report (code list …6.1001 of the national checkup file).
  static func reportCategory(_ coding: Coding) -> Text {
    let known: [String: Text] = [
      "10": Text(ja: "特定健診", en: "specific health checkup"),
      "40": Text(ja: "健診結果報告", en: "checkup report"),
      "41": Text(ja: "事業者健診", en: "employer's checkup"),
      "42": Text(ja: "自治体検診", en: "municipal screening"),
      "43": Text(ja: "乳幼児健診", en: "infant checkup"),
      "44": Text(ja: "妊婦健診", en: "prenatal checkup"),
      "90": Text(ja: "その他", en: "other"),
    ]
    return named(coding, known)
  }

  /// The programme of a checkup (code list …6.1002).
  static func reportProgramme(_ coding: Coding) -> Text {
    let known: [String: Text] = [
      "010": Text(ja: "特定健診", en: "specific health checkup"),
      "020": Text(ja: "広域連合の健診", en: "checkup of people of 75 and over"),
      "030": Text(ja: "事業者健診", en: "employer's checkup"),
      "040": Text(ja: "学校健診", en: "school checkup"),
      "060": Text(ja: "がん検診", en: "cancer screening"),
      "990": Text(ja: "その他", en: "other"),
    ]
    return named(coding, known)
  }

  /// The source's own words first; a code outside the list stays a code.
  private static func named(_ coding: Coding, _ known: [String: Text]) -> Text {
    if let display = coding.display { return Text(ja: display, en: display) }
    return known[coding.code] ?? Text(ja: coding.code, en: coding.code)
  }

  static func sex(_ sex: Profile.Sex) -> Text {
    switch sex {
    case .male: Text(ja: "男性", en: "male")
    case .female: Text(ja: "女性", en: "female")
    case .other: Text(ja: "その他", en: "other")
    case .unknown: Text(ja: "不明", en: "not stated")
    }
  }

  /// FHIR status words that sources send (`active`, `resolved` …); others are shown as received.
  static func status(_ word: String) -> Text {
    statusWords[word] ?? Text(ja: word, en: word)
  }

  private static let statusWords: [String: Text] = [
    "active": Text(ja: "有効・継続中", en: "active"),
    "inactive": Text(ja: "無効", en: "inactive"),
    "resolved": Text(ja: "治癒・解消", en: "resolved"),
    "remission": Text(ja: "寛解", en: "in remission"),
    "recurrence": Text(ja: "再発", en: "recurrence"),
    "completed": Text(ja: "完了", en: "completed"),
    "stopped": Text(ja: "中止", en: "stopped"),
    "cancelled": Text(ja: "取消", en: "cancelled"),
    "confirmed": Text(ja: "確定", en: "confirmed"),
    "unconfirmed": Text(ja: "未確定", en: "unconfirmed"),
    "provisional": Text(ja: "疑い", en: "provisional"),
    "refuted": Text(ja: "否定", en: "refuted"),
    "low": Text(ja: "低い", en: "low"),
    "high": Text(ja: "高い", en: "high"),
    "unable-to-assess": Text(ja: "判断できない", en: "unable to assess"),
    "food": Text(ja: "食物", en: "food"),
    "medication": Text(ja: "薬", en: "medicine"),
    "environment": Text(ja: "環境", en: "environment"),
    "biologic": Text(ja: "生物由来", en: "biologic"),
    "routine": Text(ja: "通常", en: "routine"),
    "urgent": Text(ja: "至急", en: "urgent"),
    "asap": Text(ja: "できるだけ早く", en: "as soon as possible"),
    "stat": Text(ja: "ただちに", en: "at once"),
  ]
}
