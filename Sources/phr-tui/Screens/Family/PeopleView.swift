import PHRModel

/// Draws the family overview: everybody's files beside what the selected one says.
enum PeopleView {
  static func view(_ people: PeopleState, _ state: AppState) -> View {
    var view = View()
    view.banner = BrowserView.banner(of: state)
    view.panes = [list(people, state), detail(people, state)]
    let language = state.language
    switch people.prompt {
    case .passphrase(_, isWorking: true):
      view.status = Line(UnlockWords.working.in(language), .status)
    case .passphrase(let field, _):
      let name = people.selected?.file.name ?? ""
      view.prompt = Prompt(
        label: FamilyWords.passphrase(of: TextWidth.safe(name)).in(language), field: field)
    case .path(let field):
      view.prompt = Prompt(label: FamilyWords.path.in(language), field: field)
    case nil:
      if state.message == nil { view.status = Line(FamilyWords.forgotten.in(language), .status) }
    }
    return view
  }

  private static func list(_ people: PeopleState, _ state: AppState) -> Pane {
    let rows = people.rows.map { cells(of: $0, state) }
    let columns = [
      ListView.Column(spec: ColumnSpec(minimum: 1, ideal: 1, priority: 6)),
      ListView.Column(spec: ColumnSpec(minimum: 8, ideal: 13, weight: 1, priority: 5)),
      ListView.Column(spec: ColumnSpec(minimum: 10, ideal: 28, weight: 1, priority: 4)),
    ]
    var pane = Pane(
      title: Line(FamilyWords.title.in(state.language)), position: "\(rows.count)",
      isFocused: true,
      content: .list(
        ListView(
          columns: columns, count: rows.count, position: people.position,
          row: { rows.indices.contains($0) ? rows[$0] : nil },
          emptyText: FamilyWords.nobody.in(state.language))))
    pane.width = .share(4)
    return pane
  }

  private static func cells(of row: PeopleState.Row, _ state: AppState) -> [Line] {
    let name = row.digest?.name ?? row.file.name
    let text =
      row.digest.map(FamilyWords.counts)
      ?? FamilyWords.standing(row.file.standing, isCurrent: row.isCurrent)
    let isUnusual = (row.digest?.unusualCount ?? 0) + (row.digest?.dueCount ?? 0) > 0
    return [
      Line(row.isCurrent ? "●" : "", .heading),
      Line(TextWidth.safe(name), row.digest == nil ? .textDim : .text),
      Line(text.in(state.language), isUnusual ? .valueAbnormal : .textDim),
    ]
  }

  private static func detail(_ people: PeopleState, _ state: AppState) -> Pane {
    let failure = people.failure.map { FailureBlocks.of($0, state.language) } ?? []
    let blocks = failure + (people.selected.map { self.blocks(of: $0, state) } ?? [])
    var pane = Pane(
      title: Line(FamilyWords.overview.in(state.language)),
      content: .document(DocumentView(blocks: blocks)))
    pane.width = .share(3)
    return pane
  }

  private static func blocks(of row: PeopleState.Row, _ state: AppState) -> [Block] {
    let language = state.language
    var fields = [
      Block.Field(FamilyWords.file.in(language), TextWidth.safe(row.file.path)),
      Block.Field(
        FamilyWords.state.in(language),
        FamilyWords.standing(row.file.standing, isCurrent: row.isCurrent).in(language)),
    ]
    guard let digest = row.digest else {
      let advice = FamilyWords.advice(row.file.standing, isCurrent: row.isCurrent)
      return [
        .heading(TextWidth.safe(row.file.name)), .fields(fields), .gap,
        .paragraph(Line(advice.in(language), .textDim)),
      ]
    }
    if let grant = digest.grant {
      fields += [
        Block.Field(FamilyWords.right.in(language), DelegateWords.word(grant.right).in(language)),
        Block.Field(
          FamilyWords.until.in(language), DelegateWords.lastDay(grant) ?? "–"),
      ]
    }
    fields.append(Block.Field(FamilyWords.records.in(language), "\(digest.records)"))
    fields.append(Block.Field(FamilyWords.unread.in(language), "\(digest.unread)"))
    return [.heading(digest.name ?? TextWidth.safe(row.file.name)), .fields(fields)]
      + dueBlocks(digest, language) + unusualBlocks(digest, language)
  }

  private static func dueBlocks(_ digest: PersonDigest, _ language: Language) -> [Block] {
    let rows = digest.due.map { [Line($0.day.description, .value), Line($0.title)] }
    return list(FamilyWords.due, digest.dueCount, rows, FamilyWords.nothingDue, language)
  }

  private static func unusualBlocks(_ digest: PersonDigest, _ language: Language) -> [Block] {
    let rows = digest.unusual.map { record in
      [
        Line(record.date?.description ?? "–", .value), Line(record.title),
        Line("\(record.results)", .valueAbnormal),
      ]
    }
    return list(
      FamilyWords.unusual, digest.unusualCount, rows, FamilyWords.nothingUnusual, language)
  }

  private static func list(
    _ title: Text, _ count: Int, _ rows: [[Line]], _ empty: Text, _ language: Language
  ) -> [Block] {
    guard count > 0 else {
      return [.gap, .heading(title.in(language)), .paragraph(Line(empty.in(language), .textDim))]
    }
    let columns = [
      Table.Column(title: "", priority: 2), Table.Column(title: "", priority: 3, minimum: 8),
      Table.Column(title: "", alignment: .right, priority: 1),
    ]
    return [
      .gap, .heading("\(title.in(language)) \(count)"),
      .table(Table(columns: columns, rows: rows, hasHeader: false)),
    ]
  }
}
