import PHRModel

/// Draws what is set: directives and seals, with how far each has come at the portal.
enum RulesView {
  static func view(
    _ answer: RulesAnswer, _ position: ListPosition, _ language: Language
  ) -> View {
    var view = View()
    let rows = answer.rows.map { cells($0, answer, language) }
    let list = ListView(
      columns: [
        SharingScreen.column(8, priority: 6),
        SharingScreen.column(20, minimum: 18, weight: 3, priority: 5),
        SharingScreen.column(14, weight: 2, priority: 4),
        SharingScreen.column(10, minimum: 10, priority: 2), SharingScreen.column(8, priority: 3),
      ], count: rows.count, position: position,
      row: { rows.indices.contains($0) ? rows[$0] : nil },
      emptyText: SharingWords.noRules.in(language))
    view.panes = [
      Pane(
        title: Line(SharingWords.rulesTitle.in(language)),
        position: rows.isEmpty ? "0" : "\(position.selected + 1)/\(rows.count)",
        width: .share(7), isFocused: true, content: .list(list)),
      Pane(
        title: Line(SharingWords.aboutRule.in(language)), width: .share(4),
        content: .document(DocumentView(blocks: detail(answer, position, language)))),
    ]
    view.status = Line(SharingWords.base(answer.consent.base).in(language), .status)
    return view
  }

  private static func cells(
    _ row: RulesAnswer.Row, _ answer: RulesAnswer, _ language: Language
  ) -> [Line] {
    switch row {
    case .directive(let directive, let standing):
      let isOver = directive.window.until.map { $0 <= answer.now } ?? false
      let role: Role =
        isOver ? .textDim : directive.effect == .hide ? .recordHidden : .text
      return [
        Line(ConsentWords.name(of: directive.effect).in(language), role),
        Line(ConsentWords.name(of: directive.selector, names: answer.names).in(language), role),
        Line(ConsentWords.name(of: directive.who, answer.consent).in(language), .textDim),
        Line(SharingWords.end(directive.window).in(language), .textDim),
        Line(SharingWords.short(standing).in(language), .textDim),
      ]
    case .seal(let seal):
      return [
        Line(SharingWords.seal.in(language), .recordHidden),
        Line(ConsentWords.name(of: seal.selector, names: answer.names).in(language)),
        Line(SharingWords.everybody.in(language), .textDim),
        Line(SharingWords.end(seal.window).in(language), .textDim), Line(),
      ]
    }
  }

  private static func detail(
    _ answer: RulesAnswer, _ position: ListPosition, _ language: Language
  ) -> [Block] {
    guard answer.rows.indices.contains(position.selected) else { return [] }
    func field(_ label: Text, _ value: String) -> Block.Field {
      Block.Field(label.in(language), value)
    }
    switch answer.rows[position.selected] {
    case .directive(let directive, let standing):
      var fields = [
        field(SharingWords.setWhen, SharingWords.minute(directive.set)),
        field(SharingWords.setBy, ConsentWords.name(of: directive.by, answer.consent).in(language)),
        field(SharingWords.portal, ConsentWords.name(of: standing).in(language)),
      ]
      if let reason = directive.reason { fields.append(field(SharingWords.reason, reason)) }
      let said = ConsentWords.rule(directive, answer.consent, names: answer.names)
      return [.paragraph(Line(said.in(language), .textStrong)), .gap, .fields(fields)]
    case .seal(let seal):
      var fields = [field(SharingWords.setWhen, SharingWords.minute(seal.set))]
      if let reason = seal.reason { fields.append(field(SharingWords.reason, reason)) }
      return [
        .paragraph(Line(ConsentWords.line(seal, names: answer.names).in(language), .textStrong)),
        .gap, .fields(fields), .gap,
        .paragraph(Line(ConsentWords.sealWarning.in(language), .textDim)),
      ]
    }
  }
}

/// Draws every change of consent, the newest first.
enum ConsentHistoryView {
  static func view(
    _ answer: ConsentHistoryAnswer, _ position: ListPosition, _ language: Language
  ) -> View {
    var view = View()
    let rows = answer.changes.map { change -> [Line] in
      let isUndone = answer.undone.contains(change.number)
      let said = PreviewWords.first(of: answer.parts(change))
      return [
        Line("\(change.number)", .textDim), Line(SharingWords.minute(change.at), .textDim),
        Line(said.in(language), isUndone ? .recordWithdrawn : .text),
      ]
    }
    let list = ListView(
      columns: [
        ListView.Column(spec: ColumnSpec(minimum: 3, ideal: 4, priority: 2), alignment: .right),
        ListView.Column(spec: ColumnSpec(minimum: 16, ideal: 16, priority: 5)),
        ListView.Column(spec: ColumnSpec(minimum: 12, ideal: 24, weight: 1, priority: 6)),
      ], count: rows.count, position: position,
      row: { rows.indices.contains($0) ? rows[$0] : nil },
      emptyText: SharingWords.noHistory.in(language))
    view.panes = [
      Pane(
        title: Line(SharingWords.historyTitle.in(language)),
        position: rows.isEmpty ? "0" : "\(position.selected + 1)/\(rows.count)",
        width: .share(7), isFocused: true, content: .list(list)),
      Pane(
        title: Line(SharingWords.aboutChange.in(language)), width: .share(4),
        content: .document(DocumentView(blocks: detail(answer, position, language)))),
    ]
    return view
  }

  private static func detail(
    _ answer: ConsentHistoryAnswer, _ position: ListPosition, _ language: Language
  ) -> [Block] {
    guard answer.changes.indices.contains(position.selected) else { return [] }
    let change = answer.changes[position.selected]
    let parts = answer.parts(change)
    var fields = [
      Block.Field(SharingWords.setWhen.in(language), SharingWords.minute(change.at)),
      Block.Field(
        SharingWords.setBy.in(language),
        ConsentWords.name(of: change.by, answer.consent).in(language)),
    ]
    if let reason = change.step.reason {
      fields.append(Block.Field(SharingWords.reason.in(language), reason))
    }
    let said: [Block] = parts.map { part in
      parts.count == 1
        ? .paragraph(Line(part.in(language), .textStrong))
        : .item(Line([Span("  • "), Span(part.in(language), .textStrong)]))
    }
    var blocks = said + [.gap, .fields(fields)]
    if answer.undone.contains(change.number) {
      blocks += [.gap, .paragraph(Line(SharingWords.undone.in(language), .recordWithdrawn))]
    }
    return blocks
  }
}

extension ConsentHistoryAnswer {
  /// What was changed, one thing at a time; for what was taken back, what that was.
  func parts(_ change: ConsentChange) -> [Text] {
    if case .undone(let number) = change.step,
      let former = changes.first(where: { $0.number == number })
    {
      return parts(former).map(PreviewWords.undoing)
    }
    return ConsentWords.parts(of: change.step, consent, names: names)
  }
}
