import PHRModel

/// Errors of the terminal and of imports from inside the terminal program.
enum ScreenWords {
  /// How typed lines are read where there is no grid.
  static let linearIntroduction = Text(
    ja: "一行ずつ入力します。文字はそのままキー、:Tab や :Esc のように : の後に名前でその他のキー、空行は Enter。",
    en: "Type a line and press Enter: characters are keys, :Tab or :Esc name other keys, an empty "
      + "line is Enter.")

  static func report(_ error: ScreenError) -> ErrorReport {
    switch error {
    case .notATerminal:
      ErrorReport(
        .usage, ja: "画面を開けません（端末ではありません）。", en: "There is no terminal to show the screen on.",
        hint: Text(
          ja: "一覧は phr-tui list、読み上げ向けは --linear で使えます。",
          en: "phr-tui list prints records; --linear works without a screen."))
    case .unknownTerminal, .noCursorAddressing:
      ErrorReport(
        .failed, ja: "この端末の種類（TERM）では画面を開けません。",
        en: "The terminal type (TERM) cannot show a screen.",
        hint: Text(ja: "--linear を付けてください。", en: "Add --linear."))
    }
  }

  static func report(_ refused: RefusedImport) -> ErrorReport {
    let reason = ImportWords.reason(refused.reason)
    return ErrorReport(.failed, ja: reason.ja, en: reason.en)
  }
}
