import Foundation
import Testing

@testable import PHRModel

/// Invented notebook: everything that one dispensing can hold.
private let notebook = """
  JAHISTC08,1
  1,試験　太郎,1,H020403,100-0000,東京都千代田区○,03-0000-0001,03-0000-0002,Ｏ－,60.5,ｼｹﾝ ﾀﾛｳ
  2,1,そば,1
  2,2,造影剤（嘔気）,1
  2,3,喘息（小児期）,1
  2,9,左利き,2
  3,試験かぜ錠,20260201,R080203,2,7,4900000000009
  31,7,試験成分,2,S0001,2
  4,旅行中,R080110,2
  5,20260310,1
  11,試験薬局,13,4,9999902,100-0001,東京都,03-0000-0003,1
  15,薬剤 花子,03-0000-0003,1
  51,試験病院,13,1,9999916,1
  55,医師 甲,内科,1
  201,1,試験錠５mg,2,錠,4,1234567F1010,1,【般】試験錠５mg,2,1234567F1ZZZ
  291,1,ぶどうに注意,1
  201,1,試験錠５mg,1,錠,6,1234567890123,1
  281,1,朝だけ,1
  301,1,【分１ 朝食後服用】,14,日分,1,2,1011000400000000,1
  311,1,粉砕,1
  391,1,眠気,1
  55,医師 乙,外科,1
  201,2,試験軟膏,10.5,g,2,620000001,1
  301,2,【患部に塗布】,1,調剤,05,1,,1
  401,相談すること,1
  411,副作用あり,30,1
  421,残薬３錠,1
  501,備考,1
  601,よく効いた,R080312
  5,R071201,1
  11,試験病院,13,1,9999916,,,,1
  201,1,試験頓服,1,包,3,1234567F1029,1
  301,1,【疼痛時】,5,回分,3,1,,1
  701,薬剤 花子,試験薬局,03-0000-0003,20250401,,1
  """.replacingOccurrences(of: "\n", with: "\r\n")

@Suite struct JahisReaderTests {
  @Test(arguments: [1, 7, 4096])
  func `a whole notebook is read at any piece size`(pieces: Int) throws {
    let reading = try Reading(cp932: notebook, with: JahisReader(), pieces: pieces)
    #expect(reading.marks == [])
    #expect(reading.records.count == 10)
    #expect(reading.episodes.count == 2)
    #expect(reading.medications.count == 5)
    let person = try #require(reading.people.first { $0.name != nil })
    #expect(person.name == "試験　太郎")
    #expect(person.sex == .male)
    #expect(person.birthDate == PartialDate(iso: "1990-04-03"))
    #expect(person.bloodType == "Ｏ－")
    #expect(person.weight == "60.5")
    #expect(person.kana == "ｼｹﾝ ﾀﾛｳ")
    #expect(person.contacts == [Profile.Contact(name: "", phone: "03-0000-0002")])
    let team = reading.people.flatMap(\.careTeam)
    #expect(team.map(\.facility) == ["試験薬局"])
    #expect(team.first?.from == PartialDate(iso: "2025-04-01"))
  }

  @Test func `remarks become allergies and conditions, a memo a notice`() throws {
    let reading = try Reading(cp932: notebook, with: JahisReader())
    let contents = reading.records.map(\.body.content)
    #expect(contents.contains(.allergy(Allergy(substance: CodedText(text: "そば")))))
    #expect(
      contents.contains(
        .allergy(Allergy(substance: CodedText(text: "造影剤（嘔気）"), category: .adverseReaction))))
    #expect(
      contents.contains(
        .condition(Condition(code: CodedText(text: "喘息（小児期）"), category: .history))))
    #expect(
      contents.contains(.condition(Condition(code: CodedText(text: "左利き"), category: .remark))))
    let memo = try #require(reading.records.first { $0.body.kind == .notice })
    #expect(memo.body.title == "旅行中")
    #expect(memo.body.date == PartialDate(iso: "2026-01-10"))
  }

  @Test func `an over-the-counter drug has its days, code and ingredients`() throws {
    let reading = try Reading(cp932: notebook, with: JahisReader())
    let drug = try #require(reading.medications.first { $0.origin == .selfReported })
    #expect(drug.drug.codings.map(\.code) == ["4900000000009"])
    #expect(drug.start == PartialDate(iso: "2026-02-01"))
    #expect(drug.end == PartialDate(iso: "2026-02-03"))
    #expect(drug.ingredients.map(\.text) == ["試験成分"])
    #expect(drug.ingredients.first?.codings.first?.code == "S0001")
  }

  @Test func `usage and its remarks reach every drug of an RP, details only theirs`() throws {
    let reading = try Reading(cp932: notebook, with: JahisReader())
    let drugs = reading.medications.filter {
      $0.rpNumber == 1 && $0.usage?.text?.contains("朝") == true
    }
    #expect(drugs.count == 2)
    #expect(drugs.map(\.orderInRP) == [1, 2])
    #expect(drugs.map(\.days) == [14, 14])
    #expect(drugs.allSatisfy { $0.doseBasis == .perDay && $0.form == .oral })
    #expect(drugs.allSatisfy { $0.usage?.codings.first?.code == "1011000400000000" })
    #expect(
      drugs.map { $0.remarks.map(\.text) } == [["ぶどうに注意", "粉砕", "眠気"], ["朝だけ", "粉砕", "眠気"]])
    #expect(drugs[0].dose == Quantity(value: "2", unit: "錠"))
    #expect(drugs[0].genericName?.codings.first?.system == DrugCodeSystem.generic.uri)
    #expect(
      drugs.map { $0.drug.codings.first?.system } == [
        DrugCodeSystem.yj.uri, DrugCodeSystem.hot13.uri,
      ])
  }

  @Test func `a doctor prescribes what follows until the next doctor`() throws {
    let reading = try Reading(cp932: notebook, with: JahisReader())
    let names = reading.medications.dropFirst().map { $0.practitioners.map(\.name) }
    #expect(
      Array(names) == [["医師 甲", "薬剤 花子"], ["医師 甲", "薬剤 花子"], ["医師 乙", "薬剤 花子"], []])
    let ointment = try #require(reading.medications.first { $0.drug.text == "試験軟膏" })
    #expect(ointment.doseBasis == .total)
    #expect(ointment.days == nil)
    #expect(ointment.dispensed == Quantity(value: "1", unit: "調剤"))
    #expect(ointment.drug.codings.first?.system == DrugCodeSystem.receipt.uri)
  }

  @Test func `notes belong to the dispensing, lines carry its key, day and institutions`() throws {
    let reading = try Reading(cp932: notebook, with: JahisReader())
    let episode = try #require(reading.episodes.first)
    #expect(
      episode.notes.map(\.topic) == [.caution, .fromInstitution, .leftover, .remark, .fromPatient])
    #expect(episode.notes[1].type == "30")
    #expect(episode.notes[4].date == PartialDate(iso: "2026-03-12"))
    let lines = reading.records.filter { $0.episodeKey == episode.key }
    #expect(lines.count == 3)
    #expect(lines.allSatisfy { $0.body.date == PartialDate(iso: "2026-03-10") })
    #expect(lines.first?.body.facilities.map(\.role) == [.dispenser, .prescriber])
    #expect(lines.first?.body.facilities.first?.code == "1349999902")
    let second = try #require(reading.records.last)
    #expect(second.body.facilities.map(\.role) == [.dispenser])
    #expect(second.body.title == "試験頓服")
    guard case .medication(let medication) = second.body.content else { return }
    #expect(medication.doseBasis == .perUse)
    #expect(medication.dispensed?.unit == "回分")
  }

  @Test func `every received line is kept with its commas and blanks`() throws {
    let reading = try Reading(cp932: notebook, with: JahisReader())
    let fields =
      reading.people.flatMap(\.raw) + reading.episodes.flatMap(\.raw)
      + reading.records.flatMap(\.body.raw)
    let kept = Set(fields.map(\.value))
    for line in notebook.components(separatedBy: "\r\n") { #expect(kept.contains(line)) }
    #expect(fields.filter { $0.path == "jahis.55" }.allSatisfy { !$0.ownToRecord })
  }

  @Test func `the same notebook in UTF-8 gives the same records`() throws {
    let utf8 = try Reading(Data(("\u{FEFF}" + notebook).utf8), with: JahisReader(), pieces: 3)
    let cp932 = try Reading(cp932: notebook, with: JahisReader())
    #expect(utf8.records == cp932.records)
    #expect(utf8.episodes == cp932.episodes)
    #expect(utf8.problems.isEmpty)
  }
}
