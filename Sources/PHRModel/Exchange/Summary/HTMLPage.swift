/// Lays a page out as one self-contained HTML file: no network, no script.
///
/// Prints on A4 and Letter, fits a phone, follows the reader's dark mode; every table has heads
/// with their scope (WCAG 2.2, technique H63).
public struct HTMLPage {
  /// The sizes of paper.
  public enum Size: Sendable {
    /// A4 or Letter, whatever is in the printer.
    case sheet
    /// A card that is folded once: 85.6 × 108 mm (ISO/IEC 7810, ID-1, two halves).
    case card
  }

  private let document: PrintedDocument
  private let size: Size

  /// A layout of that page.
  public init(_ document: PrintedDocument, size: Size = .sheet) {
    self.document = document
    self.size = size
  }

  /// The file.
  public var html: String {
    let sections = document.sections.map(section).joined()
    let foot = document.foot.map { "<p>\(Self.words($0))</p>\n" }.joined()
    return """
      <!DOCTYPE html>
      <html lang="\(Self.escaped(document.language))">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta http-equiv="Content-Security-Policy" \
      content="default-src 'none'; style-src 'unsafe-inline'">
      <meta name="referrer" content="no-referrer">
      <meta name="robots" content="noindex">
      <title>\(Self.escaped(document.title.text))</title>
      <style>\(HTMLStyle.sheet)\(size == .card ? HTMLStyle.card : pageFoot)</style>
      </head>
      <body>
      <main>
      <h1>\(Self.words(document.title))</h1>
      \(sections)</main>
      <footer>
      \(foot)</footer>
      </body>
      </html>

      """
  }

  /// Every printed page says whose it is, so that a second one never lies about alone.
  private var pageFoot: String {
    guard let mark = document.pageMark else { return "" }
    return "@page{@bottom-left{content:\(HTMLStyle.quoted(mark));font-size:8pt}"
      + "@bottom-right{content:counter(page) \"/\" counter(pages);font-size:8pt}}\n"
  }

  private func section(_ section: PrintedDocument.Section) -> String {
    let name = "s-" + section.topic.rawValue
    return "<section aria-labelledby=\"\(name)\">\n"
      + "<h2 id=\"\(name)\">\(Self.words(section.heading))</h2>\n"
      + Self.blocks(section.blocks, on: .page) + "</section>\n"
  }

  /// Where blocks stand.
  enum Place {
    /// In this page.
    case page
    /// In the narrative of a FHIR resource, which allows fewer elements and attributes.
    case narrative
  }

  /// The blocks of a section as XHTML, which is HTML as well.
  static func blocks(_ blocks: [PrintedDocument.Block], on place: Place) -> String {
    blocks.map { block in
      switch block {
      case .heading(let phrase): "<h3>\(words(phrase))</h3>\n"
      case .paragraph(let phrase): "<p>\(words(phrase))</p>\n"
      case .facts(let facts): list(facts, place)
      case .table(let table): Self.table(table, place)
      }
    }.joined()
  }

  private static func list(_ facts: [PrintedDocument.Fact], _ place: Place) -> String {
    let rows = facts.map {
      "<tr\(role("row", place))><th scope=\"row\"\(role("rowheader", place))>\(words($0.label))</th>"
        + "<td\(role("cell", place))>\(words($0.value))</td></tr>\n"
    }
    return "<table class=\"facts\"\(role("table", place))><tbody\(role("rowgroup", place))>\n"
      + rows.joined() + "</tbody></table>\n"
  }

  private static func table(_ table: PrintedDocument.Table, _ place: Place) -> String {
    let heads = table.columns.map {
      "<th scope=\"col\"\(role("columnheader", place))>\(words($0))</th>"
    }
    let rows = table.rows.map { row in
      let cells = zip(table.columns, row).enumerated().map { index, pair in
        cell(pair.1, under: pair.0, isFirst: index == 0, place)
      }
      return "<tr\(role("row", place))>\(cells.joined())</tr>\n"
    }
    return "<table\(role("table", place))><thead\(role("rowgroup", place))>"
      + "<tr\(role("row", place))>\(heads.joined())</tr></thead>"
      + "<tbody\(role("rowgroup", place))>\n\(rows.joined())</tbody></table>\n"
  }

  private static func cell(
    _ cell: PrintedDocument.Cell, under head: PrintedDocument.Phrase, isFirst: Bool, _ place: Place
  ) -> String {
    let name = isFirst ? "th" : "td"
    var attributes = isFirst ? " scope=\"row\"" : ""
    attributes += role(isFirst ? "rowheader" : "cell", place)
    let classes = [cell.isMarked ? "marked" : nil, cell.isShort ? "short" : nil]
      .compactMap { $0 }
    if !classes.isEmpty { attributes += " class=\"\(classes.joined(separator: " "))\"" }
    // A phone has no room for the heads; each value stands beside its own.
    if place == .page, !isFirst { attributes += " data-head=\"\(escaped(head.text))\"" }
    let text = cell.phrase.map { words($0, keepsAmounts: place == .page) } ?? ""
    let curve = place == .page && cell.trend.count > 1 ? Self.curve(cell.trend) + " " : ""
    return "<\(name)\(attributes)>\(curve)\(text)</\(name)>"
  }

  /// Roles that tables keep when a narrow screen lays them out as blocks.
  private static func role(_ name: String, _ place: Place) -> String {
    place == .page ? " role=\"\(name)\"" : ""
  }

  /// A curve of 48 × 14 px; the numbers stand beside it as words, so it is hidden from readers.
  private static func curve(_ numbers: [Double]) -> String {
    let low = numbers.min() ?? 0
    let span = max((numbers.max() ?? 0) - low, .leastNonzeroMagnitude)
    let step = 44 / Double(max(1, numbers.count - 1))
    let points = numbers.enumerated().map { index, number in
      let x = 2 + Double(index) * step
      let y = 12 - (number - low) / span * 10
      return "\(tenth(x)),\(tenth(y))"
    }
    return "<svg width=\"48\" height=\"14\" viewBox=\"0 0 48 14\" aria-hidden=\"true\">"
      + "<polyline points=\"\(points.joined(separator: " "))\" fill=\"none\" "
      + "stroke=\"currentColor\" stroke-width=\"1.5\"/></svg>"
  }

  /// One decimal, the same on every machine.
  private static func tenth(_ number: Double) -> String {
    let scaled = Int((number * 10).rounded())
    return "\(scaled / 10).\(abs(scaled % 10))"
  }

  /// The words, each language marked as such; no amount in them is cut by the end of a line, if so
  /// asked.
  static func words(
    _ phrase: PrintedDocument.Phrase, keepsAmounts: Bool = false
  ) -> String {
    let isOne = phrase.parts.compactMap(\.language).count < 2
    return zip(phrase.parts, phrase.separators).map { part, separator in
      let text =
        keepsAmounts && !part.isShort ? keepingAmounts(in: part.text) : escaped(part.text)
      let shown = separator == " / " ? " <span class=\"or\">/</span> " : separator
      if part.isShort { return "\(shown)<span class=\"short\">\(text)</span>" }
      guard let language = part.language, !isOne else { return shown + text }
      return "\(shown)<span lang=\"\(escaped(language))\">\(text)</span>"
    }.joined()
  }

  /// The text with every amount kept on one line: `０．２５ｍｇ` that goes on behind its 2 in the next
  /// line is read as another dose, and browsers may cut full-width digits anywhere.
  private static func keepingAmounts(in text: String) -> String {
    var rest = text[...]
    var kept = ""
    while let start = rest.firstIndex(where: \.isDigitOfAmount) {
      let amount = rest[start...].prefix { $0.isPartOfAmount }
      kept += escaped(String(rest[..<start]))
      let shown = escaped(String(amount))
      // What is longer is a number of another sort, and must not leave its cell.
      kept += (2...16).contains(amount.count) ? "<span class=\"short\">\(shown)</span>" : shown
      rest = rest[amount.endIndex...]
    }
    return kept + escaped(String(rest))
  }

  /// The text with what HTML would take for its own, and without control characters.
  static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      case "\n": escaped += "<br/>"
      case _ where scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value): continue
      // Direction overrides would turn what stands beside them.
      case "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}": continue
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}

extension Character {
  /// Whether an amount begins with it: a digit, in full width as well.
  fileprivate var isDigitOfAmount: Bool { isWholeNumber && isPartOfAmount }

  /// Whether it may stand in an amount: digits, points, Latin and Greek letters of units, `%`, `/`;
  /// in full width as well.
  fileprivate var isPartOfAmount: Bool {
    guard unicodeScalars.count == 1, let scalar = unicodeScalars.first else { return false }
    switch scalar {
    case "0"..."9", "A"..."Z", "a"..."z", ".", ",", "/", "%", "μ", "µ", "０"..."９", "Ａ"..."Ｚ",
      "ａ"..."ｚ", "．", "，", "／", "％":
      return true
    default: return false
    }
  }
}
