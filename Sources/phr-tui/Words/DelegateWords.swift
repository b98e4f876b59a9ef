import PHRModel

/// What is said about delegates, their files and what comes back.
enum DelegateWords {
  /// What a delegate sees on every screen and hears at every command.
  static func banner(_ grant: Grant, holder: Profile) -> Text {
    let name = holder.name ?? holder.roman ?? holder.kana
    let end = lastDay(grant)
    let right = word(grant.right)
    return Text(
      ja: "代理: \(name ?? "（氏名未登録）")・\(right.ja)・\(end.map { "\($0)まで" } ?? "期限なし")",
      en: "Acting for: \(name ?? "(no name)") · \(right.en) · until \(end ?? "–")")
  }

  /// The last day of a grant.
  static func lastDay(_ grant: Grant) -> String? {
    grant.window.lastSecond.map { "\($0.day)" }
  }

  /// What a delegate may do, in a few words.
  static func word(_ right: Grant.Right) -> Text {
    switch right {
    case .view: Text(ja: "閲覧のみ", en: "view only")
    case .export: Text(ja: "閲覧と書き出し", en: "view and export")
    case .consent: Text(ja: "閲覧と同意の管理", en: "view and manage consent")
    }
  }

  /// The status of a grant as one word, for JSON.
  static func word(_ status: Grant.Status) -> String {
    switch status {
    case .notYet: "not-yet"
    case .inForce: "in-force"
    case .expired: "expired"
    case .revoked: "revoked"
    }
  }

  /// What a grant is now.
  static func text(_ status: Grant.Status) -> Text {
    switch status {
    case .notYet(let from): Text(ja: "\(from.day)から", en: "from \(from.day)")
    case .inForce: Text(ja: "有効", en: "in force")
    case .expired: Text(ja: "期限切れ", en: "expired")
    case .revoked(let at): Text(ja: "\(at.day)に取消", en: "revoked \(at.day)")
    }
  }

  /// One line of `delegates list`.
  static func row(
    _ grant: Grant, _ standing: (path: String, refreshed: Instant?, hasReplied: Bool)?,
    at now: Instant
  ) -> Text {
    let status = text(grant.status(at: now))
    let right = word(grant.right)
    let end = lastDay(grant) ?? "–"
    let scope = grant.scope.map(\.description).joined(separator: " ")
    let except = grant.exclusions.map(\.description).joined(separator: " ")
    let file = CommandWords.shown(standing?.path ?? "")
    let replied = standing?.hasReplied ?? false
    return Text(
      ja: "\(grant.delegate)（\(grant.relation)）  \(status.ja)  \(right.ja)  \(end)まで  \(scope)"
        + (except.isEmpty ? "" : "（除外: \(except)）") + "  \(file)"
        + (replied ? "" : "  未開封"),
      en: "\(grant.delegate) (\(grant.relation))  \(status.en)  \(right.en)  until \(end)  \(scope)"
        + (except.isEmpty ? "" : " (except: \(except))") + "  \(file)"
        + (replied ? "" : "  not opened yet"))
  }

  static let none = Text(ja: "代理人はいません。", en: "There are no delegates.")
  static let usualPurpose = Text(
    ja: "家族による見守りと手続きの手伝い", en: "Care and errands by the family")

  static func given(_ grant: Grant, _ path: String, _ records: Int) -> Text {
    let end = lastDay(grant) ?? "–"
    let file = CommandWords.shown(path)
    return Text(
      ja: "\(grant.delegate)さんの代理人用ファイルを作りました: \(file)（\(records)件、\(end)まで）",
      en:
        "Wrote the file for \(grant.delegate): \(file) (\(records) \(records == 1 ? "record" : "records"), until "
        + "\(end))")
  }

  /// What a file can and cannot enforce; said when it is made.
  static let limits = [
    Text(
      ja: "このファイルには範囲外の記録は入っていません。期限・権限・閲覧記録は、決まりを守るプログラムでだけ働きます。",
      en: "Records outside the scope are not in the file. Its end, rights and log hold only in "
        + "programs that keep the rules."),
    Text(
      ja: "最初のファイルとコードがあれば、後のファイルもすべて開けます。別々の経路で渡してください。",
      en: "The first file and the code open every later file too: hand them over separately."
    ),
    Text(
      ja: "コードは今だけ表示されます。書き留めてください。失ったときは、取り消して作り直します。",
      en: "Write the code down: it is not shown again. If it is lost, revoke the grant and make a "
        + "new one."),
  ]
  static let code = Text(
    ja: "一回限りのコード（代理人だけに伝えてください）:", en: "One-time code (for the delegate alone):")

  /// What a holder must know who leaves a file for the time after their death.
  static let bereaved = [
    Text(
      ja: "このプログラムは本人の死亡を知ることができません。ファイルとコードがそろえば、いつでも開けます。",
      en: "The program cannot know of a death: whoever has the file and the code can open it at "
        + "any time."),
    Text(
      ja: "コードは封をして、遺言書などと一緒に別に保管してください。開かれたことは、次の更新のときアクセス記録に現れます。",
      en: "Keep the code sealed and apart from the file, with a will for instance. That it was "
        + "opened shows in the access log at the next refresh."),
  ]

  /// The letter that is printed with a file.
  static func letter(
    _ grant: Grant, code: String, file: String, holder: String?, on day: CivilDay
  ) -> [Text] {
    let whose = holder ?? "–"
    let end = lastDay(grant) ?? "–"
    return [
      Text(
        ja: "\(grant.delegate) 様（\(grant.relation)）", en: "To \(grant.delegate) (\(grant.relation))"
      ),
      Text(
        ja: "\(whose) の健康記録のうち、あなたに見てほしいものが代理人用ファイルに入っています（\(day) 作成、\(end)まで）。",
        en: "What \(whose) wants you to see of their health record is in the delegate's file "
          + "(made \(day), until \(end))."),
      Text(ja: "ファイル: \(file)", en: "File: \(file)"),
      Text(ja: "一回限りのコード: \(code)", en: "One-time code: \(code)"),
      Text(
        ja: "開け方: phr-tui people add \(file) （コードを入力し、自分のパスフレーズを決めます）",
        en: "To open it: phr-tui people add \(file) (type the code, choose your own passphrase)"),
    ]
  }

  /// How a refresh went, as one word, for JSON.
  static func word(_ way: DelegateExchange.Outcome.Way) -> String {
    switch way {
    case .written: "written"
    case .updated: "updated"
    case .unchanged: "unchanged"
    }
  }

  static func revoked(_ name: String) -> Text {
    Text(ja: "\(name)さんの代理権を取り消しました。", en: "Revoked the grant of \(name).")
  }
  static let copiesRemain = Text(
    ja: "取り消しはファイルが代理人に届いた時から効きます。それまでに写されたものは取り戻せません。",
    en:
      "It takes effect when the file reaches the delegate. What was copied before cannot be taken "
      + "back.")
  static func confirmed(_ name: String) -> Text {
    Text(
      ja: "\(name)さんの代理権を、本人が続けることを認めました。",
      en: "Confirmed by the child: the grant of \(name) goes on.")
  }
  static func needsConfirmation(_ name: String) -> Text {
    Text(
      ja: "本人は15歳になりました。\(name)さんの代理権を続けてよいか本人に聞き、よければ "
        + "delegates confirm、いやなら delegates revoke を。",
      en: "The child is 15: ask whether the grant of \(name) may go on, then delegates confirm or "
        + "delegates revoke.")
  }

  static func reviewIsDue(_ name: String) -> Text {
    Text(
      ja: "\(name)さんの代理権を見直す日が来ました。まだ必要か確かめ、不要なら delegates revoke を。",
      en: "The review date of the grant of \(name) has come: see whether it is still needed, else "
        + "delegates revoke.")
  }

  static func problem(_ problem: Grant.Problem) -> Text {
    switch problem {
    case .noEnd: Text(ja: "期間が正しくありません", en: "it must end, after it begins")
    case .emptyScope: Text(ja: "見せる記録がありません", en: "nothing is in scope")
    case .noPurpose: Text(ja: "目的がありません", en: "it has no purpose")
    case .notAMinor: Text(ja: "本人は成年です（親権は根拠になりません）", en: "the holder is of age")
    case .relationMissing:
      Text(
        ja: "続柄（--relation: 配偶者・子・父母・これに準ずる人）が必要です",
        en: "the relation (--relation: spouse, child, parent or an equivalent) is needed")
    case .reasonMissing:
      Text(
        ja: "理由と見直す日が必要です",
        en: "a reason and a review date are needed")
    }
  }
}
