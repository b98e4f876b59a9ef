/// Says a view one thing after another: for screen readers (`--linear`) and for terminals that
/// cannot move their cursor.
///
/// No lines, no columns side by side, no colour that carries meaning: marks stand in the text.
enum LinearText {
  /// Rows of a list around the selected one that are said.
  static let listRows = 10

  /// The lines of the view, what has the focus last and in full.
  static func lines(of view: View, width: Int) -> [String] {
    var result: [String] = []
    let banner = [view.banner.leading.plain, view.banner.trailing.plain].filter { !$0.isEmpty }
    if !banner.isEmpty { result.append(banner.joined(separator: "  ")) }
    if let dialog = view.dialog {
      result += lines(of: dialog, width: width)
    } else {
      for pane in view.panes where pane.isFocused { result += lines(of: pane, width: width) }
    }
    if let prompt = view.prompt { result.append(prompt.label + " " + prompt.field.spoken) }
    if let status = view.status { result.append(status.plain) }
    if !view.hints.isEmpty {
      result.append(view.hints.map { "\($0.key) \($0.summary)" }.joined(separator: ", "))
    }
    return result
  }

  private static func lines(of pane: Pane, width: Int) -> [String] {
    let title = [pane.title.plain, pane.position ?? ""].filter { !$0.isEmpty }
    return ["== " + title.joined(separator: " ")] + lines(of: pane.content, width: width)
  }

  private static func lines(of dialog: Dialog, width: Int) -> [String] {
    let buttons = dialog.buttons.enumerated().map { index, label in
      (index == dialog.focusedButton ? "> " : "  ") + label
    }
    return ["== " + dialog.title] + lines(of: dialog.content, width: width) + buttons
  }

  private static func lines(of content: Content, width: Int) -> [String] {
    switch content {
    case .list(let list): lines(of: list)
    case .document(let document): document.blocks.flatMap { lines(of: $0, width: width) }
    case .form(let form): lines(of: form, width: width)
    }
  }

  private static func lines(of list: ListView) -> [String] {
    guard list.count > 0 else { return [list.emptyText] }
    let first = max(0, min(list.position.selected - listRows / 2, list.count - listRows))
    return (first..<min(list.count, first + listRows)).map { index in
      let cells = (list.row(index) ?? []).map(\.plain).filter { !$0.isEmpty }
      return (index == list.position.selected ? "> " : "  ") + cells.joined(separator: ", ")
    }
  }

  /// Tables are said row by row with the name of each column before its value.
  private static func lines(of block: Block, width: Int) -> [String] {
    switch block {
    case .heading(let text): ["-- " + TextWidth.safe(text)]
    case .paragraph(let line), .item(let line): Wrap.lines(of: line, width: width).map(\.plain)
    case .fields(let fields): fields.map { "\($0.label): \($0.value.plain)" }
    case .table(let table):
      table.rows.map { row in
        zip(table.columns, row).filter { !$1.plain.isEmpty }
          .map { $0.title.isEmpty ? $1.plain : "\($0.title) \($1.plain)" }
          .joined(separator: ", ")
      }
    case .trend(_, let spoken): [spoken]
    case .progress(let fraction, let label): ["\(label) \(Int(fraction * 100))%"]
    case .gap: []
    case .verbatim(let lines), .symbol(let lines): lines.map(TextWidth.safe)
    }
  }

  private static func lines(of form: FormView, width: Int) -> [String] {
    form.introduction.flatMap { lines(of: $0, width: width) }
      + form.rows.flatMap { row in
        let value =
          switch row.control {
          case .text(let field): field.spoken
          case .choice(let options, let selected):
            options.indices.contains(selected) ? options[selected].in(form.language) : ""
          }
        let main = (row.isFocused ? "> " : "  ") + row.label + ": " + value
        let note = row.error ?? (row.isFocused ? row.hint : nil)
        return [main] + (note.map { ["    " + $0] } ?? [])
      }
  }
}

extension TextField {
  /// The text as it may be said aloud: never a passphrase.
  var spoken: String {
    guard isSecret else { return TextWidth.safe(text) }
    return String(repeating: "*", count: text.count)
  }
}
