import PHRModel

/// The family overview: everybody's files, and what the opened ones say.
struct PeopleState: Sendable, Equatable {
  /// One person's file.
  struct Row: Sendable, Equatable {
    var file: PersonFile
    /// The file that is open now, or waits for its passphrase.
    var isCurrent: Bool
    /// `nil` while the file is locked.
    var digest: PersonDigest?
  }

  /// What is typed at the foot of the screen.
  enum Prompt: Sendable, Equatable {
    /// The passphrase of the selected file.
    case passphrase(TextField, isWorking: Bool)
    /// The place of a file to be added.
    case path(TextField)
  }

  var rows: [Row]
  var position = ListPosition()
  var prompt: Prompt?
  /// Why a file was not read or added, until the next key.
  var failure: ErrorReport?

  /// Whether a passphrase is being typed.
  var asksForPassphrase: Bool {
    if case .passphrase = prompt { true } else { false }
  }

  /// The selected file.
  var selected: Row? { rows.indices.contains(position.selected) ? rows[position.selected] : nil }

  /// Takes in a new list; what was read while the overview is open stays.
  mutating func take(_ listed: [Row]) {
    let known = Dictionary(
      rows.map { ($0.file.path, $0.digest) }, uniquingKeysWith: { first, _ in first })
    rows = listed.map { row in
      var row = row
      row.digest = row.digest ?? (known[row.file.path] ?? nil)
      return row
    }
    position.select(position.selected, count: rows.count, height: max(1, rows.count))
  }

  /// Shows what a file says.
  mutating func show(_ digest: PersonDigest, of path: String) {
    for index in rows.indices where rows[index].file.path == path { rows[index].digest = digest }
  }
}
