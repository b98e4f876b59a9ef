import PHRModel
import Testing

@testable import phr_tui

/// What a record looks like, as lines of text.
private func lines(
  _ body: RecordBody, _ language: Language = .japanese, width: Int = 60,
  change: (inout RecordDetail) -> Void = { _ in }
) -> [String] {
  var provenance = Provenance(
    channel: .file, format: "jahis", name: "sample.txt", received: Story.now)
  provenance.position = 3
  var detail = RecordDetail(
    record: Record(
      id: RecordID("abc"), version: 1, status: .active, body: body, episode: nil,
      provenance: provenance))
  change(&detail)
  let blocks = DetailBlocks.blocks(
    of: detail, language: language, showsRaw: false)
  return DocumentView(blocks: blocks).lines(width: width).map { line in
    String(line.plain.reversed().drop { $0 == " " }.reversed())
  }
}

@Suite struct `Details` {
  @Test func `a cost says who paid what`() {
    var cost = MedicalCost(careType: CodedText(text: "医科外来"))
    cost.days = 2
    cost.total = 12_340
    cost.insurerShare = 8_638
    cost.publicShare = 0
    cost.selfPay = 3_702
    var body = RecordBody(
      date: PartialDate(year: 2025, month: 11), title: "医科外来", content: .cost(cost))
    body.facilities = [Facility(role: .performer, name: "架空内科医院")]
    #expect(
      lines(body) == [
        "医科外来", "日付      2025-11（令和7年11月）", "実施機関  架空内科医院", "", "日数      2", "",
        "医療費の総額    12,340円", "保険者の負担     8,638円", "公費の負担           0円",
        "窓口負担相当額   3,702円", "",
        "「相当額」です。実際に支払った額と異なることがあります。", "",
        "出典      電子版お薬手帳（JAHIS） sample.txt  2026-03-10", "記録番号  abc",
      ])
    #expect(lines(body, .english).contains("Self-pay       ¥3,702"))
  }

  @Test func `a vaccination says dose, lot, maker and place`() {
    var dose = Vaccination(vaccine: CodedText(text: "ヒブ"))
    dose.doseNumber = 2
    dose.seriesDoses = 4
    dose.lotNumber = "X0001"
    dose.manufacturer = "見本製薬"
    dose.programme = .routine
    var body = RecordBody(
      date: PartialDate(iso: "2024-05-01"), title: "ヒブ", content: .vaccination(dose))
    body.facilities = [Facility(role: .performer, name: "見本小児科")]
    let shown = lines(body)
    for expected in [
      "実施機関  見本小児科", "接種回数  2回目（全4回）", "ロット    X0001", "メーカー  見本製薬",
      "制度      定期接種",
    ] {
      #expect(shown.contains(expected), "\(shown)")
    }
  }

  @Test func `a dose that was not given says so first`() {
    var dose = Vaccination(vaccine: CodedText(text: "ヒブ"))
    dose.status = .notDone
    dose.statusReason = "発熱"
    let body = RecordBody(date: nil, title: "ヒブ", content: .vaccination(dose))
    #expect(lines(body).contains("未接種: 発熱"))
  }

  @Test func `a drug shows who prescribed, who dispensed, and its companions`() {
    var line = Medication(drug: CodedText(text: "薬A錠10mg"), origin: .dispensed)
    line.dose = Quantity(value: "3", unit: "錠")
    line.doseBasis = .perDay
    line.usage = CodedText(text: "1日3回毎食後")
    line.dispensed = Quantity(value: "7", unit: "日分")
    line.practitioners = [Practitioner(role: .prescriber, name: "例示 太郎", department: "内科")]
    var body = RecordBody(
      date: PartialDate(iso: "2025-11-04"), title: "薬A錠10mg", content: .medication(line))
    body.facilities = [
      Facility(role: .prescriber, name: "架空医院"), Facility(role: .dispenser, name: "見本薬局"),
    ]
    let shown = lines(body) { detail in
      var other = detail.record
      other.id = RecordID("def")
      other.body.title = "薬B散"
      detail.siblings = [detail.record, other]
      detail.episodeNotes = [EpisodeNote(topic: .leftover, text: "残り5錠")]
    }
    for expected in [
      "処方        架空医院", "調剤        見本薬局", "用量        1日量 3 錠", "日数・回数  7 日分",
      "処方医      例示 太郎  内科", "この調剤の薬", "▸  薬A錠10mg  3 錠      7 日分  1日3回毎食後",
      "   薬B散      3 錠      7 日分  1日3回毎食後", "残薬        残り5錠",
    ] {
      #expect(shown.contains(expected), "\(expected) in \(shown)")
    }
  }

  /// The three panes of 80 columns leave 26 for a record in English, 53 beside the list alone.
  @Test(arguments: [(26, ["Value", "Mark"]), (53, ["Value", "Mark", "Unit", "Reference"])])
  func `a checkup keeps its marks however narrow the pane is`(width: Int, columns: [String]) {
    var pressure = Observation(
      code: CodedText(
        text: nil, codings: [Coding(system: CheckupItems.codeSystem, code: "9A751000000000001")]),
      value: .quantity(Quantity(value: "138", unit: "mmHg")))
    pressure.flag = .high
    pressure.reference = ReferenceRange(high: Quantity(value: "129", unit: "mmHg"))
    let body = RecordBody(
      date: nil, title: "健診", content: .checkup(Checkup(items: [pressure])))
    let shown = lines(body, .english, width: width)
    let header = shown.first { $0.hasPrefix("Item") } ?? ""
    #expect(columns.allSatisfy(header.contains), "\(header)")
    #expect(shown.contains { $0.hasPrefix("Systolic") && $0.contains("138  H") }, "\(shown)")
  }

  @Test func `answers by code are shown by their meaning and below the results`() {
    let smoking = Observation(
      code: CodedText(
        text: "喫煙", codings: [Coding(system: CheckupItems.codeSystem, code: "9N736000000000011")]),
      value: .coded(
        CodedText(text: nil, codings: [Coding(system: "urn:oid:1.2.392.200119.6.2003", code: "2")]))
    )
    let body = RecordBody(
      date: nil, title: "健診", content: .checkup(Checkup(items: [smoking])))
    #expect(lines(body).contains("喫煙      いいえ"))
    #expect(lines(body).contains("所見・質問票"))
  }

  @Test func `raw fields are counted, and shown on request`() {
    var body = RecordBody(
      date: nil, title: "メモ", content: .notice(Notice(category: .memo)))
    body.raw = [RawField(path: "201.9", value: "不明な値")]
    #expect(lines(body).contains("ほかに元データの項目が 1 件（r で表示）"))
    let story = try? Story([body])
    story?.press("Tab r")
    #expect(story?.shows("201.9") == true)
  }

  @Test(arguments: [
    (0, "0"), (999, "999"), (1_000, "1,000"), (1_234_567, "1,234,567"), (-12_345, "-12,345"),
    (Int64.max, "9,223,372,036,854,775,807"), (Int64.min, "-9,223,372,036,854,775,808"),
  ])
  func `amounts are written in groups of three`(amount: Int64, expected: String) {
    #expect(Writing.grouped(amount) == expected)
  }

  @Test(arguments: [
    ("1985-03-10", 41), ("1985-03-11", 40), ("2026-03-10", 0), ("2024-02-29", 2),
  ])
  func `ages change on the birthday`(birth: String, age: Int) throws {
    let date = try #require(PartialDate(iso: birth))
    #expect(BrowserWords.birth(date, today: Story.now.day).en == "born \(birth) (\(age))")
  }
}
