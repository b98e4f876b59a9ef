import Foundation
import Testing

@testable import PHRModel

/// Invented notice: two blocks, one with a self-pay of 0 and a further amount.
private let notice = """
  わたしの情報
  医療費通知情報

  項目名,内容
  作成日,2026年4月10日
  資格情報
  氏名カナ,ｼｹﾝ ﾀﾛｳ
  氏名,試験　太郎
  生年月日,1990年04月03日
  性別,男
  年齢,36歳
  保険者等番号,06139992
  被保険者証等記号,１２
  被保険者証等番号,３４
  枝番,01
  医療費明細一覧の概要
  一覧表示の範囲,2026年2月まで
  医療費の合計
  期間,2025年12月～2026年2月
  医療費の総額（円）,"13,340"
  保険者の負担額（円）,"9,338"
  その他の公費の負担額（円）,300
  窓口相当負担額（円）,"3,702"
  年間の合計
  期間,2026年1月～2026年2月
  医療費の総額（円）,"1,000"
  保険者の負担額（円）,700
  その他の公費の負担額（円）,300
  窓口相当負担額（円）,0
  医療費情報明細
  診療年月,2025年12月
  診療区分,医科入院
  日数,2
  医療機関等名称,試験病院
  医療費の総額（円）,"12,340"
  保険者の負担額（円）,"8,638"
  その他の公費の負担額（円）,0
  窓口相当負担額（円）,"3,702"
  食事療養の負担額（円）,460
  差額（円）,"1,100"
  備考,なし
  診療年月,2026年2月
  診療区分,調剤
  日数,1
  医療機関等名称,"試験薬局,本店"
  医療費の総額（円）,"1,000"
  保険者の負担額（円）,700
  その他の公費の負担額（円）,300
  窓口相当負担額（円）,0
  保険者情報
  保険者の名称,試験健康保険組合
  医療費情報明細の範囲,2025年12月～2026年2月
  """

@Suite struct MynaReaderTests {
  private func read(_ text: String, pieces: Int = .max) throws -> Reading {
    try Reading(Data(text.utf8), with: MynaReader(), pieces: pieces)
  }

  @Test func `the notice gives the person and one record for every block`() throws {
    let reading = try read(notice)
    #expect(reading.marks == [])
    let person = try #require(reading.people.first)
    #expect(person.name == "試験　太郎")
    #expect(person.kana == "ｼｹﾝ ﾀﾛｳ")
    #expect(person.birthDate == PartialDate(iso: "1990-04-03"))
    #expect(person.sex == .male)
    let insured = InsuredIdentity(
      insurerNumber: "06139992", symbol: "１２", number: "３４", branch: "01")
    #expect(person.insured == insured)
    #expect(reading.costs.count == 2)
    let first = reading.costs[0]
    #expect(first.careType.text == "医科入院")
    #expect(first.days == 2)
    #expect(first.total == 12340)
    #expect(first.insurerShare == 8638)
    #expect(first.publicShare == 0)
    #expect(first.selfPay == 3702)
    #expect(first.mealCharge == 460)
    #expect(
      first.otherAmounts == [.init(label: "差額（円）", amount: "1100", currency: "JPY")])
    #expect(first.insured == insured)
    #expect(reading.costs[1].selfPay == 0)
    let body = try #require(reading.records.last?.body)
    #expect(body.date == PartialDate(year: 2026, month: 2))
    #expect(body.title == "調剤")
    #expect(body.facilities.first?.name == "試験薬局,本店")
    #expect(body.facilities.map(\.role) == [.performer, .insurer])
    #expect(body.facilities.last?.name == "試験健康保険組合")
    #expect(reading.records.first?.body.raw.map(\.value) == ["なし"])
    #expect(reading.raw.contains("myna.医療費の合計"))
  }

  @Test(arguments: [1, 5, 4096])
  func `quoted, with byte order mark, in CP932 or with other line ends it is the same`(
    pieces: Int
  ) throws {
    let plain = try read(notice)
    let quoted = notice.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.isEmpty || line.contains("\"")
        ? String(line) : line.split(separator: ",").map { "\"\($0)\"" }.joined(separator: ",")
    }
    let variants = [
      "\u{FEFF}" + notice, notice.replacingOccurrences(of: "\n", with: "\r\n"),
      quoted.joined(separator: "\r\n"),
    ]
    for variant in variants {
      #expect(try read(variant, pieces: pieces).records.map(\.body) == plain.records.map(\.body))
    }
    let cp932 = try Reading(cp932: notice, with: MynaReader(), pieces: pieces)
    #expect(cp932.records == plain.records)
    #expect(cp932.people == plain.people)
  }

  @Test(
    arguments: [
      ("9,338\"\nその他の公費の負担額（円）,300", "9,339\"\nその他の公費の負担額（円）,300", "sumMismatch 19 医療費の合計"),
      ("8,638", "8,639", "sumMismatch 31 医療費の総額（円）"),
      ("診療年月,2026年2月", "診療年月,令和99年2月", "badDate 42 診療年月"),
      ("日数,1\n", "日数,たくさん\n", "badNumber 44 日数"),
      ("日数,1\n", "日数,\n", "missingField 44 日数"),
      ("差額（円）,\"1,100\"", "差額（円）,x", "badNumber 40 項目名"),
      (
        "保険者の負担額（円）,700\nその他の公費の負担額（円）,300\n窓口相当負担額（円）,0\n保険者情報",
        "保険者の負担額（円）,9223372036854775808\nその他の公費の負担額（円）,300\n窓口相当負担額（円）,0\n保険者情報",
        "numberTooLarge 47 保険者の負担額（円）"
      ),
      ("診療区分,調剤\n", "", "missingField 42 診療区分"),
      ("性別,男", "性別,？", "unknownCode 10 性別"),
      ("1990年04月03日", "1990年13月03日", "badDate 9 生年月日"),
      ("06139992", "06139993", "checkDigit 12 保険者等番号"),
      ("試験病院", "試験\u{202E}病院", "unsafeText 34 内容"),
      ("備考,なし", "備考,1234 5678 9018", "myNumberMasked 41 内容"),
    ])
  func `each slip is a warning at its place and the blocks stay`(
    old: String, new: String, mark: String
  ) throws {
    let reading = try read(notice.replacingOccurrences(of: old, with: new))
    #expect(reading.marks.contains(mark), "\(reading.marks)")
    #expect(reading.costs.count == 2)
  }

  @Test func `a checkup category is read by the items' names`() throws {
    let reading = try read(
      """
      わたしの情報
      特定健診情報・後期高齢者健診情報

      項目名,内容
      資格情報
      氏名,試験　太郎
      健診結果
      健診実施日,令和7年6月3日
      健診機関名,試験健診所
      身長,170.5cm
      ＨＤＬコレステロール,52
      尿蛋白,±
      喫煙,はい
      医師の診断（判定）,異常なし
      謎の項目,42
      健診実施日,2024年6月4日
      体重,たくさん
      """)
    #expect(reading.marks == ["badNumber 17 体重"])
    #expect(reading.records.count == 2)
    let checkup = try #require(reading.checkup)
    #expect(reading.records[0].body.date == PartialDate(iso: "2025-06-03"))
    #expect(reading.records[0].body.title == "試験健診所")
    #expect(
      checkup.items.map { CheckupItems.item(of: $0.code)?.key } == [
        "height", "hdl-cholesterol", "urine-protein", "smoking", "physician-assessment",
      ])
    #expect(checkup.items[0].value == .quantity(Quantity(value: "170.5", unit: "cm")))
    #expect(checkup.items[1].value == .quantity(Quantity(value: "52", unit: "mg/dL")))
    guard case .coded(let protein) = checkup.items[2].value else { return }
    #expect(protein.codings.first?.code == "2")
    #expect(reading.records[0].body.raw.map(\.path) == ["健診結果.謎の項目"])
    #expect(reading.people.first?.name == "試験　太郎")
  }

  @Test func `another category stays raw and is told`() throws {
    let reading = try read("わたしの情報\n薬剤情報\n\n項目名,内容\n調剤日,2026年1月1日\n")
    #expect(reading.records.isEmpty)
    #expect(reading.raw == ["myna.薬剤情報"])
    #expect(reading.marks == ["keptRaw 2 種類"])
  }

  @Test(arguments: [("", "emptyFile"), ("名前,年齢\n", "unknownFormat"), ("こんにちは\n", "unknownFormat")])
  func `what is no such file is refused`(text: String, mark: String) throws {
    #expect(try read(text).marks == [mark])
    #expect(try read(text).problems.contains { $0.refusesFile })
  }

  @Test func `quotation marks are read as RFC 4180 writes them`() {
    #expect(MynaRows.cells("a,b") == ["a", "b"])
    #expect(MynaRows.cells("\"a,\"\"b\"\"\",c") == ["a,\"b\"", "c"])
    #expect(MynaRows.cells("\"\",") == ["", ""])
    var rows = MynaRows()
    #expect(rows.take("\"a", number: 1) == nil)
    #expect(rows.take("b\",c", number: 2) == MynaRow(number: 1, cells: ["a\nb", "c"]))
    for number in 3...200 { _ = rows.take(number == 3 ? "\"stray" : "x,y", number: number) }
    #expect(rows.take("k,v", number: 201) == MynaRow(number: 201, cells: ["k", "v"]))
  }

  @Test func `a file cut at any byte is read without a crash`() throws {
    let bytes = Data(notice.utf8)
    for length in stride(from: 0, to: bytes.count, by: 17) {
      #expect(try Reading(bytes.prefix(length), with: MynaReader(), pieces: 11).costs.count <= 2)
    }
  }
}
