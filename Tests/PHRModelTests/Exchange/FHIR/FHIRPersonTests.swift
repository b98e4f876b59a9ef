import PHRModel
import Testing

@Suite("FHIR persons")
struct FHIRPersonTests {
  @Test func `names are told apart by their script and both address forms are read`() throws {
    let found = try FHIRFindings(
      """
      {"resourceType":"Patient","id":"p","identifier":[
      {"system":"urn:oid:1.2.392.100495.20.3.51.11319999916","value":"00001234"},
      {"system":"http://jpfhir.jp/fhir/clins/Idsystem/JP_Insurance_memberID",
      "value":"06139992:１２３:４５６７:01"}],
      "name":[{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/iso21090-EN-representation",
      "valueCode":"SYL"}],"family":"ミホン","given":["ハナコ"]},
      {"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/iso21090-EN-representation",
      "valueCode":"IDE"}],"text":"見本　花子","family":"見本","given":["花子"]},
      {"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/iso21090-EN-representation",
      "valueCode":"ABC"}],"family":"Mihon","given":["Hanako"]}],
      "gender":"female","birthDate":"1985-04-15","telecom":[{"system":"email","value":"h@example.jp"},
      {"system":"phone","value":"03-0000-0000"}],
      "address":[{"postalCode":"100-0000","state":"東京都","city":"見本区","line":["１－２－３"]}],
      "contact":[{"name":{"text":"見本 太郎"},"relationship":[{"text":"夫"}],
      "telecom":[{"system":"phone","value":"090-0000-0000"}]}],
      "maritalStatus":{"text":"既婚"}}
      """)
    let person = try #require(found.persons.first)
    #expect(person.name == "見本　花子")
    #expect(person.kana == "ミホン ハナコ")
    #expect(person.roman == "Hanako Mihon")
    #expect(person.sex == .female)
    #expect(person.birthDate == PartialDate(year: 1985, month: 4, day: 15))
    #expect(person.phone == "03-0000-0000")
    #expect(person.address == "東京都見本区１－２－３")
    #expect(
      person.insured
        == InsuredIdentity(
          insurerNumber: "06139992", symbol: "１２３", number: "４５６７", branch: "01"))
    #expect(person.contacts == [.init(name: "見本 太郎", relation: "夫", phone: "090-0000-0000")])
    let raw = person.raw.map(\.path)
    #expect(raw == ["telecom[0].system", "telecom[0].value", "maritalStatus.text"])
  }

  @Test(arguments: [
    (#"[{"text":"ミホン　ハナコ"}]"#, ["ミホン　ハナコ", "ミホン　ハナコ", nil]),
    (#"[{"family":"Mihon","given":["Hanako","J"]}]"#, ["Hanako J Mihon", nil, "Hanako J Mihon"]),
    (#"[{"family":"見本","given":["花子"]}]"#, ["見本 花子", nil, nil]),
  ])
  func `without the extension the letters tell the script`(
    names: String, expected: [String?]
  ) throws {
    let found = try FHIRFindings("{\"resourceType\":\"Patient\",\"name\":\(names)}")
    let person = try #require(found.persons.first)
    #expect([person.name, person.kana, person.roman] == expected)
  }

  private static func dose(of reference: String, _ name: String) -> String {
    """
    {"resourceType":"Immunization","vaccineCode":{"text":"\(name)"},"patient":\(reference)}
    """
  }

  private static func patient(_ id: String) -> String {
    "{\"resourceType\":\"Patient\",\"id\":\"\(id)\",\"name\":[{\"text\":\"見本 \(id)\"}]}"
  }

  @Test func `the first patient that records refer to is the person, others are reported`() throws {
    let found = try FHIRFindings(
      FHIRFindings.bundle(
        "collection", Self.patient("a"), Self.patient("b"),
        Self.dose(of: #"{"reference":"Patient/b"}"#, "one"),
        Self.dose(of: #"{"reference":"Patient/a"}"#, "two"),
        Self.dose(of: #"{"reference":"Patient/c"}"#, "three"),
        Self.dose(of: #"{"display":"見本　b"}"#, "four"),
        Self.dose(of: #"{"display":"別人"}"#, "five")))
    #expect(found.persons.compactMap(\.name) == ["見本 b", "見本　b"])
    #expect(found.drafts.map(\.body.title) == ["one", "four"])
    #expect(found.reasons == [.otherPerson, .otherPerson, .otherPerson, .otherPerson])
    #expect(found.problems.map(\.line) == [1, 4, 5, 7])
  }

  @Test func `one reference that leads nowhere is still one person`() throws {
    let found = try FHIRFindings(
      FHIRFindings.bundle(
        "searchset", Self.dose(of: #"{"reference":"Patient/x"}"#, "one"),
        Self.dose(of: #"{"reference":"Patient/x"}"#, "two"),
        Self.dose(of: #"{"reference":"Patient/y"}"#, "three")))
    #expect(found.drafts.map(\.body.title) == ["one", "two"])
    #expect(found.reasons == [.otherPerson])
  }

  @Test func `a contained patient and a bare name tell who the record is about`() throws {
    let contained = try FHIRFindings(
      """
      {"resourceType":"Immunization","contained":[{"resourceType":"Patient","id":"p",
      "name":[{"text":"見本 花子"}],"birthDate":"1985-04-15"}],
      "vaccineCode":{"text":"v"},"patient":{"reference":"#p"}}
      """)
    #expect(contained.persons.map(\.name) == ["見本 花子"])
    #expect(contained.persons.map(\.birthDate) == [PartialDate(year: 1985, month: 4, day: 15)])
    let named = try FHIRFindings(Self.dose(of: #"{"display":"見本 花子"}"#, "v"))
    #expect(named.persons.map(\.name) == ["見本 花子"])
    #expect(named.body?.raw == [])
  }

  @Test func `what is not about a person is only counted`() throws {
    let found = try FHIRFindings(Self.dose(of: #"{"reference":"Group/g"}"#, "v"))
    #expect(found.keptRaw == ["Immunization"])
    #expect(found.drafts.isEmpty)
  }
}
