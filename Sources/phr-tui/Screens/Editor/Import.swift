import PHRModel

/// The line that asks for a file to import.
struct ImportState: Sendable, Equatable {
  var field = TextField()
  /// How far the import is; `nil` before it begins.
  var progress: ImportNews.Progress?
  /// Tells news of this import from those of one that was cancelled.
  var number: Int?
  var failure: ErrorReport?
}

enum ImportUpdate {
  static func update(
    _ state: inout AppState, _ importing: ImportState, _ command: Command
  ) -> [Effect] {
    var importing = importing
    switch command {
    case .cancel:
      state.goBack()
      return importing.progress == nil ? [] : [.cancelImport]
    case _ where importing.progress != nil: return []
    case .accept:
      let path = importing.field.text
      guard !path.isEmpty else { return [] }
      importing.failure = nil
      importing.progress = .reading(0)
      state.destination = .importing(importing)
      return [.importFile(path: path)]
    default:
      importing.failure = nil
      _ = importing.field.edit(command)
      state.destination = .importing(importing)
      return []
    }
  }

  /// Takes in news of the import that is on the screen.
  static func receive(
    _ state: inout AppState, _ number: Int, _ news: ImportNews
  ) -> [Effect] {
    guard case .importing(var importing) = state.destination, importing.progress != nil,
      importing.number.map({ $0 == number }) ?? true
    else { return [] }
    importing.number = number
    var effects: [Effect] = []
    switch news {
    case .progress(let progress): importing.progress = progress
    case .read(let reading): effects = [.storeImport(reading)]
    case .turn: effects = [.continueImport]
    case .failed(let report):
      importing = ImportState(field: importing.field, failure: report)
    }
    state.destination = .importing(importing)
    return effects
  }

  /// Shows what came in and the list anew.
  static func afterImport(
    _ state: inout AppState, _ report: ImportReport, _ profile: Profile
  ) -> [Effect] {
    if case .importing = state.destination { state.goBack() }
    state.stack.append(.reader(ReaderState(content: .importReport(report))))
    state.browser.detail = nil
    state.vault?.profile = profile
    return [.loadList(state.browser.query)]
  }
}

enum ImportView {
  static func dialog(_ importing: ImportState, _ language: Language) -> Dialog {
    let row = FormView.Row(
      label: ImportPageWords.file.in(language), control: .text(importing.field), isFocused: true,
      hint: (importing.progress == nil ? ImportPageWords.fileHint : ImportPageWords.canCancel)
        .in(language))
    var introduction: [Block] = [.paragraph(Line(ImportPageWords.introduction.in(language))), .gap]
    if let failure = importing.failure { introduction += FailureBlocks.of(failure, language) }
    switch importing.progress {
    case .reading(let share):
      introduction += [.progress(share, label: ImportPageWords.reading.in(language)), .gap]
    case .storing(let share):
      introduction += [.progress(share, label: ImportPageWords.storing.in(language)), .gap]
    case nil: break
    }
    return Dialog(
      title: KeyWords.summary(of: .importFile).asSentence.in(language),
      content: .form(FormView(introduction: introduction, rows: [row], language: language)),
      width: 68)
  }
}

/// What an import did, as a page.
enum ImportPage {
  /// Problems that are listed one by one.
  static let listedProblems = 200

  static func blocks(of report: ImportReport, _ writer: FieldWriter) -> [Block] {
    let language = writer.language
    let counts: [(Text, Int)] = [
      (ImportPageWords.added, report.newCount), (ImportPageWords.changed, report.changed),
      (ImportPageWords.withdrawn, report.withdrawn), (ImportPageWords.unchanged, report.unchanged),
      (ImportPageWords.twins, report.twins), (ImportPageWords.problems, report.problemCount),
    ]
    var fields = writer.text(ImportPageWords.format, KindWords.name(of: report.format))
    fields += counts.filter { $0.1 > 0 || $0.0 == ImportPageWords.added }
      .flatMap { writer.number($0.0, $0.1) }
    for kind in Kind.allCases where report.new[kind, default: 0] > 0 {
      fields += writer.number(KindWords.name(of: kind).asSentence, report.new[kind])
    }
    var blocks: [Block] = [.fields(fields)]
    if report.filledProfile {
      blocks += [.gap, .paragraph(Line(ImportPageWords.filledProfile.in(language)))]
    }
    guard !report.problems.isEmpty else { return blocks }
    let rows = report.problems.prefix(listedProblems).map { problem in
      [
        Line(problem.line.map(String.init) ?? "", .textDim), Line(problem.field ?? "", .textDim),
        Line(ImportWords.reason(problem.reason).in(language), .value),
      ]
    }
    let columns = [
      Table.Column(title: ImportPageWords.line.in(language), alignment: .right, priority: 2),
      Table.Column(title: ImportPageWords.place.in(language), priority: 1),
      Table.Column(title: ImportPageWords.problem.in(language), priority: 3, minimum: 12),
    ]
    blocks += [.gap, .heading(ImportPageWords.problems.in(language))]
    return blocks + [.table(Table(columns: columns, rows: rows))]
  }
}
