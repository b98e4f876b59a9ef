import Foundation
import Testing

@testable import PHRModel

@Suite struct LineReaderTests {
  @Test(arguments: [1, 2, 3, 5, 100])
  func `lines are the same at any border of pieces`(size: Int) {
    let bytes = Data("\u{FEFF}一\r\n二\n\r\n三\r四\u{1A}".utf8)
    var reader = LineReader()
    var lines: [String] = []
    for start in stride(from: 0, to: bytes.count, by: size) {
      reader.consume(bytes[start..<min(start + size, bytes.count)]) {
        lines.append(String(decoding: $0.bytes, as: UTF8.self))
      }
    }
    reader.finish { lines.append(String(decoding: $0.bytes, as: UTF8.self)) }
    #expect(lines == ["一", "二", "", "三", "四"])
  }

  @Test func `numbers count every line and NUL at the ends is dropped`() {
    var reader = LineReader()
    var lines: [RawLine] = []
    reader.consume(Data("a\0\0\n\n\0b\n\u{1A}".utf8)) { lines.append($0) }
    reader.finish { lines.append($0) }
    #expect(lines.map(\.number) == [1, 2, 3, 4])
    #expect(lines.map { String(decoding: $0.bytes, as: UTF8.self) } == ["a", "", "b", ""])
  }

  @Test func `a stream without line ends does not fill the memory`() {
    var reader = LineReader(limit: 10)
    var lines: [RawLine] = []
    for _ in 0..<100 { reader.consume(Data("abcdefg".utf8)) { lines.append($0) } }
    reader.consume(Data("\nb\n".utf8)) { lines.append($0) }
    #expect(lines.map(\.isCut) == [true, false])
    #expect(lines.first?.bytes.count == 10)
  }

  @Test(arguments: [
    ("①髙﨑～－ﾐﾎﾝ", TextEncoding.cp932), ("①髙﨑～－ﾐﾎﾝ", .utf8), ("plain", .utf8),
  ])
  func `decodes either encoding`(text: String, encoding: TextEncoding) throws {
    let bytes = try #require(text.data(using: encoding == .utf8 ? .utf8 : .shiftJIS))
    #expect(TextDecoding.decode(bytes) == text)
    #expect(TextDecoding.repaired(bytes, as: encoding) == text)
  }

  @Test func `one decision for the file keeps kana from being read as another alphabet`() throws {
    // D0 B6 is ﾐｶ in CP932 and a Cyrillic letter in UTF-8.
    let kana = Data([0xD0, 0xB6])
    #expect(TextDecoding.decode(kana) == "ж")
    #expect(TextDecoding.decode(kana, first: .cp932) == "ﾐｶ")
    #expect(TextDecoding.guess(Data("日".utf8) + Data([0xE6])) == .utf8)
    #expect(TextDecoding.guess(try #require("日本".data(using: .shiftJIS))) == .cp932)
    #expect(TextDecoding.guess(Data("JAHISTC08,1".utf8)) == nil)
  }

  @Test func `bytes of neither encoding become marks in their field only`() {
    var decoder = LineDecoder()
    var lines: [RawLine] = []
    decoder.consume(Data("1,薬".utf8) + Data([0x2C, 0xFF, 0xFE, 0x2C, 0x61])) { lines.append($0) }
    decoder.finish { lines.append($0) }
    let line = decoder.line(lines[0])
    #expect(line.fields.count == 4)
    #expect(line.damaged == [2])
    #expect(line.fields[1] == "薬")
    #expect(line.fields[3] == "a")
    #expect(line.fields[2].contains("\u{FFFD}"))
  }
}
