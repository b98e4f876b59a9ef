import PHRModel

/// The form of a grant.
extension GrantWords {
  static let addTitle = Text(ja: "代理人を加える", en: "Add a delegate")

  static func changeTitle(_ name: String) -> Text {
    Text(ja: "\(name)さんに見せる範囲を変える", en: "Change what \(name) sees")
  }

  /// The two answers for a kind.
  static let shown = [Text(ja: "見せない", en: "hide"), Text(ja: "見せる", en: "show")]

  static func preview(_ preview: GrantPreview) -> Text {
    let kinds = Kind.allCases.filter { preview.counts[$0, default: 0] > 0 }
    guard !kinds.isEmpty else {
      return Text(ja: "ファイルに入る記録: なし", en: "The file will hold: no records")
    }
    func list(_ name: (Kind) -> String, _ separator: String) -> String {
      kinds.map { "\(name($0)) \(preview.counts[$0, default: 0])" }.joined(separator: separator)
    }
    return Text(
      ja: "ファイルに入る記録: \(list({ KindWords.name(of: $0).ja }, "、"))（計\(preview.total)件）",
      en:
        "The file will hold: \(list({ KindWords.name(of: $0).en }, ", ")) (\(preview.total) in all)"
    )
  }

  static let noPreview = Text(
    ja: "見せる種別を選ぶと、ファイルに入る件数をここに示します。",
    en: "Choose what to show; what the file will hold is counted here.")

  static let writing = Text(ja: "ファイルを書いています…", en: "Writing the file…")

  static func label(_ field: GrantFormState.FieldID) -> Text {
    switch field {
    case .name: Text(ja: "氏名", en: "Name")
    case .relation: FieldID.relation
    case .basis: FieldID.basis
    case .right: FieldID.right
    case .kind(let kind): KindWords.name(of: kind).asSentence
    case .since: Text(ja: "この日以降だけ", en: "Only since")
    case .also: Text(ja: "ほかに見せる", en: "Also")
    case .except: FieldID.except
    case .until: Text(ja: "いつまで", en: "Until")
    case .purpose: FieldID.purpose
    case .file: FieldID.file
    case .reason: Text(ja: "決められない理由", en: "Why they cannot decide")
    case .review: Text(ja: "見直す日", en: "Review on")
    }
  }

  static func hint(_ field: GrantFormState.FieldID, today: CivilDay) -> Text? {
    switch field {
    case .name: Text(ja: "代理人になる人", en: "who will be the delegate")
    case .relation: Text(ja: "娘、父 など", en: "daughter, father …")
    case .basis, .right, .kind: Text(ja: "← → で選ぶ", en: "← → choose")
    case .since, .review:
      Text(ja: "空欄でよい。\(today) のように", en: "may stay empty; as \(today)")
    case .also, .except:
      Text(
        ja: "空欄でよい。tag:T facility:名 kind:K 記録ID",
        en: "may stay empty; tag:T facility:NAME kind:K ID")
    case .until: Text(ja: "この日まで（必ず終わります）", en: "the last day; every grant ends")
    case .purpose: Text(ja: "何のために見せるか", en: "what it is for")
    case .file: Text(ja: "USB メモリーや共有フォルダーでもよい", en: "may be on a USB stick or in a shared folder")
    case .reason:
      Text(ja: "根拠が「介護する親族」のとき", en: "if the basis is a caring relative")
    }
  }

  static func fault(_ fault: GrantFormState.Fault) -> Text {
    switch fault {
    case .missing: Text(ja: "必ず入力してください。", en: "This must be filled in.")
    case .badDate: Text(ja: "日付として読めません。", en: "This is no date.")
    case .badSelector:
      Text(
        ja: "tag:T facility:名 kind:K[:FROM..TO] period:FROM..TO 記録ID",
        en: "tag:T facility:NAME kind:K[:FROM..TO] period:FROM..TO ID")
    }
  }

  static func basis(_ basis: Grant.Basis) -> Text {
    switch basis {
    case .parentOfMinor: Text(ja: "親権者", en: "parent of a minor")
    case .legalGuardian: Text(ja: "後見人", en: "legal guardian")
    case .voluntaryGuardian: Text(ja: "任意後見人", en: "voluntary guardian")
    case .powerOfAttorney: Text(ja: "委任", en: "power of attorney")
    case .caringRelative: Text(ja: "介護する親族（本人が決められない）", en: "caring relative (no capacity)")
    case .bereaved: Text(ja: "遺族（本人の死後）", en: "bereaved (after the holder's death)")
    case .other: Text(ja: "その他", en: "other")
    }
  }

  static let codeTitle = Text(ja: "一回限りのコード", en: "One-time code")
}
