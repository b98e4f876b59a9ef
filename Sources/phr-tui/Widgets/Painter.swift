/// Draws views on canvases.
enum Painter {
  static func paint(_ view: View, on canvas: inout Canvas) {
    let layout = ScreenLayout(size: canvas.size)
    paint(view.banner, on: &canvas, in: layout.banner)
    paint(view.panes, on: &canvas, in: layout.body)
    paint(view.hints, on: &canvas, in: layout.hints)
    if let prompt = view.prompt {
      paint(prompt, on: &canvas, in: layout.status)
    } else if let status = view.status {
      canvas.draw(status, in: layout.status.inset(columns: 1, rows: 0))
    }
    if let dialog = view.dialog {
      canvas.cursor = nil
      DialogPainter.paint(dialog, on: &canvas, in: layout.body)
    }
  }

  private static func paint(_ banner: Banner, on canvas: inout Canvas, in region: Rect) {
    let role: Role = banner.isWarning ? .bannerWarning : .banner
    canvas.fill(region, role: role)
    var rest = region.inset(columns: 1, rows: 0)
    let trailing = min(banner.trailing.width, rest.width / 2)
    let right = Rect(x: rest.maxX - trailing, y: rest.y, width: trailing, height: 1)
    canvas.draw(banner.trailing, in: right, role: role)
    rest.width -= trailing > 0 ? trailing + 2 : 0
    canvas.draw(banner.leading, in: rest, role: role)
  }

  private static func paint(_ panes: [Pane], on canvas: inout Canvas, in body: Rect) {
    guard body.height > 1, !panes.isEmpty else { return }
    canvas.drawHorizontalLine(
      x: body.x, to: body.maxX - 1, y: body.y, role: .border, full: true)
    let regions = ScreenLayout.panes(panes.map(\.width), in: body)
    let shown = Array(zip(panes, regions)).filter { $0.1.width > 0 }
    for (_, region) in shown.dropFirst() {
      canvas.drawVerticalLine(
        x: region.x - 1, y: body.y, to: body.maxY - 1, role: .border, full: true)
    }
    for (pane, region) in shown { paint(pane, on: &canvas, in: region) }
  }

  private static func paint(_ pane: Pane, on canvas: inout Canvas, in region: Rect) {
    var content = region
    paintTitle(of: pane, on: &canvas, in: content.takeTop(1))
    switch pane.content {
    case .list(let list): list.draw(on: &canvas, in: content, isFocused: pane.isFocused)
    case .document(let document): document.draw(on: &canvas, in: content)
    case .form(let form): form.draw(on: &canvas, in: content, isFocused: pane.isFocused)
    }
  }

  private static func paintTitle(of pane: Pane, on canvas: inout Canvas, in region: Rect) {
    if pane.isFocused { canvas.paint(region, role: .borderFocused) }
    var rest = region.inset(columns: 1, rows: 0)
    let role: Role = pane.isFocused ? .titleFocused : .title
    if let position = pane.position, rest.width > TextWidth.columns(of: position) + 8 {
      let width = TextWidth.columns(of: position) + 2
      let place = Rect(x: rest.maxX - width, y: rest.y, width: width, height: 1)
      canvas.draw(Line(" \(position) ", role), in: place)
      rest.width -= width
    }
    guard rest.width > 2 else { return }
    let title = Line(" ") + pane.title + Line(" ")
    canvas.draw(title, in: rest, role: role)
  }

  private static func paint(_ prompt: Prompt, on canvas: inout Canvas, in region: Rect) {
    var rest = region
    let label = rest.takeLeft(TextWidth.columns(of: prompt.label) + 1)
    canvas.draw(Line(prompt.label, .hintKey), in: label)
    prompt.field.draw(on: &canvas, in: rest, role: .text, isFocused: true)
  }

  /// As many hints as fit, whole ones only.
  private static func paint(_ hints: [Hint], on canvas: inout Canvas, in region: Rect) {
    var rest = region.inset(columns: 1, rows: 0)
    for hint in hints {
      let line = Line([Span(hint.key, .hintKey), Span(" " + hint.summary, .hint)])
      guard line.width <= rest.width else { return }
      canvas.draw(line, in: rest.takeLeft(line.width))
      _ = rest.takeLeft(2)
    }
  }
}

/// Draws what stands in front of the panes.
enum DialogPainter {
  static func paint(_ dialog: Dialog, on canvas: inout Canvas, in body: Rect) {
    let width = min(dialog.width, body.width - 4)
    let buttonRows = dialog.buttons.isEmpty ? 0 : 2
    let height = min(body.height - 2, contentHeight(dialog.content, width: width) + buttonRows)
    guard width > 4, height > 0 else { return }
    let frame = body.centered(width: width + 4, height: height + 2)
    canvas.fill(frame, role: .dialog)
    canvas.drawBox(frame, title: Line(dialog.title, .dialogTitle), role: .borderFocused)
    var inner = frame.inset(columns: 1, rows: 1)
    let buttons = inner.takeBottom(buttonRows)
    switch dialog.content {
    case .list(let list): list.draw(on: &canvas, in: inner, isFocused: true)
    case .document(let document): document.draw(on: &canvas, in: inner)
    case .form(let form): form.draw(on: &canvas, in: inner, isFocused: true)
    }
    paint(dialog.buttons, focused: dialog.focusedButton, on: &canvas, in: buttons)
  }

  private static func contentHeight(_ content: Content, width: Int) -> Int {
    switch content {
    case .list(let list): list.count
    case .document(let document): document.lines(width: width).count
    case .form(let form): form.height(width: width + 2)
    }
  }

  private static func paint(
    _ buttons: [String], focused: Int, on canvas: inout Canvas, in region: Rect
  ) {
    guard !buttons.isEmpty, region.height > 0 else { return }
    let spans = buttons.enumerated().flatMap { index, label in
      [Span("[ \(label) ]", index == focused ? .buttonFocused : .button), Span("  ")]
    }
    canvas.draw(
      Line(spans.dropLast()), in: region.row(region.height - 1), alignment: .center)
  }
}
