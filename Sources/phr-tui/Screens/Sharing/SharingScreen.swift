import PHRModel

/// Draws the lists about sharing.
enum SharingScreen {
  static func view(_ sharing: SharingState, _ state: AppState) -> View {
    let language = state.language
    var view: View
    switch sharing {
    case .whoSees(let answer, let position):
      view = View()
      view.panes = [
        list(of: answer, position, language),
        WhoSeesDetail.pane(of: answer, position, language),
      ]
      view.status = Line(SharingWords.base(answer.consent.base).in(language), .status)
    case .recipients(let answer, let position):
      view = View()
      view.panes = [
        list(of: answer, position, language),
        RecipientDetail.pane(of: answer, position, language),
      ]
      view.status = Line(SharingWords.base(answer.base).in(language), .status)
    case .rules(let answer, let position): view = RulesView.view(answer, position, language)
    case .history(let answer, let position):
      view = ConsentHistoryView.view(answer, position, language)
    case .seeAs(let seeAs): view = SeeAsView.view(seeAs, state)
    case .accesses(let accesses): view = AccessesView.view(accesses, state)
    }
    view.banner = BrowserView.banner(of: state)
    if state.message != nil { view.status = nil }
    return view
  }

  private static func list(
    of answer: WhoSees, _ position: ListPosition, _ language: Language
  ) -> Pane {
    let rows = answer.rows.map { row in
      [
        mark(row.decision, language), Line(row.name.in(language)),
        Line(className(row.recipientClass).in(language), .textDim),
        Line(ConsentWords.name(of: row.purpose).in(language), .textDim),
        Line(row.standing.map { SharingWords.short($0).in(language) } ?? "", .textDim),
      ]
    }
    return Pane(
      title: Line(SharingWords.whoSees.in(language) + ": " + answer.title),
      position: "\(position.selected + 1)/\(answer.rows.count)", width: .share(6),
      isFocused: true,
      content: .list(
        ListView(
          columns: [
            column(8, priority: 6), column(16, minimum: 16, weight: 2, priority: 5),
            column(10, priority: 2),
            column(9, priority: 1), column(8, priority: 3),
          ],
          count: rows.count, position: position,
          row: { rows.indices.contains($0) ? rows[$0] : nil },
          emptyText: SharingWords.nobody.in(language))))
  }

  private static func list(
    of answer: RecipientsAnswer, _ position: ListPosition, _ language: Language
  ) -> Pane {
    let rows = answer.rows.map { row in
      [
        Line(row.name.in(language), row.isRegistered ? .text : .textDim),
        Line(className(row.recipient?.recipientClass).in(language), .textDim),
        row.isRegistered
          ? Line(row.shown.map { "\($0)/\(answer.total)" } ?? "…")
          : Line(SharingWords.archived.in(language), .textDim),
      ]
    }
    return Pane(
      title: Line(SharingWords.recipients.in(language)),
      position: rows.isEmpty ? "0" : "\(position.selected + 1)/\(rows.count)", width: .share(6),
      isFocused: true,
      content: .list(
        ListView(
          columns: [
            column(16, minimum: 16, weight: 2, priority: 5), column(14, priority: 2),
            ListView.Column(
              spec: ColumnSpec(minimum: 7, ideal: 13, priority: 4), alignment: .right),
          ], count: rows.count, position: position,
          row: { rows.indices.contains($0) ? rows[$0] : nil },
          emptyText: SharingWords.noRecipients.in(language))))
  }

  static func mark(_ decision: Decision, _ language: Language) -> Line {
    Line(
      SharingWords.decision(decision.effect).in(language),
      decision.isShown ? .text : .recordHidden)
  }

  static func className(_ name: RecipientClass?) -> Text {
    name.map { ConsentWords.name(of: $0) } ?? Text(ja: "", en: "")
  }

  static func column(
    _ ideal: Int, minimum: Int? = nil, weight: Int = 0, priority: Int = 3
  ) -> ListView.Column {
    ListView.Column(
      spec: ColumnSpec(
        minimum: minimum ?? min(8, ideal), ideal: ideal, weight: weight, priority: priority))
  }
}

/// Why the selected recipient sees a record or does not, and what the law says besides.
enum WhoSeesDetail {
  static func pane(
    of answer: WhoSees, _ position: ListPosition, _ language: Language
  ) -> Pane {
    var blocks: [Block] = []
    if let row = answer.row(position) {
      let decision = ConsentWords.sentence(row.decision, answer.consent, names: answer.names)
      blocks = [.heading(row.name.in(language)), .paragraph(Line(decision.in(language)))]
      blocks += own(row, answer, language) + [.gap]
      let law = ConsentWords.law(
        .recipient(row.recipient), row.purpose, answer.consent, on: LawTable.asOf)
      blocks += law.map { .paragraph(Line($0.in(language), .textDim)) }
    }
    return Pane(
      title: Line(SharingWords.why.in(language)), width: .share(5),
      content: .document(DocumentView(blocks: blocks)))
  }

  /// What the holder noted, and how far the directive has come.
  private static func own(
    _ row: WhoSees.Row, _ answer: WhoSees, _ language: Language
  ) -> [Block] {
    var fields: [Block.Field] = []
    if case .directive(let id, _, _) = row.decision.reason,
      let reason = answer.consent.directives[id]?.reason
    {
      fields.append(Block.Field(SharingWords.reason.in(language), reason))
    }
    if case .seal = row.decision.reason, let reason = answer.seal?.reason {
      fields.append(Block.Field(SharingWords.reason.in(language), reason))
    }
    if let standing = row.standing {
      fields.append(
        Block.Field(
          SharingWords.portal.in(language), ConsentWords.name(of: standing).in(language)))
    }
    return fields.isEmpty ? [] : [.gap, .fields(fields)]
  }
}

/// What is known about the selected recipient, its linkage code for the holder's eyes among it.
enum RecipientDetail {
  static func pane(
    of answer: RecipientsAnswer, _ position: ListPosition, _ language: Language
  ) -> Pane {
    let blocks = answer.row(position).map { self.blocks(of: $0, answer, language) } ?? []
    return Pane(
      title: Line(SharingWords.aboutRecipient.in(language)), width: .share(5),
      content: .document(DocumentView(blocks: blocks)))
  }

  private static func blocks(
    of row: RecipientsAnswer.Row, _ answer: RecipientsAnswer, _ language: Language
  ) -> [Block] {
    func field(_ label: Text, _ value: String?) -> [Block.Field] {
      value.map { [Block.Field(label.in(language), $0)] } ?? []
    }
    guard let recipient = row.recipient else {
      let sentence = row.id == .emergency ? SharingWords.emergency : SharingWords.delegate
      let first = answer.rows.count == 1 ? [SharingWords.firstRecipient] : []
      return [.heading(row.name.in(language)), .paragraph(Line(sentence.in(language)))]
        + first.flatMap { [.gap, .paragraph(Line($0.in(language), .textDim))] }
    }
    let fields =
      field(
        SheetWords.recipientClass, ConsentWords.name(of: recipient.recipientClass).in(language))
      + field(SharingWords.code, recipient.institutionCode)
      + field(SheetWords.note, recipient.note)
      + field(
        SharingWords.since,
        recipient.registrations.last?.from.map { "\($0.day)" })
      + field(SharingWords.rules, "\(row.rules)")
    var blocks: [Block] = [.heading(row.name.in(language)), .fields(fields), .gap]
    guard row.isRegistered else {
      return blocks + [.paragraph(Line(SharingWords.archivedAdvice.in(language)))]
    }
    blocks.append(.heading(SharingWords.linkageCode.in(language)))
    for code in recipient.codes where code.window.contains(answer.now) {
      blocks.append(.paragraph(Line(code.code.grouped, .secret)))
      let use = [code.label, code.purpose.map { ConsentWords.name(of: $0).in(language) }]
      let said = use.compactMap { $0 }.joined(separator: ", ")
      if !said.isEmpty { blocks.append(.paragraph(Line(said, .textDim))) }
    }
    return blocks + [.paragraph(Line(SharingWords.codeAdvice.in(language), .textDim))]
  }
}
