import PHRModel

/// What is said about files that go to delegates and come back.
extension DelegateWords {
  static func refreshed(_ name: String, _ outcome: DelegateExchange.Outcome) -> Text {
    let way =
      switch outcome.way {
      case .written: Text(ja: "ファイルを新しく作りました", en: "file written anew")
      case .updated(let count): Text(ja: "\(count)件を加えました", en: "\(count) records brought in")
      case .unchanged: Text(ja: "変わりありません", en: "nothing had changed")
      }
    return Text(
      ja: "\(name): \(way.ja)（\(outcome.records)件、返信\(outcome.received)件）",
      en: "\(name): \(way.en) (\(outcome.records) records, \(outcome.received) entries came back)")
  }

  /// Everything that a refresh of all files calls for.
  static func sweep(_ sweep: DelegateExchange.Sweep, _ grants: [Grant]) -> [Text] {
    func name(_ id: RecipientID) -> String { grants.first { $0.id == id }?.delegate ?? id.text }
    var texts: [Text] = []
    if !sweep.updated.isEmpty { texts.append(refreshedFiles(sweep.updated.count)) }
    texts += came(sweep.intake)
    texts += sweep.problems.map { problem($0.1, name($0.0)) }
    texts += sweep.failures.map { notRefreshed(name($0.0), ErrorWords.report($0.1).message) }
    return texts
  }

  private static func refreshedFiles(_ count: Int) -> Text {
    Text(
      ja: "代理人用ファイル\(count)件を最新にしました。", en: "Brought \(count) delegates' files up to date.")
  }

  private static func notRefreshed(_ name: String, _ reason: Text) -> Text {
    Text(
      ja: "\(name)さんの代理人用ファイルを最新にできませんでした: \(reason.ja)",
      en: "The file of \(name) could not be brought up to date: \(reason.en)")
  }

  /// What of a reply asks for the holder's attention.
  static func came(_ intake: DelegateIntake) -> [Text] {
    var texts: [Text] = []
    if intake.pending > 0 {
      texts.append(
        Text(
          ja: "代理人からの提案\(intake.pending)件が判断を待っています（delegates proposals）。",
          en: "\(intake.pending) proposals of delegates wait for you (delegates proposals)."))
    }
    if intake.consents > 0 {
      texts.append(
        Text(
          ja: "代理人が同意設定を\(intake.consents)件変えました（consent history、元に戻すには consent undo）。",
          en: "Delegates changed consent \(intake.consents) times on your behalf (consent history; "
            + "consent undo takes it back)."))
    }
    return texts
  }

  /// Why a reply was not taken in.
  static func problem(_ problem: ReplyProblem, _ name: String) -> Text {
    switch problem {
    case .otherPair:
      Text(
        ja: "\(name)さんのファイルの隣の返信は、別の代理人用ファイルのものです。取り込みません。",
        en: "The reply beside the file of \(name) belongs to another file; it is not taken in.")
    case .unreadable:
      Text(
        ja: "\(name)さんの返信は壊れているか、このプログラムのものではありません。取り込みません。",
        en: "The reply of \(name) is damaged or not made by this program; it is not taken in.")
    case .newerProgram:
      Text(
        ja: "\(name)さんの返信は新しい版のプログラムのものです。このプログラムを更新してください。",
        en: "A later version wrote the reply of \(name): update this program.")
    case .setBack:
      Text(
        ja: "\(name)さんの返信は、前に見たものより古い写しです。新しい返信ファイルを元の場所に戻すよう頼んでください。",
        en: "The reply of \(name) is an older copy than one seen before: ask for the newer reply "
          + "file to be put back.")
    }
  }
}
