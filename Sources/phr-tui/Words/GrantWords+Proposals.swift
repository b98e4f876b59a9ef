import PHRModel

/// What delegates proposed, viewed and noted.
extension GrantWords {
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
    case .consent(let said): return said
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
  ///
  /// `consent` is what a directive on the holder's behalf says.
  static func act(_ act: DelegateAct, about title: String?, consent: Text?) -> Text {
    let about = title ?? "–"
    switch act {
    case .consent(let request): return consent ?? DelegateWords.consent(request)
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
      (Text(ja: "相手の時計", en: "Their clock"), same(time(line.entry.at))),
      (Text(ja: "届いた日時", en: "Reached you"), same(time(line.entry.received))),
      (Text(ja: "記録", en: "Record"), same(line.title ?? "–")),
    ]
    let state = DelegateWords.mark(line.entry.state)
    return state.en.isEmpty ? fields : fields + [(Text(ja: "判断", en: "Decided"), state)]
  }
}
