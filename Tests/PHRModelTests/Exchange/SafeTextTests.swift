import Testing

@testable import PHRModel

@Suite struct SafeTextTests {
  @Test(arguments: [
    ("見本　花子", "見本　花子"),
    ("\u{1B}[31m赤\u{1B}[0m", "赤"),
    ("\u{1B}]0;title\u{7}薬", "薬"),
    ("\u{1B}]8;;http://x\u{1B}\\薬\u{9B}1m", "薬"),
    ("a\u{1B}(Bb\u{1B}c", "ab"),
    ("\u{202E}子花\u{202C}\u{2066}x\u{2069}", "子花x"),
    ("a\u{200B}b\u{FEFF}c\u{AD}d\u{0}e\u{3164}f\u{FFFE}", "abcdef"),
    ("\u{1B}]0;unfinished\n次の行", " 次の行"),
    ("\u{1B}[12\u{30A2}", "ア"),
    ("\u{1B}", ""),
  ])
  func `takes out what misleads`(received: String, expected: String) {
    let safe = SafeText(received)
    #expect(safe.text == expected)
    #expect(safe.removedSomething == (received != expected))
  }

  @Test func `keeps variation selectors of names, gaiji and emoji`() {
    for text in ["辻\u{E0100}", "\u{E000}", "❤\u{FE0F}", "café", "e\u{301}", "ｶﾞ"] {
      #expect(SafeText(text) == SafeText(text))
      #expect(SafeText(text).text == text)
      #expect(!SafeText(text).removedSomething)
    }
  }

  @Test func `turns line ends into spaces or keeps them`() {
    #expect(SafeText("a\r\nb\tc\rd\u{2028}e").text == "a b c d e")
    #expect(SafeText("a\r\nb\tc\rd\u{2028}e", lines: .several).text == "a\nb c\nd\ne")
    #expect(!SafeText("a\r\nb").removedSomething)
  }

  @Test func `a received text says what had to be done`() {
    let name = ReceivedText("\u{202E}12345678\u{200B}9018")
    #expect(name.text == "＊＊＊＊＊＊＊＊＊＊＊＊")
    #expect(name.reasons == [.unsafeText, .myNumberMasked])
    #expect(
      name.problems(line: 3, field: "1.1")
        == [
          ImportProblem(.unsafeText, severity: .error, line: 3, field: "1.1"),
          ImportProblem(.myNumberMasked, severity: .error, line: 3, field: "1.1"),
        ])
    #expect(ReceivedText("123456789018", as: .code).text == "123456789018")
    #expect(ReceivedText("a\nb", as: .remark).text == "a\nb")
    #expect(ReceivedText("a\nb").text == "a b")
  }
}
