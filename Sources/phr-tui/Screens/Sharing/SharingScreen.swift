import PHRModel

/// Draws the places about sharing.
enum SharingScreen {
  static func view(_ sharing: SharingState, _ state: AppState) -> View {
    var view = View()
    view.banner = BrowserView.banner(of: state)
    let language = state.language
    let base: BaseRule
    switch sharing {
    case .whoSees(let answer, let position):
      view.panes = [list(of: answer, position, language), reason(of: answer, position, language)]
      base = answer.consent.base
    case .recipients(let answer, let position):
      view.panes = [list(of: answer, position, language)]
      base = answer.base
    case .seeAs(let answer, let position):
      view.panes = sideBySide(answer, position, language)
      base = answer.base
    }
    if state.message == nil { view.status = Line(ConsentWords.base(base).in(language), .status) }
    return view
  }

  private static func list(
    of answer: WhoSees, _ position: ListPosition, _ language: Language
  ) -> Pane {
    let rows = answer.rows.map { row in
      [
        mark(row.decision, language), Line(row.name),
        Line(className(row.recipientClass).in(language), .textDim),
        Line(ConsentWords.name(of: row.purpose).in(language), .textDim),
      ]
    }
    return Pane(
      title: Line(SharingWords.whoSees.in(language) + ": " + answer.title),
      position: "\(answer.rows.count)", width: .share(1), isFocused: true,
      content: .list(
        ListView(
          columns: [
            column(8), column(16, weight: 2), column(10, priority: 2), column(9, priority: 1),
          ],
          count: rows.count, position: position,
          row: { rows.indices.contains($0) ? rows[$0] : nil },
          emptyText: SharingWords.nobody.in(language))))
  }

  /// Why the selected recipient sees the record or does not, and what the law says besides.
  private static func reason(
    of answer: WhoSees, _ position: ListPosition, _ language: Language
  ) -> Pane {
    var blocks: [Block] = []
    if let row = answer.row(position) {
      let decision = ConsentWords.sentence(row.decision, answer.consent)
      blocks = [.heading(row.name), .paragraph(Line(decision.in(language))), .gap]
      let law = ConsentWords.law(
        .recipient(row.recipient), row.purpose, answer.consent, on: LawTable.asOf)
      blocks += law.map { .paragraph(Line($0.in(language), .textDim)) }
    }
    return Pane(
      title: Line(SharingWords.why.in(language)), width: .share(1),
      content: .document(DocumentView(blocks: blocks)))
  }

  private static func list(
    of answer: RecipientsAnswer, _ position: ListPosition, _ language: Language
  ) -> Pane {
    let rows = answer.rows.map { row in
      [
        Line(row.name), Line(className(row.recipientClass).in(language), .textDim),
        Line(row.code ?? "", .textDim), Line("\(row.shown)/\(answer.total)"),
      ]
    }
    return Pane(
      title: Line(SharingWords.recipients.in(language)), position: "\(rows.count)",
      isFocused: true,
      content: .list(
        ListView(
          columns: [
            column(16, weight: 2), column(14, priority: 2), column(10, priority: 1), column(9),
          ], count: rows.count, position: position,
          row: { rows.indices.contains($0) ? rows[$0] : nil },
          emptyText: SharingWords.noRecipients.in(language))))
  }

  /// The holder's own list, and in the same rows what the recipient gets; a gap is the holder's
  /// alone, the recipient sees none.
  private static func sideBySide(
    _ answer: SeeAsAnswer, _ position: ListPosition, _ language: Language
  ) -> [Pane] {
    let shown = Set(answer.theirs.map(\.id))
    let own = answer.own.map { cells($0, dim: !shown.contains($0.id)) }
    let theirs = answer.own.map { shown.contains($0.id) ? cells($0, dim: false) : [] }
    let purpose = ConsentWords.name(of: answer.purpose).in(language)
    func pane(_ title: String, _ count: Int, _ rows: [[Line]], isFocused: Bool) -> Pane {
      Pane(
        title: Line(title), position: "\(count)", width: .share(1), isFocused: isFocused,
        content: .list(
          ListView(
            columns: [column(10), column(12, weight: 1)], count: rows.count, position: position,
            row: { rows.indices.contains($0) ? rows[$0] : nil },
            emptyText: RecordMessages.noRecords.in(language))))
    }
    return [
      pane(SharingWords.yours.in(language), answer.ownCount, own, isFocused: true),
      pane("\(answer.name) (\(purpose))", answer.theirCount, theirs, isFocused: false),
    ]
  }

  private static func cells(_ row: RecordSummary, dim: Bool) -> [Line] {
    [
      Line(row.date?.description ?? "–", .textDim), Line(row.title, dim ? .textDim : .text),
    ]
  }

  private static func mark(_ decision: Decision, _ language: Language) -> Line {
    Line(ConsentWords.name(of: decision.effect).in(language), decision.isShown ? .text : .textDim)
  }

  private static func className(_ name: RecipientClass?) -> Text {
    name.map { ConsentWords.name(of: $0) } ?? Text(ja: "", en: "")
  }

  private static func column(
    _ ideal: Int, weight: Int = 0, priority: Int = 3
  ) -> ListView.Column {
    ListView.Column(
      spec: ColumnSpec(minimum: min(8, ideal), ideal: ideal, weight: weight, priority: priority))
  }
}
