import Foundation
import Testing

@testable import PHRModel
@testable import phr_tui

/// Copies for research: codes, dates, what stays out.
@Suite struct ExportResearchTests {
  private static let key = SecretBytes((0..<32).map { UInt8($0) })

  private static var profile: Profile {
    var profile = Profile()
    profile.name = "試験　花子"
    profile.kana = "ｼｹﾝ　ハナコ"
    profile.birthDate = PartialDate(iso: "1985-04-15")
    profile.sex = .female
    profile.insured = InsuredIdentity(
      insurerNumber: "０６１３９９９９", symbol: "記 号", number: "１２３")
    return profile
  }

  /// Computed by Python's hmac and hashlib over the texts of docs/research-copy.md.
  @Test func `codes are those of an independent calculation`() throws {
    let codes = try ResearchCodes(Self.profile, insured: true).made(with: Self.key)
    #expect(codes.map(\.name) == ["nameCode", "insuredCode"])
    #expect(
      codes.map(\.text) == [
        "97bae0bd92400afac330e7587c223ccd2b891da637261717c7d1168df115454b",
        "1ea39ae468fd7e902894f517934590ae26a039a0667f550b1170a2ffa31e9007",
      ])
  }

  @Test(arguments: [
    ("シケン ハナコ", true), ("しけんはなこ", true), ("ｼｹﾝﾊﾅｺ", true), ("シケンハナエ", false),
  ])
  func `the code of a name does not depend on how the name is written`(
    kana: String, isSame: Bool
  ) throws {
    var other = Self.profile
    other.kana = kana
    let code = try ResearchCodes(other, insured: false).made(with: Self.key).map(\.text)
    let own = try ResearchCodes(Self.profile, insured: false).made(with: Self.key).map(\.text)
    #expect((code == own) == isSame)
    #expect(code.count == 1)
  }

  @Test func `another key gives another code`() throws {
    let codes = try ResearchCodes(Self.profile, insured: false)
    let other = SecretBytes((1...32).map { UInt8($0) })
    #expect(codes.made(with: Self.key).map(\.text) != codes.made(with: other).map(\.text))
  }

  @Test(arguments: ["kana", "birth", "sex", "number"])
  func `a code is never made of half an identity`(missing: String) {
    var profile = Self.profile
    switch missing {
    case "kana": profile.kana = nil
    case "birth": profile.birthDate = nil
    case "sex": profile.sex = nil
    default: profile.insured?.number = nil
    }
    #expect(throws: ExportFailure.missingIdentity) {
      _ = try ResearchCodes(profile, insured: true)
    }
  }

  @Test func `a project keeps its person code and shift, another project has its own`() throws {
    let store = try RecordStore(Connection(path: ":memory:"))
    let first = try ResearchProject.kept("心血管　研究", in: store)
    let again = try ResearchProject.kept("心血管 研究", in: store)
    let other = try ResearchProject.kept("別の研究", in: store)
    #expect(first.code == again.code && first.shift == again.shift)
    #expect(first.code != other.code)
    for project in [first, other] { #expect((1...182).contains(abs(project.shift))) }
  }

  @Test(arguments: [
    ("2026-03-10", 40, "2026-04-19"), ("2026-03-10", -70, "2025-12-30"),
    ("2024-02-28", 1, "2024-02-29"), ("2026-03", 40, "2026-04"), ("2026", -20, "2025"),
  ])
  func `every date moves by the project's days`(date: String, shift: Int, moved: String) {
    let rule = ResearchCopy(shift: shift)
    #expect(rule.moved(PartialDate(iso: date))?.description == moved)
  }

  private static let head = ExportResearchCommand.head(
    of: "p", ResearchProject(code: LinkageCode(randomBytes: Array(0..<16)) ?? code, shift: 3),
    profile, codes: [])
  private static var code: LinkageCode {
    guard let code = LinkageCode(randomBytes: Array(1...16)) else {
      preconditionFailure("16 bytes make a code")
    }
    return code
  }

  @Test func `the head says what the copy is not, in both languages, and names nobody`() {
    let text = Self.head.serialized()
    #expect(Self.head["noticeJa"]?.string == "これは匿名加工情報ではありません。")
    #expect(Self.head["notice"]?.string?.contains("not 匿名加工情報") == true)
    #expect(Self.head["birthYear"] == 1985)
    for word in ["試験", "ﾊﾅｺ", "ハナコ", "04-15", "記 号", "１２３", "nameCode"] {
      #expect(!text.contains(word))
    }
  }

  @Test func `codes come only with a key of enough bytes`() throws {
    let place = try CommandPlace()
    try place.create()
    #expect(place.run("recipients", "add", "P", "--class", "researcher").code == .done)
    let basic = ["export", "research", "--project", "p", "--for", "P"]
    #expect(!place.runOn("record.phr", basic).output.contains("Code\""))
    try place.write("short", to: "key")
    let key = ["--project-key", place.place("key")]
    #expect(place.runOn("record.phr", basic + key).code == .failed)
    try place.write(String(repeating: "k", count: 32), to: "key")
    // The vault's person has no kana name.
    #expect(place.runOn("record.phr", basic + key).code == .failed)
    #expect(place.runOn("record.phr", basic + ["--insured-code"]).code == .failed)
  }
}
