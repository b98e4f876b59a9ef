import Foundation
import Testing

@testable import PHRModel
@testable import phr_tui

/// A person can leave: what is exported reads back as the same records in a new vault.
@Suite struct ExportRoundTripTests {
  private static let today = Story.now.day

  /// A vault with the documents of an invented person.
  private static func store(of person: DemoPerson) throws -> RecordStore {
    let store = try RecordStore(Connection(path: ":memory:"))
    for document in person.documents(person, today) {
      try read(Data(document.bytes), as: document.format, into: store)
    }
    return store
  }

  @discardableResult
  private static func read(
    _ bytes: Data, as format: ImportFormat, into store: RecordStore
  ) throws -> ImportReport {
    try store.connection.transaction {
      let session = try ImportSession(
        store: store, format: format, reader: ImportReaders.reader(of: format), name: "in",
        now: Story.now, samePerson: false)
      try session.consume(bytes)
      return try session.finish()
    }
  }

  private static func fhir(
    _ store: RecordStore, _ format: ExportRecordsCommand.Format = .fhir
  ) throws -> Data {
    let output = Output(.memory)
    _ = try ExportRecordsCommand.write(
      RecordQuery(), of: store, for: .holder, as: format, ticks: [], made: Story.now,
      to: ExportSink(into: output))
    return Data(output.text.utf8)
  }

  private static func jahis(
    _ store: RecordStore, _ style: JahisWriter.Style = .standard
  ) throws -> Data {
    let notebook = try ExportJahisCommand.notebook(store, .holder, [], style)
    let files = ExportJahisCommand.files(of: notebook, .init(), at: Story.now, style: style).files
    return try #require(files.first)
  }

  /// What the records say, with the dispensing each belongs to as the set of its drugs, but without
  /// the names and the raw fields of one vault.
  private static func said(_ store: RecordStore, _ kinds: Set<Kind> = []) throws -> [String] {
    var query = RecordQuery()
    query.kinds = kinds
    query.includesTwins = true
    var texts: [String] = []
    try store.forEachRecord(query) { record in
      let json = try RecordJSON.whole(record, notes: [], hidden: false)
        .without([
          "id", "raw", "episode", "episodeNotes", "provenance", "source", "twins", "version",
        ]).plain
      var family: [String] = []
      if record.body.kind == .medication, let episode = record.episode {
        let found = try store.episode(episode)
        family = try found.records.compactMap { try store.record($0)?.body.title.plain }.sorted()
        family += found.notes.map { "\($0)".plain }
      }
      texts.append(json.serialized() + family.joined(separator: "|"))
    }
    return texts.sorted()
  }

  @Test(arguments: DemoFamilies.people.map(\.key))
  func `all of a person's records leave as FHIR and come back`(key: String) throws {
    let person = try #require(DemoFamilies.people.first { $0.key == key })
    let store = try Self.store(of: person)
    let file = try Self.fhir(store)
    let other = try RecordStore(Connection(path: ":memory:"))
    let report = try Self.read(file, as: .fhir, into: other)
    #expect(report.problems.isEmpty)
    let before = try Self.said(store)
    let after = try Self.said(other)
    #expect(before.count == after.count)
    for (left, right) in zip(before, after) { #expect(left == right) }
    let again = try Self.read(file, as: .fhir, into: other)
    #expect(again.new.isEmpty && again.changed == 0)
  }

  @Test(arguments: DemoFamilies.people.map(\.key))
  func `line by line they come back the same`(key: String) throws {
    let person = try #require(DemoFamilies.people.first { $0.key == key })
    let store = try Self.store(of: person)
    let file = try Self.fhir(store, .ndjson)
    let lines = String(decoding: file, as: UTF8.self).split(separator: "\n")
    #expect(lines.allSatisfy { $0.hasPrefix("{\"resourceType\":\"") && $0.hasSuffix("}") })
    let other = try RecordStore(Connection(path: ":memory:"))
    #expect(try Self.read(file, as: .fhir, into: other).problems.isEmpty)
    #expect(try Self.said(other) == Self.said(store))
  }

  @Test(arguments: ["midori", "ichiro"])
  func `a notebook leaves and comes back`(key: String) throws {
    let person = try #require(DemoFamilies.people.first { $0.key == key })
    let store = try Self.store(of: person)
    let other = try RecordStore(Connection(path: ":memory:"))
    let report = try Self.read(try Self.jahis(store), as: .jahis, into: other)
    #expect(report.problems.allSatisfy { $0.severity == .warning })
    var query = RecordQuery()
    query.kinds = [.medication]
    #expect(try other.count(query) == store.count(query))
    let again = try Self.read(try Self.jahis(other), as: .jahis, into: other)
    #expect(again.new.isEmpty && again.changed == 0)
  }

  /// A notebook with every record of the standard, by an invented person.
  private static let notebook = """
    JAHISTC08,1
    1,髙﨑　花子,2,S600415,,,,090-0000-0000,Ａ＋,66.8,ﾀｶｻｷ ﾊﾅｺ
    2,1,卵,1
    2,3,喘息,2
    2,2,試験錠で発疹,1
    3,試験市販錠,20260201,,2,1,4900000000009
    31,1,成分甲,1,,2
    4,旅行,R071105,2
    5,R080301,1
    11,試験薬局,13,4,9999902,105-0004,東京都,03-0000-0000,1
    15,薬剤師 甲,,1
    51,試験病院,13,1,9999916,1
    55,医師 甲,内科,1
    201,1,試験錠５mg,1,錠,4,1234567F1010,1,,,
    281,1,半分に割る,1
    291,1,眠気に注意,1
    201,1,別の錠,2,錠,1,,1,,,
    301,1,【分１ 朝食後服用】,28,日分,1,1,,1
    311,1,粉砕,1
    391,1,飲み残さない,1
    55,医師 乙,外科,1
    201,2,軟膏,10,g,2,620000001,1,,1,
    301,2,【塗布】,1,調剤,5,1,,1
    401,相談すること,1
    411,入院中に発疹,30,1
    421,残薬10錠,1
    501,備考,8
    601,よく眠れた,R080302
    5,20260105,1
    11,試験病院,13,1,9999916,,,,1
    201,1,頓服,2,錠,3,1234567F1029,1,,,
    301,1,【発熱時】,5,回分,3,1,,1
    701,薬剤師 甲,試験薬局,03-0000-0000,20250401,,1
    """

  private static var notebookFile: Data {
    let lines = notebook.replacing("\n", with: "\r\n") + "\r\n"
    return lines.data(using: .shiftJIS) ?? Data()
  }

  @Test func `an imported notebook leaves byte for byte`() throws {
    let store = try RecordStore(Connection(path: ":memory:"))
    try Self.read(Self.notebookFile, as: .jahis, into: store)
    let file = try Self.jahis(store, .asReceived)
    let expected = try #require(String(data: Self.notebookFile, encoding: .shiftJIS))
    let found = try #require(String(data: file, encoding: .shiftJIS))
    #expect(found.split(separator: "\r\n") == expected.split(separator: "\r\n"))
    #expect(file == Self.notebookFile)
  }

  @Test func `what was corrected since is written anew`() throws {
    let store = try RecordStore(Connection(path: ":memory:"))
    try Self.read(Self.notebookFile, as: .jahis, into: store)
    let id = try #require(try store.list(RecordQuery()).first { $0.title == "卵" }?.id)
    var body = try #require(try store.record(id)).body
    body.content = .allergy(Allergy(substance: CodedText(text: "鶏卵")))
    let typed = Provenance(channel: .manual, format: "manual", name: "", received: Story.now)
    try store.edit(id, body: body, provenance: typed)
    let text = try #require(
      String(data: try Self.jahis(store, .asReceived), encoding: .shiftJIS))
    #expect(text.contains("2,1,鶏卵,"))
    #expect(!text.contains("2,1,卵,1"))
  }

  @Test func `every record of the standard comes back from our own lines`() throws {
    let store = try RecordStore(Connection(path: ":memory:"))
    try Self.read(Self.notebookFile, as: .jahis, into: store)
    let other = try RecordStore(Connection(path: ":memory:"))
    let report = try Self.read(try Self.jahis(store), as: .jahis, into: other)
    #expect(report.problems.isEmpty)
    #expect(try Self.said(other) == Self.said(store))
    #expect(try other.profile().careTeam == store.profile().careTeam)
    #expect(try other.profile().contacts == store.profile().contacts)
    let third = try RecordStore(Connection(path: ":memory:"))
    try Self.read(try Self.fhir(store), as: .fhir, into: third)
    #expect(try third.profile().careTeam == store.profile().careTeam)
    #expect(try third.profile().bloodType == store.profile().bloodType)
    #expect(try third.profile().weight == store.profile().weight)
    #expect(try Self.said(third, [.medication]) == Self.said(store, [.medication]))
  }

  @Test func `one file for each dispensing and parts for QR codes are the same notebook`() throws {
    let store = try RecordStore(Connection(path: ":memory:"))
    try Self.read(Self.notebookFile, as: .jahis, into: store)
    let notebook = try ExportJahisCommand.notebook(store, .holder, [])
    let single = ExportJahisCommand.files(
      of: notebook, .init(perDispensing: true), at: Story.now
    ).files
    #expect(single.count == 2)
    let other = try RecordStore(Connection(path: ":memory:"))
    for file in single { try Self.read(file, as: .jahis, into: other) }
    #expect(try Self.said(other) == Self.said(store))
    let parts = ExportJahisCommand.files(of: notebook, .init(splits: true), at: Story.now).files
    #expect(JahisSplit.join(parts).map(\.bytes) == [try Self.jahis(store)])
  }
}

extension String {
  /// The text as FHIR can hold it.
  fileprivate var plain: String { replacing("\u{3000}", with: " ") }
}

extension JSONValue {
  /// The value as FHIR can hold it, without what a vault keeps beside it.
  fileprivate var plain: JSONValue {
    switch self {
    case .string(let text): .string(text.plain)
    case .array(let elements): .array(elements.map(\.plain))
    case .object(let members):
      .object(members.filter { $0.name != "raw" }.map { JSONMember($0.name, $0.value.plain) })
    default: self
    }
  }
}
