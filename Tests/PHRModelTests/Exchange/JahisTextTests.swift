import Foundation
import Testing

@testable import PHRModel

/// Texts on their way into a notebook file.
@Suite struct JahisTextTests {
  @Test(arguments: [
    ("試験錠", "試験錠", false), ("髙﨑①㎎Ⅲ", "髙﨑①㎎Ⅲ", false), ("ｶﾞ", "ｶﾞ", false), ("😀", "〓", true),
    ("a😀b", "a〓b", true), ("𠮷野", "〓野", true), ("Zoë", "Zo〓", true),
    // The same sign under another character of Unicode is no loss.
    ("3〜5", "3～5", false), ("−1", "－1", false), ("‖", "∥", false), ("—", "―", false),
    ("¥100", "￥100", false), ("5µg", "5μg", false), ("か\u{3099}", "が", false),
    ("a\u{00A0}b", "a b", false),
  ])
  func `CP932 holds it, holds its twin, or 〓 stands for it`(
    text: String, written: String, isChanged: Bool
  ) throws {
    let encoded = JahisText.encoded(text)
    #expect(String(data: encoded.bytes, encoding: .shiftJIS) == written)
    #expect(encoded.isChanged == isChanged)
  }

  @Test(arguments: [
    ("a,b", 10, "a，b", false), ("a\nb", 10, "a　b", false), ("a\r\nb", 10, "a　b", false),
    ("試験錠", 6, "試験錠", false), ("試験錠", 5, "試験", true), ("試験錠", 4, "試験", true),
    ("a試験", 2, "a", true), ("ｱｲｳ", 3, "ｱｲｳ", false), ("ｱｲｳ", 2, "ｱｲ", true), ("", 0, "", false),
    ("a", 0, "", true), ("，,", 4, "，，", false), ("か\u{3099}き", 4, "がき", false),
  ])
  func `a text fits its bytes without halving a character`(
    text: String, limit: Int, fitted: String, isCut: Bool
  ) {
    let found = JahisText.fitted(text, limit: limit)
    #expect(found.text == fitted)
    #expect(found.isCut == isCut)
  }

  /// Every field of every record, filled with more than it holds.
  @Test(arguments: JahisRecordType.allCases)
  func `every field of every record is cut at the length of the standard`(type: JahisRecordType) {
    #expect(type.limits.count == type.fields.count)
    for (index, limit) in type.limits.enumerated() {
      let fitted = JahisText.fitted(String(repeating: "あ", count: limit), limit: limit)
      #expect(fitted.isCut)
      let size = fitted.text.data(using: .shiftJIS)?.count ?? .max
      #expect(size <= limit && size >= limit - 1, "\(type) \(index + 1)")
      let narrow = JahisText.fitted(String(repeating: "a", count: limit), limit: limit)
      #expect(!narrow.isCut && narrow.text.utf8.count == limit)
    }
  }

  @Test func `every character that CP932 holds stays as it is`() throws {
    var count = 0
    for lead in [UInt8](0x81...0x9F) + [UInt8](0xE0...0xFC) {
      for trail in UInt8(0x40)...0xFC where trail != 0x7F {
        let bytes = Data([lead, trail])
        guard let text = String(data: bytes, encoding: .shiftJIS), text.count == 1,
          let direct = text.data(using: .shiftJIS)
        else { continue }
        count += 1
        #expect(JahisText.encoded(text).bytes == direct)
      }
    }
    #expect(count > 7_000)
  }
}
