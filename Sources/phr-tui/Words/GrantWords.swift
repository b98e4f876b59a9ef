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
  private enum FieldID {
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
    default: nil
    }
  }

  // MARK: Proposals and log

  /// What the first line says of proposals that wait.
  static func pending(_ count: Int) -> Text {
    Text(ja: "提案\(count)件", en: "\(count) \(count == 1 ? "proposal" : "proposals")")
  }

  static func title(of proposal: DelegatesAnswer.Proposed) -> Text {
    switch proposal.subject {
    case .new(let kind):
      let name = KindWords.name(of: kind)
      return Text(ja: "追加: \(name.ja)", en: "Add: \(name.en)")
    case .correction(let title): return Text(ja: "訂正: \(title)", en: "Correct: \(title)")
    case .consent(let request): return DelegateWords.consent(request)
    }
  }

  static func proposedBy(_ proposal: DelegatesAnswer.Proposed) -> Text {
    Text(
      ja: "\(proposal.delegate)さん・\(time(proposal.at))",
      en: "\(proposal.delegate) · \(time(proposal.at))")
  }

  static let howToDecide = Text(
    ja: "y 受け入れる　d 断る（断っても記録に残ります）",
    en: "y accepts it, d declines it (it stays in the log)")

  /// What a delegate did, in the log's list.
  static func act(_ act: DelegateAct, about title: String?) -> Text {
    let about = title ?? "–"
    switch act {
    case .consent(let request): return DelegateWords.consent(request)
    case .opened: return Text(ja: "ファイルを開いた", en: "opened the file")
    case .viewed: return Text(ja: "見た: \(about)", en: "viewed \(about)")
    case .exported(let name):
      let safe = TextWidth.safe(name)
      return Text(ja: "書き出した: \(safe)", en: "exported: \(safe)")
    case .note(_, let text):
      let safe = TextWidth.safe(SafeText(text).text)
      return Text(ja: "メモ: \(safe)", en: "note: \(safe)")
    case .proposed(let proposal):
      let kind = KindWords.name(of: proposal.kind)
      return proposal.correcting == nil
        ? Text(ja: "追加の提案: \(kind.ja)", en: "proposed a record: \(kind.en)")
        : Text(ja: "訂正の提案: \(about)", en: "proposed a correction: \(about)")
    }
  }

  /// What became of an entry, as the delegate hears it.
  static func outcome(_ state: DelegateEntry.State?) -> Text {
    switch state {
    case nil: Text(ja: "まだ届いていません", en: "not there yet")
    case .noted: Text(ja: "届きました", en: "reached the holder")
    case .pending: Text(ja: "判断待ち", en: "waits for the holder")
    case .accepted: Text(ja: "受け入れられました", en: "accepted")
    case .declined: Text(ja: "断られました", en: "declined")
    case .outside: Text(ja: "代理権の範囲外", en: "outside the grant")
    }
  }

  static func fields(of line: DelegatesAnswer.LogLine) -> [(Text, Text)] {
    func same(_ text: String) -> Text { Text(ja: text, en: text) }
    let fields: [(Text, Text)] = [
      (Text(ja: "代理人", en: "Delegate"), same(line.delegate)),
      (Text(ja: "日時（代理人の時計）", en: "When, by their clock"), same(time(line.entry.at))),
      (Text(ja: "届いた日時", en: "Reached you"), same(time(line.entry.received))),
      (Text(ja: "記録", en: "Record"), same(line.title ?? "–")),
    ]
    let state = DelegateWords.mark(line.entry.state)
    return state.en.isEmpty ? fields : fields + [(Text(ja: "判断", en: "Decided"), state)]
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

  // MARK: Form

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
    case .kind(let kind): KindWords.name(of: kind)
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

  // MARK: Note

  static let note = Text(ja: "メモ", en: "Note")
  static let noteHint = Text(
    ja: "本人に届きます。Enter で書く", en: "reaches the holder; Enter writes it")

  // MARK: A delegate's own page

  static let ownTitle = Text(ja: "あなたの代理権と閲覧記録", en: "Your grant and your log")
  static let holderSees = Text(
    ja: "開いたこと、見た記録、書き出しは、このとおり本人に届きます。",
    en: "The holder learns exactly this: when you open the file, what you view and export.")
  static let holderSeesShort = Text(
    ja: "見た記録は本人に伝わります", en: "the holder learns what you view")
  static let cannotHere = ErrorReport(
    .refused, ja: "代理人は見るだけです。a・e で本人に提案、N でメモができます。",
    en: "A delegate only looks; a and e propose to the holder, N notes.")
  static let notInFile = ErrorReport(
    .refused, ja: "本人の同意設定は、代理人用ファイルには入っていません。",
    en: "The holder's consents are not in a delegate's file.")
  static let holder = Text(ja: "本人", en: "Holder")
  static let log = Text(ja: "閲覧・メモ・提案", en: "Viewed, noted, proposed")

  static func proposal(of subject: EditorState.Subject) -> Text {
    let name = EditorWords.subject(subject)
    if case .correction = subject {
      return Text(ja: "訂正を提案: \(name.ja)", en: "Propose a correction: \(name.en)")
    }
    return Text(ja: "追加を提案: \(name.ja)", en: "Propose: \(name.en)")
  }

  // MARK: Handover

  static let handover = Text(ja: "本人への引き渡し", en: "Handing the vault over")
  static let handoverSteps = [
    Text(
      ja: "成年（18歳）になった本人に、この記録ファイルを渡します。",
      en: "The vault goes over to the child, who is of age (18)."),
    Text(
      ja: "1  席を替わり、本人が新しいパスフレーズを二度入力します。",
      en: "1  Change seats: the child types a new passphrase, twice."),
    Text(
      ja: "2  ファイル全体を新しい鍵で封じ直します。これまでのパスフレーズ、コード、鍵ファイルはすべて無効になり、"
        + "親権による代理権は終わります。",
      en: "2  Everything is sealed anew. Every former passphrase, code and key file ends, and so "
        + "do grants by parenthood."),
    Text(
      ja: "3  新しいリカバリーコードを本人が書き写します。",
      en: "3  The child writes down the new recovery code."),
    Text(
      ja: "前に取ったバックアップは、前の鍵で開けるまま残ります。本人に渡すか、消してください。",
      en: "Backups made before still open with the former keys: give them to the child or delete "
        + "them."),
    Text(ja: "Enter で始める、Esc でやめる", en: "Enter begins, Esc goes back"),
  ]
  static let childTypes = Text(
    ja: "ここからは本人が入力します。", en: "From here on the child types.")
  static let handingOver = Text(
    ja: "鍵を計算し、ファイル全体を封じ直しています…", en: "Deriving the key and sealing everything anew…")
  static let handedOver = Text(
    ja: "引き渡しが済みました。これまでの鍵では開けません。", en: "Handed over: the former keys open it no more.")

  static func label(_ field: HandoverState.FieldID) -> Text {
    switch field {
    case .passphrase: Text(ja: "本人のパスフレーズ", en: "The child's passphrase")
    case .again: Text(ja: "もう一度", en: "Once more")
    }
  }

  /// The question at the start, when a birthday calls for something.
  static func birthday(_ event: LifeEvent) -> Text {
    switch event {
    case .fifteen:
      Text(
        ja: DelegateWords.birthday(event).ja + "代理人のページを開きますか。",
        en: DelegateWords.birthday(event).en + " Open the page on delegates?")
    case .ofAge:
      Text(
        ja: "本人は18歳（成年）になりました。記録ファイルを本人に引き渡す時です。手順を開きますか（後からは H）。",
        en: "The holder is 18, of age: time to hand the vault over. Open the steps (later: H)?")
    }
  }
}
