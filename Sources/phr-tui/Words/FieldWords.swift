import PHRModel

/// The labels of the fields that can be typed in (`ManualEntry`).
enum FieldWords {
  /// The label of a field; an unknown one is its own label.
  static func label(of field: String) -> Text {
    labels[field] ?? Text(ja: field, en: field)
  }

  /// What a field takes, if that can be said in a few words.
  static func expected(_ form: ManualField.Form, of field: String) -> Text? {
    switch form {
    case .choice(let words):
      let list = words.joined(separator: "|")
      return Text(ja: "使える値: \(list)", en: "Expected: \(list)")
    case .date:
      return Text(
        ja: "「2026-03-10」「令和8年3月10日」「2026-03」のように書きます。",
        en: "Write it as 2026-03-10, 2026-03 or 令和8年3月10日.")
    case .number:
      return Text(
        ja: "数字だけで書きます（桁区切りなし、18桁まで）。",
        en: "Digits only: no separators, at most 18 of them.")
    case .text where field == "item":
      return Text(
        ja: "「体重=62.5」「腹囲=91.5 cm」のように書きます。",
        en: "Write it as 体重=62.5 or “腹囲=91.5 cm”.")
    case .text where field == "unit":
      return Text(
        ja: "単位は数値（--amount・--value）と一緒に書きます。",
        en: "A unit goes with a number (--amount, --value).")
    case .text: return nil
    }
  }

  private static let labels: [String: Text] = [
    "date": Text(ja: "日付", en: "date"),
    "facility": Text(ja: "医療機関など", en: "institution"),
    "facility-code": Text(ja: "医療機関コード", en: "institution code"),
    "note": Text(ja: "メモ", en: "note"),
    "vaccine": Text(ja: "ワクチン", en: "vaccine"),
    "dose": Text(ja: "回数（何回目）", en: "number of the dose"),
    "stage": Text(ja: "期（1期初回など）", en: "stage"),
    "product": Text(ja: "製品名", en: "product"),
    "maker": Text(ja: "メーカー", en: "maker"),
    "lot": Text(ja: "ロット番号", en: "lot number"),
    "expires": Text(ja: "有効期限", en: "expiry"),
    "amount": Text(ja: "量", en: "amount"),
    "site": Text(ja: "部位", en: "body site"),
    "route": Text(ja: "経路", en: "route"),
    "programme": Text(ja: "定期・任意・臨時", en: "programme"),
    "doctor": Text(ja: "医師", en: "doctor"),
    "next-due": Text(ja: "次回の予定", en: "next dose due"),
    "reaction": Text(ja: "症状・反応", en: "reaction"),
    "drug": Text(ja: "薬", en: "drug"),
    "unit": Text(ja: "単位", en: "unit"),
    "usage": Text(ja: "用法", en: "usage"),
    "days": Text(ja: "日数", en: "days"),
    "start": Text(ja: "開始日", en: "first day"),
    "end": Text(ja: "終了日", en: "last day"),
    "origin": Text(ja: "調剤・処方・自分で購入", en: "dispensed, prescribed or self-reported"),
    "pharmacy": Text(ja: "薬局", en: "pharmacy"),
    "care-type": Text(ja: "診療区分", en: "type of care"),
    "self-pay": Text(ja: "窓口負担額（円）", en: "paid by oneself (yen)"),
    "total": Text(ja: "医療費の総額（円）", en: "total (yen)"),
    "insurer-share": Text(ja: "保険者の負担額（円）", en: "insurer's share (yen)"),
    "public-share": Text(ja: "公費の負担額（円）", en: "public share (yen)"),
    "meal-charge": Text(ja: "食事療養費（円）", en: "meals (yen)"),
    "substance": Text(ja: "原因（食べ物・薬など）", en: "substance"),
    "category": Text(ja: "分類", en: "category"),
    "criticality": Text(ja: "重篤度", en: "criticality"),
    "onset": Text(ja: "いつから", en: "since"),
    "none-known": Text(ja: "「なし」と記録する", en: "record that none is known"),
    "name": Text(ja: "病名・氏名", en: "condition, or a contact's name"),
    "status": Text(ja: "状態", en: "status"),
    "until": Text(ja: "いつまで", en: "until"),
    "text": Text(ja: "本文", en: "text"),
    "deadline": Text(ja: "期限", en: "deadline"),
    "insurer": Text(ja: "保険者", en: "insurer"),
    "insurer-number": Text(ja: "保険者番号", en: "insurer number"),
    "symbol": Text(ja: "記号", en: "symbol"),
    "number": Text(ja: "番号", en: "number"),
    "branch": Text(ja: "枝番", en: "branch number"),
    "valid-from": Text(ja: "有効開始日", en: "valid from"),
    "valid-to": Text(ja: "有効終了日", en: "valid until"),
    "item": Text(ja: "項目（健診は「項目=値 単位」）", en: "item (checkup: “item=value unit”)"),
    "conclusion": Text(ja: "判定・所見", en: "conclusion"),
    "value": Text(ja: "値（血圧は 128/80）", en: "value (blood pressure: 128/80)"),
    "device": Text(ja: "機器", en: "device"),
  ]
}
