import Foundation
import PHRModel
import Testing

/// An unknown element is put into every object of a resource; all of them must come back as raw
/// fields, so that no part of a resource is swallowed whole by a reader that uses some of it.
@Suite("FHIR keeps what it does not know")
struct FHIRNothingLostTests {
  /// Puts an element with a value of its own into every object, apart from those that say who the
  /// patient is: the vault knows its holder.
  private struct Marker {
    var marks: [String] = []

    mutating func marked(_ value: JSONValue) -> JSONValue {
      switch value {
      case .array(let elements): return .array(elements.map { marked($0) })
      case .object(let members):
        marks.append("mark-\(marks.count)-")
        let mark = JSONMember("unheardOf", .string(marks[marks.count - 1]))
        let holder = ["patient", "subject", "beneficiary", "recipient", "informationSource"]
        return .object(
          members.map {
            holder.contains($0.name) ? $0 : JSONMember($0.name, marked($0.value))
          } + [mark])
      default: return value
      }
    }
  }

  @Test(arguments: FHIRSamples.all)
  func `an unknown element anywhere stays raw`(body: RecordBody) throws {
    let written = FHIRWriterTests.writer.write(body, id: "r1")
    var marker = Marker()
    // A group with something of its own would become an item: it is left as it is.
    let resources = ([written.resource] + written.parts).map {
      $0["hasMember"] == nil ? marker.marked($0) : $0
    }
    let found = try FHIRFindings(
      FHIRWriter.collection(resources + written.organizations).serialized())
    let read = try #require(found.body)
    let kept = read.allRaw.filter { $0.path.hasSuffix("unheardOf") }.map(\.value)
    #expect(Set(kept) == Set(marker.marks))
    #expect(kept.count == marker.marks.count)
    #expect(read.withoutRaw == body)
  }

  @Test func `a repeated name keeps the value that was passed over`() throws {
    let found = try FHIRFindings(
      """
      {"resourceType":"Immunization","lotNumber":"first","vaccineCode":{"text":"v"},
      "lotNumber":"second"}
      """)
    #expect(found.body?.vaccination?.lotNumber == "second")
    #expect(found.body?.raw.map(\.value) == ["first"])
  }

  @Test func `a modifier extension and implicit rules are kept and said`() throws {
    let found = try FHIRFindings(
      """
      {"resourceType":"Immunization","vaccineCode":{"text":"v"},"implicitRules":"urn:rules",
      "performer":[{"modifierExtension":[{"url":"urn:not","valueBoolean":true}]}]}
      """)
    #expect(found.reasons == [.keptRaw])
    let raw = try #require(found.body).rawByPath
    #expect(raw["implicitRules"] == "urn:rules")
    #expect(raw["performer[0].modifierExtension[0].valueBoolean"] == "true")
  }

  @Test func `elements of the wrong shape stay raw and harm nothing`() throws {
    let found = try FHIRFindings(
      """
      {"resourceType":"Immunization","vaccineCode":{"text":"v","coding":{"code":"1"}},
      "status":5,"lotNumber":["a"],"doseQuantity":"much","performer":{"actor":"somebody"},
      "protocolApplied":[null,{"doseNumberPositiveInt":2.5}],"occurrenceDateTime":{"a":1},
      "note":[{"text":null},7],"site":[],"id":12,"meta":"m"}
      """)
    let body = try #require(found.body)
    #expect(body.vaccination?.vaccine.codings == [Coding(system: nil, code: "1")])
    #expect(
      body.raw.map(\.path) == [
        "status", "doseQuantity", "performer.actor", "protocolApplied[0]",
        "protocolApplied[1].doseNumberPositiveInt", "occurrenceDateTime.a", "note[0].text",
        "note[1]", "meta",
      ])
  }
}

extension RecordBody {
  /// The raw fields of the body and of its items.
  var allRaw: [RawField] {
    switch content {
    case .checkup(let checkup): raw + checkup.items.flatMap(\.raw)
    case .measurement(let measured): raw + measured.item.raw
    default: raw
    }
  }
}
