import Testing

@testable import phr_tui

@Suite struct `Breaking lines` {
  @Test(arguments: [
    // An era goes to the next line as a whole.
    ("2026-11-21（令和8年11月21日）", 20, ["2026-11-21", "（令和8年11月21日）"]),
    ("2026-11-21（令和8年11月21日）", 29, ["2026-11-21（令和8年11月21日）"]),
    // A long remark is broken like any other text.
    ("あ（いうえおかきくけこさしすせそ）", 12, ["あ（いうえお", "かきくけこさ", "しすせそ）"]),
    // 行頭禁則 and 行末禁則.
    ("一二三四。五", 8, ["一二三", "四。五"]), ("一二三「四五六」", 8, ["一二三", "「四五", "六」"]),
    // Words are kept together, but one that fits nowhere begins at once.
    ("one two three", 8, ["one two ", "three"]),
    ("see /tmp/a/very/long/path here", 12, ["see /tmp/a/v", "ery/long/pat", "h here"]),
    ("", 8, [""]), ("一\n二", 8, ["一", "二"]),
  ])
  func `follows the rules of the script`(text: String, width: Int, expected: [String]) {
    #expect(Wrap.lines(of: Line(text), width: width).map(\.plain) == expected)
  }

  @Test func `a long value begins beside its label`() {
    let line = Line([Span("記録番号", .label), Span("  "), Span("abcdefghijklmnop")])
    #expect(
      Wrap.lines(of: line, width: 18, indent: 10).map(\.plain) == [
        "記録番号  abcdefgh", "          ijklmnop",
      ])
  }

  @Test(arguments: 2...30) func `loses nothing and keeps to the width`(width: Int) {
    let text = "血圧（家庭） 132/82 mmHg「上・下」、http://127.0.0.1:43089/fhir（令和8年）まで。"
    let lines = Wrap.lines(of: Line(text), width: width)
    #expect(lines.allSatisfy { $0.width <= width })
    func letters(_ text: String) -> String { text.filter { $0 != " " } }
    #expect(letters(lines.map(\.plain).joined()) == letters(text))
  }
}
