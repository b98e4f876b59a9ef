import PHRModel
import PHRSync

/// What synchronisation, the inbox and the portal commands say.
enum SyncWords {
  /// How much an institution is served.
  static func served(_ count: Int) -> Text {
    Text(
      ja: "この機関には\(count)件が渡されます（この照会も閲覧として残ります）。",
      en:
        "\(count) \(count == 1 ? "resource is" : "resources are") served; this inquiry is an access, "
        + "too.")
  }

  static let type = Text(ja: "種類", en: "type")
  static let columns = [
    Text(ja: "受信", en: "fetched"), Text(ja: "新規", en: "new"),
    Text(ja: "変更", en: "changed"), Text(ja: "取下げ", en: "gone"),
  ]
  static let filledProfile = Text(
    ja: "本人の情報をポータルから受け取りました。", en: "The portal's identity was taken for your profile.")
  static let demonstration = Text(
    ja: "これはデモ用のポータルです。実在の人のデータは入れないでください。",
    en: "This is a demonstration portal. Do not put anybody's real data into it.")
  static let openToAll = Text(
    ja: "警告: この機械の外からも読めるようになります。デモ用のデータだけにしてください。",
    en: "Warning: other machines can read this portal too. Keep it to demonstration data.")
  static let unreadable = Text(ja: "読めないお知らせ", en: "a notice that cannot be read")

  static func signedIn(_ base: String) -> Text {
    Text(ja: "サインインしました: \(base)", en: "Signed in: \(base)")
  }

  static func confirm(_ prompt: DevicePrompt) -> Text {
    let page = prompt.completePage ?? prompt.page
    return Text(
      ja: "\(page) を開き、コード \(prompt.code) を確かめてください。",
      en: "Open \(page) and confirm the code \(prompt.code).")
  }

  static func openPage(_ page: String) -> Text {
    Text(ja: "ブラウザーで開いてください: \(page)", en: "Open in your browser: \(page)")
  }

  static func progress(_ progress: SyncProgress) -> Text {
    let name = self.name(ofType: progress.type)
    return Text(
      ja: "\(name.ja) \(progress.page)ページ目 \(progress.resources)件",
      en: "\(name.en), page \(progress.page), \(progress.resources) so far")
  }

  static func unread(_ count: Int) -> Text {
    Text(ja: "未読 \(count)件", en: "\(count) unread")
  }

  static func until(_ day: String) -> Text {
    Text(ja: "期限 \(day)", en: "until \(day)")
  }

  static func about(_ id: String) -> Text {
    Text(ja: "記録: \(id)", en: "record: \(id)")
  }

  static func mark(_ state: InboxItem.State) -> String {
    switch state {
    case .unread: "●"
    case .read: "○"
    case .archived: "–"
    }
  }

  static func name(of category: Notice.Category) -> Text {
    switch category {
    case .result: Text(ja: "結果", en: "result")
    case .reminder: Text(ja: "案内", en: "reminder")
    case .announcement: Text(ja: "告知", en: "news")
    case .access: Text(ja: "閲覧", en: "access")
    case .research: Text(ja: "研究", en: "research")
    case .alert: Text(ja: "至急", en: "alert")
    case .memo: Text(ja: "メモ", en: "memo")
    case .other: Text(ja: "その他", en: "other")
    }
  }

  /// The name of a FHIR type as a person knows it; others keep their own.
  static func name(ofType type: String) -> Text {
    switch type.split(separator: ":").first.map(String.init) ?? type {
    case "Communication": Text(ja: "お知らせ", en: "notices")
    case "Task": Text(ja: "お願い", en: "requests")
    case "DiagnosticReport": Text(ja: "健診・検査報告", en: "checkups and reports")
    case "Observation": Text(ja: "検査結果", en: "results")
    case "Immunization": Text(ja: "予防接種", en: "vaccinations")
    case "AllergyIntolerance": Text(ja: "アレルギー", en: "allergies")
    case "Condition": Text(ja: "既往・病名", en: "conditions")
    case "Consent": Text(ja: "同意設定", en: "consents")
    case "AuditEvent": Text(ja: "閲覧の記録", en: "accesses")
    case "MedicationDispense": Text(ja: "調剤", en: "dispensed drugs")
    case "MedicationStatement": Text(ja: "服薬", en: "drugs taken")
    case "MedicationRequest": Text(ja: "処方", en: "prescriptions")
    case "ExplanationOfBenefit": Text(ja: "医療費", en: "costs")
    case "Coverage": Text(ja: "資格", en: "insurance")
    case SyncReport.singlesType: Text(ja: "個別の取得", en: "read one by one")
    default: Text(ja: type, en: type)
    }
  }

  /// What stands behind the numbers of a type.
  static func remarks(_ row: SyncReport.Row) -> [Text] {
    var remarks: [Text] = []
    if let reason = row.skipped { remarks.append(self.reason(reason)) }
    if row.counts.unreadable > 0 {
      let count = row.counts.unreadable
      remarks.append(Text(ja: "読めない \(count)件", en: "\(count) cannot be read"))
    }
    if row.strangers > 0 {
      let count = row.strangers
      remarks.append(
        Text(ja: "別の人のもの \(count)件を除外", en: "\(count) of other people left out"))
    }
    return remarks
  }

  /// Why a type was skipped.
  static func reason(_ reason: SkipReason) -> Text {
    switch reason {
    case .refused(let status):
      Text(ja: "ポータルが断りました（\(status)）", en: "refused by the portal (\(status))")
    case .notOffered: Text(ja: "このポータルにはありません", en: "not offered here")
    case .refusedLately:
      Text(ja: "24時間以内に断られました", en: "refused less than a day ago")
    case .notFHIR: Text(ja: "FHIRの答えではありません", en: "the answer is no FHIR")
    case .server(let status): Text(ja: "ポータルの障害（\(status)）", en: "portal error (\(status))")
    case .timedOut: Text(ja: "時間切れ", en: "no answer in time")
    case .cutOff: Text(ja: "途中で切れました", en: "cut off")
    case .tooLarge: Text(ja: "答えが大きすぎます", en: "the answer is too large")
    case .compressed:
      Text(ja: "頼んでいない圧縮のため拒否", en: "refused: compressed without being asked for")
    case .foreignLink:
      Text(ja: "別のサーバーへの移動を拒否", en: "refused: a link to another server")
    case .endlessPages: Text(ja: "ページが終わりません", en: "the pages have no end")
    }
  }

  static func written(_ state: OutboxItem.State, count: Int) -> Text {
    switch state {
    case .pending: Text(ja: "送信待ち \(count)件", en: "\(count) waiting to be sent")
    case .inForce: Text(ja: "ポータルで有効 \(count)件", en: "\(count) in force at the portal")
    case .refused: Text(ja: "ポータルが拒否 \(count)件", en: "\(count) refused by the portal")
    case .conflict:
      Text(ja: "ポータルの内容と食い違い \(count)件", en: "\(count) differ from what the portal holds")
    }
  }

  /// What a person should hear of how it ended; nothing if all went well.
  static func outcome(_ outcome: SyncReport.Outcome) -> Text? {
    switch outcome {
    case .complete: nil
    case .unreachable:
      Text(
        ja: "ポータルにつながりません。あとでもう一度。", en: "The portal cannot be reached. Try again later.")
    case .untrusted:
      Text(
        ja: "ポータルの証明書を確かめられないため、やめました。アドレスとこの機械の日時を確かめてください。",
        en:
          "The portal's certificate cannot be trusted, so nothing was sent. Check the address and "
          + "this machine's clock.")
    case .notAPortal:
      Text(ja: "そこに FHIR R4 のポータルはありません。", en: "There is no FHIR R4 portal at that address.")
    case .signInAgain:
      Text(
        ja: "再認証が必要です。phr-tui portal login でサインインしてください。",
        en: "Sign in again with phr-tui portal login.")
    case .stranger:
      Text(
        ja: "ポータルの人は本人と一致しません。何も取り込んでいません。",
        en: "The person at the portal is not the holder of this vault. Nothing was stored.")
    case .notBefore(let moment):
      Text(
        ja: "ポータルの求めにより \(moment) まで待ちます。",
        en: "The portal asked not to be called before \(moment).")
    }
  }

  /// The outcome as one word of the JSON form.
  static func word(_ outcome: SyncReport.Outcome) -> String {
    switch outcome {
    case .complete: "complete"
    case .unreachable: "unreachable"
    case .untrusted: "untrusted"
    case .notAPortal: "not-a-portal"
    case .signInAgain: "sign-in-again"
    case .stranger: "stranger"
    case .notBefore: "not-before"
    }
  }

  /// The reason as one word of the JSON form.
  static func word(_ reason: SkipReason) -> String {
    switch reason {
    case .refused(let status): "refused-\(status)"
    case .notOffered: "not-offered"
    case .refusedLately: "refused-lately"
    case .notFHIR: "not-fhir"
    case .server(let status): "server-\(status)"
    case .timedOut: "timed-out"
    case .cutOff: "cut-off"
    case .tooLarge: "too-large"
    case .compressed: "compressed"
    case .foreignLink: "foreign-link"
    case .endlessPages: "endless-pages"
    }
  }
}
