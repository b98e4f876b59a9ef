import Foundation
import PHRModel
import Testing

@Suite("FHIR reader")
struct FHIRReaderTests {
  static let dose = """
    {"resourceType":"Immunization","status":"completed","vaccineCode":{"text":"見本ワクチン"},
    "patient":{"reference":"Patient/a"},"occurrenceDateTime":"2026-03-10"}
    """
  static let lineDose = dose.replacingOccurrences(of: "\n", with: "")
  static let person = #"{"resourceType":"Patient","id":"a","name":[{"text":"見本 花子"}]}"#

  @Test(arguments: [
    "collection", "searchset", "document", "transaction", "batch", "history", "message", "nonsense",
  ])
  func `a Bundle of any type gives its records`(type: String) throws {
    let found = try FHIRFindings(FHIRFindings.bundle(type, Self.person, Self.dose))
    #expect(found.persons.map(\.name) == ["見本 花子"])
    #expect(found.body?.title == "見本ワクチン")
    #expect(found.problems.isEmpty)
  }

  @Test func `an OperationOutcome in a searchset is counted and no record`() throws {
    let outcome = #"{"resourceType":"OperationOutcome","issue":[{"severity":"warning"}]}"#
    let found = try FHIRFindings(FHIRFindings.bundle("searchset", outcome, Self.dose))
    #expect(found.drafts.count == 1)
    #expect(found.keptRaw == ["OperationOutcome"])
  }

  @Test func `a single resource is read`() throws {
    let found = try FHIRFindings(Self.dose)
    #expect(found.body?.date == PartialDate(year: 2026, month: 3, day: 10))
    #expect(found.drafts.first?.position == 1)
  }

  @Test(arguments: [1, 7, 64, 4096])
  func `lines are read in pieces of any size and keep their numbers`(piece: Int) throws {
    let text = "\n" + Self.person + "\r\n" + Self.lineDose + "\n{\"broken\":\n" + Self.lineDose
    let found = try FHIRFindings(text, piece: piece)
    #expect(found.drafts.map(\.position) == [3, 5])
    #expect(found.problems.map(\.line) == [4])
    #expect(found.reasons == [.malformed])
    #expect(found.persons.count == 1)
  }

  @Test func `a broken first line does not spoil the lines after it`() throws {
    let text = Self.lineDose.dropLast(9) + "\n" + Self.lineDose + "\n" + Self.lineDose + "\n"
    let found = try FHIRFindings(String(text))
    #expect(found.drafts.count == 2)
    #expect(found.problems.map(\.line) == [1])
  }

  @Test func `lines find the institution that an earlier line named`() throws {
    let clinic = #"{"resourceType":"Organization","id":"o","name":"見本医院"}"#
    let text = """
      \(clinic)
      \(Self.lineDose.dropLast()),"performer":[{"actor":{"reference":"Organization/o"}}]}
      """
    #expect(try FHIRFindings(text).body?.facilities.map(\.name) == ["見本医院"])
  }

  @Test func `a stream beyond one run keeps what later lines refer to`() throws {
    let padding = String(repeating: "x", count: 3 << 20)
    let noise = "{\"resourceType\":\"Basic\",\"id\":\"\(padding)\"}\n"
    let clinic = #"{"resourceType":"Organization","id":"o","name":"見本医院"}"# + "\n"
    let text =
      clinic + noise + noise + noise
      + Self.lineDose.dropLast() + #","location":{"reference":"Organization/o"}}"# + "\n"
    let found = try FHIRFindings(text, piece: 1 << 16)
    #expect(found.body?.facilities.map(\.name) == ["見本医院"])
    #expect(found.keptRaw == ["Organization", "Basic", "Basic", "Basic"])
  }

  @Test(arguments: [
    ("", ImportProblem.Reason.emptyFile), (" \n \n", .emptyFile), ("{}", .unknownFormat),
    ("[1,2]", .unknownFormat), ("\"text\"", .unknownFormat), ("not json", .malformed),
    ("{\"resourceType\":\"Patient\"", .malformed), ("{\"resourceType\":\"\u{0}\"}", .malformed),
    (String(repeating: "[", count: 10_000), .tooDeep),
    (String(repeating: "{\"contained\":", count: 10_000), .tooDeep),
  ])
  func `what is not readable gives one problem and nothing else`(
    text: String, reason: ImportProblem.Reason
  ) throws {
    let found = try FHIRFindings(text)
    #expect(found.reasons == [reason])
    #expect(found.drafts.isEmpty && found.persons.isEmpty)
  }

  @Test func `bytes that are not UTF-8 are undecodable`() throws {
    var bytes = Data(#"{"resourceType":"Patient","id":""#.utf8)
    bytes.append(contentsOf: [0x8A, 0xBF, 0x8E, 0x9A])
    bytes.append(contentsOf: Data("\"}".utf8))
    #expect(try FHIRFindings(bytes: bytes).reasons == [.undecodable])
  }

  @Test func `a Bundle cut at any byte is a problem and never half read`() throws {
    let whole = Data(FHIRFindings.bundle("collection", Self.person, Self.dose).utf8)
    for length in 1..<whole.count {
      let found = try FHIRFindings(bytes: whole.prefix(length))
      #expect(found.reasons == [.malformed])
      #expect(found.drafts.isEmpty)
    }
  }

  @Test func `a document above the limit is declined`() throws {
    var reader = FHIRReader()
    var problems: [ImportProblem] = []
    let piece = Data(repeating: UInt8(ascii: "["), count: 16 << 20)
    for _ in 0..<5 {
      try reader.consume(piece) { if case .problem(let problem) = $0 { problems.append(problem) } }
    }
    try reader.finish { if case .problem(let problem) = $0 { problems.append(problem) } }
    #expect(problems == [ImportProblem(.tooLarge)])
  }

  @Test func `entries without a type are named, entries without a resource are counted`() throws {
    let text = """
      {"resourceType":"Bundle","type":"history","entry":[{"resource":{"id":"x"}},
      {"request":{"method":"DELETE","url":"Patient/1"}},{"resource":5},{"resource":null}]}
      """
    let found = try FHIRFindings(text)
    #expect(found.problems.map(\.line) == [3, 1])
    #expect(found.reasons == [.missingField, .missingField])
    #expect(found.keptRaw == ["Bundle.entry", "Bundle.entry"])
  }

  @Test func `a history hands the older version over first`() throws {
    let text = """
      {"resourceType":"Bundle","type":"history","entry":[
      {"fullUrl":"https://a.example/Immunization/1","resource":{"resourceType":"Immunization",
      "id":"1","vaccineCode":{"text":"new"}}},
      {"fullUrl":"https://a.example/Immunization/1","resource":{"resourceType":"Immunization",
      "id":"1","vaccineCode":{"text":"old"}}}]}
      """
    let found = try FHIRFindings(text)
    #expect(found.drafts.map(\.body.title) == ["old", "new"])
    #expect(Set(found.drafts.map(\.sourceKey)) == ["fhir:https://a.example/Immunization/1"])
  }
}
