import Foundation
import Testing

@testable import PHRModel

/// Foundation's encoder is the reference: vaults hold digests of what it wrote.
@Suite struct SortedJSONTests {
  private static func reference(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  @Test(arguments: FHIRSamples.all)
  func `a record is written byte for byte as before`(body: RecordBody) throws {
    #expect(try SortedJSON.text(of: body) == Self.reference(body))
    var noted = body
    noted.note = "一行目\n二行目\t\"引用\" \\ / \u{7F}"
    noted.raw = [RawField(path: "a[0].b", value: "値", ownToRecord: false)]
    #expect(try SortedJSON.text(of: noted) == Self.reference(noted))
  }

  @Test(arguments: [0..<0x100, 0x2000..<0x2100, 0xFE00..<0xFF10, 0x1F600..<0x1F650])
  func `every character is escaped as before`(scalars: Range<UInt32>) throws {
    let texts = scalars.compactMap { Unicode.Scalar($0) }.map { "a\($0)b" }
    #expect(try SortedJSON.text(of: texts) == Self.reference(texts))
  }

  @Test func `where a record comes from is written as before`() throws {
    var origin = Samples.portal("https://portal.example.jp/fhir")
    #expect(try SortedJSON.text(of: origin) == Self.reference(origin))
    origin.position = 7
    origin.original = 1 << 40
    origin.upstream = UpstreamReference(base: nil, type: "Communication", id: "n1")
    #expect(try SortedJSON.text(of: origin) == Self.reference(origin))
  }

  /// Shapes that records do not have today.
  private struct Odd: Codable {
    enum Choice: Codable {
      case nothing
      case one(String)
      case two(left: Int, right: [Bool])
    }
    var zebra: Int8 = -128
    var Apple: UInt64 = .max
    var choices: [Choice] = [.nothing, .one("\u{0}"), .two(left: 1, right: [true, false])]
    var map: [String: [String: Int]] = ["ん": ["b": 1, "a": 2], "z": [:]]
    var nothing: String?
    var nested: [[Int?]] = [[1, nil], []]
  }

  @Test func `enums, maps and lists of lists are written as before`() throws {
    #expect(try SortedJSON.text(of: Odd()) == Self.reference(Odd()))
    #expect(try SortedJSON.text(of: "fragment") == "\"fragment\"")
    #expect(try SortedJSON.text(of: [Int]()) == "[]")
  }

  @Test func `a binary number is refused, wherever it stands`() {
    #expect(throws: EncodingError.self) { try SortedJSON.bytes(of: 1.5) }
    #expect(throws: EncodingError.self) { try SortedJSON.bytes(of: ["a": 1.5]) }
    #expect(throws: EncodingError.self) { try SortedJSON.bytes(of: [Float(1)]) }
  }

  @Test(arguments: FHIRSamples.all)
  func `a value as JSON is what its text says`(body: RecordBody) throws {
    #expect(try JSONValue(encoding: body) == JSONValue(parsing: SortedJSON.text(of: body)))
    let readable = JSONEncoder()
    readable.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    readable.userInfo[.instantsAsText] = true
    var timed = body
    timed.time = Instant(seconds: 1_790_000_000)
    let reference = try JSONValue(parsing: try readable.encode(timed))
    #expect(try JSONValue(encoding: timed, instantsAsText: true) == reference)
    #expect(reference["time"] == .string("2026-09-21T23:13:20+09:00"))
  }
}
