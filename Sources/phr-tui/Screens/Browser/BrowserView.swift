import PHRModel

/// Draws the three panes.
enum BrowserView {
  /// Below this width the list gives way when the record has the focus.
  static let wideScreen = 120

  static func view(of state: AppState) -> View {
    var view = View()
    view.banner = banner(of: state)
    view.panes = panes(of: state)
    if let filter = state.browser.filter {
      view.prompt = Prompt(label: BrowserWords.filterLabel.in(state.language), field: filter)
    } else if !state.browser.query.search.isEmpty, state.message == nil {
      view.status = Line(
        BrowserWords.filtered(state.browser.query.search, count: state.browser.count)
          .in(state.language), .status)
    }
    return view
  }

  static func banner(of state: AppState) -> Banner {
    guard let vault = state.vault else { return Banner(leading: Line("phr-tui")) }
    let name = vault.profile.name ?? vault.profile.kana ?? vault.name
    var banner = Banner(leading: Line("phr-tui  \(name)"))
    if let birth = vault.profile.birthDate {
      banner.leading.spans.append(
        Span("  " + BrowserWords.birth(birth, today: state.today).in(state.language)))
    }
    if name != vault.name { banner.trailing = Line(vault.name) }
    if state.portal.unread > 0 {
      let words = InboxWords.unread(state.portal.unread).in(state.language)
      banner.leading.spans.append(Span("  ● " + words))
    }
    if vault.pendingProposals > 0 {
      let words = GrantWords.pending(vault.pendingProposals).in(state.language)
      banner.leading.spans.append(Span("  ● " + words))
    }
    if let reason = vault.readOnlyReason {
      banner.isWarning = true
      banner.trailing = Line(VaultWords.sentence(for: reason).in(state.language))
    }
    return banner
  }

  private static func panes(of state: AppState) -> [Pane] {
    let widths = widths(of: state)
    let all = [KindsPane.pane(of: state), listPane(of: state), detailPane(of: state)]
    return zip(all, widths).compactMap { pane, width in
      guard let width else { return nil }
      var pane = pane
      pane.width = width
      return pane
    }
  }

  /// The width of each pane; `nil` for those that are not shown.
  private static func widths(of state: AppState) -> [Pane.Width?] {
    let focus = state.browser.focus
    if state.browser.isZoomed {
      return BrowserState.Focus.allCases.map { $0 == focus ? .share(1) : nil }
    }
    let kinds = KindsPane.width(of: state)
    if state.size.width >= wideScreen { return [.columns(kinds + 3), .share(4), .share(5)] }
    if state.size.width < 50 {
      return BrowserState.Focus.allCases.map { $0 == focus ? .share(1) : nil }
    }
    switch focus {
    case .detail: return [nil, .columns(24), .share(1)]
    case .kinds, .list: return [.columns(kinds), .share(6), .share(5)]
    }
  }

  /// Where the detail pane stands, as `Painter` will place it.
  static func detailSize(of state: AppState) -> Size {
    let panes = panes(of: state)
    guard
      let index = panes.lastIndex(where: { if case .document = $0.content { true } else { false } })
    else { return Size(width: state.size.width, height: state.layout.contentHeight) }
    return state.layout.content(ofPane: index, in: panes).size
  }

  private static func listPane(of state: AppState) -> Pane {
    let browser = state.browser
    let title = browser.kind.map(KindWords.name(of:)) ?? BrowserWords.allRecords
    let position = browser.count == 0 ? "0" : "\(browser.list.selected + 1)/\(browser.count)"
    return Pane(
      title: Line(title.asSentence.in(state.language)), position: position,
      isFocused: browser.focus == .list,
      content: .list(RecordList.view(of: browser, language: state.language)))
  }

  private static func detailPane(of state: AppState) -> Pane {
    let document = document(of: state) ?? DocumentView(blocks: [])
    let kind = state.browser.detail?.record.body.kind
    let title = kind.map(KindWords.name(of:)) ?? BrowserWords.detailTitle
    return Pane(
      title: Line(title.asSentence.in(state.language)), isFocused: state.browser.focus == .detail,
      content: .document(document))
  }

  /// The record as a document, `nil` when none is loaded.
  static func document(of state: AppState) -> DocumentView? {
    guard let detail = state.browser.detail, state.browser.count > 0 else { return nil }
    var blocks = DetailBlocks.blocks(
      of: detail, language: state.language, showsRaw: state.browser.showsRaw)
    if state.browser.isDetailCurrent, state.browser.selected?.isHidden ?? false {
      let note = BrowserWords.hiddenFromSome.in(state.language)
      blocks.insert(.paragraph(Line(note, .recordHidden)), at: 1)
    }
    return DocumentView(blocks: blocks, scroll: state.browser.detailScroll)
  }
}
