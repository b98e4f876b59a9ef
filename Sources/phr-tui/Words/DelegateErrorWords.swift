import PHRModel

/// Why something about a delegate's file was refused.
enum DelegateErrorWords {
  static func report(_ error: DelegateError) -> ErrorReport {
    switch error {
    case .notYet, .expired, .revoked, .clockSetBack: ended(error)
    case .replyMissing, .codeNeeded, .otherReply: key(error)
    case .notADelegateFile, .viewOnly, .exportNotGranted, .consentNotGranted,
      .consentOutsideGrant, .emergencyRulesUnknown, .olderFile:
      right(error)
    case .problems(let problems): unfit(problems)
    case .unfitProposal(let fault): unfit(fault)
    case .noSuchDelegate, .ambiguousDelegate, .nameTaken, .unreachable, .noSuchProposal,
      .notOfAge, .placeTaken:
      holder(error)
    }
  }

  private static func ended(_ error: DelegateError) -> ErrorReport {
    switch error {
    case .notYet(let from):
      ErrorReport(
        .refused, ja: "この代理権は \(from.day) から有効です。", en: "This grant begins on \(from.day).")
    case .expired(let at):
      ErrorReport(
        .refused, ja: "この代理権は \(at.adding(seconds: -1).day) で終わりました。",
        en: "This grant ended on \(at.adding(seconds: -1).day).",
        hint: Text(
          ja: "続けるには、本人に新しい代理人用ファイルを頼んでください。",
          en: "To go on, ask the holder for a new file."))
    case .revoked(let at):
      ErrorReport(
        .refused, ja: "この代理権は \(at.day) に本人が取り消しました。",
        en: "The holder revoked this grant on \(at.day).",
        hint: Text(
          ja: "このファイルの記録は空になっています。", en: "The records in this file have been emptied."))
    case .clockSetBack(let seen):
      ErrorReport(
        .refused, ja: "時計が戻されています（前に見た時刻: \(GrantWords.time(seen))）。",
        en: "The clock was set back (the latest time seen is \(GrantWords.time(seen))).",
        hint: Text(ja: "時計を正しく合わせてください。", en: "Set the clock right."))
    default: right(error)
    }
  }

  private static func key(_ error: DelegateError) -> ErrorReport {
    switch error {
    case .replyMissing:
      ErrorReport(
        .wrongKey, ja: "返信ファイル（….reply.phr）がありません。",
        en: "The reply file (….reply.phr) is missing.",
        hint: Text(
          ja: "代理人用ファイルと同じ場所に戻してください。失ったときは、本人に作り直しを頼みます。",
          en: "Put it back beside the delegate's file; if it is lost, ask the holder to revoke and "
            + "add anew."))
    case .codeNeeded:
      ErrorReport(
        .wrongKey, ja: "最初の開封には一回限りのコードが必要です。",
        en: "The first opening needs the one-time code.",
        hint: Text(
          ja: "phr-tui people add FILE --code-file C --passphrase-file P",
          en: "phr-tui people add FILE --code-file C --passphrase-file P"))
    default:
      ErrorReport(
        .wrongKey, ja: "隣の返信ファイルは、この代理人用ファイルのものではありません。",
        en: "The reply file beside it does not belong to this delegate's file.")
    }
  }

  private static func right(_ error: DelegateError) -> ErrorReport {
    switch error {
    case .exportNotGranted:
      ErrorReport(
        .refused, ja: "この代理権では書き出しはできません。", en: "This grant does not allow to export.")
    case .olderFile:
      ErrorReport(
        .failed, ja: "この代理人用ファイルは古い版の phr-tui が書いたものです。",
        en: "An older version of phr-tui wrote this delegate's file.",
        hint: Text(
          ja: "本人に phr-tui を更新して delegates refresh をするよう頼んでください。",
          en: "Ask the holder to update phr-tui and to run delegates refresh."))
    case .emergencyRulesUnknown:
      ErrorReport(
        .refused, ja: "救急のとき何を見せるかは本人が決めており、このファイルには入っていません。",
        en: "The holder has decided what is shown in emergencies; this file does not hold it.",
        hint: Text(ja: "救急カードは本人に頼んでください。", en: "Ask the holder for the card."))
    case .consentNotGranted:
      ErrorReport(
        .refused, ja: "この代理権では同意設定は変えられません。",
        en: "This grant does not allow to manage consent.")
    case .consentOutsideGrant:
      ErrorReport(
        .refused, ja: "その同意設定は代理権の範囲を超えます。",
        en: "That consent setting goes beyond the grant.",
        hint: Text(
          ja: "見えている記録を、登録された提供先か class: で指定した相手に対して設定できます（anyone・代理人・タグは不可）。",
          en: "You can set it for records that you see and for a registered recipient or a class:"
            + " (not for anyone, a delegate or by tag)."))
    case .notADelegateFile:
      ErrorReport(
        .refused, ja: "これは代理人用ファイルではありません。", en: "This is not a delegate's file.",
        hint: Text(
          ja: "自分の記録は add・edit で変えられます。", en: "Change your own records with add and edit."))
    default:
      ErrorReport(
        .refused, ja: "代理人は見るだけで、変更はできません。",
        en: "A delegate may look, but not change anything.",
        hint: Text(
          ja: "propose で本人に提案できます。", en: "You can propose a change to the holder: propose."))
    }
  }

  private static func holder(_ error: DelegateError) -> ErrorReport {
    switch error {
    case .ambiguousDelegate:
      ErrorReport(
        .usage, ja: "その名前の代理人は複数います。", en: "Several delegates have that name.",
        hint: Text(
          ja: "delegates list --json の id で指定してください。",
          en: "Name one by its id in delegates list --json."))
    case .nameTaken:
      ErrorReport(
        .refused, ja: "その名前の代理人は既にいます。", en: "There is a delegate of that name already.",
        hint: Text(
          ja: "変えるときは、取り消してから作り直してください。",
          en: "To change the grant, revoke it and add it anew."))
    case .unreachable(let path):
      ErrorReport(
        .failed, ja: "代理人用ファイルの場所に届きません: \(CommandWords.shown(path))",
        en: "The place of the delegate's file cannot be reached: \(CommandWords.shown(path))",
        hint: Text(
          ja: "USB メモリーなどを接続するか、--out で新しい場所を指定してください。",
          en: "Connect the medium, or name another place with --out."))
    case .placeTaken:
      ErrorReport(
        .refused, ja: "そこには別の代理人のファイルが置かれます。",
        en: "Another delegate's file has its place there.",
        hint: Text(ja: "--out で別の場所を指定してください。", en: "Name another place with --out."))
    case .notOfAge(let day):
      ErrorReport(
        .refused, ja: "本人はまだ18歳ではありません（\(day) に成年）。",
        en: "The holder is not of age before \(day).",
        hint: Text(
          ja: "それでも引き渡すときは --early を付けてください。",
          en: "To hand over all the same, add --early."))
    case .noSuchProposal:
      ErrorReport(
        .failed, ja: "その番号の判断待ちの提案はありません。", en: "No proposal of that number waits.")
    default:
      ErrorReport(
        .refused, ja: "その名前の代理人はいません。", en: "There is no such delegate.",
        hint: Text(
          ja: "phr-tui delegates list で一覧を表示します。",
          en: "phr-tui delegates list shows the delegates."))
    }
  }

  private static func unfit(_ problems: [Grant.Problem]) -> ErrorReport {
    let texts = problems.map(DelegateWords.problem)
    return ErrorReport(
      .usage, ja: "代理権を作れません: " + texts.map(\.ja).joined(separator: "、"),
      en: "The grant cannot be given: " + texts.map(\.en).joined(separator: "; "))
  }

  private static func unfit(_ fault: DelegateError.ManualEntryFault) -> ErrorReport {
    switch fault {
    case .field:
      ErrorReport(.refused, ja: "提案の項目か値が正しくありません。", en: "A field of the proposal does not fit.")
    case .missing:
      ErrorReport(
        .refused, ja: "提案に必要な項目がありません。", en: "The proposal lacks a needed field.")
    case .myNumber: StoreWords.report(.myNumber)
    }
  }
}
