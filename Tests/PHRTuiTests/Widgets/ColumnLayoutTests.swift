import Testing

@testable import phr_tui

@Suite struct `Columns of a table` {
  private static let columns = [
    ColumnSpec(minimum: 4, ideal: 10, weight: 1, priority: 3),
    ColumnSpec(minimum: 3, ideal: 3, priority: 2),
    ColumnSpec(minimum: 5, ideal: 8, priority: 1),
  ]

  @Test(arguments: [
    (40, [27, 3, 8]), (23, [10, 3, 8]), (21, [10, 3, 6]), (14, [4, 3, 5]), (13, [9, 3, 0]),
    (8, [4, 3, 0]), (7, [7, 0, 0]), (2, [2, 0, 0]),
  ])
  func `share what there is, the least important goes first`(available: Int, expected: [Int]) {
    #expect(
      ColumnLayout.widths(of: Self.columns, available: available, gap: 1) == expected)
  }

  @Test func `never take more than there is`() {
    for available in 0...60 {
      let widths = ColumnLayout.widths(of: Self.columns, available: available, gap: 1)
      let used = widths.filter { $0 > 0 }
      #expect(used.reduce(0, +) + max(0, used.count - 1) <= max(available, 0))
    }
  }

  @Test func `weights share the rest`() {
    let shares = [
      ColumnSpec(minimum: 1, ideal: 1, weight: 4), ColumnSpec(minimum: 1, ideal: 1, weight: 5),
    ]
    #expect(ColumnLayout.widths(of: shares, available: 93, gap: 1) == [41, 51])
  }
}

@Suite struct `Wrapping` {
  @Test(arguments: [
    ("the quick brown fox", 10, ["the quick", "brown fox"]),
    ("日本語の長い文章です。", 8, ["日本語の", "長い文章", "です。"]),
    ("四文字。終わり", 6, ["四文", "字。終", "わり"]),
    ("supercalifragilistic", 8, ["supercal", "ifragili", "stic"]),
    ("a\nb", 10, ["a", "b"]), ("", 10, [""]), ("血圧 120/80", 6, ["血圧 ", "120/80"]),
  ])
  func `breaks between words and anywhere in Japanese, but not before closing marks`(
    text: String, width: Int, expected: [String]
  ) {
    let lines = Wrap.lines(of: Line(text), width: width).map(\.plain)
    #expect(lines.map(Self.trimmed) == expected.map(Self.trimmed))
  }

  private static func trimmed(_ text: String) -> String {
    String(text.reversed().drop { $0 == " " }.reversed())
  }

  @Test func `no line is wider than asked for`() {
    let text = "混ざった text と 123,456 円、それから長い英単語 immunohistochemistry の例。"
    for width in 2...40 {
      for line in Wrap.lines(of: Line(text), width: width) { #expect(line.width <= width) }
    }
  }

  @Test func `later lines are indented`() {
    let line = Line([Span("用法  ", .label), Span("1日3回 毎食後", .value)])
    let lines = Wrap.lines(of: line, width: 14, indent: 6)
    #expect(lines.map(\.plain) == ["用法  1日3回 ", "      毎食後"])
  }
}
