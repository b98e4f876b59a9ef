import PHRModel
import Testing

@Suite("FHIR writer")
struct FHIRWriterTests {
  static let writer = FHIRWriter(
    .init(patient: "Patient/p", includesInsuranceNumbers: true))
  static let discreet = FHIRWriter(.init(patient: "Patient/p"))

  static func findings(
    _ body: RecordBody, _ writer: FHIRWriter = writer, withdrawn: Bool = false
  ) throws -> FHIRFindings {
    let written = writer.write(body, id: "r1", withdrawn: withdrawn)
    return try FHIRFindings(FHIRWriter.collection(written.all).serialized())
  }

  @Test(arguments: FHIRSamples.all)
  func `what is written reads back the same`(body: RecordBody) throws {
    let found = try Self.findings(body)
    #expect(found.problems.isEmpty)
    let read = try #require(found.body)
    #expect(read.withoutRaw == body)
  }

  @Test(arguments: FHIRSamples.all)
  func `a withdrawn record reads back as withdrawn`(body: RecordBody) throws {
    let drafts = try Self.findings(body, withdrawn: true).drafts
    #expect(drafts.map(\.withdrawn) == [true])
  }

  @Test(arguments: FHIRSamples.all)
  func `insurance numbers leave only with their own tick`(body: RecordBody) throws {
    let text = Self.discreet.write(body, id: "r1").resource.serialized()
    #expect(!text.contains("４５６７"))
    #expect(!text.contains("24100000123"))
  }

  @Test(arguments: FHIRSamples.all)
  func `no exported text holds a full-width space, no element is empty`(body: RecordBody) {
    func check(_ value: JSONValue) -> Bool {
      switch value {
      case .string(let text): !text.isEmpty && !text.contains("\u{3000}")
      case .array(let elements): !elements.isEmpty && elements.allSatisfy(check)
      case .object(let members):
        !members.isEmpty && members.allSatisfy { check($0.value) }
          && Set(members.map(\.name)).count == members.count
      default: value != .null
      }
    }
    var body = body
    body.note = "見本　花子\u{7}"
    #expect(Self.writer.write(body, id: "r1").all.allSatisfy(check))
  }

  @Test(arguments: [
    ("abc", "abc"), ("a b/c_d", "abcd"), ("日本", "x"),
    (String(repeating: "a", count: 90), String(repeating: "a", count: 64)),
  ])
  func `ids are those that R4 allows`(text: String, id: String) {
    #expect(FHIRWriter.id(text) == id)
    let parts = Self.writer.write(FHIRSamples.checkup, id: text).all
    let ids = parts.compactMap { $0["id"]?.string }
    #expect(ids.count == parts.count && Set(ids).count == ids.count)
    #expect(ids.allSatisfy { (1...64).contains($0.count) })
  }

  @Test func `old names of code systems are written under their new ones`() {
    var body = FHIRSamples.vaccination
    guard var dose = body.vaccination else { return }
    dose.vaccine.codings = [Coding(system: "urn:oid:1.2.392.200119.4.403.1", code: "1")]
    body.content = .vaccination(dose)
    let resource = Self.writer.write(body, id: "r").resource
    let system = resource["vaccineCode"]?["coding"]?[0]?["system"]
    #expect(system == "http://medis.or.jp/CodeSystem/master-HOT9")
  }

  @Test func `laboratory items carry both category codes`() {
    let item = Self.writer.write(FHIRSamples.checkup, id: "r").parts[0]
    let systems = item["category"]?.elements.compactMap { $0["coding"]?[0]?["system"]?.string }
    #expect(
      systems == [
        "http://jpfhir.jp/fhir/core/CodeSystem/JP_SimpleObservationCategory_CS",
        "http://terminology.hl7.org/CodeSystem/observation-category",
      ])
  }

  @Test(arguments: [
    ("5.60", "5.60"), ("０５．６", "5.6"), (".5", "0.5"), ("-03", "-3"), ("1e3", "1e3"),
  ])
  func `numbers keep their precision and become JSON`(received: String, written: String) throws {
    var body = FHIRSamples.measurement
    guard var measured = body.measured else { return }
    measured.item.value = .quantity(Quantity(value: received, unit: "kg"))
    body.content = .measurement(measured)
    let resource = Self.writer.write(body, id: "r").resource
    #expect(resource["valueQuantity"]?["value"] == .number(written))
  }

  @Test(arguments: ["<0.3", "1/2", "不明", ""])
  func `a value that is no number is not made one`(received: String) throws {
    var body = FHIRSamples.measurement
    guard var measured = body.measured else { return }
    measured.item.components = []
    measured.item.value = .quantity(Quantity(value: received, unit: "kg"))
    body.content = .measurement(measured)
    let resource = Self.writer.write(body, id: "r").resource
    #expect(resource["valueQuantity"]?["value"] == nil)
    let read = try #require(try Self.findings(body).body?.measured)
    #expect(read.item.value == measured.item.value || received.isEmpty)
  }

  @Test func `equal institutions are one Organization, others never mix`() {
    var other = FHIRSamples.clinic
    other.address = "別の所"
    var body = FHIRSamples.vaccination
    body.facilities = [FHIRSamples.clinic, other, FHIRSamples.clinic]
    let organizations = Self.writer.write(body, id: "r").organizations
    #expect(organizations.count == 2)
    #expect(Set(organizations.compactMap { $0["id"]?.string }).count == 2)
  }

  @Test func `the holder reads back the same`() throws {
    var person = Profile()
    person.name = "見本 花子"
    person.kana = "ミホン ハナコ"
    person.roman = "Hanako Mihon"
    person.sex = .female
    person.birthDate = PartialDate(year: 1985, month: 4, day: 15)
    person.phone = "03-0000-0000"
    person.address = "東京都見本区１－２－３"
    person.postalCode = "100-0000"
    person.contacts = [.init(name: "見本 太郎", relation: "夫", phone: "090-0000-0000")]
    person.bloodType = "A"
    person.weight = "52.5"
    var pharmacist = Profile.CareTeamMember(name: "見本 薬子")
    pharmacist.facility = "見本薬局"
    pharmacist.from = PartialDate(year: 2025, month: 4, day: 1)
    person.careTeam = [pharmacist]
    let written = Self.writer.patient(person, id: "p")
    var read = try #require(try FHIRFindings(written.serialized()).persons.first)
    #expect(written["identifier"]?.elements.count == 1)
    #expect(read.raw.map(\.path) == ["name[0].use", "name[1].use", "name[2].use"])
    read.raw = []
    #expect(read == person)
  }
}

extension RecordBody {
  /// The body without what stayed raw, also in its items.
  var withoutRaw: RecordBody {
    var body = self
    body.raw = []
    switch body.content {
    case .checkup(var checkup):
      for index in checkup.items.indices { checkup.items[index].raw = [] }
      body.content = .checkup(checkup)
    case .measurement(var measured):
      measured.item.raw = []
      body.content = .measurement(measured)
    default: break
    }
    return body
  }
}
