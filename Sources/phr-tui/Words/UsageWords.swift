/// What is wrong with a command line.
enum UsageWords {
  static func report(_ error: UsageError) -> ErrorReport {
    let words = message(error)
    return ErrorReport(.usage, ja: words.ja, en: words.en, hint: hint(error))
  }

  private static func message(_ error: UsageError) -> Text {
    switch error {
    case .unknownCommand(let name, _):
      Text(ja: "「\(name)」という命令はありません。", en: "There is no command “\(name)”.")
    case .incompleteCommand(let name, let choices, _):
      Text(
        ja: "「\(name)」の後に \(choices.joined(separator: "・")) のどれかが必要です。",
        en: "“\(name)” needs one of these behind it: \(choices.joined(separator: ", ")).")
    case .unknownOption(let name, _, _):
      Text(ja: "ここでは \(name) を使えません。", en: "\(name) is not an option here.")
    case .missingValue(let name):
      Text(ja: "\(name) に値が必要です。", en: "\(name) needs a value.")
    case .unexpectedValue(let name):
      Text(ja: "\(name) に値は付けません。", en: "\(name) takes no value.")
    case .repeatedOption(let name):
      Text(ja: "\(name) は一度だけ指定できます。", en: "\(name) may be given only once.")
    case .missingOperand(let command, let usage):
      Text(ja: "\(command) には \(usage) が必要です。", en: "\(command) needs \(usage).")
    case .extraOperand(let word, _):
      Text(ja: "「\(word)」は余分です。", en: "“\(word)” is one word too many.")
    case .unknownKind(let name, let expected, _):
      Text(
        ja: "「\(name)」という種別はありません（\(expected)）。",
        en: "There is no kind “\(name)” (expected: \(expected)).")
    case .badValue(let option, let expected):
      Text(
        ja: "\(option) の値が正しくありません（\(expected)）。",
        en: "\(option) does not take that value (expected: \(expected)).")
    }
  }

  private static func hint(_ error: UsageError) -> Text {
    switch error {
    case .unknownCommand(_, let nearest) where !nearest.isEmpty,
      .incompleteCommand(_, _, let nearest) where !nearest.isEmpty,
      .unknownOption(_, _, let nearest) where !nearest.isEmpty,
      .unknownKind(_, _, let nearest) where !nearest.isEmpty:
      return Text(
        ja: "もしかして: \(nearest.joined(separator: "、"))",
        en: "Did you mean \(nearest.joined(separator: ", "))?")
    case .unknownOption(_, .some(let command), _), .missingOperand(let command, _),
      .extraOperand(_, let command):
      return Text(
        ja: "phr-tui \(command) --help で使い方を表示します。",
        en: "phr-tui \(command) --help shows how it is used.")
    default:
      return Text(ja: "phr-tui --help で一覧を表示します。", en: "phr-tui --help lists everything.")
    }
  }
}
