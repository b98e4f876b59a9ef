import PHRModel
import Testing

@Suite("JSON")
struct JSONTests {
  @Test(
    arguments: [
      "5.60", "0", "-0", "12345678901234567890123456789", "1e400", "-1.5E-3", "9223372036854775808",
    ])
  func `a number stays what was written`(literal: String) throws {
    #expect(try JSONValue(parsing: literal) == .number(literal))
    #expect(try JSONValue(parsing: literal).serialized() == literal)
  }

  @Test(arguments: [
    (#""a\"b\\c\/d\b\f\n\r\t""#, "a\"b\\c/d\u{8}\u{C}\n\r\t"),
    (#""\u3042\u0000""#, "あ\u{0}"),
    (#""\uD842\uDFB7野家""#, "𠮷野家"),
    (#""\uD842""#, "\u{FFFD}"),
    (#""\uDFB7x""#, "\u{FFFD}x"),
    (#""\uD842\u0041""#, "\u{FFFD}A"),
    (#""\uD842\n""#, "\u{FFFD}\n"),
  ])
  func `escapes become characters and half pairs a mark`(text: String, meaning: String) throws {
    #expect(try JSONValue(parsing: text) == .string(meaning))
  }

  @Test(arguments: [
    ("", JSONError.Reason.truncated, 1, 1),
    ("{\"a\":1", .truncated, 1, 7),
    ("[1,\n 2,]", .unexpectedCharacter, 2, 4),
    ("{\"a\" 1}", .unexpectedCharacter, 1, 6),
    ("{a:1}", .unexpectedCharacter, 1, 2),
    ("01", .badNumber, 1, 3),
    ("-", .badNumber, 1, 2),
    ("1.", .badNumber, 1, 3),
    ("1e+", .badNumber, 1, 4),
    ("tru", .truncated, 1, 4),
    ("trux", .unexpectedCharacter, 1, 4),
    ("\"\\x\"", .badEscape, 1, 3),
    ("\"\\u12G4\"", .badEscape, 1, 4),
    ("\"a\u{0}\"", .controlCharacter, 1, 3),
    ("1 2", .trailingContent, 1, 3),
    ("NaN", .unexpectedCharacter, 1, 1),
  ])
  func `broken texts are refused with their place`(
    text: String, reason: JSONError.Reason, line: Int, column: Int
  ) {
    #expect {
      try JSONValue(parsing: text)
    } throws: { error in
      let error = error as? JSONError
      return error?.reason == reason && error?.line == line && error?.column == column
    }
  }

  @Test func `bytes that are not UTF-8 are refused`() {
    let bytes: [UInt8] = [0x7B, 0x22, 0x82, 0xA0, 0x22, 0x3A, 0x31, 0x7D]
    #expect { try JSONValue(parsing: bytes[...]) } throws: {
      ($0 as? JSONError)?.reason == .invalidUTF8
    }
  }

  @Test(arguments: ["[", "{\"a\":"])
  func `ten thousand levels are refused without harm`(open: String) {
    let text = String(repeating: open, count: 10_000)
    #expect { try JSONValue(parsing: text) } throws: { ($0 as? JSONError)?.reason == .tooDeep }
  }

  @Test func `two hundred levels are read`() throws {
    let text = String(repeating: "[", count: 200) + String(repeating: "]", count: 200)
    #expect(try JSONValue(parsing: text).serialized() == text)
  }

  @Test func `a text above the limit is refused before it is read`() {
    #expect {
      try JSONValue(parsing: "[[[1]]]", limits: JSONLimits(depth: 9, bytes: 6))
    } throws: {
      ($0 as? JSONError)?.reason == .tooLarge
    }
  }

  @Test func `a text cut at any byte is an error, never a crash`() {
    let whole = Array(#"{"a":["b\u00e9",-1.5e3,true,null,{"名":"𠮷\n"}]}"#.utf8)
    for length in 0..<whole.count {
      #expect(throws: JSONError.self) { try JSONValue(parsing: whole[..<length]) }
    }
    #expect(throws: Never.self) { try JSONValue(parsing: whole[...]) }
  }

  @Test func `repeated names are kept and the last one counts`() throws {
    let value = try JSONValue(parsing: #"{"a":1,"b":2,"a":3}"#)
    #expect(value.members.count == 3)
    #expect(value["a"] == .number("3"))
    #expect(value["c"] == nil)
  }

  @Test func `the canonical layout sorts names and keeps numbers`() throws {
    let left = try JSONValue(
      parsing: "{\"b\":[1.0, 2],\n \"a\":{\"d\":null,\"c\":\"\\u0041\\u0001\"}}")
    #expect(left.serialized(.canonical) == #"{"a":{"c":"A\u0001","d":null},"b":[1.0,2]}"#)
  }

  @Test func `the indented layout reads back the same`() throws {
    let value: JSONValue = ["a": [1, ["b": true]], "empty": [], "none": .object([])]
    let text = value.serialized(.indented)
    #expect(
      text == """
        {
          "a": [
            1,
            {
              "b": true
            }
          ],
          "empty": [],
          "none": {}
        }
        """)
    #expect(try JSONValue(parsing: text) == value)
  }

  @Test func `a byte order mark is skipped and a slice has its own places`() throws {
    let bytes: [UInt8] = [0x20, 0xEF, 0xBB, 0xBF, 0x5B, 0x31, 0x5D, 0x20]
    #expect(try JSONValue(parsing: bytes[1...]) == [1])
    #expect { try JSONValue(parsing: bytes[4...5]) } throws: { ($0 as? JSONError)?.offset == 2 }
  }
}
