import Testing

@testable import PHRModel

@Suite struct NFKCTests {
  @Test(arguments: [
    ("ｱﾑﾛｼﾞﾋﾟﾝ", "アムロジピン"), ("ＡＢＣ１２３", "ABC123"), ("㎎", "mg"), ("①", "1"), ("髙﨑", "髙﨑"),
    ("e\u{301}", "é"), ("か\u{3099}", "が"), ("\u{20041}\u{301}", "\u{20041}\u{301}"),
    ("plain", "plain"), ("㍻", "平成"),
  ])
  func `compatibility forms become one`(text: String, expected: String) {
    #expect(Array(text.nfkc.unicodeScalars) == Array(expected.unicodeScalars))
  }
}
