/// The keys as a page: for the help screen and for `docs/keys.md`.
enum KeyDocument {
  /// The bindings of one mode, in the order of the table.
  static func bindings(of mode: KeyMode, in keymap: Keymap) -> [KeyBinding] {
    keymap.bindings.filter { $0.mode == mode && !$0.keys.isEmpty }
  }

  /// The names of a binding's keys, as one text.
  static func names(_ keys: [Key]) -> String {
    keys.map(\.name).joined(separator: "  ")
  }

  /// The whole table as Markdown, both languages side by side.
  static func markdown(keymap: Keymap = Keymap()) -> String {
    var lines = [
      "# \(KeyWords.pageTitle.en) · \(KeyWords.pageTitle.ja)", "",
      KeyWords.pageIntroduction.en, "", KeyWords.pageIntroduction.ja, "",
    ]
    for mode in KeyMode.allCases {
      let title = KeyWords.title(of: mode)
      lines += ["## \(title.en) · \(title.ja) (`\(mode.rawValue)`)", ""]
      lines += ["| Key | Command | English | 日本語 |", "|---|---|---|---|"]
      for binding in bindings(of: mode, in: keymap) {
        let keys = binding.keys.map { "`\($0.name)`" }.joined(separator: " ")
        let summary = KeyWords.summary(of: binding.command)
        lines.append("| \(keys) | `\(binding.command.rawValue)` | \(summary.en) | \(summary.ja) |")
      }
      lines.append("")
    }
    return lines.joined(separator: "\n")
  }
}
