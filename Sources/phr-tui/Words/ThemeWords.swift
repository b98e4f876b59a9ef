/// What is wrong in theme and key files.
enum ThemeWords {
  static func changed(_ name: String) -> Text {
    let shown = TextWidth.shortened(name, columns: 30)
    return Text(ja: "配色: \(shown)", en: "Theme: \(shown)")
  }

  static func unknown(_ name: String) -> Text {
    let shown = TextWidth.shortened(name, columns: 30)
    return Text(
      ja: "配色「\(shown)」は見つかりません。標準の配色を使います。",
      en: "There is no theme “\(shown)”; the default one is used.")
  }

  static func sentence(_ problem: ThemeProblem) -> Text {
    let reason =
      switch problem.reason {
      case .unknownRole(let word): unknownWord(word)
      case .unknownDepth(let word): unknownWord(word)
      case .unknownWord(let word): unknownWord(word)
      case .incomplete: Text(ja: "途中で終わっています", en: "incomplete")
      }
    return place(Text(ja: "配色ファイル", en: "theme file"), line: problem.line, reason)
  }

  static func sentence(_ problem: KeyProblem) -> Text {
    let reason =
      switch problem.reason {
      case .unknownMode(let word): unknownWord(word)
      case .unknownCommand(let word): unknownWord(word)
      case .unknownKey(let word): unknownWord(word)
      case .alreadyBound(let key):
        Text(ja: "\(key) は別の操作に使われています", en: "\(key) already means something else")
      case .incomplete: Text(ja: "途中で終わっています", en: "incomplete")
      }
    return place(Text(ja: "キー設定", en: "key file"), line: problem.line, reason)
  }

  private static func unknownWord(_ word: String) -> Text {
    let shown = TextWidth.shortened(word, columns: 30)
    return Text(ja: "「\(shown)」が分かりません", en: "“\(shown)” is not known")
  }

  private static func place(_ file: Text, line: Int, _ reason: Text) -> Text {
    Text(
      ja: "\(file.ja) \(line)行目: \(reason.ja)（その行は無視しました）",
      en: "\(file.en), line \(line): \(reason.en) (the line is left out)")
  }
}
