import Foundation

/// The program that was built together with the tests.
enum TestProgram {
  /// Where it is.
  ///
  /// - Throws: `CocoaError` if it was not built.
  static var url: URL {
    get throws {
      var place = URL(fileURLWithPath: ProcessInfo.processInfo.arguments.first ?? "")
      for _ in 0..<4 {
        place.deleteLastPathComponent()
        let found = place.appendingPathComponent("phr-tui")
        if FileManager.default.isExecutableFile(atPath: found.path) { return found }
      }
      throw CocoaError(.fileNoSuchFile)
    }
  }
}
