import Foundation
import Testing

@testable import PHRModel

/// Resources whose parts were exchanged, lost, doubled or made of another type, as broken senders
/// write them: still well-formed JSON, no longer what the standard says.
@Suite("FHIR from broken senders") struct FHIRDamagedTests {
  private static let rounds =
    ProcessInfo.processInfo.environment["PHR_LONG"] == nil ? 20 : 5_000

  private static let bundle: JSONValue = {
    let writer = FHIRWriter(.init(patient: "Patient/p", includesInsuranceNumbers: true))
    let resources = FHIRSamples.all.enumerated().flatMap { number, body in
      writer.write(body, id: "r\(number)").all
    }
    return FHIRWriter.collection(resources)
  }()

  @Test(arguments: 1...8)
  func `nothing crashes, and what was read leaves as one record that stays the same`(seed: UInt64)
    throws
  {
    var damage = JSONDamage(random: SplitMix64(seed: seed))
    let writer = FHIRWriter(.init(patient: "Patient/p", includesInsuranceNumbers: true))
    for _ in 0..<Self.rounds {
      let text = damage.applied(to: Self.bundle, times: 12).serialized()
      for draft in try FHIRFindings(text).drafts {
        let body = draft.body
        let texts = [body.title] + body.facilities.map(\.name)
        #expect(texts.allSatisfy { !$0.unicodeScalars.contains(where: SafeText.isUnsafe) })
        #expect(texts.allSatisfy { !MyNumber.isPresent(in: $0) })
        let once = try #require(try Self.leftAndBack(body, writer)?.withoutRaw)
        #expect(try Self.leftAndBack(once, writer)?.withoutRaw == once)
      }
    }
  }

  /// What a record is after it left as FHIR and came back: codes that R4 does not know stay behind.
  private static func leftAndBack(_ body: RecordBody, _ writer: FHIRWriter) throws -> RecordBody? {
    let written = FHIRWriter.collection(writer.write(body, id: "r").all)
    return try FHIRFindings(written.serialized()).body
  }
}

/// Changes JSON without breaking its grammar.
private struct JSONDamage {
  var random: SplitMix64

  private static let values: [JSONValue] = [
    .null, .bool(true), .number("-0"), .number("1e400"), .number("99999999999999999999"), "",
    "　", "123456789018", "\u{1B}[31m赤", "\u{202E}abc", "2026-02-30", "9999-12-31", "0000",
    "2026-13", "令和99年", .array([]), .object([]), .array([.null, "a"]),
    .string(String(repeating: "あ", count: 5_000)), .object([JSONMember("value", .null)]),
    .object([JSONMember("reference", "#self")]), .array([.array([.array([.number("1")])])]),
  ]

  mutating func applied(to value: JSONValue, times: Int) -> JSONValue {
    (0..<times).reduce(value) { value, _ in changed(value, depth: 0) }
  }

  /// Goes down a random way and changes what stands at its end.
  private mutating func changed(_ value: JSONValue, depth: Int) -> JSONValue {
    switch value {
    case .object(var members) where !members.isEmpty && goesOn(depth):
      let place = pick(members.count)
      members[place].value = changed(members[place].value, depth: depth + 1)
      return .object(members)
    case .array(var elements) where !elements.isEmpty && goesOn(depth):
      let place = pick(elements.count)
      elements[place] = changed(elements[place], depth: depth + 1)
      return .array(elements)
    default: return other(than: value)
    }
  }

  private mutating func other(than value: JSONValue) -> JSONValue {
    switch (value, pick(4)) {
    case (.object(let members), 0) where !members.isEmpty:
      return .object(members + [members[pick(members.count)]])
    case (.object(var members), 1) where !members.isEmpty:
      members.remove(at: pick(members.count))
      return .object(members)
    case (.array(let elements), 0) where !elements.isEmpty:
      return .array(elements + [elements[pick(elements.count)]])
    case (.string(let text), 0): return .string(String(text.prefix(pick(text.count + 1))))
    case (.string(let text), 1): return .string(text + "　" + text)
    default: return Self.values[pick(Self.values.count)]
    }
  }

  private mutating func goesOn(_ depth: Int) -> Bool { depth < 3 || pick(6) > 0 }

  private mutating func pick(_ count: Int) -> Int { Int(random.next() % UInt64(count)) }
}
