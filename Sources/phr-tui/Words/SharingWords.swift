import PHRModel

/// What the places about sharing are called, and what they say.
enum SharingWords {
  static let whoSees = Text(ja: "だれに見えるか", en: "Who sees this")
  static let why = Text(ja: "理由", en: "Why")
  static let nobody = Text(ja: "だれにも見えません。", en: "Nobody.")
  static let recipients = Text(ja: "提供先（見える件数）", en: "Recipients (records shown)")
  static let aboutRecipient = Text(ja: "この提供先", en: "This recipient")
  static let noRecipients = Text(
    ja: "提供先がありません。a で登録します。", en: "No recipients. Register one with a.")
  static let yours = Text(ja: "あなたの記録", en: "Your records")
  static let archived = Text(ja: "登録なし", en: "archived")
  static let archivedAdvice = Text(
    ja: "登録を外してあるので、何も見えません。x で戻すと、前の同意設定が再び有効になります。",
    en: "Archived: it sees nothing. x brings it back with its former directives.")
  static let emergency = Text(
    ja: "救急の医師。いつでも登録されていて、救急のときだけ、救急用に選んだ記録を見ます。",
    en: "A doctor in an emergency. Always registered; sees only what is chosen for emergencies.")
  static let firstRecipient = Text(
    ja: "a でかかりつけの病院や薬局を登録すると、決めた範囲の記録を見せられます。",
    en: "Press a to register your doctor or pharmacy; they then get what you allow.")
  static let delegate = Text(
    ja: "代理人。見える範囲は代理権で決まります。", en: "A delegate. The grant says what it sees.")
  static let since = Text(ja: "登録日", en: "Registered")
  static let rules = Text(ja: "同意設定", en: "Directives")
  static let linkageCode = Text(ja: "連携符号", en: "Linkage code")
  static let codeAdvice = Text(
    ja: "この提供先だけに伝える、意味のない符号です。漏れたら r で取り替えます。",
    en: "A random code, for this recipient alone. If it becomes known to others, r replaces it.")
  static let code = Text(ja: "機関コード", en: "Code")
  static let reason = Text(ja: "控え", en: "Your note")
  static let portal = Text(ja: "ポータル", en: "Portal")
  static let nothingShown = Text(ja: "何も見えません。", en: "Nothing is shown.")
  static let nothingFound = Text(
    ja: "見つかりません（/ で変える）。", en: "Nothing found (/ changes the search).")
  static let notRegistered = Text(
    ja: "この時点では登録されていないので、何も見えません。",
    en: "Not registered at that moment: nothing is shown.")
  /// Stands before a row of the holder's own list that the recipient does not get.
  static let hiddenMark = "-"
  static let rulesTitle = Text(ja: "同意設定", en: "Directives")
  static let aboutRule = Text(ja: "この設定", en: "This directive")
  static let noRules = Text(
    ja: "同意設定はありません。基本の決まりだけが有効です。記録の上で s を押すと、相手ごとに変えられます。",
    en: "No directives: only the base rule holds. On a record, s changes who sees it.")
  static let historyTitle = Text(ja: "同意の履歴", en: "History of consent")
  static let aboutChange = Text(ja: "この変更", en: "This change")
  static let noHistory = Text(ja: "変更はありません。", en: "No changes.")
  static let undone = Text(ja: "元に戻しました。", en: "This was taken back.")
  static let seal = Text(ja: "封", en: "seal")
  static let everybody = Text(ja: "だれにも", en: "everyone")
  static let setWhen = Text(ja: "設定した時", en: "Set")
  static let setBy = Text(ja: "設定した人", en: "By")

  /// A moment as people read it: `2026-03-10 09:00`.
  static func minute(_ instant: Instant) -> String {
    "\(instant.day) \(instant.clock.prefix(5))"
  }

  /// The base rule in one line of a small screen.
  static func base(_ rule: BaseRule) -> Text {
    switch rule {
    case .optOut:
      Text(
        ja: "基本: 登録した医療・介護の相手に、見せないと決めた以外の診療記録を見せる",
        en:
          "Base rule: clinics, pharmacies and carers see clinical records unless hidden."
      )
    case .optIn: ConsentWords.base(rule)
    }
  }

  static func decision(_ effect: PHRModel.Effect) -> Text {
    effect == .show ? Text(ja: "見える", en: "shown") : Text(ja: "見えない", en: "hidden")
  }

  /// How far a directive has come, in a few columns.
  static func short(_ standing: ConsentPortal.Standing) -> Text {
    switch standing {
    case .local, .localOnly: Text(ja: "手元のみ", en: "here only")
    case .pending: Text(ja: "送信待ち", en: "pending")
    case .inForce: Text(ja: "有効", en: "in force")
    case .refused: Text(ja: "拒否", en: "refused")
    }
  }

  /// The last day of a window, in a few columns.
  static func end(_ window: ConsentWindow) -> Text {
    guard let last = window.lastSecond?.day else { return Text(ja: "期限なし", en: "no end") }
    return Text(ja: "\(last)", en: "\(last)")
  }

  /// What the look with a recipient's eyes says at its foot.
  static func standing(_ answer: SeeAsAnswer) -> Text {
    let moment = answer.question.moment.map { minute($0) }
    let when = Text(
      ja: moment.map { "\($0) の時点" } ?? "今", en: moment.map { "At \($0)," } ?? "Now")
    let hidden = answer.survey.ids.count - answer.survey.shown.count
    guard answer.isWhole else {
      return Text(ja: "\(when.ja)・数えています…", en: "\(when.en) counting…")
    }
    guard hidden > 0 else {
      return Text(ja: "\(when.ja)、すべて見えています", en: "\(when.en) all of them are shown")
    }
    let search = answer.question.search
    let narrowed = search.isEmpty ? "" : "“\(search)”: "
    return Text(
      ja: "\(narrowed)\(when.ja)、\(hidden)件が見えません（\(hiddenMark) の行）",
      en: "\(narrowed)\(when.en) \(hidden) \(hidden == 1 ? "record is" : "records are") not shown "
        + "(rows marked \(hiddenMark))")
  }

  /// The status line after a change of consent.
  static func changed(cluesLeft: Int) -> Text {
    guard cluesLeft > 0 else {
      return Text(ja: "同意設定を変えました。u で元に戻せます。", en: "Changed; u takes it back.")
    }
    return Text(
      ja: "同意設定を変えました。手がかり\(cluesLeft)件が見えたままです（c で点検、u で元に戻す）。",
      en:
        "Changed. \(cluesLeft) \(cluesLeft == 1 ? "record still gives" : "records still give") it "
        + "away (c checks, u takes it back).")
  }

  /// What Enter does on a recipient of a record.
  static let terms = Text(ja: "条件を決める", en: "choose terms")
  static let working = Text(ja: "確かめています…", en: "Checking…")
  static let builtIn = Text(
    ja: "これは提供先の編集では変えられません。", en: "This one cannot be changed as a recipient.")

  /// The status line after a change of who is registered.
  static func changed(_ outcome: RecipientOutcome) -> Text {
    switch outcome {
    case .added(let name): Text(ja: "「\(name)」を登録しました。", en: "“\(name)” is registered.")
    case .returned(let name): ConsentWords.returned(name)
    case .described(let name): Text(ja: "「\(name)」を変えました。", en: "“\(name)” was changed.")
    case .archived(let name): ConsentWords.archived(name)
    case .rotated(let name):
      Text(
        ja: "「\(name)」の連携符号を取り替えました。前の符号はもう使えません。",
        en: "“\(name)” has a new linkage code; the former one is useless now.")
    }
  }

  /// The question before a change of who is registered.
  static func question(_ change: RecipientChange, name: String) -> Text {
    switch change {
    case .archive:
      Text(
        ja: "「\(name)」の登録を外しますか。これからは何も見えなくなります。同意設定は残り、いつでも戻せます。",
        en: "Archive “\(name)”? It will see nothing from now on. Its directives stay, and it can "
          + "come back at any time.")
    case .register:
      Text(
        ja: "「\(name)」を登録に戻しますか。前の同意設定が再び有効になります。",
        en: "Bring “\(name)” back? Its former directives hold again.")
    case .rotateCodes:
      Text(
        ja: "「\(name)」の連携符号を取り替えますか。今の符号はすぐに使えなくなります。",
        en: "Replace the linkage code of “\(name)”? The present one is useless at once.")
    case .add, .describe: Text(ja: "変えますか。", en: "Make this change?")
    }
  }
}

/// What becomes of a change of who is registered.
enum RecipientOutcome: Sendable, Equatable {
  case added(String)
  case returned(String)
  case described(String)
  case archived(String)
  case rotated(String)
}

/// What a preview of a change says.
enum PreviewWords {
  static let title = Text(ja: "この変更で起きること", en: "What this change means")
  static let stillShown = Text(ja: "見えたままのもの", en: "What stays visible")
  static let consequences = Text(ja: "知っておくこと", en: "What follows")
  static let ask = Text(ja: "こう変えますか。 y はい  n いいえ", en: "Make this change?  y yes  n no")
  static let askWithClues = Text(
    ja: "こう変えますか。 y はい  n いいえ  x 手がかりも一緒に見せない",
    en: "Make this change?  y yes  n no  x hide what gives it away, too")

  /// What is about to be set.
  static func sentence(
    _ request: ConsentWish, _ step: ConsentStep, _ state: ConsentState, names: RecordNames
  ) -> Text {
    if case .hideLeaks(let id) = request.change {
      let name = ConsentWords.name(of: .recipient(id), state)
      return Text(
        ja: "\(name.ja) に、見せない記録の手がかりも見せない",
        en: "Hide from \(name.en) what gives hidden records away")
    }
    guard case .directives(let removed, let added) = step, let first = added.first,
      removed.isEmpty
    else { return ConsentWords.change(step, state, names: names) }
    let said = ConsentWords.rule(first, state, names: names)
    let more = added.count - 1
    guard more > 0 else { return said }
    return Text(
      ja: "\(said.ja)。手がかりになる\(more)件も同じように",
      en: "\(said.en), and \(more) \(more == 1 ? "record that gives" : "records that give") it away"
    )
  }

  /// A change in one line: its first part, and how many more there are.
  static func first(of parts: [Text]) -> Text {
    guard let first = parts.first, parts.count > 1 else {
      return parts.first ?? Text(ja: "", en: "")
    }
    let more = parts.count - 1
    return Text(ja: "\(more + 1)件: \(first.ja) ほか", en: "\(more + 1) changes: \(first.en), …")
  }

  static func undoing(_ change: Text) -> Text {
    Text(ja: "元に戻す: \(change.ja)", en: "Take back: \(change.en)")
  }

  /// Which records a delegate's directive means, as far as the delegate's file has them.
  static func meant(_ count: Int) -> Text {
    Text(
      ja: "このファイルの記録\(count)件に当てはまります。",
      en: "It is about \(count) \(count == 1 ? "record" : "records") of this file.")
  }

  static func more(_ count: Int) -> Text {
    Text(ja: "  ほか\(count)件", en: "  and \(count) more")
  }

  static func clues(_ count: Int, _ request: ConsentWish) -> Text {
    if case .hideLeaks = request.change {
      return Text(
        ja: "見せない記録の手がかりになる\(count)件を、一緒に見せないようにします",
        en: "\(count) \(count == 1 ? "record gives" : "records give") hidden ones away and will be "
          + "hidden, too")
    }
    return Text(
      ja: "見えたままの\(count)件が手がかりになります",
      en: "\(count) \(count == 1 ? "record that stays gives" : "records that stay give") it away")
  }
}
