/// Where the program shows itself and where keys come from.
///
/// `CursesScreen` is a terminal, `LineScreen` speaks line by line, `ScriptedScreen` (tests) plays
/// keys and keeps what it was shown.
protocol Screen: AnyObject {
  /// The size in cells.
  var size: Size { get }

  /// Sleeps until something happens, and tells what.
  ///
  /// - Parameter milliseconds: How long to wait at most; `nil` is for ever.
  /// - Returns: Keys, resizes and mail in order; empty when the time is over.
  func nextEvents(waitingAtMost milliseconds: Int?) -> [Event]

  /// Whether a key was pressed that ``nextEvents(waitingAtMost:)`` has not told yet.
  var keyWaits: Bool { get }

  /// Shows a view; only what changed is sent to the terminal.
  func present(_ view: View, theme: Theme)

  /// Draws everything anew, after another program wrote over the screen.
  func redraw()

  /// Gives the terminal back, stops the process, and takes the terminal again when it continues.
  func suspend()

  /// Gives the terminal back for good.
  func close()
}

extension Screen {
  /// Lines are read one by one, in their order, however long each takes.
  var keyWaits: Bool { false }
}
