import PHRModel

/// What a change of consent means.
extension ConsentWords {
  static let noDifference = Text(
    ja: "今の記録では、見えるものは変わりません。", en: "With today's records nobody sees more or less.")
  static let sameAlready = Text(ja: "同じ設定が既にあります。", en: "The same directive is there already.")
  static let noLeaks = Text(
    ja: "見えない記録の手がかりは見つかりません。", en: "Nothing shown gives a hidden record away.")
  static let hideLeaksToo = Text(
    ja: "これらも一緒に見せないなら --with-leaks を付けるか、consent check WHO --hide を使ってください。",
    en: "To hide these too, add --with-leaks or use consent check WHO --hide.")
  static let sealWarning = Text(
    ja: "封をした記録は、救急のときも、代理人にも見えません。",
    en: "A sealed record is seen by nobody else, not in an emergency and not by delegates.")
  static let archivedMark = Text(ja: "（登録なし）", en: "(not registered)")

  static func hidden(_ count: Int) -> Text {
    Text(ja: "\(count)件を見せない設定にしました。", en: "\(count) records are hidden now.")
  }

  static func queued(_ count: Int) -> Text {
    Text(ja: "送信箱に\(count)件入れました。", en: "\(count) queued for the portal.")
  }

  static func returned(_ name: String) -> Text {
    Text(
      ja: "「\(name)」は以前の登録です。前の同意設定が再び有効です。",
      en: "“\(name)” was known before; its former directives hold again.")
  }

  static func archived(_ name: String) -> Text {
    Text(
      ja: "「\(name)」の登録を外しました。これからは何も見えません。",
      en: "“\(name)” is no longer registered and sees nothing from now on.")
  }

  static func done(_ change: Text) -> Text { Text(ja: "設定: \(change.ja)", en: "Set: \(change.en)") }

  static func undone(_ change: Text) -> Text {
    Text(ja: "元に戻しました: \(change.ja)", en: "Undone: \(change.en)")
  }

  /// The difference for one recipient, in one or two sentences.
  static func difference(_ change: ConsentOutlook.Change, _ state: ConsentState) -> [Text] {
    let name = name(of: .recipient(change.recipient), state)
    let (lost, gained) = (change.difference.lost.count, change.difference.gained.count)
    var texts: [Text] = []
    if lost > 0 {
      texts.append(
        Text(
          ja: "\(name.ja) からは\(lost)件が見えなくなります。",
          en: "\(name.en) will no longer see \(lost) \(lost == 1 ? "record" : "records")."))
    }
    if gained > 0 {
      texts.append(
        Text(
          ja: "\(name.ja) から新たに\(gained)件が見えます。",
          en: "\(name.en) will newly see \(gained) \(gained == 1 ? "record" : "records")."))
    }
    return texts
  }

  static func stillShown(_ title: String, _ recipient: String, _ reason: Text) -> Text {
    Text(
      ja: "「\(title)」は \(recipient) に見えたままです。より強い決まり: \(reason.ja)",
      en: "“\(title)” stays visible to \(recipient); the stronger rule: \(reason.en)")
  }

  static func leak(_ title: String, _ leak: Leak, recipient: String) -> Text {
    let why = why(leak.reason)
    return Text(
      ja: "手がかり: \(recipient) に見える「\(title)」から分かります（\(why.ja)）",
      en: "Leak: “\(title)”, which \(recipient) sees, gives it away (\(why.en))")
  }

  static func why(_ reason: Leak.Reason) -> Text {
    switch reason {
    case .sameEpisode: Text(ja: "同じまとまり", en: "same dispensing or visit")
    case .sameIngredient: Text(ja: "同じ成分の薬", en: "a drug of the same ingredient")
    case .costNotice:
      Text(ja: "同じ機関・月の医療費通知", en: "cost notice of the same institution and month")
    case .noticeAbout: Text(ja: "その記録についてのお知らせ", en: "a notice about it")
    case .freeText(.facility): Text(ja: "文中に機関の名前", en: "its words name the institution")
    case .freeText(.drug): Text(ja: "文中に薬の名前", en: "its words name the drug")
    case .freeText(.practitioner): Text(ja: "文中に医師・薬剤師の名前", en: "its words name the doctor")
    case .freeText(.condition): Text(ja: "文中に病名", en: "its words name the illness")
    case .questionnaire: Text(ja: "質問票の答え・服薬の欄", en: "a questionnaire answer or drug flag")
    case .sum: Text(ja: "合計に含まれる", en: "a sum that includes it")
    }
  }

  /// The reason of a leak as one word for scripts.
  static func word(_ reason: Leak.Reason) -> String {
    switch reason {
    case .sameEpisode: "episode"
    case .sameIngredient: "ingredient"
    case .costNotice: "cost"
    case .noticeAbout: "notice"
    case .freeText(let topic): "text:\(topic.rawValue)"
    case .questionnaire(let item): "questionnaire:\(item)"
    case .sum: "sum"
    }
  }

  static func consequence(
    _ consequence: Consequence, _ state: ConsentState, title: (RecordID) -> String
  ) -> Text {
    switch consequence {
    case .interactionsUnchecked(let ids, let classes):
      let by = list(classes)
      return Text(
        ja: "\(by.ja)は、この薬との飲み合わせを確かめられません（\(named(ids, title).ja)）。",
        en: "The \(by.en) cannot check for interactions with \(named(ids, title).en).")
    case .allergiesUnknown(let ids, let classes):
      let to = list(classes)
      return Text(
        ja: "\(to.ja)は、アレルギーを知らないまま診ることになります（\(named(ids, title).ja)）。",
        en: "The \(to.en) would not know of an allergy: \(named(ids, title).en).")
    case .conditionsUnknown(let ids, let classes):
      let to = list(classes)
      return Text(
        ja: "\(to.ja)は、病名を知らないまま診ることになります（\(named(ids, title).ja)）。",
        en: "The \(to.en) would not know of a condition: \(named(ids, title).en).")
    case .dosesMayBeRepeated:
      return Text(ja: "同じ予防接種をもう一度勧められるかもしれません。", en: "A dose may be given again.")
    case .examinationsMayBeRepeated:
      return Text(ja: "同じ検査をもう一度受けることになるかもしれません。", en: "An examination may be done again.")
    case .emergencyToo:
      return Text(ja: "救急の医師にも見えません。", en: "A doctor in an emergency would not see it either.")
    case .delegatesToo(_, let delegates):
      let names = delegates.map { state.name(of: $0) }
      return Text(
        ja: "代理人（\(names.joined(separator: "、"))）のファイルからも次の更新で消えます。",
        en: "Delegates lose it at the next refresh: \(names.joined(separator: ", ")).")
    case .authorKeepsCopy(_, let id):
      return Text(
        ja: "\(state.name(of: id)) は自分が書いた記録の控えを持ち続けます。",
        en: "\(state.name(of: id)) wrote it and keeps its own copy.")
    case .laterRecordsToo:
      return Text(ja: "これから届く記録にも当てはまります。", en: "Records that arrive later fall under it too.")
    case .endsByItself(let end):
      return Text(
        ja: "この設定は\(until(end).ja)で、その後はまた見えます。",
        en: "It holds \(until(end).en); then the records are seen again.")
    }
  }

  private static func list(_ classes: Set<RecipientClass>) -> Text {
    let names = RecipientClass.allCases.filter(classes.contains).map { name(of: $0) }
    return Text(
      ja: names.map(\.ja).joined(separator: "・"), en: names.map(\.en).joined(separator: ", "))
  }

  private static func named(_ ids: [RecordID], _ title: (RecordID) -> String) -> Text {
    let first = ids.prefix(3).map(title)
    let more = ids.count - first.count
    return Text(
      ja: first.joined(separator: "、") + (more > 0 ? " ほか\(more)件" : ""),
      en: first.joined(separator: ", ") + (more > 0 ? " and \(more) more" : ""))
  }
}
