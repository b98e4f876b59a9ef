import Testing

@testable import phr_tui

@Suite struct `Cell widths` {
  @Test(arguments: [
    ("abc", 3), ("血圧", 4), ("120/80", 6), ("ﾊﾟ", 2), ("ｶﾞｽ", 3), ("①㎎㈱", 5), ("café", 4),
    ("cafe\u{301}", 4), ("か\u{3099}", 2), ("辻\u{E0100}", 2), ("髙﨑", 4), ("—→○Ⅲ★", 5),
    ("１２", 4), ("\u{3000}", 2), ("한글", 4), ("\u{1112}\u{1161}", 2), ("👩\u{200D}🔬", 4),
    ("❤\u{FE0F}", 1), ("🇯🇵", 2), ("", 0),
  ])
  func `a text takes as many columns as a terminal gives it`(text: String, columns: Int) {
    #expect(TextWidth.columns(of: text) == columns)
  }

  @Test(arguments: [
    ("a\u{1B}[31mb", "a[31mb"), ("x\u{202E}y\u{2066}z", "xyz"), ("\u{FEFF}bom", "bom"),
    ("zero\u{200B}width", "zerowidth"), ("bell\u{7}", "bell"), ("c1\u{9B}31m", "c131m"),
    ("tab\tnew\nline", "tab new line"), ("nul\u{0}", "nul"), ("soft\u{AD}", "soft"),
    ("\u{301}first", "first"), ("del\u{7F}", "del"), ("\u{85}nel", " nel"),
  ])
  func `nothing that commands a terminal gets through`(text: String, expected: String) {
    #expect(TextWidth.safe(text) == expected)
  }

  @Test func `a base keeps four marks and no more`() {
    let smeared = "e" + String(repeating: "\u{301}", count: 9)
    #expect(TextWidth.safe(smeared).unicodeScalars.count == 5)
  }

  @Test(arguments: [("日本語", 5, "日本…"), ("日本語", 6, "日本語"), ("abc", 1, "a"), ("日", 1, "")])
  func `text is shortened by columns, never in the middle of a character`(
    text: String, columns: Int, expected: String
  ) {
    #expect(TextWidth.shortened(text, columns: columns) == expected)
  }

  @Test func `the table of wide characters is sorted and without overlap`() {
    for (left, right) in zip(WideRanges.table, WideRanges.table.dropFirst()) {
      #expect(left.upperBound < right.lowerBound)
    }
  }
}
