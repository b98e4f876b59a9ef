import PHRModel

/// Why a command on sharing could not do its work.
enum ConsentErrorWords {
  static func report(_ failure: ConsentFailure) -> ErrorReport {
    switch failure {
    case .who(let problem): who(problem)
    case .selector(let problem): selector(problem)
    case .recipient(let problem): recipient(problem)
    case .oneRecipientOnly:
      ErrorReport(
        .usage, ja: "ここでは提供先を一つだけ指定してください。", en: "Name exactly one recipient here.")
    case .getsNothing:
      ErrorReport(
        .refused, ja: "その時点で登録された提供先ではないので、何も見えません。",
        en: "Not a registered recipient at that moment: it gets nothing.",
        hint: Text(
          ja: "phr-tui recipients list --all で一覧を表示します。",
          en: "phr-tui recipients list --all shows who is known."))
    case .emptyWindow:
      ErrorReport(
        .usage, ja: "終わりが始まりより前です。", en: "That window ends before it begins, or is over.")
    case .line(let number):
      ErrorReport(
        .usage, ja: "\(number)行目が読めません。何も設定していません。",
        en: "Line \(number) cannot be understood. Nothing was set.")
    case .nothingToTakeBack:
      ErrorReport(.failed, ja: "変えるものがありません。", en: "There is nothing to change.")
    case .noLeaks:
      ErrorReport(.done, ja: ConsentWords.noLeaks.ja, en: ConsentWords.noLeaks.en)
    case .noSuchNotice:
      ErrorReport(
        .failed, ja: "差出人のあるお知らせではありません。", en: "That is no notice with a sender.")
    }
  }

  private static func who(_ problem: WhoProblem) -> ErrorReport {
    switch problem {
    case .unknown(let nearest):
      let hint =
        nearest.isEmpty
        ? Text(
          ja: "phr-tui recipients add で登録します。", en: "Register it with phr-tui recipients add.")
        : Text(
          ja: "もしかして: \(nearest.joined(separator: "、"))",
          en: "Did you mean \(nearest.joined(separator: ", "))?")
      return ErrorReport(
        .usage, ja: "その名前の提供先は登録されていません。何も変えていません。",
        en: "No recipient of that name is registered. Nothing was changed.", hint: hint)
    case .ambiguous(let ids):
      let list = ids.map(\.text)
      return ErrorReport(
        .usage, ja: "同じ名前の提供先が複数あります。", en: "Several recipients have that name.",
        hint: Text(
          ja: "id で指定してください: \(list.joined(separator: "、"))",
          en: "Name one by its id: \(list.joined(separator: ", "))"))
    case .unknownClass:
      let classes = RecipientClass.allCases.map { "class:\($0.rawValue)" }
      return ErrorReport(
        .usage, ja: "その種類はありません。", en: "There is no such class.",
        hint: Text(
          ja: classes.joined(separator: "、"), en: classes.joined(separator: ", ")))
    }
  }

  private static func selector(_ problem: SelectorProblem) -> ErrorReport {
    let text =
      switch problem {
      case .empty: Text(ja: "どの記録かが空です。", en: "The selector is empty.")
      case .unknownForm: Text(ja: "その指定の形はありません。", en: "There is no such form of selector.")
      case .unknownKind: Text(ja: "その種別はありません。", en: "There is no such kind.")
      case .badDate: Text(ja: "日付が正しくありません。", en: "That is no date.")
      case .badPeriod: Text(ja: "期間は FROM..TO です。", en: "A period is FROM..TO.")
      case .reversedPeriod:
        Text(ja: "期間の終わりが始まりより前です。", en: "The period ends before it begins.")
      }
    return ErrorReport(
      .usage, ja: text.ja, en: text.en,
      hint: Text(
        ja: "記録の id、episode:ID、tag:T、facility:名前、kind:K[:FROM..TO]、period:FROM..TO、all",
        en:
          "A record id, episode:ID, tag:T, facility:NAME, kind:K[:FROM..TO], period:FROM..TO or all"
      ))
  }

  private static func recipient(_ problem: RecipientProblem) -> ErrorReport {
    switch problem {
    case .registered(let name):
      ErrorReport(
        .usage, ja: "「\(name)」は既に登録されています。", en: "“\(name)” is registered already.")
    case .codeTaken(let name):
      ErrorReport(
        .usage, ja: "その医療機関コードは「\(name)」のものです。",
        en: "That institution code belongs to “\(name)”.")
    case .reservedName:
      ErrorReport(.usage, ja: "その名前は使えません。", en: "That name cannot be used.")
    case .badCode:
      ErrorReport(
        .usage, ja: "医療機関コードは10桁の数字です。", en: "An institution code has ten digits.")
    case .notARecipient:
      ErrorReport(
        .usage, ja: "それは提供先ではありません。", en: "That is no recipient that can be changed.")
    }
  }
}
