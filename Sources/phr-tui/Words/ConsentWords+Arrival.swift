import PHRModel

/// What became of records and consents that arrived.
extension ConsentWords {
  /// What a list calls a recipient; shorter than in a sentence.
  static func screenName(of id: RecipientID, _ state: ConsentState) -> Text {
    guard id != .emergency else { return Text(ja: "救急の医師", en: "emergency doctor") }
    return Text(ja: state.name(of: id), en: state.name(of: id))
  }

  /// Which rules took hold of a record, in one sentence.
  static func tookHold(_ rules: RecordRules) -> Text {
    let own = rules.rules.map { rule -> Text in
      let reason = reason(Decision(rule.effect, rule.reason), rules.consent)
      let names = rule.names
      return rule.effect == .hide
        ? Text(
          ja: "\(names.joined(separator: "・"))には見えません（\(reason.ja)）",
          en: "hidden from \(names.joined(separator: ", ")) (\(reason.en))")
        : Text(
          ja: "\(names.joined(separator: "・"))に見えます（\(reason.ja)）",
          en: "shown to \(names.joined(separator: ", ")) (\(reason.en))")
    }
    guard !own.isEmpty || rules.decidedByBase > 0 else {
      return Text(
        ja: "提供先を登録していないので、まだだれにも見えません。",
        en: "No recipient is registered yet, so nobody sees it.")
    }
    let base = Text(
      ja: "基本の決まりでは、提供先\(rules.decidedByBase)か所のうち\(rules.shownByBase)か所に見えます",
      en: "by the base rule, \(rules.shownByBase) of \(rules.decidedByBase) recipients "
        + (rules.shownByBase == 1 ? "sees it" : "see it"))
    let parts = own + (rules.decidedByBase > 0 ? [base] : [])
    return Text(
      ja: "この記録の決まり: \(parts.map(\.ja).joined(separator: "。"))。",
      en: "Rules for this record: \(parts.map(\.en).joined(separator: "; ")).")
  }

  /// What became of a consent that a portal holds.
  static func taken(_ taken: TakenConsent) -> Text {
    let id = taken.id
    switch taken.outcome {
    case .applied(let count):
      return Text(
        ja: "ポータルの同意 \(id) を取り込みました（決まり\(count)件）。consent undo で元に戻せます。",
        en:
          "Consent \(id) of the portal was taken in (\(count) \(count == 1 ? "rule" : "rules")); consent undo takes it back."
      )
    case .takenBack:
      return Text(
        ja: "ポータルの同意 \(id) が終わったので、ここでも外しました。",
        en: "Consent \(id) of the portal has ended and was taken back here.")
    case .wouldShow:
      return Text(
        ja: "ポータルの同意 \(id) は今より多く見せるものです。まだ何も適用していません。"
          + "consent import \(id) で取り込めます。",
        en: "Consent \(id) of the portal would show more than now. Nothing of it holds yet; "
          + "consent import \(id) takes it in.")
    case .kept(let obstacle):
      let why = obstacleText(obstacle)
      return Text(
        ja: "ポータルの同意 \(id) はここでは正確に表せません（\(why.ja)）。何も適用せず、そのまま残しました。",
        en: "Consent \(id) of the portal cannot be said exactly here (\(why.en)). "
          + "Nothing of it holds; it is kept as it came.")
    }
  }

  private static func obstacleText(_ obstacle: ConsentReading.Obstacle) -> Text {
    switch obstacle {
    case .notPrivacy: Text(ja: "共有についての有効な同意ではない", en: "no active consent about sharing")
    case .stance: Text(ja: "基本の姿勢が分からない", en: "its base stance is none of ours")
    case .action: Text(ja: "閲覧以外の行為についてのもの", en: "it is about something else than looking")
    case .actor: Text(ja: "登録していない相手がいる", en: "it names somebody who is not a recipient here")
    case .purpose: Text(ja: "知らない利用目的がある", en: "it names a purpose without a word here")
    case .data: Text(ja: "どの記録のことか表せない", en: "no selector means its data")
    case .list:
      Text(
        ja: "印・機関の一覧は、書いた記録ファイルだけが名付けられる",
        en: "only the vault that wrote a list under a tag or institution can name it")
    case .period: Text(ja: "期間が読めない", en: "a period cannot be read")
    case .precedence: Text(ja: "決まりの優先順位が違う", en: "its rules take precedence differently")
    case .size: Text(ja: "決まりが多すぎる", en: "it has too many rules")
    }
  }
}
