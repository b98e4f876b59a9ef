import Testing

@testable import PHRModel

private func record(
  _ id: String, _ content: Content, date: String = "2026-03-10", episode: String? = nil,
  at facilities: [(Facility.Role, String)] = [], note: String? = nil
) -> Record {
  var body = RecordBody(date: PartialDate(iso: date), title: id, content: content)
  body.facilities = facilities.map { Facility(role: $0.0, name: $0.1) }
  body.note = note
  var provenance = Provenance(
    channel: .portal, format: "fhir", name: "p", received: Instant(seconds: 0))
  provenance.upstream = UpstreamReference(base: "p", type: "R", id: id)
  return Record(
    id: RecordID(id), version: 1, status: .active, body: body,
    episode: episode.map { EpisodeID($0) }, provenance: provenance)
}

private func drug(_ name: String, code: String? = nil, generic: String? = nil) -> Content {
  let codings = code.map { [Coding(system: nil, code: $0)] } ?? []
  var line = Medication(drug: CodedText(text: name, codings: codings), origin: .dispensed)
  line.genericName = generic.map { CodedText(text: $0) }
  line.practitioners = [Practitioner(role: .prescriber, name: "山田 花子", department: "精神科")]
  return .medication(line)
}

private func cost(until: String? = nil) -> Content {
  var block = MedicalCost(careType: CodedText(text: "調剤"))
  block.periodEnd = until.flatMap { PartialDate(iso: $0) }
  return .cost(block)
}

private func answers(_ codes: [(String, String)]) -> Content {
  .checkup(
    Checkup(
      items: codes.map { code, answer in
        Observation(
          code: CodedText(text: nil, codings: [Coding(system: nil, code: code)]),
          value: .coded(CodedText(text: nil, codings: [Coding(system: nil, code: answer)])))
      }))
}

/// What hides: an invented prescription of a clinic, dispensed in March.
private let hidden = record(
  "hidden", drug("デプロメール錠25「調剤」", code: "1174003F1010", generic: "フルボキサミンマレイン酸塩"), episode: "e",
  at: [(.prescriber, "こころの丘クリニック"), (.dispenser, "みなと薬局")])

private func reasons(_ shown: Record, hidden: [Record] = [hidden]) -> [Leak.Reason] {
  LeakCheck(hidden: hidden).leaks(in: [shown]).map(\.reason)
}

@Suite struct `Leak check` {
  @Test func `a record of the same episode`() {
    let note = record(
      "n",
      .measurement(
        SelfMeasurement(item: Observation(code: CodedText(text: "x"), value: .text("y")))),
      episode: "e")
    #expect(reasons(note) == [.sameEpisode])
    #expect(reasons(record("n", answers([]), episode: "other")) == [])
  }

  @Test(arguments: [
    (drug("別の商品", code: "1174003F9999"), true), (drug("別の商品", code: "1174004F1010"), false),
    (drug("別の商品", generic: "【般】フルボキサミンマレイン酸塩錠５０ｍｇ"), true), (drug("デプロメール錠50"), true),
    (drug("ロキソニン錠60mg"), false), (drug("x", code: "117400310"), false),
  ])
  func `a drug of the same ingredient in another dispensing`(content: Content, leaks: Bool) {
    #expect(reasons(record("s", content, episode: "f")) == (leaks ? [.sameIngredient] : []))
  }

  @Test func `the same ingredient in the same dispensing is named once, as the same episode`() {
    #expect(reasons(record("s", drug("デプロメール錠50"), episode: "e")) == [.sameEpisode])
  }

  @Test(
    arguments: [
      ("2026-03", "ﾐﾅﾄ薬局", nil, nil), ("2026-03", "みなと 薬局", nil, Leak.Reason.costNotice),
      ("2026-03", "こころの丘クリニック", nil, .costNotice), ("2026-04", "みなと薬局", nil, nil),
      ("2026-01", "みなと薬局", "2026-12", .sum), ("2025-01", "みなと薬局", "2025-12", nil),
    ] as [(String, String, String?, Leak.Reason?)])
  func `a cost notice of the same institution and month, or a sum that includes it`(
    month: String, name: String, until: String?, reason: Leak.Reason?
  ) {
    let notice = record("c", cost(until: until), date: month, at: [(.performer, name)])
    #expect(reasons(notice) == [reason].compactMap(\.self))
  }

  @Test func `a sum over everything gives a hidden cost away, an insurer's name does not`() {
    let block = record(
      "h", cost(), date: "2026-03", at: [(.performer, "みなと薬局"), (.insurer, "架空健保")])
    let year = record("y", cost(until: "2026-12"), date: "2026-01", at: [(.insurer, "架空健保")])
    #expect(reasons(year, hidden: [block]) == [.sum])
    #expect(reasons(year) == [])
    let other = record("o", cost(), date: "2026-03", at: [(.insurer, "架空健保")])
    #expect(reasons(other, hidden: [block]) == [])
  }

  @Test func `a notice about it`() {
    var notice = Notice(category: .result)
    notice.about = [UpstreamReference(base: nil, type: "R", id: "hidden")]
    #expect(reasons(record("n", .notice(notice))) == [.noticeAbout])
    notice.about = [UpstreamReference(base: "elsewhere", type: "R", id: "hidden")]
    #expect(reasons(record("n", .notice(notice))) == [])
  }

  @Test(arguments: [
    ("先月 ココロの丘医院 へ", []), ("先月、こころの丘 ｸﾘﾆｯｸ で", [Leak.Topic.facility]),
    ("デプロメールは飲み続ける", [.drug]), ("ﾌﾙﾎﾞｷｻﾐﾝﾏﾚｲﾝ酸塩と併用注意", [.drug]), ("山田先生に相談", [.practitioner]),
    ("山田花子", [.practitioner]), ("Dr.山田", [.practitioner]), ("山田さんの畑", []),
    ("みなと薬局で山田医師のデプロメール", [.facility, .drug, .practitioner]), ("", []),
  ])
  func `free text that names the institution, the drug or the doctor`(
    text: String, topics: [Leak.Topic]
  ) {
    let shown = record("s", answers([]), note: text)
    #expect(reasons(shown) == topics.map { .freeText($0) })
  }

  @Test(arguments: [
    ("9N701000000000011", "2171022F1029", "1", true),
    ("9N701000000000011", "2171022F1029", "2", false),
    ("9N701000000000011", "3961003F1019", "1", false),
    ("9N706000000000011", "3961003F1019", "1", true),
    ("9N711000000000011", "2189010F1019", "1", true),
    ("9N736000000000011", "2171022F1029", "1", false),
  ])
  func `a questionnaire answer that implies the drug`(
    item: String, code: String, answer: String, leaks: Bool
  ) {
    let medicine = record("h", drug("架空錠", code: code))
    let found = reasons(record("s", answers([(item, answer)])), hidden: [medicine])
    #expect(found == (leaks ? [.questionnaire(item: item)] : []))
  }

  @Test(arguments: [
    (CodedText(text: "本態性高血圧症"), "9N701000000000011"),
    (
      CodedText(
        text: "x", codings: [Coding(system: "http://hl7.org/fhir/sid/icd-10", code: "I639")]),
      "9N716000000000011"
    ),
  ])
  func `a questionnaire answer that implies the illness`(code: CodedText, item: String) {
    let illness = record("h", .condition(Condition(code: code)))
    let shown = record("s", answers([(item, "1"), ("9N731000000000011", "1")]))
    #expect(reasons(shown, hidden: [illness]) == [.questionnaire(item: item)])
  }

  @Test func `every hidden record that is given away is named, each once`() {
    let second = record(
      "second", drug("デプロメール錠25"), episode: "e", at: [(.dispenser, "みなと薬局")])
    let shown = record("c", cost(), date: "2026-03", at: [(.performer, "みなと薬局")])
    let leaks = LeakCheck(hidden: [hidden, second]).leaks(in: [shown])
    #expect(leaks.map(\.reveals) == [[RecordID("hidden"), RecordID("second")]])
  }

  @Test func `nothing hidden, nothing leaks`() {
    #expect(LeakCheck(hidden: []).leaks(in: [hidden]).isEmpty)
  }
}

@Suite struct `Searching many terms` {
  @Test func `finds what a plain search finds`() {
    var random = SplitMix64(seed: 3)
    func word(_ length: Int) -> String {
      String((0..<length).map { _ in random.pick(["a", "b", "あ"] as [Character]) })
    }
    for _ in 0..<300 {
      let terms = (0..<6).map { _ in word(Int.random(in: 1...4, using: &random)) }.inOrderOnce
      let search = TermSearch(terms)
      let text = word(12)
      let plain = terms.indices.filter { text.contains(terms[$0]) }
      #expect(search.matches(in: text) == plain)
    }
  }
}
