import Foundation
import Testing

@testable import PHRModel

@Suite struct FormatDetectionTests {
  @Test(arguments: [
    ("JAHISTC08,1\r\n1,見本", FormatDetection.Result.format(.jahis)),
    ("\u{FEFF}\n JAHISTC01", .format(.jahis)),
    ("JAHIS10\r\n1,1,1234567,13", .refused(.prescriptionDeclined)),
    ("201,1,薬,1,錠", .refused(.headerMissing)),
    ("\u{FEFF}わたしの情報\n医療費通知情報\n", .format(.myna)),
    ("\"わたしの情報\"\r\n\"医療費通知情報\"", .format(.myna)),
    ("  {\"resourceType\":\"Bundle\"}", .format(.fhir)),
    ("[1]", .format(.fhir)),
    (
      "<?xml version=\"1.0\"?><!-- x --><ClinicalDocument xmlns=\"urn:hl7-org:v3\">",
      .format(.kenshin)
    ),
    ("<c:ClinicalDocument xmlns:c=\"urn:hl7-org:v3\">", .format(.kenshin)),
    (
      "<ClinicalDocument><code code=\"22\" codeSystem=\"1.2.392.200119.6.1001\"/>",
      .refused(.notACheckup)
    ),
    (
      "<ClinicalDocument><code code=\"10\" codeSystem=\"1.2.392.200119.6.1001\"/><x code=\"22\"/>",
      .format(.kenshin)
    ),
    ("<index xmlns=\"http://tokuteikenshin.jp/checkup/2007\">", .refused(.notACheckup)),
    ("<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b \"c\">]><a/>", .refused(.doctypeRefused)),
    ("<html>", .refused(.unknownFormat)),
    ("<?xml version=\"1.0\"", .refused(.malformed)),
    ("name,age\n1,2", .refused(.unknownFormat)),
    ("", .refused(.emptyFile)),
    ("\r\n \u{1A}", .refused(.emptyFile)),
    ("%PDF-1.7", .refused(.unknownFormat)),
  ])
  func `a beginning in UTF-8`(text: String, expected: FormatDetection.Result) {
    #expect(FormatDetection.detect(Data(text.utf8)) == expected)
  }

  @Test(arguments: ["JAHISTC07,2\r\n1,髙﨑", "わたしの情報\r\n医療費通知情報\r\n"])
  func `a beginning in CP932`(text: String) throws {
    let bytes = try #require(text.data(using: .shiftJIS))
    #expect(FormatDetection.detect(bytes) != .refused(.undecodable))
    if case .refused = FormatDetection.detect(bytes) { Issue.record("refused") }
    // The border of the examined part may cut a character.
    if case .refused = FormatDetection.detect(bytes.dropLast()) { Issue.record("cut") }
  }

  @Test(
    arguments: [
      ([0x1F, 0x8B, 0x08], ImportProblem.Reason.compressedUnsupported),
      ([0x50, 0x4B, 0x03, 0x04], .compressedUnsupported),
      ([0xFF, 0xFE, 0x00, 0xD8], .undecodable),
      ([0x80, 0xFF, 0xFE, 0xFD, 0x00], .undecodable),
      ([0x53, 0x51, 0x4C, 0x69, 0x74, 0x65, 0x20, 0x66, 0x6F], .unknownFormat),
    ] as [([UInt8], ImportProblem.Reason)])
  func `binary beginnings are refused with their reason`(
    bytes: [UInt8], reason: ImportProblem.Reason
  ) {
    #expect(FormatDetection.detect(Data(bytes)) == .refused(reason))
  }

  @Test func `UTF-16 checkups are told and one damaged byte hides nothing`() throws {
    let wide = try #require("<ClinicalDocument xmlns=\"urn:hl7-org:v3\">".data(using: .utf16))
    #expect(FormatDetection.detect(wide) == .format(.kenshin))
    let damaged = Data("JAHISTC08,1\r\n1,".utf8) + Data([0xFD, 0xFF, 0x0D, 0x0A])
    #expect(FormatDetection.detect(damaged) == .format(.jahis))
  }
}
