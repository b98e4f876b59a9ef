import Testing

@testable import phr_tui

@Suite struct `What a filter found` {
  @Test(arguments: [
    ("アムロジピン錠5mg", "ｱﾑﾛｼﾞ", ["アムロジ"]), ("ロキソニン60㎎", "mg", ["㎎"]),
    ("HbA1c", "ｈｂａ", ["HbA"]), ("血圧と血糖", "血", ["血", "血"]), ("血圧", "脈", []),
    ("インフルエンザ HA", "いんふる ha", ["インフル", "HA"]), ("短い", "とても長い語", []),
  ])
  func `is marked whatever width, kana or case`(
    text: String, filter: String, expected: [String]
  ) {
    let line = FilterMatch.marked(Line(text), terms: FilterMatch.terms(of: filter))
    #expect(line.plain == text)
    #expect(line.spans.filter { $0.role == .listMatch }.map(\.text) == expected)
  }
}
