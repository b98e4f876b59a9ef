import Foundation

/// Paths as people type them.
enum TypedPath {
  /// `~` is `$HOME`, as in every shell (POSIX, Shell Command Language, 2.6.1, Tilde Expansion).
  ///
  /// Foundation asks the user database instead and would write into another folder than the one
  /// that the vault lies in.
  static func expanded(
    _ typed: String, environment: [String: String] = ProcessInfo.processInfo.environment
  ) -> String {
    guard typed == "~" || typed.hasPrefix("~/"), let home = environment["HOME"], !home.isEmpty
    else { return NSString(string: typed).expandingTildeInPath }
    return home + typed.dropFirst()
  }
}
