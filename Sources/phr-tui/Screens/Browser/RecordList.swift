import PHRModel

/// The rows of the record list.
enum RecordList {
  static func view(of browser: BrowserState, language: Language) -> ListView {
    let isFiltered = !browser.query.search.isEmpty
    let terms = FilterMatch.terms(of: browser.query.search)
    return ListView(
      columns: columns(kind: browser.kind), count: browser.count, position: browser.list,
      row: { index in
        browser.row(index).map { summary in
          let isContinued = isContinuation(browser, index, summary)
          let found = cells(
            of: summary, isContinued: isContinued, list: browser.kind, language: language)
          return found.map { FilterMatch.marked($0, terms: terms) }
        }
      },
      emptyText: (isFiltered ? BrowserWords.nothingFound : BrowserWords.noRecords).in(language))
  }

  private static func columns(kind: Kind?) -> [ListView.Column] {
    let date = ListView.Column(spec: ColumnSpec(minimum: 10, ideal: 10, priority: 5))
    let name = ListView.Column(spec: ColumnSpec(minimum: 11, ideal: 11, priority: 1))
    let title = ListView.Column(spec: ColumnSpec(minimum: 9, ideal: 34, weight: 3, priority: 6))
    let facility = ListView.Column(spec: ColumnSpec(minimum: 12, ideal: 16, weight: 2, priority: 2))
    let mark = ListView.Column(spec: ColumnSpec(minimum: 2, ideal: 2, priority: 4))
    return [date] + (kind == nil ? [name] : []) + [title, mark] + detail(kind: kind) + [facility]
  }

  /// Amounts and results are short and what one looks for; usages need room; other kinds have
  /// nothing to say there.
  private static func detail(kind: Kind?) -> [ListView.Column] {
    switch kind {
    case .cost, .measurement:
      [.init(spec: ColumnSpec(minimum: 7, ideal: 12, priority: 5), alignment: .right)]
    case .medication, .vaccination, nil:
      [.init(spec: ColumnSpec(minimum: 14, ideal: 16, weight: 1, priority: 3))]
    case .checkup, .allergy, .condition, .notice, .insurance: []
    }
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
    of summary: RecordSummary, isContinued: Bool, list listKind: Kind?, language: Language
  ) -> [Line] {
    let isWithdrawn = summary.status == .withdrawn
    let role: Role =
      isWithdrawn ? .recordWithdrawn : summary.isHidden ? .recordHidden : .text
    let date = isContinued ? "" : summary.date?.description ?? CodeWords.noDate.in(language)
    let kind = isContinued ? "" : KindWords.name(of: summary.kind).in(language)
    let title = summary.title.isEmpty ? CodeWords.untitled.in(language) : summary.title
    return [Line(date, isWithdrawn ? role : .textDim)]
      + (listKind == nil ? [Line(kind, .label)] : [])
      + [Line((isContinued ? "└ " : "") + title, role), marks(of: summary)]
      + detail(kind: listKind).map { _ in Line(detail(of: summary, language), .textDim) }
      + [facility(of: summary)]
  }

  /// The institution, unless the title names it already.
  private static func facility(of summary: RecordSummary) -> Line {
    summary.facility == summary.title ? Line() : Line(summary.facility ?? "", .textDim)
  }

  private static func detail(of summary: RecordSummary, _ language: Language) -> String {
    guard let text = summary.detail else { return "" }
    switch summary.kind {
    case .cost: return Int64(text).map { Writing.yen($0, language) } ?? text
    case .vaccination where summary.isNotGiven: return DetailWords.notGiven.in(language)
    case .vaccination: return Int(text).map { DetailWords.dose($0, of: nil).in(language) } ?? text
    default: return text
    }
  }

  /// The number of results outside their limits, or what else one must not miss.
  private static func mark(of summary: RecordSummary) -> Line {
    switch summary.status {
    case .withdrawn: return Line("×", .recordWithdrawn)
    case .vanished: return Line("?", .textDim)
    case .active: break
    }
    guard summary.abnormal > 0 else { return Line() }
    return Line(summary.abnormal > 9 ? "!+" : "!\(summary.abnormal)", .valueAbnormal)
  }

  /// Two columns for what is marked: a number gives way to the sign that somebody does not see it.
  private static func marks(of summary: RecordSummary) -> Line {
    let mark = mark(of: summary)
    guard summary.isHidden else { return mark }
    let first = mark.spans.first.map { Span(String($0.text.prefix(1)), $0.role) }
    return Line([Span(SharingWords.hiddenMark, .textStrong)] + (first.map { [$0] } ?? []))
  }
}
