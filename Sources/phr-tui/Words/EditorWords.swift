import PHRModel

/// Forms for typing records in.
enum EditorWords {
  static let menuTitle = Text(ja: "何を追加しますか", en: "What to add")
  static let notStated = Text(ja: "—", en: "—")
  static let contact = Text(ja: "緊急連絡先", en: "emergency contact")
  static let memo = Text(ja: "メモ", en: "memo")

  static func subject(_ subject: EditorState.Subject) -> Text {
    switch subject {
    case .new(.notice): memo
    case .new(let kind): KindWords.name(of: kind)
    case .correction(_, let body): KindWords.name(of: body.kind)
    case .contact: contact
    }
  }

  static func title(_ subject: EditorState.Subject) -> Text {
    let name = self.subject(subject)
    if case .correction = subject {
      return Text(ja: "訂正: \(name.ja)", en: "Correct: \(name.en)")
    }
    return Text(ja: "追加: \(name.ja)", en: "Add: \(name.en)")
  }

  /// What to know before filling a field in.
  static func hint(
    _ field: ManualField?, of subject: EditorState.Subject, today: CivilDay
  ) -> Text? {
    switch field?.form {
    case .date:
      Text(
        ja: "\(today)、令和8年3月10日、2026-03 のように", en: "as \(today), 2026-03 or 令和8年3月10日")
    case .number: Text(ja: "数字", en: "a number")
    case .choice: Text(ja: "← → で選ぶ", en: "← → choose")
    case .text where field?.name == "item" && subject.kind == .checkup:
      Text(ja: "「LDLコレステロール=130」のように", en: "as “LDLコレステロール=130”")
    default: nil
    }
  }

  static func problem(_ problem: ManualEntryError) -> Text {
    switch problem {
    case .unknownField, .badValue: Text(ja: "この形では読めません。", en: "This cannot be read.")
    case .endsTooEarly: Text(ja: "始まりより前の日付です。", en: "It ends before it begins.")
    case .missing: Text(ja: "必ず入力してください。", en: "This must be filled in.")
    case .myNumber:
      Text(ja: "個人番号（マイナンバー）は保存しません。", en: "A My Number (個人番号) is never stored.")
    }
  }

  /// The label of a field; an unknown one is shown by its name.
  static func label(_ name: String) -> Text {
    labels[name] ?? Text(ja: name, en: name)
  }

  private static let labels: [String: Text] = [
    "date": DetailWords.date, "note": DetailWords.note,
    "facility": Text(ja: "医療機関", en: "Institution"),
    "facility-code": Text(ja: "機関コード", en: "Institution code"),
    "vaccine": DetailWords.vaccine, "dose": DetailWords.doseNumber, "stage": DetailWords.stage,
    "product": DetailWords.product, "maker": DetailWords.maker, "lot": DetailWords.lot,
    "expires": DetailWords.expires, "site": DetailWords.site, "route": DetailWords.route,
    "amount": Text(ja: "量", en: "Amount"), "unit": DetailWords.unit,
    "programme": DetailWords.programme, "doctor": Text(ja: "医師", en: "Doctor"),
    "next-due": DetailWords.nextDue, "reaction": Text(ja: "反応・症状", en: "Reaction"),
    "drug": DetailWords.drug, "usage": DetailWords.usage,
    "days": Text(ja: "日数", en: "Days"), "start": DetailWords.start, "end": DetailWords.end,
    "origin": DetailWords.origin, "pharmacy": Text(ja: "薬局", en: "Pharmacy"),
    "care-type": DetailWords.careType, "self-pay": DetailWords.selfPay,
    "total": DetailWords.total, "insurer-share": DetailWords.insurerShare,
    "public-share": DetailWords.publicShare, "meal-charge": DetailWords.mealCharge,
    "substance": DetailWords.substance, "category": DetailWords.category,
    "criticality": DetailWords.criticality, "onset": DetailWords.onset,
    "none-known": Text(ja: "「なし」と申告", en: "None known"),
    "name": Text(ja: "名称", en: "Name"), "status": DetailWords.status,
    "until": DetailWords.abatement, "text": Text(ja: "本文", en: "Text"),
    "deadline": DetailWords.deadline, "insurer": Text(ja: "保険者", en: "Insurer"),
    "insurer-number": DetailWords.insurer, "symbol": DetailWords.symbol,
    "number": DetailWords.number, "branch": DetailWords.branch,
    "valid-from": DetailWords.validFrom, "valid-to": DetailWords.validTo,
    "item": DetailWords.item, "value": DetailWords.value, "time": DetailWords.time,
    "device": DetailWords.device, "method": DetailWords.method,
    "conclusion": DetailWords.conclusion,
    "contact-name": Text(ja: "氏名", en: "Name"),
    "contact-relation": Text(ja: "続柄", en: "Relation"),
    "contact-phone": Text(ja: "電話", en: "Telephone"),
  ]

  /// The words of choice fields.
  static func choice(_ word: String) -> Text {
    choices[word] ?? CodeWords.status(word)
  }

  private static let choices: [String: Text] = [
    "yes": Text(ja: "はい", en: "yes"), "no": Text(ja: "いいえ", en: "no"),
    "routine": CodeWords.programme(.routine), "voluntary": CodeWords.programme(.voluntary),
    "extraordinary": CodeWords.programme(.extraordinary),
    "dispensed": CodeWords.origin(.dispensed), "prescribed": CodeWords.origin(.prescribed),
    "selfReported": CodeWords.origin(.selfReported),
    "allergy": CodeWords.allergy(.allergy),
    "adverseReaction": CodeWords.allergy(.adverseReaction),
    "intolerance": CodeWords.allergy(.intolerance),
    "problem": CodeWords.condition(.problem), "history": CodeWords.condition(.history),
    "procedure": CodeWords.condition(.procedure), "remark": CodeWords.condition(.remark),
  ]
}
