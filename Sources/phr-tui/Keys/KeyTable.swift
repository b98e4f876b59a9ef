/// One row of the key table: which keys mean a command in a mode.
struct KeyBinding: Equatable, Sendable {
  var command: Command
  var mode: KeyMode
  /// The default or overriding keys; the first one is shown in the hint line.
  var keys: [Key]
}

/// The one table of commands, modes and default keys.
///
/// Help, the hint line, overrides and `docs/keys.md` come from it.
enum KeyTable {
  static let bindings: [KeyBinding] =
    global + movement(in: .browse) + browse + movement(in: .sharing) + sharing
    + movement(in: .read) + read + movement(in: .preview) + preview + text + choice + confirm

  private static func bind(_ command: Command, _ mode: KeyMode, _ names: String...) -> KeyBinding {
    let keys = names.compactMap { Key(name: $0) }
    precondition(keys.count == names.count, "a default key has no such name")
    return KeyBinding(command: command, mode: mode, keys: keys)
  }

  private static let global = [
    bind(.help, .global, "F1"),
    bind(.showPeople, .global, "F2"),
    bind(.redraw, .global, "Ctrl-L"),
    bind(.suspend, .global, "Ctrl-Z"),
    bind(.lock, .global, "Ctrl-X"),
    bind(.quit, .global, "Ctrl-C"),
  ]

  private static func movement(in mode: KeyMode) -> [KeyBinding] {
    [
      bind(.moveDown, mode, "j", "Down", "Ctrl-N"),
      bind(.moveUp, mode, "k", "Up", "Ctrl-P"),
      bind(.pageDown, mode, "PgDn", "Space", "Ctrl-F"),
      bind(.pageUp, mode, "PgUp", "b", "Ctrl-B"),
      bind(.moveToFirst, mode, "g", "Home"),
      bind(.moveToLast, mode, "G", "End"),
      bind(.help, mode, "?"),
    ]
  }

  private static let browse = [
    bind(.nextPane, .browse, "Tab", "l", "Right"),
    bind(.previousPane, .browse, "Shift-Tab", "h", "Left"),
    bind(.open, .browse, "Enter"),
    bind(.back, .browse, "Esc", "Backspace"),
    bind(.filter, .browse, "/"),
    bind(.zoom, .browse, "z"),
    bind(.nextRecord, .browse, "]", "n"),
    bind(.previousRecord, .browse, "[", "p"),
    bind(.addRecord, .browse, "a"),
    bind(.editRecord, .browse, "e"),
    bind(.withdrawRecord, .browse, "w"),
    bind(.showHistory, .browse, "v"),
    bind(.showRaw, .browse, "r"),
    bind(.showProfile, .browse, "P"),
    bind(.importFile, .browse, "i"),
    bind(.openInbox, .browse, "m"),
    bind(.archive, .browse, "x"),
    bind(.markUnread, .browse, "u"),
    bind(.refuseResearch, .browse, "X"),
    bind(.whoSees, .browse, "s"),
    bind(.showRecipients, .browse, "S"),
    bind(.showPeople, .browse, "F"),
    bind(.lookIn, .browse, "o"),
    bind(.showDelegates, .browse, "D"),
    bind(.refreshFiles, .browse, "R"),
    bind(.takeProposal, .browse, "y"),
    bind(.declineProposal, .browse, "d"),
    bind(.addNote, .browse, "N"),
    bind(.handOver, .browse, "H"),
    bind(.showAccessLog, .browse, "A"),
    bind(.handOut, .browse, "O"),
    bind(.changeLanguage, .browse, "L"),
    bind(.changeTheme, .browse, "T"),
    bind(.quit, .browse, "q"),
  ]

  private static let sharing = [
    bind(.open, .sharing, "Enter"),
    bind(.back, .sharing, "Esc", "q", "Backspace"),
    bind(.nextPane, .sharing, "Tab", "l", "Right"),
    bind(.previousPane, .sharing, "Shift-Tab", "h", "Left"),
    bind(.toggleSharing, .sharing, "t"),
    bind(.seeAs, .sharing, "v"),
    bind(.whoSees, .sharing, "s"),
    bind(.seal, .sharing, "f"),
    bind(.checkLeaks, .sharing, "c"),
    bind(.undoConsent, .sharing, "u"),
    bind(.showRules, .sharing, "d"),
    bind(.showConsentHistory, .sharing, "H"),
    bind(.addEntry, .sharing, "a"),
    bind(.editEntry, .sharing, "e"),
    bind(.removeEntry, .sharing, "x"),
    bind(.rotateCode, .sharing, "r"),
    bind(.handOut, .sharing, "o"),
    bind(.filter, .sharing, "/"),
    bind(.chooseMoment, .sharing, "@"),
    bind(.flaggedOnly, .sharing, "!"),
    bind(.showRecipients, .sharing, "S"),
    bind(.showAccessLog, .sharing, "A"),
    bind(.changeLanguage, .sharing, "L"),
    bind(.changeTheme, .sharing, "T"),
  ]

  private static let preview = [
    bind(.answerYes, .preview, "y"),
    bind(.answerNo, .preview, "n", "Esc", "q", "Backspace"),
    bind(.accept, .preview, "Enter"),
    bind(.hideLeaks, .preview, "x"),
    bind(.saveFile, .preview, "w"),
    bind(.printPage, .preview, "p"),
    bind(.openPage, .preview, "o"),
    bind(.changeLanguage, .preview, "L"),
  ]

  private static let read = [
    bind(.back, .read, "q", "Esc", "Backspace", "Enter")
  ]

  private static let text = [
    bind(.accept, .text, "Enter"),
    bind(.save, .text, "Ctrl-S"),
    bind(.cancel, .text, "Esc"),
    bind(.nextField, .text, "Tab", "Down"),
    bind(.previousField, .text, "Shift-Tab", "Up"),
    bind(.cursorLeft, .text, "Left", "Ctrl-B"),
    bind(.cursorRight, .text, "Right", "Ctrl-F"),
    bind(.cursorHome, .text, "Home", "Ctrl-A"),
    bind(.cursorEnd, .text, "End", "Ctrl-E"),
    bind(.deleteBackward, .text, "Backspace"),
    bind(.deleteForward, .text, "Delete", "Ctrl-D"),
    bind(.deleteWord, .text, "Ctrl-W"),
    bind(.deleteLine, .text, "Ctrl-U"),
    bind(.reveal, .text, "Ctrl-R"),
    bind(.pageDown, .text, "PgDn"),
    bind(.pageUp, .text, "PgUp"),
  ]

  private static let choice = [
    bind(.nextChoice, .choice, "Right", "Space", "l"),
    bind(.previousChoice, .choice, "Left", "h"),
    bind(.nextField, .choice, "Tab", "Down", "j"),
    bind(.previousField, .choice, "Shift-Tab", "Up", "k"),
    bind(.accept, .choice, "Enter"),
    bind(.save, .choice, "Ctrl-S"),
    bind(.cancel, .choice, "Esc"),
    bind(.help, .choice, "?"),
  ]

  private static let confirm = [
    bind(.answerYes, .confirm, "y"),
    bind(.answerNo, .confirm, "n", "Esc", "q"),
    bind(.nextChoice, .confirm, "Tab", "Right", "l"),
    bind(.previousChoice, .confirm, "Shift-Tab", "Left", "h"),
    bind(.accept, .confirm, "Enter"),
  ]
}
