import PHRModel
import Testing

@Suite("FHIR from hostile senders")
struct FHIRHostileTests {
  @Test func `made-up names and types never reach a problem or the screen as they are`() throws {
    let found = try FHIRFindings(
      FHIRFindings.bundle(
        "collection",
        #"{"resourceType":"\u001b[31mRed","id":"1"}"#,
        #"""
        {"resourceType":"Immunization","vaccineCode":{"text":"v"},
        "\u001b]0;title\u0007key":"\u202ea","123456789018":{"deep":"\u0000"},
        "見本花子":"\u0007"}
        """#))
    #expect(found.keptRaw == ["?"])
    #expect(Set(found.problems.compactMap(\.field)) == ["Immunization.?", "Immunization.?.deep"])
    let body = try #require(found.body)
    let texts = body.raw.flatMap { [$0.path, $0.value] }
    #expect(!texts.joined().unicodeScalars.contains { $0.value < 0x20 || $0 == "\u{202E}" })
    #expect(!texts.contains { $0.contains("5678") })
  }

  @Test func `a My Number is no name at the source`() throws {
    let found = try FHIRFindings(
      """
      {"resourceType":"Procedure","code":{"text":"c"},
      "identifier":[{"system":"urn:x","value":"1234-5678-9018"}]}
      """)
    #expect(found.drafts.map(\.sourceKey) == [nil])
    #expect(found.reasons == [.myNumberMasked])
  }

  @Test func `references in a circle come to an end`() throws {
    let found = try FHIRFindings(
      FHIRFindings.bundle(
        "collection",
        """
        {"resourceType":"Observation","id":"a","code":{"text":"a"},"valueString":"1",
        "hasMember":[{"reference":"Observation/b"},{"reference":"Observation/a"}]}
        """,
        """
        {"resourceType":"Observation","id":"b","code":{"text":"b"},"valueString":"2",
        "hasMember":[{"reference":"Observation/a"}]}
        """,
        """
        {"resourceType":"DiagnosticReport","code":{"text":"r"},
        "result":[{"reference":"Observation/a"},{"reference":"Observation/a"}]}
        """,
        """
        {"resourceType":"Procedure","code":{"text":"c"},
        "performer":[{"actor":{"reference":"PractitionerRole/p"}}]}
        """,
        """
        {"resourceType":"PractitionerRole","id":"p","practitioner":{"reference":"PractitionerRole/p"},
        "organization":{"reference":"Location/l"}}
        """,
        """
        {"resourceType":"Location","id":"l","managingOrganization":{"reference":"Location/l"}}
        """))
    #expect(found.drafts.count == 2)
    #expect(found.drafts.first?.body.checkup?.items.map(\.code.text) == ["a", "b"])
  }

  @Test func `contained resources that name themselves come to an end`() throws {
    let found = try FHIRFindings(
      """
      {"resourceType":"Procedure","code":{"text":"c"},"contained":[
      {"resourceType":"PractitionerRole","id":"p","practitioner":{"reference":"#p"},
      "organization":{"reference":"#p"}}],"performer":[{"actor":{"reference":"#p"}}]}
      """)
    #expect(found.body?.title == "c")
  }

  @Test func `a chain of ten thousand members harms nothing`() throws {
    let chain = (0..<10_000).map { number in
      """
      {"resourceType":"Observation","id":"o\(number)","code":{"text":"\(number)"},
      "hasMember":[{"reference":"Observation/o\(number + 1)"}]}
      """
    }
    let report =
      #"{"resourceType":"DiagnosticReport","result":[{"reference":"Observation/o0"}]}"#
    let entries = (chain + [report]).map { "{\"resource\":\($0)}" }.joined(separator: ",")
    let found = try FHIRFindings("{\"resourceType\":\"Bundle\",\"entry\":[\(entries)]}")
    #expect(found.drafts.contains { $0.body.kind == .checkup })
  }
}
