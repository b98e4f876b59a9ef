import PHRModel

/// What the access log says.
enum AccessWords {
  static let title = Text(ja: "だれが見たか", en: "Who has looked")
  static let detail = Text(ja: "この閲覧", en: "This access")
  static let records = Text(ja: "見られた記録", en: "What was looked at")

  static func minute(_ instant: Instant) -> String { SharingWords.minute(instant) }

  static func count(_ count: Int) -> Text { Text(ja: "\(count)件", en: "\(count)") }

  /// What the log says at its foot.
  static func standing(_ accesses: AccessesState) -> Text {
    let flagged = accesses.entries.count { $0.finding != nil }
    let all = accesses.entries.count
    guard all > 0 else { return Text(ja: "", en: "") }
    guard flagged > 0 else {
      return Text(
        ja: "\(all)件。同意に反するものはありません。",
        en: "\(all) \(all == 1 ? "access" : "accesses"); none contradicts your consent.")
    }
    return Text(
      ja: "\(all)件のうち \(flagged)件が同意に反します（! でそれだけを表示）",
      en: "\(flagged) of \(all) \(flagged == 1 ? "contradicts" : "contradict") your consent "
        + "(! shows only these)")
  }

  /// What one can do about an access that contradicts the consent.
  static func advice(_ finding: JudgedAccess.Finding) -> [Text] {
    let ask = Text(
      ja: "相手かポータルの窓口に、理由を尋ねることができます。",
      en: "You can ask them, or the portal, why they looked.")
    switch finding {
    case .hidden:
      return [
        Text(
          ja: "ポータルが設定を確認した後に、見せないと決めた記録が見られました。",
          en: "The portal had confirmed that this was hidden when it was looked at."), ask,
      ]
    case .outsideGrant:
      return [
        Text(
          ja: "代理人が、代理権の終わった後か、認められていないことをしました。",
          en: "A delegate did it after the end of the grant, or without the right."),
        Text(
          ja: "代理人に尋ね、必要なら代理権を取り消せます（D）。",
          en: "You can ask the delegate, and revoke the grant if need be (D)."),
      ]
    case .unregistered:
      return [
        Text(
          ja: "そのとき、あなたはこの相手を登録していませんでした。",
          en: "You had not registered this recipient at that time."), ask,
      ]
    }
  }

  /// One line of what is known about an access.
  struct Field {
    var label: Text
    var value: Text
  }

  static func fields(_ entry: AccessEntry, _ consent: ConsentState) -> [Field] {
    var fields = [
      Field(label: Text(ja: "いつ", en: "When"), value: same(minute(entry.at))),
      Field(label: Text(ja: "何を", en: "What"), value: ConsentWords.name(of: entry.action)),
    ]
    if let purpose = entry.purpose {
      fields.append(
        Field(label: Text(ja: "目的", en: "Purpose"), value: ConsentWords.name(of: purpose)))
    }
    if !entry.isHolders {
      let known = entry.recipient.map { ConsentWords.name(of: .recipient($0), consent) }
      fields.append(
        Field(
          label: Text(ja: "提供先", en: "Recipient"),
          value: known ?? Text(ja: "登録なし", en: "not registered")))
    }
    fields.append(
      Field(
        label: Text(ja: "だれの手で", en: "By"),
        value: entry.byMachine ? Text(ja: "機械", en: "a machine") : Text(ja: "人", en: "a person")))
    fields.append(
      Field(
        label: Text(ja: "結果", en: "Result"),
        value: entry.refused
          ? Text(ja: "断られた", en: "refused")
          : Text(
            ja: "\(entry.count)件", en: "\(entry.count) \(entry.count == 1 ? "record" : "records")"))
    )
    fields.append(
      Field(
        label: Text(ja: "どこで", en: "Where"),
        value: entry.portal.map(same) ?? Text(ja: "この機械", en: "here")))
    return fields
  }

  private static func same(_ text: String) -> Text { Text(ja: text, en: text) }
}
