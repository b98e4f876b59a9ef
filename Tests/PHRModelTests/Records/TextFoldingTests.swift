import Foundation
import Testing

@testable import PHRModel

@Suite struct TextFoldingTests {
  /// NFKC by the tables, without the short way for common text.
  private static func byTables(_ text: String) -> [Unicode.Scalar] {
    // U+212B changes and so leads past the short way; it becomes U+00C5.
    Array(("\u{212B}" + text).nfkc.unicodeScalars.dropFirst())
  }

  private static let common = (0..<0xA000).compactMap { Unicode.Scalar(UInt32($0)) }
    .filter(\.isUnchangedByNFKC)

  @Test func `what is passed over stays as it is, alone and behind others`() {
    #expect(Self.common.count > 27_000)
    for chunk in stride(from: 0, to: Self.common.count, by: 500) {
      let scalars = Self.common[chunk..<min(chunk + 500, Self.common.count)]
      for before in ["", "か", "A", "ｶ"] {
        let text = scalars.map { before + String($0) }.joined(separator: "|")
        let expected = Self.byTables(text)
        let kept = before == "ｶ" ? text.replacing("ｶ", with: "カ") : text
        #expect(expected == Array(kept.unicodeScalars))
      }
    }
  }

  @Test(arguments: [
    "が", "ハ\u{309A}", "ｶﾞ", "１２３ＡＢＣ", "㎎", "①", "㍻", "\u{3000}", "ゟ", "ヿ", "\u{FA11}", "ﬁ", "Å",
  ])
  func `whatever changes does not go the short way`(_ text: String) {
    let isCommon = text.unicodeScalars.allSatisfy(\.isUnchangedByNFKC)
    #expect(isCommon == (text == "が"))
    #expect(Array(text.nfkc.unicodeScalars) == Self.byTables(text))
  }

  @Test func `what needs no look at the tables is what they say`() {
    for scalar in (0...0xFFFF).lazy.compactMap({ Unicode.Scalar(UInt32($0)) }) {
      #expect(scalar.isSpace == scalar.properties.isWhitespace)
      guard scalar.isUnchangedByNFKC, !(0x3041...0x30FE).contains(scalar.value) else { continue }
      let folded = scalar.isSpace ? "" : scalar.properties.lowercaseMapping
      #expect(FoldedText.search(String(scalar)) == folded)
    }
  }

  @Test(arguments: [
    ("ABC xyz", "abcxyz"), ("アイウ ヶ", "あいうゖ"), ("ｱﾑﾛｼﾞﾋﾟﾝ５ｍｇ", "あむろじぴん5mg"),
    ("架空　病院\t内科\n", "架空病院内科"), ("ΑΒΓ", "αβγ"), ("ＴＥＳＴ", "test"), ("ー々〆", "ー々〆"),
    ("İ", "i\u{307}"), ("", ""),
  ])
  func `searching folds width, kana, case and spaces`(_ text: String, _ expected: String) {
    #expect(Array(FoldedText.search(text).unicodeScalars) == Array(expected.unicodeScalars))
  }

  @Test func `folding a character agrees with the slow way`() {
    for value in UInt32(0x20)..<0x3200 {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let plain = String(scalar).nfkc.lowercased().unicodeScalars.compactMap { scalar in
        (0x30A1...0x30F6).contains(scalar.value)
          ? Unicode.Scalar(scalar.value - 0x60) : scalar.properties.isWhitespace ? nil : scalar
      }
      #expect(Array(FoldedText.search(String(scalar)).unicodeScalars) == plain)
    }
  }
}
