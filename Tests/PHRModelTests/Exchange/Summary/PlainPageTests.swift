import Testing

@testable import PHRModel

/// Text of 80 columns, for paper and for ears.
@Suite struct PlainPageTests {
  private typealias Page = PrintedDocument

  private static func width(_ character: Character) -> Int { character.isASCII ? 1 : 2 }

  private static func text(_ blocks: [PrintedDocument.Block], columns: Int = 80) -> [String] {
    let page = Page(
      language: "ja", title: .init(received: "題"),
      sections: [.init(.note, .init(received: "節"), blocks)], foot: [])
    return PlainPage(columns: columns, width: width).text(page)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  /// The lines below the heading.
  private static func lines(_ block: PrintedDocument.Block, columns: Int = 80) -> [String] {
    Array(text([block], columns: columns).dropFirst(5).dropLast())
  }

  @Test func `headings are underlined as wide as they are`() {
    #expect(Self.text([]) == ["題", "==", "", "節", "--", ""])
  }

  @Test(arguments: [
    (String(repeating: "長い言葉。", count: 60), 80), (String(repeating: "word ", count: 60), 80),
    (String(repeating: "x", count: 300), 80), ("あ" + String(repeating: "）」。", count: 80), 80),
    (String(repeating: "https://example.org/", count: 9) + "漢字", 40),
    (String(repeating: "血圧 128/80 mmHg、", count: 30), 31), ("", 10), (" ", 10),
  ])
  func `no line is longer than the page`(words: String, columns: Int) {
    for line in Self.lines(.paragraph(.init(received: words)), columns: columns) {
      #expect(line.reduce(0) { $0 + Self.width($1) } <= columns)
      #expect(line.last != " ")
    }
  }

  @Test func `nothing of a text is lost by breaking it`() {
    let words = String(repeating: "血圧128/80、x）。word ", count: 40)
    let joined = Self.lines(.paragraph(.init(received: words))).joined()
    #expect(joined.filter { $0 != " " } == words.filter { $0 != " " })
  }

  @Test(arguments: ["、", "。", "）", "」", "ー", ",", ")"])
  func `no line begins with what closes`(mark: Character) {
    let words = String(repeating: "語\(mark)", count: 100)
    for columns in 9...14 {
      let lines = Self.lines(.paragraph(.init(received: words)), columns: columns)
      #expect(lines.allSatisfy { $0.first != mark })
    }
  }

  private static func table(_ rows: [[String?]]) -> PrintedDocument.Block {
    .table(
      .init(
        columns: ["薬", "用量・用法", "最終調剤"].map { .init(received: $0) },
        rows: rows.map { row in
          row.map { .init($0.map { .init(received: $0) }, isMarked: true) }
        }))
  }

  @Test func `a row is an item with its values beside their labels`() {
    #expect(
      Self.lines(Self.table([["架空錠", "1日1錠", "2026-03-10"], ["別の錠", nil, nil]])) == [
        "- 架空錠  用量・用法: 1日1錠; 最終調剤: 2026-03-10", "- 別の錠",
      ])
  }

  @Test func `a label stays with its value`() {
    let usage = "1日量 1錠、【分１ 朝食後服用】、食後すぐに水で飲む"
    #expect(
      Self.lines(Self.table([["架空アムロジピンＯＤ錠５ｍｇ", usage, "2026-03-10"]]), columns: 72) == [
        "- 架空アムロジピンＯＤ錠５ｍｇ", "  用量・用法: \(usage);", "  最終調剤: 2026-03-10",
      ])
  }

  @Test func `a value longer than a line goes on below it, indented`() {
    let lines = Self.lines(
      Self.table([["薬", String(repeating: "語", count: 60), "2026-03-10"]]), columns: 60)
    #expect(lines.count == 5)
    #expect(lines[2].hasPrefix("    語"))
    #expect(lines.last == "  最終調剤: 2026-03-10")
  }

  @Test func `both languages of a phrase stand beside each other, equal words once`() {
    let both = Page.Phrase([("ja", "値"), ("en", "Value")])
    #expect(both.text == "値 / Value")
    #expect(Page.Phrase([("ja", "BMI"), ("en", "BMI")]).text == "BMI")
    #expect(both.followed(by: "1錠").text == "値 / Value 1錠")
    #expect(both.followed(by: "").text == "値 / Value")
    #expect(both.followed(by: nil).text == "値 / Value")
    #expect(Page.Phrase(entries: ["26 (2025)", "25 (2024)"]).text == "26 (2025), 25 (2024)")
  }
}
