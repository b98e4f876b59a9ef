import Foundation
import Testing

@testable import PHRModel

/// Foundation's decoder is the reference: vaults hold what it read for years.
@Suite struct StoredJSONTests {
  private static func reference<Value: Decodable>(
    _ type: Value.Type, _ text: String
  ) throws -> Value {
    try JSONDecoder().decode(type, from: Data(text.utf8))
  }

  @Test(arguments: FHIRSamples.all)
  func `a record is read as before, and comes out as it went in`(body: RecordBody) throws {
    var noted = body
    noted.note = "一行目\n二行目\t\"引用\" \\ / \u{7F}"
    noted.raw = [RawField(path: "a[0].b", value: "値", ownToRecord: false)]
    for body in [body, noted] {
      let text = try SortedJSON.text(of: body)
      #expect(try StoredJSON.value(RecordBody.self, from: text) == body)
      #expect(try Self.reference(RecordBody.self, text) == body)
    }
  }

  @Test func `where a record comes from is read as before`() throws {
    var origin = Samples.portal("https://portal.example.jp/fhir")
    for _ in 0..<2 {
      let text = try SortedJSON.text(of: origin)
      #expect(try StoredJSON.value(Provenance.self, from: text) == origin)
      origin.position = 7
      origin.original = 1 << 40
      origin.upstream = UpstreamReference(base: nil, type: "Communication", id: "n1")
    }
  }

  /// Shapes that records do not have today.
  private struct Odd: Codable, Equatable {
    enum Choice: Codable, Equatable {
      case nothing
      case one(String)
      case two(left: Int, right: [Bool])
    }
    var zebra: Int8 = -128
    var huge: UInt64 = .max
    var choices: [Choice] = [.nothing, .one("\u{0}"), .two(left: 1, right: [true, false])]
    var map: [String: [String: Int]] = ["ん": ["b": 1, "a": 2], "z": [:]]
    var numbered: [Int: Bool] = [3: true]
    var nothing: String?
    var missing: Int?
    var nested: [[Int?]] = [[1, nil], []]
  }

  @Test func `enums, maps and lists of lists come out as they went in`() throws {
    var odd = Odd()
    #expect(try StoredJSON.value(Odd.self, from: SortedJSON.text(of: odd)) == odd)
    odd.nothing = ""
    odd.missing = 0
    #expect(try StoredJSON.value(Odd.self, from: SortedJSON.text(of: odd)) == odd)
    #expect(try StoredJSON.value(String.self, from: "\"fragment\"") == "fragment")
    #expect(try StoredJSON.value([Int].self, from: "[]").isEmpty)
  }

  @Test(arguments: [
    "", "{", "[1", "{\"a\": 1} x", "nil", "{\"a\": null}", "{\"b\": 1}", "{\"a\": \"1\"}",
    "{\"a\": 1.5}", "{\"a\": 1e2}", "{\"a\": 99999999999999999999}", "{\"a\": true}",
    "{\"a\": [1]}", "[1]", "\"a\"",
  ])
  func `what is no such value is refused, where Foundation refuses it or guesses`(text: String) {
    struct Whole: Decodable { let a: Int }
    #expect(throws: (any Error).self) { try StoredJSON.value(Whole.self, from: text) }
  }

  @Test func `a binary number is refused`() {
    #expect(throws: DecodingError.self) { try StoredJSON.value(Double.self, from: "1.5") }
    #expect(throws: DecodingError.self) { try StoredJSON.value([Float].self, from: "[1]") }
  }

  @Test func `of members with one name the last one counts`() throws {
    #expect(try StoredJSON.value([String: Int].self, from: "{\"a\":1,\"a\":2}")["a"] == 2)
  }

  @Test func `a body that cannot be read is named by its place alone`() throws {
    let store = try Samples.store()
    #expect(throws: StoreError.unreadable(table: "version", row: 7)) {
      try store.value(RecordBody.self, from: "{\"title\": 1}", table: "version", row: 7)
    }
  }
}
