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
      <style>\(Self.style)\(size == .card ? Self.cardStyle : "")</style>
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

  private func section(_ section: PrintedDocument.Section) -> String {
    let name = "s-" + section.topic.rawValue
    return "<section class=\"\(name)\">\n<h2>\(Self.words(section.heading))</h2>\n"
      + Self.blocks(section.blocks, withCurves: true) + "</section>\n"
  }

  /// The blocks of a section as XHTML, which is HTML as well.
  ///
  /// The narrative of a FHIR resource allows no SVG, so it goes without curves.
  static func blocks(_ blocks: [PrintedDocument.Block], withCurves: Bool) -> String {
    blocks.map { block in
      switch block {
      case .heading(let phrase): "<h3>\(words(phrase))</h3>\n"
      case .paragraph(let phrase): "<p>\(words(phrase))</p>\n"
      case .facts(let facts): list(facts)
      case .table(let table): Self.table(table, withCurves: withCurves)
      }
    }.joined()
  }

  private static func list(_ facts: [PrintedDocument.Fact]) -> String {
    let rows = facts.map {
      "<tr><th scope=\"row\">\(words($0.label))</th><td>\(words($0.value))</td></tr>\n"
    }
    return "<table class=\"facts\"><tbody>\n" + rows.joined() + "</tbody></table>\n"
  }

  private static func table(
    _ table: PrintedDocument.Table, withCurves: Bool
  ) -> String {
    let heads = table.columns.map { "<th scope=\"col\">\(words($0))</th>" }.joined()
    let rows = table.rows.map { row in
      let cells = row.enumerated().map { index, cell in
        let name = index == 0 ? "th" : "td"
        let scope = index == 0 ? " scope=\"row\"" : ""
        let mark = cell.isMarked ? " class=\"marked\"" : ""
        return "<\(name)\(scope)\(mark)>\(content(cell, withCurves))</\(name)>"
      }
      return "<tr>\(cells.joined())</tr>\n"
    }
    return "<table><thead><tr>\(heads)</tr></thead><tbody>\n\(rows.joined())</tbody></table>\n"
  }

  private static func content(_ cell: PrintedDocument.Cell, _ withCurves: Bool) -> String {
    let text = cell.phrase.map(words) ?? ""
    return withCurves && cell.trend.count > 1 ? text + " " + curve(cell.trend) : text
  }

  /// A curve of 60 × 16 px; the numbers stand beside it as words, so it is hidden from readers.
  private static func curve(_ numbers: [Double]) -> String {
    let low = numbers.min() ?? 0
    let span = max((numbers.max() ?? 0) - low, .leastNonzeroMagnitude)
    let step = 56 / Double(max(1, numbers.count - 1))
    let points = numbers.enumerated().map { index, number in
      let x = 2 + Double(index) * step
      let y = 14 - (number - low) / span * 12
      return "\(tenth(x)),\(tenth(y))"
    }
    return "<svg width=\"60\" height=\"16\" viewBox=\"0 0 60 16\" aria-hidden=\"true\">"
      + "<polyline points=\"\(points.joined(separator: " "))\" fill=\"none\" "
      + "stroke=\"currentColor\" stroke-width=\"1.5\"/></svg>"
  }

  /// One decimal, the same on every machine.
  private static func tenth(_ number: Double) -> String {
    let scaled = Int((number * 10).rounded())
    return "\(scaled / 10).\(abs(scaled % 10))"
  }

  /// The words, each language marked as such.
  static func words(_ phrase: PrintedDocument.Phrase) -> String {
    phrase.parts.map { part in
      let text = escaped(part.text)
      guard let language = part.language, phrase.parts.count > 1 else { return text }
      return "<span lang=\"\(escaped(language))\">\(text)</span>"
    }.joined(separator: " <span class=\"or\">/</span> ")
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

  private static let cardStyle = """
    body{max-width:85.6mm;padding:2mm;font-size:8pt;line-height:1.25}
    h1{font-size:1.2em}h2{margin:.4em 0 .1em}.facts th{width:7em}footer{margin-top:.4em}
    @page{size:85.6mm 108mm;margin:3mm}
    @media print{body{font-size:6pt}}

    """

  private static let style = """

    :root{color-scheme:light dark;--ink:#111;--page:#fff;--line:#bbb;--soft:#f2f4f7;--mark:#a3000b}
    @media (prefers-color-scheme:dark){:root{--ink:#e8e8e8;--page:#16181c;--line:#555;\
    --soft:#22262d;--mark:#ff9a8f}}
    *{box-sizing:border-box}
    body{margin:0 auto;padding:12px;max-width:190mm;color:var(--ink);background:var(--page);\
    font:14px/1.45 "Noto Sans CJK JP","Noto Sans JP","Hiragino Sans","Yu Gothic",sans-serif}
    h1{font-size:1.4em;margin:0 0 .3em}
    h2{font-size:1.05em;margin:.8em 0 .2em;border-bottom:2px solid var(--line)}
    h3{font-size:1em;margin:.4em 0 .1em}
    p{margin:.2em 0}
    table{border-collapse:collapse;width:100%}
    th,td{text-align:left;vertical-align:top;padding:.12em .5em .12em 0;\
    border-bottom:1px solid var(--line);font-weight:normal;overflow-wrap:anywhere}
    thead th{font-size:.85em;background:var(--soft)}
    tbody th{font-weight:600}
    .facts th{width:11em;font-weight:normal}
    .marked{color:var(--mark);font-weight:600}
    .or{opacity:.6}
    svg{vertical-align:middle}
    footer{margin-top:1em;font-size:.85em;border-top:1px solid var(--line);padding-top:.3em}
    @page{margin:10mm}
    @media print{:root{--ink:#000;--page:#fff;--line:#999;--soft:#eee;--mark:#900}\
    body{font-size:9.2pt;line-height:1.3;padding:0;max-width:none}\
    tr{break-inside:avoid}h2,h3{break-after:avoid}}
    @media (max-width:520px){thead{position:absolute;left:-9999px}\
    tr{display:block;padding:.3em 0;border-bottom:1px solid var(--line)}\
    th,td{display:block;border:0;padding:0}.facts th{width:auto;font-size:.85em}}

    """
}
