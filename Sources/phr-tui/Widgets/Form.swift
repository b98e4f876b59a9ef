/// What a form field holds.
enum Control: Equatable, Sendable {
  case text(TextField)
  /// One of several answers, by its place.
  case choice(options: [Text], selected: Int)
}

/// Fields to fill in, and which one has the focus.
///
/// `ID` names the fields; labels and messages are added when it is shown, so that the language
/// can change meanwhile.
struct Form<ID: Hashable & Sendable>: Equatable, Sendable {
  struct Field: Equatable, Sendable {
    var id: ID
    var control: Control
  }

  var fields: [Field]
  private(set) var focus = 0

  init(_ fields: [Field]) {
    self.fields = fields
  }

  var focused: Field? { fields.indices.contains(focus) ? fields[focus] : nil }

  /// Which keys hold at the focused field.
  var mode: KeyMode {
    if case .choice = focused?.control { return .choice }
    return .text
  }

  var isAtLastField: Bool { focus >= fields.count - 1 }

  /// The text of a field, `nil` if it is not a text field or empty.
  func text(_ id: ID) -> String? {
    guard case .text(let field) = control(id), !field.isEmpty else { return nil }
    return field.text
  }

  /// The place of the chosen answer.
  func choice(_ id: ID) -> Int? {
    guard case .choice(_, let selected) = control(id) else { return nil }
    return selected
  }

  private func control(_ id: ID) -> Control? { fields.first { $0.id == id }?.control }

  /// Replaces what stands in a text field.
  mutating func set(_ id: ID, to text: String) {
    guard let index = fields.firstIndex(where: { $0.id == id }) else { return }
    fields[index].control = .text(TextField(text))
  }

  mutating func focus(on id: ID) {
    if let index = fields.firstIndex(where: { $0.id == id }) { focus = index }
  }

  /// Puts other fields in place; the focus stays on its field, what was answered stays.
  mutating func replaceFields(_ wanted: [Field]) {
    let focusedID = focused?.id
    fields = wanted.map { field in fields.first { $0.id == field.id } ?? field }
    focus = min(focus, max(0, fields.count - 1))
    if let focusedID { focus(on: focusedID) }
  }

  /// Chooses an answer of a field.
  mutating func choose(_ id: ID, _ selected: Int) {
    guard let index = fields.firstIndex(where: { $0.id == id }),
      case .choice(let options, _) = fields[index].control, options.indices.contains(selected)
    else { return }
    fields[index].control = .choice(options: options, selected: selected)
  }

  /// Types a character into the focused text field.
  mutating func insert(_ character: Character) {
    guard fields.indices.contains(focus), case .text(var field) = fields[focus].control
    else { return }
    field.insert(character)
    fields[focus].control = .text(field)
  }

  /// Carries out a command on the focused field or moves the focus; `false` if it does neither.
  mutating func apply(_ command: Command) -> Bool {
    guard !fields.isEmpty else { return false }
    switch command {
    case .nextField: focus = (focus + 1) % fields.count
    case .previousField: focus = (focus + fields.count - 1) % fields.count
    default: return applyToFocused(command)
    }
    return true
  }

  private mutating func applyToFocused(_ command: Command) -> Bool {
    switch (fields[focus].control, command) {
    case (.text(var field), _):
      let isDone = field.edit(command)
      fields[focus].control = .text(field)
      return isDone
    case (.choice(let options, let selected), .nextChoice):
      fields[focus].control = .choice(
        options: options, selected: (selected + 1) % max(1, options.count))
    case (.choice(let options, let selected), .previousChoice):
      fields[focus].control = .choice(
        options: options, selected: (selected + options.count - 1) % max(1, options.count))
    default: return false
    }
    return true
  }
}

/// A form as it is shown.
struct FormView: Sendable, Equatable {
  struct Row: Sendable, Equatable {
    var label: String
    var control: Control
    var isFocused: Bool
    /// What to know before filling in.
    var hint: String?
    /// What is wrong with the answer.
    var error: String?
  }

  /// Text above the fields.
  var introduction: [Block] = []
  var rows: [Row]
  var language: Language

  private var labelWidth: Int { rows.map { TextWidth.columns(of: $0.label) }.max() ?? 0 }

  /// How many rows of the terminal the form takes.
  func height(width: Int) -> Int {
    introductionLines(width: width).count
      + rows.reduce(0) { $0 + height(of: $1, width: max(2, width - 2)) }
  }

  private func introductionLines(width: Int) -> [Line] {
    introduction.flatMap { DocumentLayout.lines(of: $0, width: max(2, width - 2)) }
  }

  private func height(of row: Row, width: Int) -> Int { 1 + note(of: row, width: width).count }

  /// The lines below a field: what is wrong, or, at the focus, what to know.
  private func note(of row: Row, width: Int) -> [Line] {
    let line =
      row.error.map { Line($0, .fieldError) }
      ?? (row.isFocused ? row.hint.map { Line($0, .textDim) } : nil)
    return line.map { Wrap.lines(of: $0, width: max(2, width - labelWidth - 2)) } ?? []
  }

  /// Wider fields only look empty.
  private static let widestField = 96

  func draw(on canvas: inout Canvas, in region: Rect, isFocused: Bool) {
    var rest = region.inset(columns: 1, rows: 0)
    for line in introductionLines(width: region.width) { canvas.draw(line, in: rest.takeTop(1)) }
    let total = rows.reduce(0) { $0 + height(of: $1, width: rest.width) }
    let first = firstRow(in: rest)
    let hidden = rows.prefix(first).reduce(0) { $0 + height(of: $1, width: rest.width) }
    let edge = Rect(x: region.x, y: rest.y, width: region.width, height: rest.height)
    Scrollbar.draw(on: &canvas, in: edge, first: hidden, total: total)
    rest.width = min(rest.width, labelWidth + 2 + Self.widestField)
    for row in rows.dropFirst(first) {
      draw(row, on: &canvas, in: rest.takeTop(1), isFocused: isFocused)
      for line in note(of: row, width: rest.width) {
        var place = rest.takeTop(1)
        _ = place.takeLeft(labelWidth + 2)
        canvas.draw(line, in: place)
      }
    }
  }

  /// Where to begin so that the focused field is on screen.
  private func firstRow(in region: Rect) -> Int {
    guard let focused = rows.firstIndex(where: \.isFocused) else { return 0 }
    var first = 0
    while first < focused,
      rows[first...focused].reduce(0, { $0 + height(of: $1, width: region.width) })
        > region.height
    {
      first += 1
    }
    return first
  }

  private func draw(_ row: Row, on canvas: inout Canvas, in region: Rect, isFocused: Bool) {
    var rest = region
    let label = rest.takeLeft(labelWidth)
    canvas.draw(Line(row.label, row.isFocused ? .textStrong : .label), in: label)
    _ = rest.takeLeft(2)
    let hasFocus = row.isFocused && isFocused
    let role: Role = hasFocus ? .fieldFocused : .field
    switch row.control {
    case .text(let field):
      field.draw(on: &canvas, in: rest, role: role, isFocused: hasFocus)
    case .choice(let options, let selected):
      let text = options.indices.contains(selected) ? options[selected].in(language) : ""
      canvas.fill(rest, role: role)
      canvas.draw("‹ \(text) ›", in: rest, role: role)
    }
  }
}
