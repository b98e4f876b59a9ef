import PHRModel

/// Draws a page before it leaves: what gives hidden records away first, then exactly what leaves.
enum HandoutView {
  static func view(_ page: HandoutState, _ state: AppState) -> View {
    let handout = page.handout
    var view = Reading.view(
      HandoutWords.title(handout.request.form, for: handout.audience), document(page, state),
      state)
    if handout.symbols.count > 1 {
      view.panes[0].position = "\(page.symbol + 1)/\(handout.symbols.count)"
    }
    if state.message == nil {
      let ask = HandoutWords.ask(
        handout.request.form, isShown: handout.symbols.isEmpty || fits(page, state))
      view.status = Line(ask.in(state.language), .status)
    }
    return view
  }

  static func document(_ page: HandoutState, _ state: AppState) -> DocumentView {
    let handout = page.handout
    var blocks = warnings(handout, state.language)
    if handout.symbols.isEmpty {
      blocks.append(.verbatim(handout.lines))
    } else {
      blocks += symbol(page, state)
    }
    return DocumentView(blocks: blocks, scroll: page.scroll, margin: 0)
  }

  private static func warnings(_ handout: Handout, _ language: Language) -> [Block] {
    var blocks: [Block] = []
    if handout.losses > 0 {
      blocks.append(.paragraph(Line(ExportWords.losses(handout.losses).in(language), .textDim)))
    }
    guard !handout.clues.isEmpty else { return blocks.isEmpty ? [] : blocks + [.gap] }
    blocks.append(.heading(HandoutWords.clues(handout.clues.count).in(language)))
    blocks += ClueList.blocks(handout.clues, language)
    return blocks + [.gap]
  }

  /// A code only where all of it fits: half of one is useless.
  private static func symbol(_ page: HandoutState, _ state: AppState) -> [Block] {
    guard !fits(page, state) else { return [.symbol(page.handout.symbols[page.symbol])] }
    let needed = HandoutWords.tooSmall(needed(for: page, state)).in(state.language)
    return [.paragraph(Line(needed, .valueAbnormal))]
  }

  private static func fits(_ page: HandoutState, _ state: AppState) -> Bool {
    let needed = needed(for: page, state)
    return needed.width <= state.size.width && needed.height <= state.size.height
  }

  /// The terminal in which a code is seen whole.
  private static func needed(for page: HandoutState, _ state: AppState) -> Size {
    let lines = page.handout.symbols[page.symbol]
    return Size(
      width: lines.map { TextWidth.columns(of: $0) }.max() ?? 0,
      height: lines.count + state.size.height - state.layout.contentHeight)
  }
}
