import PHRModel

/// What is said about refusing research (次世代医療基盤法).
enum ResearchWords {
  /// A notice with the answer to it, and how long there is time.
  static func line(_ item: InboxItem, answer: TrackedRequest?, on today: CivilDay) -> Text {
    let start = ResearchRequest.usualStart(after: item.day)
    let left = start.number - today.number
    let wait =
      left > 0
      ? Text(
        ja: "提供は通常\(start)から（あと\(left)日）", en: "usually passed on from \(start) (\(left) days left)"
      )
      : Text(ja: "通常の待ち期間は\(start)に終了", en: "the usual wait ended on \(start)")
    let said = answer.map(answered) ?? Text(ja: "未回答（\(wait.ja)）", en: "not answered (\(wait.en))")
    let sender = item.notice.sender ?? "–"
    return Text(
      ja: "\(item.id)  \(item.day)  \(sender)  \(item.title)  \(said.ja)",
      en: "\(item.id)  \(item.day)  \(sender)  \(item.title)  \(said.en)")
  }

  /// How a notice stands, on the screen: answered, or how long there is time.
  static func standing(_ item: InboxItem) -> Text {
    if let answer = item.research { return answered(answer) }
    let start = ResearchRequest.usualStart(after: item.day)
    return Text(
      ja: "未回答。提供は通常\(start)から。X で断ります。",
      en: "Not answered; usually passed on from \(start). X refuses.")
  }

  /// A refusal that answers no notice.
  static func line(_ answer: TrackedRequest) -> Text {
    let said = answered(answer)
    return Text(ja: "すべての機関  \(said.ja)", en: "every institution  \(said.en)")
  }

  private static func answered(_ answer: TrackedRequest) -> Text {
    let (consent, deletion) = (name(of: answer.consent), name(of: answer.deletion))
    let day = answer.request.asked.day
    return Text(
      ja: "断った（\(day)）  停止: \(consent.ja)  削除: \(deletion.ja)",
      en: "refused (\(day))  stop: \(consent.en)  deletion: \(deletion.en)")
  }

  private static func name(of standing: ConsentPortal.Standing) -> Text {
    switch standing {
    case .local, .localOnly: Text(ja: "記録のみ（手紙で送る）", en: "recorded here (send the letter)")
    case .pending: Text(ja: "送信待ち", en: "waiting to be sent")
    case .inForce: Text(ja: "受付済み", en: "confirmed")
    case .refused: Text(ja: "受け付けられず", en: "not accepted")
    }
  }

  private static func name(of deletion: TrackedRequest.Deletion) -> Text {
    switch deletion {
    case .none: Text(ja: "求めない", en: "not asked for")
    case .local: Text(ja: "記録のみ（手紙で送る）", en: "recorded here (send the letter)")
    case .pending: Text(ja: "送信待ち", en: "waiting to be sent")
    case .received: Text(ja: "受付済み", en: "received")
    case .accepted: Text(ja: "手続き中", en: "being dealt with")
    case .completed: Text(ja: "完了", en: "done")
    case .refused: Text(ja: "受け付けられず", en: "not accepted")
    }
  }

  /// What follows from a refusal.
  static func refused(
    _ request: ResearchRequest, notice: CivilDay?, age: Int?, hasPortal: Bool
  ) -> [Text] {
    var texts: [Text] = []
    if let notice {
      let start = ResearchRequest.usualStart(after: notice)
      texts.append(
        Text(
          ja: "通知から提供までは通常\(ResearchRequest.usualWait)日（\(start)まで）です。断ることはいつでもできます。",
          en: "The usual wait before data are passed on is \(ResearchRequest.usualWait) days "
            + "(until \(start)); refusing stays possible at any time."))
    } else {
      texts.append(Text(ja: "断ることはいつでもできます。", en: "Refusing is possible at any time."))
    }
    if ResearchRequest.needsGuardian(age: age), request.guardian == nil {
      texts.append(
        Text(
          ja: "16歳未満のときは保護者にも求めが必要です。--guardian 氏名 で手紙に加えられます。",
          en: "Under \(ResearchRequest.ownAge) the guardian is asked too: "
            + "research letter --guardian NAME adds the signature."))
    }
    if !hasPortal {
      texts.append(
        Text(
          ja: "ポータルがないので、research letter の手紙を機関に送ってください。",
          en: "There is no portal: print research letter and send it to the institution."))
    }
    return texts
  }
}

/// The request as a letter to print and sign.
struct ResearchLetter {
  let facility: String?
  let profile: Profile
  let guardian: String?
  let asksDeletion: Bool
  let day: CivilDay

  /// The letter, line by line.
  var lines: [Text] {
    [
      Text(ja: "\(day)", en: "\(day)"),
      Text(ja: "\(facility ?? "（医療機関名）") 御中", en: "To: \(facility ?? "(institution)")"), blank,
      Text(ja: "医療情報の提供停止の求め", en: "Request to stop passing on medical information"), blank,
      Text(
        ja: "医療分野の研究開発に資するための匿名加工医療情報及び仮名加工医療情報に関する法律に基づき、"
          + "私の医療情報を認定作成事業者に提供することの停止を求めます。",
        en: "Under the Act on Anonymized and Pseudonymized Medical Data (次世代医療基盤法) I ask you to "
          + "stop passing my medical information on to certified operators."),
    ] + deletion + [blank] + signatures + [
      blank,
      Text(
        ja: "この求めを受け付けた日を、書面で知らせてください。",
        en: "Please confirm in writing on which day you received this request."),
    ]
  }

  private var deletion: [Text] {
    guard asksDeletion else { return [] }
    return [
      Text(
        ja: "既に提供された情報については、削除を求めます。",
        en: "I ask that information already passed on be deleted.")
    ]
  }

  private var signatures: [Text] {
    let born = profile.birthDate?.description
    var lines = [
      Text(ja: "氏名: \(profile.name ?? "（氏名）")", en: "Name: \(profile.name ?? "(name)")"),
      Text(ja: "生年月日: \(born ?? "（生年月日）")", en: "Date of birth: \(born ?? "(date)")"),
      Text(ja: "署名: ____________________", en: "Signature: ____________________"),
    ]
    let isYoung = ResearchRequest.needsGuardian(age: profile.age(on: day))
    guard guardian != nil || isYoung else { return lines }
    lines += [
      Text(
        ja: "保護者・後見人: \(guardian ?? "（氏名）")", en: "Guardian: \(guardian ?? "(name)")"),
      Text(ja: "署名: ____________________", en: "Signature: ____________________"),
    ]
    return lines
  }

  private var blank: Text { Text(ja: "", en: "") }
}
