import PHRModel

/// What comes back from a delegate, and the people whom a caregiver looks after.
extension DelegateWords {
  /// One line of the holder's log.
  static func line(_ entry: DelegateEntry, _ name: String) -> Text {
    let what = text(entry.act)
    let state = mark(entry.state)
    return Text(
      ja: "\(entry.id)  \(entry.at)  \(name)  \(what.ja)\(state.ja)",
      en: "\(entry.id)  \(entry.at)  \(name)  \(what.en)\(state.en)")
  }

  /// One line of the delegate's own log, and what became of it.
  static func line(_ entry: ReplyEntry, _ state: DelegateEntry.State?) -> Text {
    let what = text(entry.act)
    let outcome = state.map(mark) ?? Text(ja: "  [未着]", en: "  [not there yet]")
    return Text(
      ja: "\(entry.number)  \(entry.at)  \(what.ja)\(outcome.ja)",
      en: "\(entry.number)  \(entry.at)  \(what.en)\(outcome.en)")
  }

  static let logReaches = Text(
    ja: "この記録は、ファイルが次に更新されるとき本人のアクセス記録に入ります。",
    en: "All of this reaches the holder's access log when the files are next brought up to date.")

  /// How an entry was judged; empty if there is nothing to say.
  static func mark(_ state: DelegateEntry.State) -> Text {
    switch state {
    case .noted: Text(ja: "", en: "")
    case .pending: Text(ja: "  [判断待ち]", en: "  [waits for you]")
    case .accepted: Text(ja: "  [受入済み]", en: "  [accepted]")
    case .declined: Text(ja: "  [断りました]", en: "  [declined]")
    case .outside: Text(ja: "  [代理権の範囲外]", en: "  [outside the grant]")
    }
  }

  private static func text(_ act: DelegateAct) -> Text {
    switch act {
    case .opened: return Text(ja: "ファイルを開いた", en: "opened the file")
    case .viewed(let id): return Text(ja: "記録を見た: \(id)", en: "viewed record \(id)")
    case .exported(let name):
      let name = CommandWords.shown(name)
      return Text(ja: "書き出した: \(name)", en: "exported: \(name)")
    case .note(let id, let text):
      let about = id.map { "\($0): " } ?? ""
      let safe = CommandWords.shown(SafeText(text).text)
      return Text(ja: "メモ: \(about)\(safe)", en: "note: \(about)\(safe)")
    case .proposed(let proposal):
      let kind = KindWords.name(of: proposal.kind)
      let fields = proposal.fields.map { "\($0.name)=\($0.value)" }.joined(separator: ", ")
      let safe = CommandWords.shown(SafeText(fields).text)
      let target = proposal.correcting?.text
      return Text(
        ja: "\(target.map { "訂正の提案 \($0)" } ?? "新しい記録の提案")（\(kind.ja)）: \(safe)",
        en: "proposed \(target.map { "a correction of \($0)" } ?? "a record") (\(kind.en)): \(safe)"
      )
    case .consent(let request): return consent(request)
    }
  }

  /// Consent that a delegate set on the holder's behalf, as it is typed.
  static func consent(_ request: ConsentRequest) -> Text {
    let (records, who) = (request.selector.description, request.who.description)
    return consent(request, Text(ja: records, en: records), Text(ja: who, en: who))
  }

  /// The same by the names that people know; `title` is the record's, if it is about one.
  static func consent(
    _ request: ConsentRequest, _ state: ConsentState, about title: String?
  ) -> Text {
    var names = RecordNames()
    if let title, case .record(let id) = request.selector { names.records[id] = title }
    return consent(
      request, ConsentWords.name(of: request.selector, names: names),
      ConsentWords.name(of: request.who, state))
  }

  /// A reply may hold anything: every word of it is made safe for a terminal.
  private static func consent(_ request: ConsentRequest, _ records: Text, _ who: Text) -> Text {
    func safe(_ text: String) -> String { CommandWords.shown(SafeText(text).text) }
    let effect = ConsentWords.name(of: request.effect)
    let reason = request.reason.map(safe)
    return Text(
      ja: "本人に代わる同意設定: \(safe(records.ja)) を \(safe(who.ja)) に\(effect.ja)"
        + (reason.map { "（\($0)）" } ?? ""),
      en: "consent on the holder's behalf: \(effect.en) \(safe(records.en)), \(safe(who.en))"
        + (reason.map { " (\($0))" } ?? ""))
  }
  static let consentWritten = Text(
    ja: "同意設定を返信に書きました。本人のプログラムが代理権を確かめてから効きます（propose list で確認できます）。",
    en:
      "Written to the reply: it takes effect when the holder's program has checked it against the "
      + "grant (see propose list).")

  /// Proposals that came back and were not decided.
  static func waiting(_ count: Int) -> Text {
    Text(
      ja: "代理人からの提案が\(count)件、判断を待っています（D）。",
      en: "\(count) \(count == 1 ? "proposal waits" : "proposals wait") for you (D).")
  }

  static func accepted(_ number: Int) -> Text {
    Text(ja: "提案 \(number) を受け入れました。", en: "Accepted proposal \(number).")
  }
  static func declined(_ number: Int) -> Text {
    Text(ja: "提案 \(number) を断りました。", en: "Declined proposal \(number).")
  }
  static let proposed = Text(
    ja: "提案を返信に書きました。本人が受け入れるまで記録は変わりません。",
    en: "Written to the reply. Nothing changes until the holder accepts it.")
  static let noted = Text(ja: "メモを返信に書きました。", en: "The note was written to the reply.")
  static let admitted = Text(
    ja: "最初の開封が済みました。これからは今のパスフレーズで開きます。閲覧の記録は本人に届きます。",
    en: "First opening done: from now on your passphrase opens it. The holder learns what you view."
  )
  static let askCode = Text(ja: "一回限りのコード: ", en: "One-time code: ")

  static let personAdded = Text(ja: "一覧に加えました。", en: "Added to your people.")
  static let personRemoved = Text(
    ja: "一覧から外しました。ファイルは残っています。", en: "Taken off the list; the file stays.")

  /// One line of `people list`.
  static func person(_ number: Int, _ file: String, _ standing: PeopleList.Standing) -> Text {
    let what =
      switch standing {
      case .vault: Text(ja: "記録ファイル", en: "vault")
      case .delegate: Text(ja: "代理人用ファイル", en: "delegate's file")
      case .sealed: Text(ja: "未開封の代理人用ファイル", en: "delegate's file, not opened yet")
      case .replyMissing: Text(ja: "返信ファイルがない代理人用ファイル", en: "delegate's file without its reply")
      case .missing: Text(ja: "見つかりません", en: "missing")
      }
    let file = CommandWords.shown(file)
    return Text(ja: "\(number)  \(what.ja)  \(file)", en: "\(number)  \(what.en)  \(file)")
  }

  // MARK: Birthdays

  static func birthday(_ event: LifeEvent) -> Text {
    switch event {
    case .fifteen:
      Text(
        ja: "本人は15歳になりました。本人だけで持っていたい事柄がないか、話し合う時です。",
        en: "The holder is 15 now: time to talk about matters they may keep to themselves.")
    case .ofAge:
      Text(
        ja: "本人は18歳（成年）になりました。delegates handover で本人に引き渡してください。",
        en: "The holder is of age: hand the vault over with delegates handover.")
    }
  }

  /// What happens in a handover, told before it does.
  static func handoverSteps(slots: Int) -> [Text] {
    [
      Text(
        ja: "1. ここからは本人が操作します。親は画面から離れてください。",
        en: "1. From here on the child works alone; the parents look away."),
      Text(
        ja: "2. 本人が新しいパスフレーズを決めます。今の鍵（\(slots)個）はすべて無効になります。",
        en: "2. The child sets a new passphrase; the \(slots) present keys all end."),
      Text(
        ja: "3. 新しいリカバリーコードが一度だけ表示されます。本人が紙に写して保管します。",
        en: "3. A new recovery code is shown once; the child writes it down and keeps it."),
      Text(
        ja: "4. 親権による代理権は終わり、以前の写しと自動バックアップは消えます。別に保管した写しは残ります。",
        en: "4. Grants by parenthood end; former copies and rolling backups go. Copies kept "
          + "elsewhere remain readable with the old keys."),
    ]
  }

  static let askHandover = Text(
    ja: "記録ファイルを本人に引き渡します。新しいパスフレーズとリカバリーコードは本人が決め、"
      + "これまでの鍵（親の分）はすべて無効になります。",
    en: "The vault goes over to the child, who sets a new passphrase and keeps the new recovery "
      + "code; every former key ends.")

  static func handedOver(grantsEnded: Int) -> Text {
    Text(
      ja: "引き渡しました（親権による代理権 \(grantsEnded)件を終了）。本人のリカバリーコード:",
      en:
        "Handed over (\(grantsEnded) \(grantsEnded == 1 ? "grant" : "grants") by parenthood ended). The child's recovery code:"
    )
  }
}
