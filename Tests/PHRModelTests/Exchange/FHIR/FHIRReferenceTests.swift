import PHRModel
import Testing

@Suite("FHIR references")
struct FHIRReferenceTests {
  @Test(arguments: [
    ("https://a.example/fhir/Organization/o", "https://a.example/fhir/Organization/o", ""),
    ("Organization/o", "https://a.example/fhir/Organization/o", ""),
    ("Organization/o/_history/3", "https://a.example/fhir/Organization/o", ""),
    (
      "urn:uuid:53fefa32-0000-4000-8000-000000000001",
      "urn:uuid:53fefa32-0000-4000-8000-000000000001", ""
    ),
    ("Organization/o", "urn:uuid:53fefa32-0000-4000-8000-000000000001", "o"),
    ("Organization/o", "", "o"),
  ])
  func `every way to name a resource of the Bundle is followed`(
    reference: String, fullURL: String, id: String
  ) throws {
    let url = fullURL.isEmpty ? "" : "\"fullUrl\":\"\(fullURL)\","
    let named = id.isEmpty ? "" : "\"id\":\"\(id)\","
    let found = try FHIRFindings(
      """
      {"resourceType":"Bundle","entry":[
      {"fullUrl":"https://a.example/fhir/Procedure/p","resource":{"resourceType":"Procedure",
      "code":{"text":"c"},"performer":[{"actor":{"reference":"\(reference)","display":"短縮名"}}]}},
      {\(url)"resource":{"resourceType":"Organization",\(named)"name":"見本病院"}}]}
      """)
    let body = try #require(found.drafts.first?.body)
    #expect(body.facilities.map(\.name) == ["見本病院"])
    #expect(body.raw.map(\.path) == ["performer[0].actor.display"])
  }

  @Test func `two servers with the same id are not mixed up`() throws {
    let found = try FHIRFindings(
      """
      {"resourceType":"Bundle","entry":[
      {"fullUrl":"https://a.example/Organization/o","resource":{"resourceType":"Organization",
      "id":"o","name":"甲病院"}},
      {"fullUrl":"https://b.example/Organization/o","resource":{"resourceType":"Organization",
      "id":"o","name":"乙病院"}},
      {"fullUrl":"https://b.example/Procedure/p","resource":{"resourceType":"Procedure",
      "code":{"text":"c"},"performer":[{"actor":{"reference":"Organization/o"}}]}},
      {"fullUrl":"https://c.example/Procedure/p","resource":{"resourceType":"Procedure",
      "code":{"text":"c"},"performer":[{"actor":{"reference":"Organization/o"}}]}}]}
      """)
    #expect(found.drafts.map { $0.body.facilities.map(\.name) } == [["乙病院"], []])
  }

  @Test func `roles, places, encounters and logical references name the institution`() throws {
    let found = try FHIRFindings(
      FHIRFindings.bundle(
        "collection",
        """
        {"resourceType":"Organization","id":"o","name":"見本病院","telecom":[{"system":"phone",
        "value":"03-0000-0000"}],"extension":[
        {"url":"http://jpfhir.jp/fhir/core/Extension/StructureDefinition/JP_Organization_PrefectureNo",
        "valueCoding":{"code":"13"}},
        {"url":"http://jpfhir.jp/fhir/core/Extension/StructureDefinition/JP_Organization_InsuranceOrganizationCategory",
        "valueCoding":{"code":"1"}},
        {"url":"http://jpfhir.jp/fhir/core/Extension/StructureDefinition/JP_Organization_InsuranceOrganizationNo",
        "valueIdentifier":{"value":"9999916"}}]}
        """,
        """
        {"resourceType":"PractitionerRole","id":"r","practitioner":{"display":"例 太郎"},
        "organization":{"reference":"Organization/o"},"specialty":[{"text":"内科"}]}
        """,
        #"{"resourceType":"Encounter","id":"e","serviceProvider":{"reference":"Organization/o"}}"#,
        """
        {"resourceType":"Procedure","code":{"text":"role"},
        "performer":[{"actor":{"reference":"PractitionerRole/r"}}]}
        """,
        """
        {"resourceType":"Procedure","code":{"text":"encounter"},
        "encounter":{"reference":"Encounter/e"}}
        """,
        """
        {"resourceType":"Procedure","code":{"text":"logical"},"performer":[{"actor":{
        "display":"別の医院","identifier":{"value":"1319999924",
        "system":"http://jpfhir.jp/fhir/core/IdSystem/insurance-medical-institution-no"}}}]}
        """))
    let facilities = found.drafts.compactMap(\.body.facilities.first)
    #expect(facilities.map(\.name) == ["見本病院", "見本病院", "別の医院"])
    #expect(facilities.map(\.code) == ["1319999916", "1319999916", "1319999924"])
    #expect(facilities.first?.phone == "03-0000-0000")
    #expect(
      found.drafts.first?.body.condition?.practitioners
        == [Practitioner(role: .performer, name: "例 太郎", department: "内科")])
  }

  @Test func `a resource by itself is mapped with what the caller knows`() throws {
    var context = FHIRContext(base: "https://p.example")
    context.add(
      ["resourceType": "Organization", "id": "o", "name": "見本病院"], position: 1,
      forReference: true)
    let mapped = FHIRMapping.draft(
      of: [
        "resourceType": "Procedure", "id": "1", "code": ["text": "c"],
        "subject": ["reference": "Patient/p"],
        "performer": [["actor": ["reference": "https://p.example/Organization/o"]]],
      ], context: context)
    guard case .record(let draft) = mapped.outcome else {
      Issue.record("no record")
      return
    }
    #expect(draft.body.facilities.map(\.name) == ["見本病院"])
    #expect(draft.sourceKey == "fhir:https://p.example/Procedure/1")
    #expect(mapped.subject == .unresolved("Patient/p"))
    #expect(FHIRMapping.drafts(in: context).isEmpty)
    let plan = FHIRMapping.draft(of: ["resourceType": "CarePlan"], context: context)
    #expect(plan.outcome == .keptRaw(type: "CarePlan"))
    let nothing = FHIRMapping.draft(of: ["id": "x"], context: context, position: 4)
    #expect(nothing.problems.map(\.line) == [4])
  }

  /// References as written, and whether they name a patient: what names another type is no person.
  @Test(arguments: [
    ("Patient/1", true), ("https://p.example/fhir/Patient/1", true), ("Patient//1", true),
    ("Patient/1/", true), ("//Patient/1", true), ("Group/1", false), ("Device//7/", false),
    ("https://p.example/Group/1", false), ("Größe/1", false), ("Patient", true), ("/", true),
    ("", true), ("patient/1", true), ("urn:uuid:Group/1", true), ("患者/1", true),
  ])
  func `the type in a reference says whether it can be a person`(
    _ reference: String, isPerson: Bool
  ) {
    let mapped = FHIRMapping.draft(
      of: [
        "resourceType": "Procedure", "id": "1", "code": ["text": "c"],
        "subject": ["reference": .string(reference)],
      ], context: FHIRContext(base: "https://p.example"))
    #expect((mapped.subject != .notAPerson) == isPerson)
  }
}
