/// What is to be seen and read at one moment, before it has a place on a grid.
///
/// Screens make a view out of the state. `Painter` draws it on a canvas; `LinearText` says it one
/// thing after another, for screen readers and terminals that cannot move their cursor.
struct View: Sendable {
  /// The first line: whose records, and what needs attention.
  var banner = Banner()
  /// Side by side, from left to right.
  var panes: [Pane] = []
  /// In front of everything.
  var dialog: Dialog?
  /// A line that is being typed at the foot of the screen; replaces the status.
  var prompt: Prompt?
  var status: Line?
  /// The most useful keys, most useful first.
  var hints: [Hint] = []
  /// Which keys hold, so that a line-by-line screen knows what typed lines mean.
  var mode = KeyMode.browse
}

/// The first line of the screen.
struct Banner: Sendable, Equatable {
  var leading = Line()
  var trailing = Line()
  /// Something is not as usual: read-only, a delegate's view, an old file.
  var isWarning = false
}

/// A key and what it does, in few words.
struct Hint: Sendable, Equatable {
  var key: String
  var summary: String
}

/// A line being typed at the foot of the screen.
struct Prompt: Sendable, Equatable {
  var label: String
  var field: TextField
}

/// One of the areas side by side.
struct Pane: Sendable {
  /// How wide the pane wants to be.
  enum Width: Equatable, Sendable {
    case columns(Int)
    /// A share of what the other panes leave.
    case share(Int)
  }

  var title: Line
  /// Where one is in it: `3/120`.
  var position: String?
  var width = Width.share(1)
  var isFocused = false
  var content: Content
}

/// What an area shows.
enum Content: Sendable {
  case list(ListView)
  case document(DocumentView)
  case form(FormView)
}

/// A question or a form in front of everything else.
struct Dialog: Sendable {
  var title: String
  var content: Content
  /// The buttons below; none for dialogs that keys close.
  var buttons: [String] = []
  var focusedButton = 0
  /// Preferred columns of the content.
  var width = 60
}
