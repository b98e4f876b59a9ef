/// The help screen: the key table, what holds here first.
struct HelpState: Sendable, Equatable {
  /// The mode that help was opened from.
  var mode: KeyMode
  var scroll = 0
}

enum HelpUpdate {
  static func update(_ state: inout AppState, _ help: HelpState, _ command: Command) -> [Effect] {
    guard command != .back else {
      state.goBack()
      return []
    }
    var help = help
    help.scroll = Reading.scrolled(help.scroll, command, HelpView.document(help, state), state)
    state.destination = .help(help)
    return []
  }
}

enum HelpView {
  static func view(_ help: HelpState, _ state: AppState) -> View {
    Reading.view(KeyWords.pageTitle, document(help, state), state)
  }

  static func document(_ help: HelpState, _ state: AppState) -> DocumentView {
    let others = KeyMode.allCases.filter { $0 != help.mode && $0 != .global }
    let blocks = ([help.mode, .global] + others).flatMap { mode -> [Block] in
      let bindings = KeyDocument.bindings(of: mode, in: state.keymap)
      let rows = bindings.map { binding in
        [
          Line(KeyDocument.names(binding.keys), .hintKey),
          Line(KeyWords.summary(of: binding.command).in(state.language)),
        ]
      }
      let columns = [Table.Column(title: "", priority: 2), Table.Column(title: "", minimum: 10)]
      return [
        .heading(KeyWords.title(of: mode).in(state.language)),
        .table(Table(columns: columns, rows: rows, hasHeader: false)), .gap,
      ]
    }
    return DocumentView(blocks: blocks, scroll: help.scroll)
  }
}
