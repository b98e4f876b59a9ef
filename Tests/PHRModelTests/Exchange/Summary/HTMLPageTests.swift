import Foundation
import Testing

@testable import PHRModel

/// One self-contained file that anything may stand in.
@Suite struct HTMLPageTests {
  private typealias Page = PrintedDocument

  private static func page(
    _ blocks: [PrintedDocument.Block], mark: String? = nil
  ) -> PrintedDocument {
    Page(
      language: "ja", title: .init([("ja", "要約"), ("en", "Summary")]),
      sections: [.init(.results, .init(received: "検査"), blocks)],
      foot: [.init(received: "出典")], pageMark: mark)
  }

  private static let table = PrintedDocument.Block.table(
    .init(
      columns: [.init(received: "項目"), .init([("ja", "値"), ("en", "Value")])],
      rows: [
        [
          .init(.init(received: "BMI")),
          .init(.init(received: "26.4"), isMarked: true, isShort: true, trend: [25, 26, 26.4]),
        ],
        [.init(.init(received: "腹囲")), .init(nil)],
      ]))

  @Test func `nothing is loaded from anywhere`() {
    let html = HTMLPage(Self.page([Self.table], mark: "試験")).html
    for word in ["http:", "https:", "src=", "href=", "<script", "@import", "url("] {
      #expect(!html.contains(word), "\(word)")
    }
    #expect(html.contains("default-src 'none'; style-src 'unsafe-inline'"))
  }

  @Test func `every head of a table says what it is the head of`() {
    let html = HTMLPage(Self.page([Self.table])).html
    let heads = html.matches(of: #/<th /#).count
    #expect(heads == html.matches(of: #/<th scope="(row|col)"/#).count)
    #expect(heads == 4)
    #expect(!html.contains("<th>"))
    // A narrow screen lays tables out as blocks; roles keep them tables, labels stay beside values.
    #expect(html.contains("<td role=\"cell\" class=\"marked short\" data-head=\"値 / Value\">"))
    #expect(html.contains("role=\"columnheader\""))
    #expect(html.contains("<section aria-labelledby=\"s-results\">"))
  }

  @Test(arguments: [
    ("架空錠０．２５ｍｇ", "架空錠<span class=\"short\">０．２５ｍｇ</span>"),
    ("架空散10%「試」", "架空散<span class=\"short\">10%</span>「試」"),
    ("1日量 2錠", "1日量 2錠"), ("１回０．５錠&", "１回<span class=\"short\">０．５</span>錠&amp;"),
    ("五苓散", "五苓散"), ("", ""),
    ("50μg/mL 1.5", "<span class=\"short\">50μg/mL</span> <span class=\"short\">1.5</span>"),
    ("12345678901234567", "12345678901234567"),
  ])
  func `no line ends within an amount`(text: String, shown: String) {
    let table = Page.Block.table(
      .init(columns: [.init(received: "薬")], rows: [[.init(.init(received: text))]]))
    let html = HTMLPage(Self.page([table])).html
    #expect(html.contains(" role=\"rowheader\">\(shown)</th>"))
    // The narrative of a FHIR resource stays plain.
    #expect(!HTMLPage.blocks([table], on: .narrative).contains("<span"))
  }

  @Test func `an empty cell is empty, so that a phone leaves it out`() {
    let html = HTMLPage(Self.page([Self.table])).html
    #expect(html.contains("<td role=\"cell\" data-head=\"値 / Value\"></td>"))
  }

  @Test func `each language is marked, words of a source are not`() {
    let html = HTMLPage(Self.page([])).html
    let title = "<span lang=\"ja\">要約</span> <span class=\"or\">/</span> <span lang=\"en\">"
    #expect(html.contains("<h1>\(title)Summary</span></h1>"))
    #expect(HTMLPage.words(.init(received: "検査")) == "検査")
    #expect(HTMLPage.words(.init([("ja", "値")]).followed(by: "1")) == "値 1")
    #expect(
      HTMLPage.words(.init(entries: ["26 (2025)", "25 (2024)"]))
        == "<span class=\"short\">26 (2025),</span> <span class=\"short\">25 (2024)</span>")
  }

  @Test(arguments: [
    ("<b>&\"'", "&lt;b&gt;&amp;&quot;&#39;"), ("a\u{0}b\u{7}\u{1B}c", "abc"), ("x\u{202E}y", "xy"),
    ("\u{2066}z\u{2069}", "z"), ("a\nb", "a<br/>b"), ("髙﨑", "髙﨑"), ("\u{85}", ""),
  ])
  func `what HTML would take for its own is written as text`(text: String, written: String) {
    #expect(HTMLPage.escaped(text) == written)
  }

  @Test(arguments: [
    ("Aozora", "\"Aozora\""), ("\"}</style>", "\"\\22 \\7d \\3c \\2f style\\3e \""),
    ("青\\", "\"\\9752 \\5c \""), ("1985-04", "\"\\31 \\39 \\38 \\35 \\2d \\30 \\34 \""),
    ("", "\"\""),
  ])
  func `a name in a style sheet cannot leave it`(text: String, written: String) {
    #expect(HTMLStyle.quoted(text) == written)
  }

  @Test func `printed pages say whose they are, cards do not`() {
    let sheet = HTMLPage(Self.page([], mark: "Aozora")).html
    #expect(sheet.contains("@bottom-left{content:\"Aozora\""))
    #expect(sheet.contains("counter(page)"))
    #expect(!HTMLPage(Self.page([], mark: "Aozora"), size: .card).html.contains("Aozora"))
    #expect(!HTMLPage(Self.page([])).html.contains("counter(page)"))
  }

  @Test func `a curve has its numbers beside it and is hidden from ears`() throws {
    let html = HTMLPage(Self.page([Self.table])).html
    #expect(html.contains("aria-hidden=\"true\"><polyline points=\"2.0,12.0 24.0,4.9 46.0,2.0\""))
    #expect(html.matches(of: #/<svg/#).count == 1)
    let flat = Page.Block.table(
      .init(
        columns: [.init(received: "x")], rows: [[.init(.init(received: "1"), trend: [1, 1, 1])]]))
    #expect(HTMLPage(Self.page([flat])).html.contains("2.0,12.0 24.0,12.0 46.0,12.0"))
  }

  @Test func `the narrative of a FHIR resource has only what it may have`() {
    let narrative = HTMLPage.blocks([Self.table], on: .narrative)
    for word in ["role=", "data-head", "<svg", "aria-"] { #expect(!narrative.contains(word)) }
    #expect(narrative.contains("<th scope=\"row\">BMI</th>"))
  }
}
