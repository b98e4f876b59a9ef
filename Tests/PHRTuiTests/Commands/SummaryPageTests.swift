import Testing

@testable import PHRModel
@testable import phr_tui

/// The page that a doctor reads in a minute.
@Suite struct SummaryPageTests {
  private static let today = Story.now.day

  private static func record(_ name: String, daysAgo: Int, _ content: PHRModel.Content) -> Record {
    let body = RecordBody(
      date: PartialDate(today.adding(days: -daysAgo)), title: name, content: content)
    return Record(
      id: RecordID(name), version: 1, status: .active, body: body, episode: nil,
      provenance: Provenance(channel: .file, format: "fhir", name: "", received: Story.now))
  }

  private static func summary(
    _ records: [Record], profile: Profile = Profile(), delegate: String? = nil
  ) -> PatientSummary {
    var builder = SummaryBuilder(today: today, sex: .female)
    for record in records { builder.add(record) }
    return builder.summary(
      of: .init(profile: profile), note: nil,
      origin: .init(made: Story.now, recipient: "架空医院", delegate: delegate, frame: 7))
  }

  /// The text of a section.
  private static func text(
    _ summary: PatientSummary, _ topic: PrintedDocument.Section.Topic,
    _ languages: [Language] = [.japanese]
  ) -> String {
    var page = SummaryPage(
      summary: summary, languages: PageLanguages(languages: languages)
    ).document
    page.sections = page.sections.filter { $0.topic == topic }
    let text = PlainPage(width: { $0.cellWidth }).text(page)
    return text.split(separator: "\n\n")[1].split(separator: "\n").dropFirst(2)
      .joined(separator: "\n")
  }

  private static func pressure(
    _ upper: String, _ lower: String, flags: (AbnormalFlag?, AbnormalFlag?)
  ) -> [Observation] {
    zip([("8480-6", upper, flags.0, "129"), ("8462-4", lower, flags.1, "84")], [0, 1]).map {
      part, _ in
      var item = Observation(
        code: CodedText(
          text: nil, codings: [Coding(system: "http://loinc.org", code: part.0)]),
        value: .quantity(Quantity(value: part.1, unit: "mmHg")))
      item.flag = part.2
      item.reference = ReferenceRange(low: nil, high: Quantity(value: part.3), text: nil)
      return item
    }
  }

  private static func checkup(
    _ daysAgo: Int, _ upper: String, _ lower: String, _ flags: (AbnormalFlag?, AbnormalFlag?)
  ) -> Record {
    record(
      "c\(daysAgo)", daysAgo: daysAgo,
      .checkup(Checkup(items: pressure(upper, lower, flags: flags))))
  }

  @Test func `blood pressure stands in one row as doctors write it`() {
    let made = Self.summary([
      Self.checkup(3, "150", "95", (.high, .high)), Self.checkup(400, "140", "82", (.high, nil)),
    ])
    #expect(
      Self.text(made, .results) == """
        - 血圧（上/下）
          値: 150/95 mmHg; 判定: H 高; 基準値: ≤ 129/84; 日付: 2026-03-07;
          これまで: 140/82 (2025-02)
        """)
    #expect(
      Self.text(made, .results, [.english]) == """
        - Blood pressure
          Value: 150/95 mmHg; Mark: H high; Reference: ≤ 129/84; Date: 2026-03-07;
          Before: 140/82 (2025-02)
        """)
  }

  @Test(
    arguments: [
      (AbnormalFlag.high, nil, "上: H 高"), (nil, .low, "下: L 低"), (.high, .low, "上: H 高、下: L 低"),
      (.criticallyHigh, .criticallyHigh, "HH 極高"),
    ] as [(AbnormalFlag?, AbnormalFlag?, String)])
  func `a mark says which of the two numbers it is about`(
    upper: AbnormalFlag?, lower: AbnormalFlag?, mark: String
  ) {
    let text = Self.text(Self.summary([Self.checkup(3, "1", "2", (upper, lower))]), .results)
    #expect(text.contains("値: 1/2 mmHg; 判定: \(mark); "))
  }

  @Test func `home values say so and have no mark`() {
    let records = (0..<3).map { number -> Record in
      var panel = Observation(code: CodedText(text: "血圧"), value: .absent(.inComponents))
      panel.components = Self.pressure("13\(number)", "80", flags: (nil, nil)).map { item in
        var bare = item
        bare.reference = nil
        return bare
      }
      return Self.record("h\(number)", daysAgo: number, .measurement(.init(item: panel)))
    }
    #expect(
      Self.text(Self.summary(records), .results) == """
        - 血圧（上/下）（自己測定）
          値: 130/80 mmHg; 日付: 2026-03-10;
          これまで: 131/80 (2026-03-09), 132/80 (2026-03-08)
        """)
  }

  @Test func `our words are in both languages, the source's once`() {
    var line = Medication(drug: CodedText(text: "架空錠"), origin: .dispensed)
    line.dose = Quantity(value: "1", unit: "錠")
    line.doseBasis = .perDay
    line.usage = CodedText(text: "朝食後")
    line.days = 28
    let text = Self.text(
      Self.summary([Self.record("d", daysAgo: 3, .medication(line))]), .medication,
      [.japanese, .english])
    #expect(text.contains("1日量 / per day 1錠、朝食後"))
    #expect(text.matches(of: #/朝食後/#).count == 1)
  }

  @Test func `a drug that the person wrote down says so`() {
    var line = Medication(drug: CodedText(text: "架空市販薬"), origin: .selfReported)
    line.start = PartialDate(Self.today.adding(days: -3))
    let made = Self.summary([Self.record("d", daysAgo: 3, .medication(line))])
    #expect(Self.text(made, .medication).contains("処方: 本人が記入"))
    #expect(Self.text(made, .medication, [.english]).contains("Prescriber: self-reported"))
  }

  @Test func `the gravest allergy stands first, none known last`() {
    func allergy(_ name: String, _ level: String?, noneKnown: Bool = false) -> Record {
      var allergy = Allergy(substance: CodedText(text: name))
      allergy.criticality = level
      allergy.noneKnown = noneKnown
      return Self.record(name, daysAgo: 1, .allergy(allergy))
    }
    let text = Self.text(
      Self.summary([
        allergy("軽い物", "low"), allergy("なし", nil, noneKnown: true), allergy("物", nil),
        allergy("重い物", "high"),
      ]), .allergies)
    let names = text.split(separator: "\n").compactMap {
      $0.firstMatch(of: #/^- (\S+)/#).map { String($0.output.1) }
    }
    #expect(names == ["重い物", "物", "軽い物", "なし（本人の申告）"])
  }

  @Test(arguments: [1, 4, 5, 9]) func `of many doses the newest four are listed`(count: Int) {
    let doses = (0..<count).map { number in
      Self.record(
        "v\(number)", daysAgo: 30 * number,
        .vaccination(Vaccination(vaccine: CodedText(text: "架空ワクチン"))))
    }
    let text = Self.text(Self.summary(doses), .vaccinations)
    #expect(text.matches(of: #/\d{4}-\d\d-\d\d/#).count == min(4, count))
    #expect(text.contains("ほか\(count - 4)回") == (count > 4))
  }

  @Test(arguments: [
    PrintedDocument.Section.Topic.allergies, .medication, .conditions, .results, .vaccinations,
  ])
  func `an empty section never says that there is none`(topic: PrintedDocument.Section.Topic) {
    let made = Self.summary([])
    #expect(Self.text(made, topic) == "ここに示す記録はありません")
    #expect(Self.text(made, topic, [.english]) == "Nothing recorded to show")
  }

  @Test(arguments: [nil, "青空 渉"] as [String?])
  func `the foot says choice, age, sources, maker, recipient and frame`(delegate: String?) {
    let made = Self.summary(
      [Self.record("c", daysAgo: 2, .condition(Condition(code: CodedText(text: "病"))))],
      delegate: delegate)
    let page = SummaryPage(summary: made, languages: PageLanguages(languages: [.japanese]))
    let foot = page.foot.map(\.text)
    #expect(foot.first == "この要約は、本人が共有することを選んだ記録に基づいています。")
    #expect(foot[1] == "データの最新日: 2026-03-08。")
    #expect(foot[2] == "出典: FHIR（1件、2026-03-08）。")
    let maker = delegate.map { "代理人 \($0)" } ?? "本人"
    #expect(foot[3].contains("作成者: \(maker)、提供先: 架空医院、記録ファイルの位置: 7。"))
  }

  @Test func `every printed page says whose it is`() {
    var profile = Profile()
    profile.name = "試験　花子"
    profile.birthDate = PartialDate(iso: "1985-04-15")
    let page = SummaryPage(
      summary: Self.summary([], profile: profile),
      languages: PageLanguages(languages: [.japanese]))
    #expect(page.document.pageMark == "試験　花子  1985-04-15  2026-03-10")
  }
}
