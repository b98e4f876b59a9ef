import Foundation
import Testing

@testable import PHRModel

/// Every text reader against files that a bad cable, disk or joke has changed.
@Suite struct DamagedFilesTests {
  private static let notebook = """
    JAHISTC08,1\r
    1,髙﨑　花子,2,S600415,,,,090-0000-0000,Ａ＋,66.8,ﾀｶｻｷ\r
    2,1,卵,1\r
    3,試験錠,20260301,,2,1,4900000000009\r
    31,1,成分①,1,,2\r
    5,R080310,1\r
    11,試験薬局,13,4,9999902,105-0004,東京都,03-0000-0000,1\r
    55,医師 甲,内科,1\r
    201,1,試験錠５mg,1,錠,4,1234567F1010,1,,,\r
    291,1,注意,1\r
    301,1,【分１】,28,日分,1,1,,1\r
    411,あり,30,1\r
    701,薬剤師 甲,試験薬局,03-0000-0000,20250401,,1\r
    """

  private static let notice = """
    "わたしの情報"
    "医療費通知情報"

    "項目名","内容"
    "資格情報"
    "氏名","試験　太郎"
    "医療費の合計"
    "期間","2025年12月～2026年2月"
    "医療費の総額（円）","13,340"
    "医療費情報明細"
    "診療年月","2025年12月"
    "診療区分","医科入院"
    "医療費の総額（円）","12,340"
    "保険者情報"
    """

  enum Form: CaseIterable, CustomTestStringConvertible {
    case notebook, notice, checkup

    var testDescription: String { "\(self)" }

    func bytes() throws -> Data {
      switch self {
      case .notebook: DamagedFilesTests.notebook.data(using: .shiftJIS) ?? Data()
      case .notice: Data(DamagedFilesTests.notice.utf8)
      case .checkup: try fixture("kenshin_every_pattern.xml")
      }
    }

    var reader: any ImportReader {
      switch self {
      case .notebook: JahisReader()
      case .notice: MynaReader()
      case .checkup: KenshinReader()
      }
    }
  }

  @Test(arguments: Form.allCases)
  func `changed, lost, doubled and foreign bytes never crash and never pass unsafe text`(
    form: Form
  ) throws {
    var random = SplitMix64(seed: 20_260_401)
    let original = try form.bytes()
    for _ in 0..<150 {
      let damaged = Self.damage(original, with: &random)
      _ = FormatDetection.detect(damaged)
      let reading = try Reading(damaged, with: form.reader, pieces: 1 + Int(random.next() % 700))
      let texts = reading.records.map(\.body.title) + reading.people.compactMap(\.name)
      #expect(texts.allSatisfy { !$0.unicodeScalars.contains(where: SafeText.isUnsafe) })
      #expect(texts.allSatisfy { !MyNumber.isPresent(in: $0) })
    }
  }

  private static func damage(_ original: Data, with random: inout SplitMix64) -> Data {
    var bytes = [UInt8](original)
    let pieces: [[UInt8]] = [
      [0], [0x1B, 0x5B, 0x33, 0x31, 0x6D], [0xE2, 0x80, 0xAE], Array("123456789018".utf8), [0xFF],
      Array("99999999999999999999".utf8), Array("令和99年".utf8), [0x22], [0x2C], [0x0D], [0x81],
      Array("<![CDATA[".utf8), Array("&#0;".utf8), Array("]]>".utf8), Array("911,1,2,1\n".utf8),
    ]
    for _ in 0..<(1 + random.next() % 5) {
      let place = Int(random.next() % UInt64(max(1, bytes.count)))
      switch random.next() % 5 {
      case 0: bytes[place] = UInt8(truncatingIfNeeded: random.next())
      case 1: bytes.removeSubrange(place..<min(bytes.count, place + Int(random.next() % 40)))
      case 2: bytes.insert(contentsOf: pieces[Int(random.next() % UInt64(pieces.count))], at: place)
      case 3: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + 60)], at: place)
      default: bytes = Array(bytes.prefix(max(1, place)))
      }
    }
    return Data(bytes)
  }
}
