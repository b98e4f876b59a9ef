import PHRModel

/// A record's page as lines of text: the same page that the screen shows.
enum RecordPage {
  /// Columns of the page.
  private static let width = 100

  /// The lines of the page.
  static func lines(of detail: RecordDetail, language: Language) -> [String] {
    let blocks = DetailBlocks.blocks(
      of: detail, language: language, showsRaw: true)
    return DocumentView(blocks: blocks).lines(width: width).map { line in
      String(line.plain.reversed().drop { $0 == " " }.reversed())
    }
  }
}
