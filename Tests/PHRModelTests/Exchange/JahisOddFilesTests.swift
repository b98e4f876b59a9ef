import Foundation
import Testing

@testable import PHRModel

/// Files that break the standard, as real ones do.
@Suite struct JahisOddFilesTests {
  private func read(_ lines: [String]) throws -> Reading {
    try Reading(cp932: lines.joined(separator: "\r\n"), with: JahisReader())
  }

  @Test(arguments: [
    (["JAHISTC12,1", "1,甲,1,S500101"], ["unknownVersion 1 0"]),
    (["JAHISTC08,7", "1,甲,1,S500101"], ["unknownCode 1 0.1"]),
    (["JAHISTC08,1", "1,甲,3,S500101"], ["unknownCode 2 1.2"]),
    (["JAHISTC08,1", "1,,1,"], ["missingField 2 1.1", "missingField 2 1.3"]),
    (["JAHISTC08,1", "1,甲,1,R990101"], ["badDate 2 1.3"]),
    (["JAHISTC08,1", "1,甲,1,20230229"], ["badDate 2 1.3"]),
    (["JAHISTC08,1"], ["missingField 1"]),
    (["JAHISTC08,1", "1,甲,1,S500101", "2,5,x,1"], ["unknownCode 3 2.1"]),
    (["JAHISTC08,1", "1,甲,1,S500101", "2,1,x"], ["missingField 3 2.3"]),
    (["JAHISTC08,1", "1,甲,1,S500101", "31,1,x,1,,1"], ["orphan 3 31"]),
    (["JAHISTC08,1", "1,甲,1,S500101", "281,1,x,1"], ["orphan 3 281", "orphan 3 281"]),
    (["JAHISTC08,1", "1,甲,1,S500101", "999,x"], ["keptRaw 3 999"]),
    (["JAHISTC08,1", "1,甲,1,S500101", "701,乙,丙,,,,1"], ["missingField 3 701.3"]),
    (
      ["JAHISTC08,1", "1,甲,1,S500101", "5,20260101,1", "411,x,31,,,,,,1"],
      ["missingField 4 411.3", "fieldCount 4 411"]
    ),
    (
      ["JAHISTC08,1", "1,甲,1,S500101", "5,20260101,1", "11,薬局,13,4,1234567,,,,1"],
      ["checkDigit 4 11.4"]
    ),
    (
      ["JAHISTC08,1", "1,甲,1,S500101", "5,20260101,1", "201,1,薬,多め,錠,4,12,1"],
      ["unknownCode 4 201.6", "badNumber 4 201.3"]
    ),
    (
      ["JAHISTC08,1", "1,甲,1,S500101", "5,20260101,1", "201,1,薬,9223372036854775808,錠,1,,1"],
      ["numberTooLarge 4 201.3"]
    ),
    (
      ["JAHISTC08,1", "1,甲\u{202E}\u{1B}[31m,1,S500101", "4,123456789018,,1"],
      ["unsafeText 2 1.1", "myNumberMasked 3 4.1"]
    ),
    (["JAHISTC08,1", "1,甲,1,S500101", "試験　花子の薬"], ["keptRaw 3 ?"]),
    (["5,20260101,1"], ["headerMissing"]),
    ([""], ["emptyFile"]),
  ])
  func `each slip gives its problem at its place`(lines: [String], marks: [String]) throws {
    #expect(try read(lines).marks == marks)
  }

  @Test(arguments: [
    ("1,甲,1,R990101", ImportProblem.Severity.error), ("1,甲\u{7},1,S500101", .error),
    ("1,甲,1,S500101,123456789018", .error), ("1,甲,3,S500101", .warning),
    ("1,,1,S500101", .warning),
  ])
  func `what is left out is an error, what is taken all the same a warning`(
    line: String, severity: ImportProblem.Severity
  ) throws {
    #expect(try read(["JAHISTC08,1", line]).problems.map(\.severity) == [severity])
  }

  @Test func `a My Number is masked also in the kept line`() throws {
    let reading = try read(["JAHISTC08,1", "1,甲,1,S500101", "4,番号 1234-5678-9018,,1"])
    let record = try #require(reading.records.first)
    #expect(record.body.title == "番号 ＊＊＊＊-＊＊＊＊-＊＊＊＊")
    #expect(record.body.raw.map(\.value) == ["4,番号 ＊＊＊＊-＊＊＊＊-＊＊＊＊,,1"])
  }

  @Test func `labels of version 1.0 have no direction and no creators`() throws {
    let reading = try read([
      "JAHISTC01", "1,甲,2,19850415", "5,20260608", "11,薬局", "201,1,薬,2,錠,4,1234567F1010",
      "301,1,【分２】,14,日分,1,1,", "501,眠気",
    ])
    #expect(reading.marks == [])
    #expect(reading.medications.first?.days == 14)
    #expect(reading.episodes.first?.notes.map(\.text) == ["眠気"])
  }

  @Test func `a patient's own export may leave out what institutions must write`() throws {
    let lines = ["1,甲,2,S600415", "5,R080310,1", "11,薬局,,,,,,,1", "301,1,【分１】,,,,,,1"]
    #expect(try read(["JAHISTC07,2"] + lines).marks == ["orphan 5 301"])
    let outward = try read(["JAHISTC07,1"] + lines).marks
    #expect(outward.filter { $0.hasPrefix("missingField") }.count == 7)
  }

  @Test func `a label laid out like a prescription symbol is read by its own rule`() throws {
    let reading = try read([
      "JAHISTC02,1", "1,甲,2,S600415", "5,R080310,1", "201,1,1,1,4,1234567F1010,試験錠,3,1,錠,1",
      "301,1,【分３】,7,日分,1,1,,1",
    ])
    #expect(reading.marks == ["vendorVariant 4 201"])
    let drug = try #require(reading.medications.first)
    #expect(drug.drug.text == "試験錠")
    #expect(drug.drug.codings.map(\.code) == ["1234567F1010"])
    #expect(drug.dose == Quantity(value: "3", unit: "錠"))
    #expect(drug.days == 7)
  }

  @Test func `the same drug twice stays two records, the same shop twice a day two episodes`()
    throws
  {
    let drug = "201,1,薬,1,錠,1,,1"
    let group = ["5,20260101,1", "11,薬局,13,4,9999902,,,,1"]
    let twice = try read(["JAHISTC08,1", "1,甲,1,S500101"] + group + [drug, drug] + group + [drug])
    #expect(twice.medications.map(\.orderInRP) == [1, 2, 1])
    #expect(Set(twice.records.map(\.episodeKey)).count == 2)
    #expect(twice.records[0].body != twice.records[1].body)
  }

  @Test func `unknown records and further fields are kept where they stood`() throws {
    let reading = try read([
      "JAHISTC08,1", "1,甲,1,S500101,,,,,,,,何か", "5,20260101,1", "201,1,薬,1,錠,1,,1,,,,余り",
      "777,謎,1",
    ])
    #expect(reading.raw == ["jahis.777"])
    #expect(
      reading.episodes[0].raw.contains(
        RawField(path: "jahis.777", value: "777,謎,1", ownToRecord: false)))
    #expect(reading.records[0].body.raw.contains(RawField(path: "jahis.201.11", value: "余り")))
    #expect(reading.people.flatMap(\.raw).contains { $0.path == "jahis.1.11" && $0.value == "何か" })
  }

  @Test func `records without a dispensing are kept without a date`() throws {
    let reading = try read(["JAHISTC08,1", "1,甲,1,S500101", "201,1,薬,1,錠,1,,1"])
    #expect(reading.medications.count == 1)
    #expect(reading.records[0].body.date == nil)
    #expect(reading.marks == ["orphan 3 201"])
  }

  @Test func `undecodable bytes spoil only their field`() throws {
    let bytes =
      Data("JAHISTC08,1\n1,".utf8) + Data([0xFF, 0xFD]) + Data(",1,S500101\n4,memo,,1".utf8)
    let reading = try Reading(bytes, with: JahisReader())
    #expect(reading.marks == ["undecodableText 2 1.1"])
    #expect(reading.people.contains { $0.birthDate == PartialDate(iso: "1975-01-01") })
    #expect(reading.records.count == 1)
  }

  @Test func `a file cut at any byte is read without a crash`() throws {
    let text = "JAHISTC08,1\r\n1,髙﨑,1,S500101\r\n5,20260101,1\r\n201,1,薬①,1,錠,1,,1\r\n911,1,2,1"
    let bytes = try #require(text.data(using: .shiftJIS))
    for length in 0...bytes.count {
      let reading = try Reading(bytes.prefix(length), with: JahisReader(), pieces: 9)
      #expect(reading.records.count <= 1)
    }
  }
}
