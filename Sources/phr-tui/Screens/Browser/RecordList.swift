import PHRModel

/// The rows of the record list.
enum RecordList {
  static func view(of browser: BrowserState, language: Language) -> ListView {
    let showsKind = browser.kind == nil
    let isFiltered = !browser.query.search.isEmpty
    let terms = FilterMatch.terms(of: browser.query.search)
    return ListView(
      columns: columns(showsKind: showsKind), count: browser.count, position: browser.list,
      row: { index in
        browser.row(index).map { summary in
          let isContinued = isContinuation(browser, index, summary)
          let found = cells(
            of: summary, isContinued: isContinued, showsKind: showsKind, language: language)
          return found.map { FilterMatch.marked($0, terms: terms) }
        }
      },
      emptyText: (isFiltered ? BrowserWords.nothingFound : BrowserWords.noRecords).in(language))
  }

  private static func columns(showsKind: Bool) -> [ListView.Column] {
    let date = ListView.Column(spec: ColumnSpec(minimum: 10, ideal: 10, priority: 5))
    let kind = ListView.Column(spec: ColumnSpec(minimum: 10, ideal: 10, priority: 1))
    let title = ListView.Column(spec: ColumnSpec(minimum: 10, ideal: 24, weight: 3, priority: 6))
    let detail = ListView.Column(spec: ColumnSpec(minimum: 8, ideal: 14, weight: 1, priority: 3))
    let facility = ListView.Column(spec: ColumnSpec(minimum: 12, ideal: 16, weight: 2, priority: 2))
    let mark = ListView.Column(spec: ColumnSpec(minimum: 2, ideal: 2, priority: 4))
    return [date] + (showsKind ? [kind] : []) + [title, mark, detail, facility]
  }

  /// Whether the row goes on with the dispensing or visit of the row above.
  private static func isContinuation(
    _ browser: BrowserState, _ index: Int, _ summary: RecordSummary
  ) -> Bool {
    guard index > 0, let above = browser.row(index - 1), let episode = summary.episode else {
      return false
    }
    return above.episode == episode && above.kind == summary.kind
  }

  private static func cells(
    of summary: RecordSummary, isContinued: Bool, showsKind: Bool, language: Language
  ) -> [Line] {
    let isWithdrawn = summary.status == .withdrawn
    let role: Role = isWithdrawn ? .recordWithdrawn : .text
    let date = isContinued ? "" : summary.date?.description ?? CodeWords.noDate.in(language)
    let kind = isContinued ? "" : KindWords.name(of: summary.kind).in(language)
    let title = summary.title.isEmpty ? CodeWords.untitled.in(language) : summary.title
    return [Line(date, isWithdrawn ? role : .textDim)]
      + (showsKind ? [Line(kind, .label)] : [])
      + [
        Line((isContinued ? "└ " : "") + title, role), mark(of: summary),
        Line(summary.detail ?? "", .textDim), Line(summary.facility ?? "", .textDim),
      ]
  }

  /// The number of results outside their limits, or what else one must not miss.
  private static func mark(of summary: RecordSummary) -> Line {
    switch summary.status {
    case .withdrawn: return Line("×", .recordWithdrawn)
    case .vanished: return Line("?", .textDim)
    case .active: break
    }
    guard summary.abnormal > 0 else { return Line() }
    return Line("!" + (summary.abnormal > 1 ? "\(min(9, summary.abnormal))" : ""), .valueAbnormal)
  }
}
