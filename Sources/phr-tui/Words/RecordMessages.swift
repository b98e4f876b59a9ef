/// What the record commands say.
enum RecordMessages {
  static let created = Text(ja: "記録ファイルを作りました: ", en: "Vault created: ")
  static let recoveryCode = Text(
    ja: "リカバリーコード（二度と表示しません。印刷して金庫などに）:",
    en: "Recovery code (never shown again; print it and keep it safe):")
  static let weakPassphrase = Text(
    ja: "注意: このパスフレーズは推測されやすいものです。",
    en: "Warning: this passphrase is easy to guess.")
  static let noRecords = Text(ja: "記録はありません。", en: "No records.")
  static func added(_ id: String) -> Text { Text(ja: "追加しました: \(id)", en: "Added: \(id)") }
  static func known(_ id: String) -> Text {
    Text(ja: "同じ記録が既にあります: \(id)", en: "The same record is here already: \(id)")
  }
  static func edited(_ id: String, version: Int) -> Text {
    Text(
      ja: "訂正しました: \(id)（第\(version)版。前の版は残ります）",
      en: "Corrected: \(id) (version \(version); earlier ones stay)")
  }
  static func unchanged(_ id: String) -> Text {
    Text(ja: "変わりはありません: \(id)", en: "Nothing changed: \(id)")
  }
  static func reinstated(_ id: String) -> Text {
    Text(
      ja: "取り下げられていた同じ記録を元に戻しました: \(id)",
      en: "The same record had been withdrawn; it stands again: \(id)")
  }
  static func withdrawn(_ id: String) -> Text {
    Text(
      ja: "取り下げました: \(id)（記録は印を付けて残ります。--undo で戻せます）",
      en: "Withdrawn: \(id) (it stays, marked; --undo takes that back)")
  }
  static func restored(_ id: String) -> Text {
    Text(ja: "取り下げを取り消しました: \(id)", en: "No longer withdrawn: \(id)")
  }
  static func tagged(_ tag: String, _ count: Int) -> Text {
    Text(ja: "「\(tag)」: \(count)件", en: "“\(tag)”: \(count) \(count == 1 ? "record" : "records")")
  }
  static let nothingDue = Text(ja: "期限のあるものはありません。", en: "Nothing is due.")

  /// How long until something is due; below zero when it has passed.
  static func daysLeft(_ days: Int) -> Text {
    switch days {
    case ..<0: Text(ja: "期限切れ \(-days)日", en: "\(-days) d overdue")
    case 0: Text(ja: "今日まで", en: "today")
    default: Text(ja: "あと\(days)日", en: "in \(days) d")
    }
  }
  static let contactAdded = Text(ja: "緊急連絡先を追加しました。", en: "Emergency contact added.")
  static let profileSaved = Text(ja: "本人情報を保存しました。", en: "Profile saved.")
  static let unlinked = Text(
    ja: "「同一の記録」の結び付きを外しました。", en: "No longer linked as a twin.")
}
