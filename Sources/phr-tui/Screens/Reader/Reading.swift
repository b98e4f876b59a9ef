/// Pages that fill the screen and are scrolled: help, versions of a record, previews.
enum Reading {
  /// Where a page stands after a command.
  static func scrolled(
    _ scroll: Int, _ command: Command, _ document: DocumentView, _ state: AppState
  ) -> Int {
    let size = Size(width: state.size.width, height: state.layout.contentHeight)
    return Scrolling.moved(
      scroll, command, last: document.lastScroll(size: size), height: size.height)
  }

  /// A page with its title as a view.
  static func view(_ title: Text, _ document: DocumentView, _ state: AppState) -> View {
    var view = View()
    view.banner = BrowserView.banner(of: state)
    view.panes = [
      Pane(
        title: Line(title.asSentence.in(state.language)), isFocused: true,
        content: .document(document))
    ]
    return view
  }
}
