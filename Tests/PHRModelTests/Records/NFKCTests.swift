import Testing

@testable import PHRModel

@Suite struct NFKCTests {
  @Test(arguments: [
    ("ｱﾑﾛｼﾞﾋﾟﾝ", "アムロジピン"), ("ＡＢＣ１２３", "ABC123"), ("㎎", "mg"), ("①", "1"), ("髙﨑", "髙﨑"),
    ("e\u{301}", "é"), ("か\u{3099}", "が"), ("\u{20041}\u{301}", "\u{20041}\u{301}"),
    ("plain", "plain"), ("㍻", "平成"), ("分１　朝食後２．５ｍｇ", "分1 朝食後2.5mg"), ("ｅ\u{301}", "é"),
    ("＝\u{338}", "≠"), ("１か\u{3099}", "1が"), ("Ａ①", "A1"), ("～｟", "~⦅"), ("", ""),
  ])
  func `compatibility forms become one`(text: String, expected: String) {
    #expect(Array(text.nfkc.unicodeScalars) == Array(expected.unicodeScalars))
  }

  @Test func `every full-width form becomes its ASCII, among others as by itself`() throws {
    for value in UInt32(0x21)...0x7E {
      let ascii = try #require(Unicode.Scalar(value))
      let wide = try #require(Unicode.Scalar(value + 0xFEE0))
      #expect(Array(String(wide).nfkc.unicodeScalars) == [ascii])
      // With a half-width letter the text takes the way of every text.
      #expect("朝\(wide)ｱ".nfkc == "朝\(wide)ア".nfkc)
      #expect("朝\(wide)ア".nfkc == "朝\(ascii)ア")
    }
  }
}
