import PHRModel

/// Draws the holder's own list beside what a recipient gets.
///
/// What is hidden is marked on the holder's side only; the other side is exactly what the
/// recipient would see, without a gap.
enum SeeAsView {
  static func view(_ seeAs: SeeAsState, _ state: AppState) -> View {
    var view = View()
    let language = state.language
    view.panes = [
      pane(SharingWords.yours.in(language), seeAs, .own, language),
      pane(title(seeAs.answer, language), seeAs, .theirs, language),
    ]
    if let filter = seeAs.filter {
      view.prompt = Prompt(label: BrowserWords.filterLabel.in(language), field: filter)
    } else {
      view.status = Line(SharingWords.standing(seeAs.answer).in(language), .status)
    }
    return view
  }

  private static func title(_ answer: SeeAsAnswer, _ language: Language) -> String {
    let purpose = ConsentWords.name(of: answer.purpose).in(language)
    return "\(answer.name.in(language)) (\(purpose))"
  }

  private static func pane(
    _ title: String, _ seeAs: SeeAsState, _ side: SeeAsState.Side, _ language: Language
  ) -> Pane {
    let position = side == .own ? seeAs.own : seeAs.theirs
    let count = seeAs.count(side)
    let more = seeAs.answer.isWhole ? "" : "+"
    let place = count == 0 ? "0" : "\(position.selected + 1)/\(count)\(more)"
    let search = seeAs.answer.question.search
    let terms = FilterMatch.terms(of: search)
    let empty =
      if side == .theirs, !seeAs.answer.isRegistered {
        SharingWords.notRegistered
      } else {
        search.isEmpty ? SharingWords.nothingShown : SharingWords.nothingFound
      }
    return Pane(
      title: Line(title), position: place, isFocused: seeAs.focus == side,
      content: .list(
        ListView(
          columns: columns(side), count: count, position: position,
          row: { index in
            cells(seeAs, side, index, language).map { cells in
              cells.map { FilterMatch.marked($0, terms: terms) }
            }
          }, emptyText: empty.in(language))))
  }

  private static func columns(_ side: SeeAsState.Side) -> [ListView.Column] {
    let mark = [ListView.Column(spec: ColumnSpec(minimum: 1, ideal: 1, priority: 7))]
    let date = ListView.Column(spec: ColumnSpec(minimum: 10, ideal: 10, priority: 5))
    let kind = ListView.Column(spec: ColumnSpec(minimum: 11, ideal: 11, priority: 1))
    let title = ListView.Column(spec: ColumnSpec(minimum: 18, ideal: 24, weight: 3, priority: 6))
    let facility = ListView.Column(spec: ColumnSpec(minimum: 12, ideal: 16, weight: 2, priority: 2))
    return (side == .own ? mark : []) + [date, kind, title, facility]
  }

  private static func cells(
    _ seeAs: SeeAsState, _ side: SeeAsState.Side, _ index: Int, _ language: Language
  ) -> [Line]? {
    guard let id = seeAs.id(side, index), let row = seeAs.rows[id] else { return nil }
    let isHidden = side == .own && !seeAs.survey.isShown(index)
    let role: Role =
      isHidden ? .recordHidden : row.status == .withdrawn ? .recordWithdrawn : .text
    let title = row.title.isEmpty ? CodeWords.untitled.in(language) : row.title
    let cells = [
      Line(row.date?.description ?? CodeWords.noDate.in(language), .textDim),
      Line(KindWords.name(of: row.kind).in(language), .label), Line(title, role),
      Line(row.facility ?? "", .textDim),
    ]
    // The mark without the style of the title: underlined, a dash reads like an equals sign.
    return (side == .own ? [Line(isHidden ? SharingWords.hiddenMark : "", .textStrong)] : [])
      + cells
  }
}
