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
    try await checkMasked(name) { size, language in
      Drawn(state: try await state(size, language), chance: [])
    }
  }

  /// A state, and the words in it that are drawn by chance: ids and codes.
  struct Drawn {
    var state: AppState
    var chance: [String]
  }

  /// The same for states that hold something drawn by chance, which is masked.
  static func checkMasked(
    _ name: String, _ drawn: (Size, Language) async throws -> Drawn
  ) async throws {
    var pages: [String] = []
    for language in Language.allCases {
      for size in sizes {
        let drawn = try await drawn(size, language)
        let state = drawn.state
        var canvas = Canvas(size: size)
        Painter.paint(AppView.view(of: state), on: &canvas)
        let title = "=== \(language.rawValue) \(size.width)×\(size.height)"
        let picture = drawn.chance.reduce(canvas.picture) { masked($0, $1) }
        pages.append(title + "\n" + picture + "\n")
        for word in rawNames { #expect(!picture.contains(word), "\(name) says \(word)") }
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

  /// Words of scripts and of the wire that no person should meet on a screen.
  private static let rawNames = [
    "opt-out", "opt-in", "care-provider", "public-health", "in-force", "local-only",
    "restricted", "制限", "TREAT", "HPAYMT", "class:", "kind:", "nil", "Optional(",
  ]

  /// A word may be broken in two by a narrow column; what stands in longer words is none of it, or
  /// five letters drawn by chance would now and then be found in a sentence.
  private static func masked(_ picture: String, _ word: String) -> String {
    let pieces = (5...max(5, word.count)).reversed().flatMap { [word.prefix($0), word.suffix($0)] }
    let whole = pieces.reduce(picture) { text, piece in
      text.ranges(of: piece).reversed().reduce(into: text) { text, range in
        let before = text[..<range.lowerBound].last
        let after = text[range.upperBound...].first
        guard !(before?.isOfName ?? false), !(after?.isOfName ?? false) else { return }
        text.replaceSubrange(range, with: String(repeating: "0", count: piece.count))
      }
    }
    // Of a wrapped id behind a dialog only a few letters may look out.
    return whole.split(separator: "\n", omittingEmptySubsequences: false).map { row in
      let letters = row.reversed().prefix { $0.isASCII && ($0.isLowercase || $0.isNumber) }.count
      let edge = row.dropLast(letters).last
      let isPart = edge == "│" && letters > 2 && word.contains(row.suffix(letters))
      guard (1...4).contains(letters), edge == "┘" || isPart else { return String(row) }
      return row.dropLast(letters) + String(repeating: "0", count: letters)
    }.joined(separator: "\n")
  }
}

extension Character {
  /// Whether an id or a code may hold it.
  fileprivate var isOfName: Bool { isASCII && (isLetter || isNumber) }
}
