import PHRModel

/// What short forms ask.
enum SheetWords {
  static let goOn = Text(ja: "次へ", en: "go on")

  /// What finishing a form does, where it saves nothing yet.
  static func done(_ subject: SheetState.Subject) -> Text? {
    switch subject {
    case .directive, .seal: Text(ja: "確かめる", en: "preview")
    case .moment, .handout: Text(ja: "見る", en: "show")
    case .recipient, .saving: nil
    }
  }

  static let badMoment = Text(
    ja: "日付か時刻として読めません（例 2027-03-31、令和9年3月31日）。",
    en: "No date or time, such as 2027-03-31 or 2027-03-31T09:00.")
  static let badDay = Text(
    ja: "日付として読めません（例 2026-03、令和8年3月10日）。", en: "No date, such as 2026-03-10 or 2026-03.")
  static let badPeriod = Text(
    ja: "始まりか終わりを、正しい順で入れてください。", en: "Give a first or a last day, in that order.")
  static let emptyWindow = Text(ja: "終わりが始まりより前です。", en: "It ends before it begins.")
  static let myNumber = Text(ja: "個人番号（マイナンバー）は保存しません。", en: "A My Number is never stored.")
  static let nameNeeded = Text(ja: "名前を入れてください。", en: "A name is needed.")
  static let yes = Text(ja: "はい", en: "yes")
  static let no = Text(ja: "いいえ", en: "no")
  static let usualPurpose = Text(ja: "ふだんの目的", en: "the usual one")
  static let recipientClass = Text(ja: "種類", en: "Class")
  static let institutionCode = Text(ja: "医療機関コード", en: "Institution code")
  static let note = Text(ja: "メモ", en: "Note")

  static func title(_ subject: SheetState.Subject) -> Text {
    switch subject {
    case .directive(let sheet):
      Text(ja: "見せる・見せない: \(sheet.title)", en: "Show or hide: \(sheet.title)")
    case .seal(let sheet): Text(ja: "封をする: \(sheet.title)", en: "Seal: \(sheet.title)")
    case .recipient(nil): Text(ja: "提供先を追加", en: "Add a recipient")
    case .recipient(let recipient?):
      Text(ja: "提供先: \(recipient.name)", en: "Recipient: \(recipient.name)")
    case .moment: Text(ja: "時点と利用目的", en: "Moment and purpose")
    case .handout: HandoutWords.sheetTitle
    case .saving: HandoutWords.saveTitle
    }
  }

  /// For whom and as whom a delegate sets consent, and when it takes effect.
  static func onBehalf(_ names: DirectiveSheet.OnBehalf) -> Text {
    Text(
      ja: "\(names.holder) さんの同意を、代理人 \(names.delegate) として設定します。"
        + "本人のプログラムが返信を確かめてから有効になり、履歴には両方の名前が残ります。",
      en:
        "You set this for \(names.holder), as the delegate \(names.delegate). It takes effect when "
        + "the holder's program has checked your reply; the history names you both.")
  }

  static func introduction(_ subject: SheetState.Subject) -> Text? {
    switch subject {
    case .directive(let sheet) where sheet.onBehalf != nil: sheet.onBehalf.map(onBehalf)
    case .directive:
      Text(
        ja: "保存すると、まず何が変わるかを見せます。", en: "Saving first shows what would change.")
    case .seal: ConsentWords.sealWarning
    case .recipient(nil):
      Text(
        ja: "登録した相手だけが、決めた範囲の記録を見ることができます。",
        en: "Only those you register can be shown anything, as your rules say.")
    case .handout: HandoutWords.introduction
    case .saving: HandoutWords.saveIntroduction
    case .recipient, .moment: nil
    }
  }

  static func label(_ field: SheetState.FieldID, of subject: SheetState.Subject) -> Text {
    switch field {
    case .action: Text(ja: "見せ方", en: "Show or hide")
    case .scope: Text(ja: "どの記録", en: "Which records")
    case .from: Text(ja: "記録の日付 から", en: "Records from")
    case .to: Text(ja: "　　　　　 まで", en: "  to")
    case .who: Text(ja: "相手", en: "Recipient")
    case .purpose: Text(ja: "利用目的", en: "Purpose")
    case .after: Text(ja: "設定の始まり", en: "In force from")
    case .until: Text(ja: "設定の終わり", en: "Until the end of")
    case .reason:
      if case .directive(let sheet) = subject, sheet.onBehalf != nil {
        Text(ja: "理由", en: "Why")
      } else {
        Text(ja: "控え", en: "Your note")
      }
    case .name: Text(ja: "名前 *", en: "Name *")
    case .recipientClass: recipientClass
    case .institutionCode: institutionCode
    case .note:
      if case .handout = subject { Text(ja: "相手への一言", en: "A word from you") } else { note }
    case .moment: Text(ja: "時点", en: "Moment")
    case .form: Text(ja: "渡すもの", en: "What")
    case .audience: Text(ja: "相手", en: "For whom")
    case .language: Text(ja: "言語", en: "Language")
    case .address: Text(ja: "住所を載せる", en: "With address")
    case .phone: Text(ja: "電話を載せる", en: "With telephone")
    case .contacts: Text(ja: "緊急連絡先を載せる", en: "With contacts")
    case .bloodType: Text(ja: "血液型を載せる", en: "With blood type")
    case .insured: Text(ja: "保険証の番号を載せる", en: "With insured number")
    case .file: Text(ja: "ファイル", en: "File")
    case .sealing: Text(ja: "封をする", en: "Seal it")
    }
  }

  static func hint(_ field: SheetState.FieldID, of subject: SheetState.Subject) -> Text? {
    switch field {
    case .file: HandoutWords.fileHint
    case .sealing: HandoutWords.sealHint
    case .insured:
      Text(ja: "法律が求めてよい相手を限っています", en: "the law limits who may ask for it")
    case .form, .audience, .language, .address, .phone, .contacts, .bloodType:
      Text(ja: "← → で選ぶ", en: "← → choose")
    case .note:
      if case .handout = subject {
        HandoutWords.noteHint
      } else {
        Text(ja: "本人だけが読めます", en: "for your own eyes only")
      }
    case .action, .scope, .who, .purpose, .recipientClass:
      Text(ja: "← → で選ぶ", en: "← → choose")
    case .from, .to: Text(ja: "例 2025-04、令和7年4月1日", en: "such as 2025-04 or 2025-04-01")
    case .after: Text(ja: "空欄なら今から", en: "empty: from now on")
    case .until:
      if case .seal = subject {
        Text(ja: "空欄なら、解くまで", en: "empty: until you take it off")
      } else {
        Text(ja: "空欄なら期限なし。例 2027-03-31", en: "empty: without end; such as 2027-03-31")
      }
    case .reason:
      if case .directive(let sheet) = subject, sheet.onBehalf != nil {
        Text(ja: "本人が読みます", en: "the holder reads it")
      } else {
        Text(ja: "本人だけが読めます", en: "for your own eyes only")
      }
    case .name: Text(ja: "例 さくら歯科医院", en: "such as Sakura Dental Clinic")
    case .institutionCode:
      Text(ja: "10桁。わからなければ空欄", en: "10 digits; empty if not known")
    case .moment: Text(ja: "空欄なら今。例 2026-01-01", en: "empty: now; such as 2026-01-01")
    }
  }

  /// What a directive may be about.
  static func scope(_ scope: SharingScope) -> Text {
    switch scope {
    case .kindInPeriod(let kind):
      let name = KindWords.name(of: kind)
      return Text(ja: "期間内の\(name.ja)", en: "\(name.en) of some days")
    case .period: return Text(ja: "期間内のすべて", en: "everything of some days")
    case .fixed(.record, _): return Text(ja: "この記録", en: "this record")
    case .fixed(.episode, let count?):
      return Text(
        ja: "この調剤・受診の全部（\(count)件）", en: "this whole dispensing or visit (\(count))")
    case .fixed(.tag(let tag), let count?):
      return Text(ja: "印「\(tag)」のもの（\(count)件）", en: "what is tagged “\(tag)” (\(count))")
    case .fixed(.facility(let facility), _):
      return Text(ja: "\(facility.name)の記録", en: "records of \(facility.name)")
    case .fixed(.kind(let kind, _), let count?):
      let name = KindWords.name(of: kind)
      return Text(ja: "\(name.ja)すべて（\(count)件）", en: "all \(name.en) (\(count))")
    case .fixed(.all, let count?):
      return Text(ja: "すべての記録（\(count)件）", en: "all records (\(count))")
    case .fixed(let selector, _): return ConsentWords.name(of: selector)
    }
  }
}
