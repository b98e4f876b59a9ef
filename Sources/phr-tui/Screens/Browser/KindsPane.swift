import PHRModel

/// The pane of kinds with their counts.
enum KindsPane {
  static func pane(of state: AppState) -> Pane {
    let browser = state.browser
    let language = state.language
    let names = self.names(language)
    let counts = self.counts(browser)
    let list = ListView(
      columns: [
        .init(spec: ColumnSpec(minimum: 4, ideal: 4, weight: 1, priority: 1)),
        .init(
          spec: ColumnSpec(minimum: 1, ideal: digits(browser), priority: 2), alignment: .right),
      ],
      count: names.count, position: browser.kinds,
      row: { index in
        let role: Role = counts[index] == 0 ? .textDim : .text
        return [Line(names[index], role), Line(String(counts[index]), .textDim)]
      }, emptyText: "")
    return Pane(
      title: Line(BrowserWords.kindsTitle.in(language)), isFocused: browser.focus == .kinds,
      content: .list(list))
  }

  /// As wide as the longest name and the greatest count.
  static func width(of state: AppState) -> Int {
    let longest = names(state.language).map { TextWidth.columns(of: $0) }.max() ?? 0
    return longest + 1 + digits(state.browser) + 2
  }

  private static func names(_ language: Language) -> [String] {
    ([BrowserWords.allKinds] + Kind.allCases.map(KindWords.name(of:))).map {
      $0.asSentence.in(language)
    }
  }

  private static func counts(_ browser: BrowserState) -> [Int] {
    [browser.counts.values.reduce(0, +)] + Kind.allCases.map { browser.counts[$0, default: 0] }
  }

  private static func digits(_ browser: BrowserState) -> Int {
    max(2, String(counts(browser)[0]).count)
  }
}
