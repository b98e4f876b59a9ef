import PHRModel

/// Draws the inbox: the notices beside the one that is read.
enum InboxView {
  static func view(_ inbox: InboxState, _ state: AppState) -> View {
    var view = View()
    view.banner = BrowserView.banner(of: state)
    view.panes = [list(inbox, state), detail(inbox, state)]
    if let problem = state.portal.problem {
      view.status = Line(problem.in(state.language), .statusError)
    }
    return view
  }

  private static func list(_ inbox: InboxState, _ state: AppState) -> Pane {
    let items = inbox.items
    let language = state.language
    let columns = [
      ListView.Column(spec: ColumnSpec(minimum: 1, ideal: 1, priority: 6)),
      ListView.Column(spec: ColumnSpec(minimum: 10, ideal: 10, priority: 5)),
      ListView.Column(spec: ColumnSpec(minimum: 9, ideal: 24, weight: 3, priority: 6)),
    ]
    let view = ListView(
      columns: columns, count: items.count, position: inbox.position,
      row: { index in items.indices.contains(index) ? cells(of: items[index]) : nil },
      emptyText: InboxWords.empty.in(language))
    var pane = Pane(
      title: Line(InboxWords.title.in(language)),
      position: items.isEmpty
        ? "0"
        : "\(inbox.position.selected + 1)/\(items.count)\(items.count < InboxState.most ? "" : "+")",
      isFocused: true, content: .list(view))
    pane.width = .share(5)
    return pane
  }

  private static func cells(of item: InboxItem) -> [Line] {
    let isNew = item.state == .unread
    let day = item.notice.sent?.day.description ?? item.arrived.day.description
    return [
      Line(isNew ? "●" : "", .recordUnread), Line(day, .textDim),
      Line(item.title, isNew ? .recordUnread : .text),
    ]
  }

  private static func detail(_ inbox: InboxState, _ state: AppState) -> Pane {
    var blocks: [Block] = []
    if let item = inbox.selected {
      let writer = FieldWriter(language: state.language)
      blocks = [.heading(item.title)] + NoticeDetail.blocks(of: item.notice, writer)
      if item.notice.category == .research {
        let standing = ResearchWords.standing(item).in(state.language)
        blocks += [.gap, .paragraph(Line(standing))]
      }
      if let rules = item.rules {
        blocks += [.gap, .paragraph(Line(ConsentWords.tookHold(rules).in(state.language)))]
      }
      if !item.about.isEmpty {
        blocks += [.gap, .paragraph(Line(InboxWords.goesTo.in(state.language), .textDim))]
      }
    }
    var pane = Pane(
      title: Line(KindWords.name(of: .notice).asSentence.in(state.language)), isFocused: false,
      content: .document(DocumentView(blocks: blocks)))
    pane.width = .share(6)
    return pane
  }
}
