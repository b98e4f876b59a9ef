import Foundation
import Testing

@testable import PHRModel

@Suite struct JahisWriterTests {
  /// A notebook as the store would give it back: records by episode.
  private func notebook(_ reading: Reading) -> JahisNotebook {
    var notebook = JahisNotebook(person: reading.people.reduce(Profile()) { $0.filled(from: $1) })
    notebook.records = reading.records.filter { $0.episodeKey == nil }.map(\.body)
    notebook.dispensings = reading.episodes.map { episode in
      JahisNotebook.Dispensing(
        lines: reading.records.filter { $0.episodeKey == episode.key }.map(\.body),
        notes: episode.notes, raw: episode.raw)
    }
    return notebook
  }

  private func read(_ file: Data) throws -> Reading { try Reading(file, with: JahisReader()) }

  private var sample: Data {
    let text = """
      JAHISTC08,1
      1,髙﨑　花子,2,S600415,,,,090-0000-0000,Ａ＋,66.8,ﾀｶｻｷ ﾊﾅｺ
      2,1,卵,1
      2,3,喘息,2
      3,試験錠,20260301,,2,1,4900000000009
      31,1,成分①,1,,2
      4,旅行,R071105,2
      5,R080310,1
      11,試験薬局,13,4,9999902,105-0004,東京都,03-0000-0000,1
      15,薬剤師 甲,,1
      51,試験病院,13,1,9999916,1
      55,医師 甲,内科,1
      201,1,試験錠５mg,1,錠,4,1234567F1010,1,,,
      291,1,注意,1
      201,1,別の錠,2,錠,1,,1
      301,1,【分１】,28,日分,1,1,,1
      311,1,粉砕,1
      55,医師 乙,外科,1
      201,2,軟膏,10,g,2,620000001,1,,1,
      301,2,【塗布】,1,調剤,5,1,,1
      401,相談,1
      777,謎,1
      5,20260105,1
      11,試験病院,13,1,9999916,,,,1
      201,1,頓服,2,錠,3,1234567F1029,1
      301,1,【発熱時】,5,回分,3,1,,1
      701,薬剤師 甲,試験薬局,03-0000-0000,20250401,,1
      """
    return text.replacingOccurrences(of: "\n", with: "\r\n").appending("\r\n")
      .data(using: .shiftJIS) ?? Data()
  }

  @Test func `an unchanged notebook gives the same bytes again`() throws {
    let output = JahisWriter.write(notebook(try read(sample)), style: .asReceived)
    #expect(output.file == sample)
    #expect(output.losses.isEmpty)
  }

  @Test func `NEC's codes of doubled characters come back as they were`() throws {
    // ED95 is NEC's code of 﨑, FAB1 IBM's.
    let nec = Data("JAHISTC08,1\r\n1,".utf8) + Data([0xED, 0x95]) + Data(",1,S500101\r\n".utf8)
    let ibm = Data("JAHISTC08,1\r\n1,".utf8) + Data([0xFA, 0xB1]) + Data(",1,S500101\r\n".utf8)
    for file in [nec, ibm] {
      let reading = try read(file)
      #expect(reading.people.contains { $0.name == "﨑" })
      #expect(JahisWriter.write(notebook(reading), style: .asReceived).file == file)
    }
    #expect(NECSelected.codes.count == 374)
  }

  @Test func `newly made lines say the same and read without a warning`() throws {
    let before = try read(sample)
    let output = JahisWriter.write(notebook(before))
    #expect(output.losses.isEmpty)
    let after = try read(output.file)
    #expect(after.marks == [])
    #expect(after.medications == before.medications)
    #expect(after.records.map(\.body.date) == before.records.map(\.body.date))
    #expect(after.records.map(\.body.facilities) == before.records.map(\.body.facilities))
    #expect(after.records.map(\.body.content.kind) == before.records.map(\.body.content.kind))
    #expect(after.episodes.map(\.notes) == before.episodes.map(\.notes))
    let person = after.people.reduce(Profile()) { $0.filled(from: $1) }
    #expect(person.name == "髙﨑　花子")
    #expect(person.birthDate == PartialDate(iso: "1985-04-15"))
    #expect(person.careTeam == before.people.flatMap(\.careTeam))
    let text = try #require(String(data: output.file, encoding: .shiftJIS))
    #expect(text.hasPrefix("JAHISTC08,2\r\n"))
    #expect(text.contains("2,1,卵,1\r\n"))
  }

  @Test func `commas, line ends, foreign characters and long texts are made to fit`() throws {
    var person = Profile()
    person.name = "試験,太郎\n😀"
    person.address = String(repeating: "あ", count: 401)
    let output = JahisWriter.write(JahisNotebook(person: person))
    let text = try #require(String(data: output.file, encoding: .shiftJIS))
    #expect(text.contains("1,試験，太郎　〓,"))
    #expect(
      output.losses == [
        .init(kind: .cut, line: 2, field: "1.5"), .init(kind: .replaced, line: 2, field: "1"),
      ])
    let line = try #require(text.split(separator: "\r\n").last)
    #expect(line.split(separator: ",", omittingEmptySubsequences: false)[5].count == 400)
  }

  @Test func `a record from elsewhere is written with what the standard has a place for`() throws {
    var drug = Medication(
      drug: CodedText(
        text: "試験錠", codings: [Coding(system: "http://example.org/drugs", code: "X1")]),
      origin: .dispensed)
    drug.dose = Quantity(value: "適量")
    drug.days = 14
    var body = RecordBody(
      date: PartialDate(iso: "2026-03-10"), title: "", content: .medication(drug))
    body.facilities = [Facility(role: .prescriber, name: "試験病院", code: "12345678")]
    let notebook = JahisNotebook(
      person: Profile(), dispensings: [JahisNotebook.Dispensing(lines: [body])])
    let output = JahisWriter.write(notebook)
    let text = try #require(String(data: output.file, encoding: .shiftJIS))
    #expect(
      text.contains("5,20260310,1\r\n11,試験病院,,,,,,,1\r\n201,1,試験錠,,,1,,1,,,\r\n301,1,,14,日分,1,1,,1")
    )
    #expect(output.losses.map(\.field) == ["11.4", "201.3", "201.6"])
    #expect(Set(output.losses.map(\.kind)) == [.leftOut])
  }

  @Test(arguments: [200, 300, 5000])
  func `parts join to the same file`(limit: Int) throws {
    let parts = JahisSplit.split(sample, id: "20260701090000", limit: limit)
    #expect((parts.count == 1) == (sample.count <= limit))
    #expect(parts.allSatisfy { $0.count <= limit })
    #expect(JahisSplit.join(parts.reversed()).map(\.bytes) == [sample])
  }
}
