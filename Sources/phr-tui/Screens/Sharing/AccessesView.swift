import PHRModel

/// Draws the access log beside the selected entry.
enum AccessesView {
  static func view(_ accesses: AccessesState, _ state: AppState) -> View {
    var view = View()
    view.panes = [list(accesses, state.language), detail(accesses, state.language)]
    if let filter = accesses.filter {
      view.prompt = Prompt(label: BrowserWords.filterLabel.in(state.language), field: filter)
    } else {
      view.status = Line(AccessWords.standing(accesses).in(state.language), .status)
    }
    return view
  }

  private static func list(_ accesses: AccessesState, _ language: Language) -> Pane {
    let shown = accesses.shown
    // A number that is cut off is another number.
    let widest = AccessWords.count(shown.map(\.entry.count).max() ?? 0).in(language)
    let counts = TextWidth.columns(of: widest)
    let columns = [
      ListView.Column(spec: ColumnSpec(minimum: 1, ideal: 1, priority: 7)),
      ListView.Column(spec: ColumnSpec(minimum: 16, ideal: 16, priority: 5)),
      ListView.Column(spec: ColumnSpec(minimum: 14, ideal: 20, weight: 3, priority: 6)),
      ListView.Column(spec: ColumnSpec(minimum: 8, ideal: 12, priority: 2)),
      ListView.Column(
        spec: ColumnSpec(minimum: counts, ideal: max(7, counts), priority: 6), alignment: .right),
    ]
    let place = shown.isEmpty ? "0" : "\(accesses.position.selected + 1)/\(shown.count)"
    return Pane(
      title: Line(AccessWords.title.in(language)), position: place, width: .share(6),
      isFocused: true,
      content: .list(
        ListView(
          columns: columns, count: shown.count, position: accesses.position,
          row: { shown.indices.contains($0) ? cells(shown[$0], language) : nil },
          emptyText: ConsentWords.noAccess.in(language))))
  }

  private static func cells(_ access: JudgedAccess, _ language: Language) -> [Line] {
    let entry = access.entry
    let isFlagged = access.finding != nil
    return [
      Line(isFlagged ? "!" : "", .valueAbnormal), Line(AccessWords.minute(entry.at), .textDim),
      Line(ConsentWords.who(entry).in(language), isFlagged ? .valueAbnormal : .text),
      Line(ConsentWords.name(of: entry.action).in(language), .textDim),
      Line(AccessWords.count(entry.count).in(language), .textDim),
    ]
  }

  private static func detail(_ accesses: AccessesState, _ language: Language) -> Pane {
    let blocks = accesses.selected.map { self.blocks(of: $0, accesses, language) } ?? []
    return Pane(
      title: Line(AccessWords.detail.in(language)), width: .share(5),
      content: .document(DocumentView(blocks: blocks)))
  }

  private static func blocks(
    of access: JudgedAccess, _ accesses: AccessesState, _ language: Language
  ) -> [Block] {
    var blocks: [Block] = [.heading(ConsentWords.who(access.entry).in(language))]
    if let finding = access.finding {
      blocks.append(
        .paragraph(Line("! " + ConsentWords.finding(finding).in(language), .valueAbnormal)))
      blocks += AccessWords.advice(finding).map { .paragraph(Line($0.in(language))) }
    }
    blocks.append(.gap)
    blocks.append(
      .fields(
        AccessWords.fields(access.entry, accesses.consent).map {
          Block.Field($0.label.in(language), $0.value.in(language))
        }))
    let named = access.entry.records.prefix(AccessesState.listed)
    guard !named.isEmpty else { return blocks }
    blocks += [.gap, .heading(AccessWords.records.in(language))]
    blocks += named.map { .paragraph(Line("• " + (accesses.titles[$0] ?? "…"))) }
    let more = access.entry.records.count - named.count
    if more > 0 { blocks.append(.paragraph(Line(PreviewWords.more(more).in(language), .textDim))) }
    return blocks
  }
}
