import Testing

@testable import phr_tui

/// Lines of lists: whole for other programs, never over the edge of a terminal.
@Suite struct ListLineTests {
  static let line = ListLine(
    [
      .fixed("2026-07-01", columns: 10), .fixed("お薬手帳", columns: 11),
      .flexible("架空アムロジピンＯＤ錠５ｍｇ「架空」", columns: 40),
      .flexible("架空調剤薬局　本店", columns: 24),
    ], name: "47lhiqujdzyoghzzb4obmfkego")

  @Test func `another program reads the same columns and the whole name`() {
    #expect(
      Self.line.text(columns: nil)
        == "2026-07-01  お薬手帳     架空アムロジピンＯＤ錠５ｍｇ「架空」      架空調剤薬局　本店"
        + "        47lhiqujdzyoghzzb4obmfkego")
  }

  @Test func `on a terminal it ends before the edge`() {
    #expect(
      Self.line.text(columns: 80)
        == "2026-07-01  お薬手帳     架空アムロジピンＯＤ錠５…   架空調剤薬局　本…  47lhiquj")
  }

  @Test(arguments: 1...200)
  func `what may be cut shares the room to the last column`(columns: Int) {
    let text = Self.line.text(columns: columns)
    // Dates, kinds, gaps and the name need their room whatever happens.
    #expect(TextWidth.columns(of: text) == max(columns, 10 + 11 + 8 + 4 * 2))
  }

  @Test func `what would be useless when cut stands whole`() {
    let line = ListLine(
      [.flexible("架空歯科医院", columns: 28), .whole("ABCD-EFGH-JKMN")], name: "abcdefghij")
    #expect(line.text(columns: 34) == "架空歯…   ABCD-EFGH-JKMN  abcdefgh")
    #expect(line.text(columns: 10).contains("ABCD-EFGH-JKMN"))
  }
}
