import Foundation

/// The folder of the repository, for tests that compare shipped files with the program's tables.
enum Checkout {
  static let root: String = {
    var url = URL(fileURLWithPath: #filePath)
    for _ in 0..<4 { url.deleteLastPathComponent() }
    return url.path
  }()

  /// Writes a generated file when `PHR_WRITE_GENERATED` is set: the way to renew `themes/` and
  /// `docs/keys.md` after a change of the tables.
  static func writeIfAsked(_ text: String, to path: String) throws {
    guard ProcessInfo.processInfo.environment["PHR_WRITE_GENERATED"] != nil else { return }
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
  }
}

/// A folder of its own for one test, removed at the end.
final class TemporaryFolder {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "phr-tui-test-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    // Nothing can be done about a folder that does not go away; the system cleans /tmp.
    try? FileManager.default.removeItem(atPath: path)
  }

  func write(_ text: String, to name: String) throws {
    let file = URL(fileURLWithPath: path + "/" + name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }
}
