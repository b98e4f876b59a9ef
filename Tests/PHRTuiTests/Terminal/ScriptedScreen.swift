@testable import phr_tui

/// A screen without a terminal: plays events and keeps the pictures it was shown.
///
/// The whole program runs on it without a terminal.
final class ScriptedScreen: Screen {
  private(set) var size: Size
  /// The batches of events still to be played.
  private var script: [[phr_tui.Event]]
  private let mailbox: Mailbox?
  /// Every canvas that was shown, in order.
  private(set) var canvases: [Canvas] = []
  /// Every view that was shown, in order.
  private(set) var views: [View] = []
  private(set) var suspensions = 0
  private(set) var redraws = 0
  private(set) var isClosed = false
  /// What is said, one after another, to the question whether a key waits; then never again.
  var waiting: [Bool] = []

  init(size: Size, script: [[phr_tui.Event]], mailbox: Mailbox? = nil) {
    self.size = size
    self.script = script
    self.mailbox = mailbox
  }

  /// A screen on which the keys with these names are pressed one by one; a name that is no key
  /// is typed character by character.
  convenience init(size: Size, keys: String, mailbox: Mailbox? = nil) {
    let batches: [[phr_tui.Event]] = keys.split(separator: " ").map { word in
      if let key = Key(name: String(word)) { return [.key(key)] }
      return word.map { .key(.character($0)) }
    }
    self.init(size: size, script: batches, mailbox: mailbox)
  }

  func nextEvents(waitingAtMost milliseconds: Int?) -> [phr_tui.Event] {
    let mail = mailbox?.drain() ?? []
    if !mail.isEmpty { return mail }
    guard !script.isEmpty else { return [.hangup] }
    let batch = script.removeFirst()
    for case .resized(let newSize) in batch { size = newSize }
    return batch
  }

  var keyWaits: Bool { waiting.isEmpty ? false : waiting.removeFirst() }

  func present(_ view: View, theme: Theme) {
    var canvas = Canvas(size: size)
    Painter.paint(view, on: &canvas)
    canvases.append(canvas)
    views.append(view)
  }

  func redraw() { redraws += 1 }
  func suspend() { suspensions += 1 }
  func close() { isClosed = true }
}
