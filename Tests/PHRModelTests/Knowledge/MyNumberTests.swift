import Foundation
import Testing

@testable import PHRModel

/// Numbers are those of the ministerial formula's own worked examples, of nobody.
@Suite struct MyNumberTests {
  @Test(arguments: [
    ("番号は123456789018です", "番号は＊＊＊＊＊＊＊＊＊＊＊＊です"),
    ("9876-5432-1093", "＊＊＊＊-＊＊＊＊-＊＊＊＊"),
    ("1234 5678 9018", "＊＊＊＊ ＊＊＊＊ ＊＊＊＊"),
    ("１２３４　５６７８　９０１８", "＊＊＊＊　＊＊＊＊　＊＊＊＊"),
    ("１２３４－5678‐９０１８。", "＊＊＊＊－＊＊＊＊‐＊＊＊＊。"),
    ("①②③④⑤⑥⑦⑧⑨018", "＊＊＊＊＊＊＊＊＊＊＊＊"),
    ("123456789018 と 987654321093", "＊＊＊＊＊＊＊＊＊＊＊＊ と ＊＊＊＊＊＊＊＊＊＊＊＊"),
  ])
  func `masks a my number in every spelling`(text: String, expected: String) {
    #expect(MyNumber.masked(text) == expected)
    #expect(MyNumber.isPresent(in: text))
  }

  @Test(arguments: [
    "", "12345678901", "123456789017", "1234567890188", "000000000000", "111111111111",
    "1234-5678--9018", "1234--5678-9018", "123 456 789 018", "20260701090000", "4900000000009",
    "2233002F9990", "1234-5678-90189", "０123456789018",
  ])
  func `leaves other numbers alone`(text: String) {
    #expect(MyNumber.masked(text) == nil)
  }

  @Test func `masks in the bytes of a file without changing lengths`() throws {
    let utf8 = Data("a,123456789018,１２３４－５６７８－９０１８\r\n1234567890123".utf8)
    let masked = try #require(MyNumber.masked(utf8))
    #expect(masked.count == utf8.count)
    #expect(
      String(bytes: masked, encoding: .utf8)
        == "a,************,＊＊＊＊－＊＊＊＊－＊＊＊＊\r\n1234567890123")
    let cp932 = try #require("髙,１２３４５６７８９０１８".data(using: .shiftJIS))
    let maskedCP932 = try #require(MyNumber.masked(cp932))
    #expect(String(data: maskedCP932, encoding: .shiftJIS) == "髙,＊＊＊＊＊＊＊＊＊＊＊＊")
    #expect(MyNumber.masked(Data("123456789017".utf8)) == nil)
    #expect(MyNumber.masked(Data()) == nil)
  }
}
