import Foundation
import Testing

@testable import phr_tui

/// Whole drawn screens as text, kept in files: every screen at two sizes in both languages.
///
/// `PHR_WRITE_GENERATED=1` draws them anew; look at the difference before committing it.
enum Pictures {
  static let sizes = [Size(width: 80, height: 24), Size(width: 200, height: 60)]

  /// Compares the screens of a state, made for a size and a language, with those that are kept
  /// under a name in `Tests/PHRTuiTests/Pictures`.
  static func check(
    _ name: String, _ state: (Size, Language) async throws -> AppState
  ) async throws {
    var pages: [String] = []
    for language in Language.allCases {
      for size in sizes {
        let state = try await state(size, language)
        var canvas = Canvas(size: size)
        Painter.paint(AppView.view(of: state), on: &canvas)
        let title = "=== \(language.rawValue) \(size.width)×\(size.height)"
        pages.append(title + "\n" + canvas.picture + "\n")
        for row in 0..<size.height {
          #expect(TextWidth.columns(of: canvas.rowText(row)) <= size.width)
        }
      }
    }
    let path = Checkout.root + "/Tests/PHRTuiTests/Pictures/\(name).txt"
    let text = pages.joined(separator: "\n")
    try Checkout.writeIfAsked(text, to: path)
    let kept = FileManager.default.contents(atPath: path).map {
      String(decoding: $0, as: UTF8.self)
    }
    #expect(kept == text, "\(name)")
  }
}
