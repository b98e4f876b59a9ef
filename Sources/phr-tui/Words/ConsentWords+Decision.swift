import PHRModel

/// Why somebody sees a record or does not.
extension ConsentWords {
  /// The decision with its reason, in one sentence.
  static func sentence(
    _ decision: Decision, _ state: ConsentState, names: RecordNames = RecordNames()
  ) -> Text {
    let why = reason(decision, state, names: names)
    return decision.isShown
      ? Text(ja: "見えます: \(why.ja)。", en: "Shown: \(why.en).")
      : Text(ja: "見えません: \(why.ja)。", en: "Hidden: \(why.en).")
  }

  /// Which rule took hold.
  static func reason(
    _ decision: Decision, _ state: ConsentState, names: RecordNames = RecordNames()
  ) -> Text {
    let rule = reason(decision.reason, state, names)
    guard let target = decision.through else { return rule }
    let named = name(of: .record(target), names: names)
    return Text(
      ja: "この記録が指す\(named.ja)が見えないため（\(rule.ja)）",
      en: "it is about \(named.en), which is hidden (\(rule.en))")
  }

  private static func reason(
    _ reason: Decision.Reason, _ state: ConsentState, _ names: RecordNames
  ) -> Text {
    switch reason {
    case .directive(let id, let since, let end):
      let window = end.map(until) ?? Text(ja: "期限なし", en: "without end")
      guard let directive = state.directives[id] else {
        return Text(
          ja: "同意設定 \(id)（\(since)から、\(window.ja)）",
          en: "directive \(id), since \(since), \(window.en)")
      }
      let said = rule(directive, state, names: names)
      let day = SharingWords.minute(since)
      return Text(
        ja: "同意設定「\(said.ja)」が \(day) から有効", en: "your directive “\(said.en)”, since \(day)")
    case .base: return Text(ja: "基本の決まり", en: "the base rule")
    case .emergencyProfile:
      return Text(ja: "救急の医師に見せるもの（救急の設定）", en: "what you chose for emergencies")
    case .seal(let end):
      let window = end.map(until) ?? Text(ja: "解くまで", en: "until you take it off")
      return Text(ja: "封がしてある（\(window.ja)）", en: "it is sealed \(window.en)")
    case .unregistered:
      return Text(ja: "登録された提供先ではない", en: "not a registered recipient")
    case .unknown:
      return Text(
        ja: "読めない・知らない種別の記録か、それを指すお知らせ",
        en: "it cannot be read, is of an unknown kind, or is about something that is not here")
    case .grant: return Text(ja: "代理権の範囲", en: "the scope of the grant")
    }
  }

  /// What the law lets institutions do by themselves; information, not legal advice.
  static func law(
    _ who: WhoSelector, _ purpose: Purpose?, _ state: ConsentState, on day: CivilDay
  ) -> [Text] {
    let kind: RecipientClass?
    switch who {
    case .recipient(let id): kind = state.recipients[id]?.recipientClass
    case .recipientClass(let name): kind = name
    case .anyone: kind = nil
    }
    guard let kind else { return [] }
    let asked = purpose ?? kind.usualPurpose
    guard let entry = LawTable.entries(for: kind, purpose: asked, on: day).first else {
      return [authorKeepsCopy]
    }
    let rule = law(entry.rule)
    let source = "\(entry.source.title) \(entry.source.articles)"
    return [
      Text(
        ja: "法律では（\(LawTable.asOf)現在、助言ではありません）: \(rule.ja)（\(source)）。\(authorKeepsCopy.ja)",
        en: "The law (as of \(LawTable.asOf), not legal advice): \(rule.en) (\(source)). "
          + authorKeepsCopy.en)
    ]
  }

  private static let authorKeepsCopy = Text(
    ja: "記録を書いた機関は自分の控えを持ち続けます。", en: "The author of a record keeps its own copy.")

  private static func law(_ rule: LawEntry.Rule) -> Text {
    switch rule {
    case .impliedConsent:
      Text(
        ja: "診療・介護のための提供は、反対しない限り同意があるものとして扱われます",
        en: "passing on for treatment and care counts as agreed to unless you object")
    case .ownDataWithoutConsent:
      Text(
        ja: "自分のところのデータは同意なしに提供できます",
        en: "institutions may pass on their own data without consent")
    case .withoutConsentIfUnobtainable:
      Text(
        ja: "同意を得ることが難しいときは、同意なしに提供できます",
        en: "institutions may pass data on when consent cannot be had")
    case .statutoryReporting:
      Text(ja: "法律で決められた届出は同意なしに行われます", en: "statutory reports need no consent")
    case .noticeWithOptOut:
      Text(
        ja: "通知のうえで、断らない限り認定事業者に提供できます",
        en: "after a notice data may go to certified operators unless you refuse")
    case .lawfulInquiry:
      Text(ja: "法律に基づく照会には同意なしに答えられます", en: "inquiries based on law need no consent")
    case .consentNeeded: Text(ja: "あなたの同意が必要です", en: "your consent is needed")
    }
  }
}
