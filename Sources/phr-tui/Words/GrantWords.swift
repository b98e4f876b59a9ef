import PHRModel

/// The holder's page on delegates.
enum GrantWords {
  // MARK: Page

  /// The three lists; the one in front in brackets.
  static func tabs(_ page: DelegatesState) -> Text {
    let names = DelegatesState.Tab.allCases.map { tab -> Text in
      let name = name(of: tab)
      let count = tab == .log ? "" : " \(page.count(of: tab))"
      let text = Text(ja: name.ja + count, en: name.en + count)
      return tab == page.tab ? Text(ja: "[\(text.ja)]", en: "[\(text.en)]") : text
    }
    return Text(
      ja: names.map(\.ja).joined(separator: " "), en: names.map(\.en).joined(separator: " "))
  }

  private static func name(of tab: DelegatesState.Tab) -> Text {
    switch tab {
    case .delegates: Text(ja: "代理人", en: "Delegates")
    case .proposals: Text(ja: "提案", en: "Proposals")
    case .log: Text(ja: "閲覧記録", en: "Log")
    }
  }

  static func detail(_ tab: DelegatesState.Tab) -> Text {
    switch tab {
    case .delegates: Text(ja: "代理権", en: "Grant")
    case .proposals: Text(ja: "違い", en: "Difference")
    case .log: Text(ja: "詳細", en: "Details")
    }
  }

  static func empty(_ tab: DelegatesState.Tab) -> Text {
    switch tab {
    case .delegates: DelegateWords.none
    case .proposals: Text(ja: "判断待ちの提案はありません。", en: "No proposal waits for you.")
    case .log: Text(ja: "返信はまだ届いていません。", en: "Nothing has come back yet.")
    }
  }

  static func advice(_ tab: DelegatesState.Tab) -> Text {
    switch tab {
    case .delegates:
      Text(
        ja: "a で代理人を加えます。見せる記録だけを入れた別のファイルを作ります。",
        en: "a adds a delegate: a file of its own is written that holds only what you show.")
    case .proposals, .log:
      Text(
        ja: "R で代理人の返信を受け取ります。", en: "R takes in what delegates sent back.")
    }
  }

  /// What a grant is, in a word for the list.
  static func status(_ status: Grant.Status) -> Text {
    switch status {
    case .notYet: Text(ja: "開始前", en: "not yet")
    case .inForce: Text(ja: "有効", en: "in force")
    case .expired: Text(ja: "期限切れ", en: "expired")
    case .revoked: Text(ja: "取消済み", en: "revoked")
    }
  }

  /// What a grant and its file are, line by line.
  static func fields(of row: DelegatesAnswer.Row) -> [(Text, Text, Role)] {
    let grant = row.grant
    func same(_ text: String) -> Text { Text(ja: text, en: text) }
    func list(_ selectors: [Selector]) -> Text {
      let words = selectors.map(selector)
      return Text(
        ja: words.map(\.ja).joined(separator: "、"), en: words.map(\.en).joined(separator: ", "))
    }
    var fields: [(Text, Text, Role)] = [
      (FieldID.state, DelegateWords.text(row.status), row.status.isOver ? .valueAbnormal : .value),
      (FieldID.relation, same(grant.relation.isEmpty ? "–" : grant.relation), .value),
      (FieldID.basis, basis(grant.basis), .value),
      (FieldID.right, DelegateWords.word(grant.right), .value),
      (FieldID.scope, list(grant.scope), .value),
    ]
    if !grant.exclusions.isEmpty { fields.append((FieldID.except, list(grant.exclusions), .value)) }
    let from = grant.window.from.map { "\($0.day)" } ?? ""
    fields += [
      (FieldID.until, same("\(from) – \(DelegateWords.lastDay(grant) ?? "")"), .value),
      (FieldID.purpose, same(grant.purpose), .value),
      (FieldID.file, same(TextWidth.safe(row.path)), .value),
      (Text(ja: "最新にした日時", en: "Refreshed"), moment(row.refreshed), .value),
      (FieldID.lastSeen, moment(row.lastSeen), .value),
      (FieldID.code, code(row), row.hasReplied ? .value : .valueAbnormal),
    ]
    return fields
  }

  /// The same for the delegate: without what belongs to the holder's side.
  static func ownFields(of row: DelegatesAnswer.Row) -> [(Text, Text, Role)] {
    let hidden = [FieldID.state, FieldID.file, FieldID.code, FieldID.lastSeen]
    return fields(of: row).filter { !hidden.contains($0.0) }
  }

  /// What the form and the page call the parts of a grant.
  enum FieldID {
    static let state = Text(ja: "状態", en: "State")
    static let relation = Text(ja: "続柄", en: "Relation")
    static let basis = Text(ja: "根拠", en: "Legal basis")
    static let right = Text(ja: "できること", en: "May")
    static let scope = Text(ja: "見せる記録", en: "Shown")
    static let except = Text(ja: "除外", en: "Except")
    static let until = Text(ja: "期間", en: "From – until")
    static let purpose = Text(ja: "目的", en: "Purpose")
    static let file = Text(ja: "ファイル", en: "File")
    static let lastSeen = Text(ja: "最後の返信", en: "Last seen")
    static let code = Text(ja: "コード", en: "Code")
  }

  private static func moment(_ instant: Instant?) -> Text {
    guard let instant else { return Text(ja: "まだ", en: "not yet") }
    return Text(ja: time(instant), en: time(instant))
  }

  /// Day and minute in Japan's time.
  static func time(_ instant: Instant) -> String {
    String(instant.description.prefix(16).map { $0 == "T" ? " " : $0 })
  }

  private static func code(_ row: DelegatesAnswer.Row) -> Text {
    row.hasReplied
      ? Text(
        ja: "使用済み（新しいファイルは代理人のパスフレーズだけで開く）",
        en: "used; newer files open by the delegate's passphrase alone")
      : Text(ja: "未使用（最初の開封待ち）", en: "not used yet; waits for the first opening")
  }

  /// A selector in words where there are some.
  static func selector(_ selector: Selector) -> Text {
    switch selector {
    case .all: Text(ja: "すべて", en: "everything")
    case .kind(let kind, nil): KindWords.name(of: kind)
    case .kind(let kind, let period?):
      Text(
        ja: "\(KindWords.name(of: kind).ja)（\(period)）",
        en: "\(KindWords.name(of: kind).en) (\(period))")
    case .tag(let tag): Text(ja: "タグ「\(tag)」", en: "tag “\(tag)”")
    case .facility, .period, .record, .episode:
      Text(ja: "\(selector)", en: "\(selector)")
    }
  }

  static func needsConfirmation(_ name: String) -> Text {
    Text(
      ja: "本人は15歳になりました。\(name)さんの代理権を続けてよいか本人に聞き、よければ y、"
        + "いやなら w を押します。",
      en: "The child is 15: ask whether the grant of \(name) may go on; y if so, w if not.")
  }

  static func isOver(_ grant: Grant) -> ErrorReport {
    ErrorReport(
      .refused, ja: "この代理権は終わっています。a で新しく作れます。",
      en: "This grant is over; a gives a new one.")
  }

  static let onlyForDelegates = ErrorReport(
    .refused, ja: "メモは、代理人として見ている記録に付けられます。",
    en: "Notes go on records that you see as a delegate.")

  /// What keys do in the list of delegates.
  static func hint(_ command: Command) -> Text? {
    switch command {
    case .nextPane: Text(ja: "提案・記録", en: "proposals, log")
    case .editRecord: Text(ja: "範囲を変える", en: "change")
    case .withdrawRecord: Text(ja: "取り消す", en: "revoke")
    default: nil
    }
  }

  /// What keys do for a delegate, who proposes instead of changing.
  static func ownHint(_ command: Command) -> Text? {
    switch command {
    case .addRecord: Text(ja: "追加を提案", en: "propose")
    case .editRecord: Text(ja: "訂正を提案", en: "correct")
    case .showDelegates: Text(ja: "代理権", en: "your grant")
    case .whoSees: Text(ja: "本人の同意", en: "set consent")
    default: nil
    }
  }

  // MARK: Questions

  static func question(_ question: DelegateQuestion) -> Text {
    switch question {
    case .revoke(let grant):
      Text(
        ja: "\(grant.delegate)さんの代理権を取り消しますか。" + DelegateWords.copiesRemain.ja,
        en: "Revoke the grant of \(grant.delegate)? " + DelegateWords.copiesRemain.en)
    case .confirm(let grant):
      Text(
        ja: "本人（15歳）は、\(grant.delegate)さんの代理権が続くことを認めますか。",
        en: "Does the child, now 15, let the grant of \(grant.delegate) go on?")
    case .accept(let proposal):
      Text(
        ja: "「\(title(of: proposal).ja)」を受け入れますか。あなたの記録が変わります（前の版は残ります）。",
        en: "Accept “\(title(of: proposal).en)”? Your records change; earlier versions stay.")
    case .decline(let proposal):
      Text(
        ja: "「\(title(of: proposal).ja)」を断りますか。", en: "Decline “\(title(of: proposal).en)”?")
    }
  }

  /// What a revocation did; short enough for the status line.
  static func revoked(_ name: String, reached: Bool) -> Text {
    reached
      ? Text(
        ja: "取り消し、ファイルを空にしました。写されたものは取り戻せません。",
        en: "Revoked \(name); the file is empty, but copies cannot be taken back.")
      : Text(
        ja: "取り消しましたが、ファイルに届きません。R で更新するまで前のままです。",
        en: "Revoked \(name), but the file cannot be reached: as it was until R.")
  }

  /// What another scope, right or end did.
  static func changed(_ name: String, _ outcome: DelegateExchange.Outcome?) -> Text {
    guard let count = outcome?.records else {
      return Text(
        ja: "変えましたが、ファイルに届きません。R で更新するまで前のままです。",
        en: "Changed, but the file cannot be reached: as it was until R.")
    }
    return Text(
      ja: "\(name)さんに見えるのは\(count)件です。前に写されたものは取り戻せません。",
      en: "\(name) now sees \(count) \(count == 1 ? "record" : "records"); "
        + "copies cannot be taken back.")
  }

  static func unreached(_ name: String) -> Text {
    Text(ja: "\(name): ファイルに届きません", en: "\(name): its file cannot be reached")
  }

  static func accepted(_ title: String) -> Text {
    Text(ja: "受け入れました: \(title)", en: "Accepted: \(title)")
  }
}
