import PHRModel

/// Draws the page about delegates: one of three lists beside what the selected row means.
enum DelegatesView {
  static func view(_ page: DelegatesState, _ state: AppState) -> View {
    var view = View()
    view.banner = BrowserView.banner(of: state)
    let language = state.language
    let rows = rows(of: page, state)
    var list = Pane(
      title: Line(GrantWords.tabs(page).in(language)),
      position: rows.isEmpty ? "0" : "\(page.position.selected + 1)/\(rows.count)",
      isFocused: true,
      content: .list(
        ListView(
          columns: columns(of: page.tab), count: rows.count, position: page.position,
          row: { rows.indices.contains($0) ? rows[$0] : nil },
          emptyText: GrantWords.empty(page.tab).in(language))))
    list.width = .share(page.tab == .log ? 3 : 1)
    var detail = Pane(
      title: Line(GrantWords.detail(page.tab).in(language)),
      content: .document(DocumentView(blocks: blocks(of: page, state))))
    detail.width = .share(page.tab == .log ? 2 : 1)
    view.panes = [list, detail]
    return view
  }

  private static func columns(of tab: DelegatesState.Tab) -> [ListView.Column] {
    func column(_ minimum: Int, _ ideal: Int, weight: Int = 0, priority: Int) -> ListView.Column {
      ListView.Column(
        spec: ColumnSpec(minimum: minimum, ideal: ideal, weight: weight, priority: priority))
    }
    return switch tab {
    case .delegates:
      [
        column(8, 16, weight: 2, priority: 6), column(8, 12, priority: 5),
        column(10, 10, priority: 4),
      ]
    case .proposals:
      [
        column(10, 10, priority: 4), column(8, 12, weight: 1, priority: 5),
        column(8, 16, weight: 2, priority: 6),
      ]
    case .log:
      [
        column(16, 16, priority: 5), column(8, 10, weight: 1, priority: 1),
        column(22, 22, weight: 3, priority: 6),
      ]
    }
  }

  private static func rows(of page: DelegatesState, _ state: AppState) -> [[Line]] {
    let language = state.language
    switch page.tab {
    case .delegates:
      return page.answer.rows.map { row in
        let isOver = row.status.isOver
        return [
          Line(row.grant.delegate, isOver ? .textDim : .text),
          Line(
            GrantWords.status(row.status).in(language),
            row.needsConfirmation ? .valueAbnormal : .textDim),
          Line(DelegateWords.lastDay(row.grant) ?? "–", .textDim),
        ]
      }
    case .proposals:
      return page.answer.proposals.map { proposal in
        [
          Line(proposal.at.day.description, .textDim), Line(proposal.delegate),
          Line(GrantWords.title(of: proposal).in(language)),
        ]
      }
    case .log:
      return page.answer.log.map { line in
        [
          Line(GrantWords.time(line.entry.at), .textDim), Line(line.delegate),
          Line(
            GrantWords.act(line.entry.act, about: line.title, consent: line.consent).in(language),
            line.entry.state == .outside ? .valueAbnormal : .text),
        ]
      }
    }
  }

  private static func blocks(of page: DelegatesState, _ state: AppState) -> [Block] {
    let language = state.language
    if let row = page.selectedRow { return blocks(of: row, language) }
    if let proposal = page.selectedProposal { return blocks(of: proposal, language) }
    if let line = page.selectedLine { return blocks(of: line, language) }
    return [.paragraph(Line(GrantWords.advice(page.tab).in(language), .textDim))]
  }

  private static func blocks(of row: DelegatesAnswer.Row, _ language: Language) -> [Block] {
    let fields = GrantWords.fields(of: row).map { label, value, role in
      Block.Field(label.in(language), Line(value.in(language), role))
    }
    var blocks: [Block] = [.heading(row.grant.delegate), .fields(fields)]
    if row.needsConfirmation {
      let text = GrantWords.needsConfirmation(row.grant.delegate)
      blocks += [.gap, .paragraph(Line(text.in(language), .valueAbnormal))]
    }
    return blocks
  }

  /// Field by field: what the record says now, and what it would say.
  private static func blocks(
    of proposal: DelegatesAnswer.Proposed, _ language: Language
  ) -> [Block] {
    let isNew = if case .new = proposal.subject { true } else { false }
    let fields = proposal.changes.map { change -> Block.Field in
      let proposed = Span(change.proposed.isEmpty ? "–" : change.proposed, .value)
      let now = change.now.flatMap { $0.isEmpty ? nil : $0 } ?? "–"
      let before = isNew ? [] : [Span(now, .valuePrevious), Span(" → ", .textDim)]
      return Block.Field(
        EditorWords.label(change.field).in(language), Line(before + [proposed]))
    }
    return [
      .heading(GrantWords.title(of: proposal).in(language)),
      .paragraph(Line(GrantWords.proposedBy(proposal).in(language), .textDim)), .gap,
      .fields(fields), .gap,
      .paragraph(Line(GrantWords.howToDecide.in(language), .textDim)),
    ]
  }

  private static func blocks(
    of line: DelegatesAnswer.LogLine, _ language: Language
  ) -> [Block] {
    let fields = GrantWords.fields(of: line).map { label, value in
      Block.Field(label.in(language), value.in(language))
    }
    return [
      .heading(
        GrantWords.act(line.entry.act, about: line.title, consent: line.consent).in(language)),
      .fields(fields),
    ]
  }
}
