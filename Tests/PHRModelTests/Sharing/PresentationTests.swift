import Testing

@testable import PHRModel

@Suite struct `What leaves the vault` {
  private let clinic = RecipientID("clinic")
  private let now = Instant(startOf: CivilDay(number: 20_700))

  private func line(_ id: String, rp: Int, order: Int?) -> Record {
    var line = Medication(drug: CodedText(text: id), origin: .dispensed)
    line.rpNumber = rp
    line.orderInRP = order
    var body = RecordBody(date: nil, title: id, content: .medication(line))
    body.raw = [
      RawField(path: "own", value: "1"), RawField(path: "shared", value: "2", ownToRecord: false),
    ]
    var record = Record(
      id: RecordID(id), version: 1, status: .active, body: body, episode: EpisodeID("e"),
      provenance: Provenance(channel: .file, format: "jahis", name: "母の薬.csv", received: now))
    record.tags = ["private"]
    record.provenance.position = 7
    record.provenance.original = 3
    return record
  }

  private func presented(_ records: [Record], hiding hidden: [String], ticked: Bool = false)
    -> [Record]
  {
    var state = ConsentState()
    state.recipients[clinic] = Recipient(id: clinic, name: "c", registered: now)
    state.insuredNumbers = ticked ? [clinic] : []
    for id in hidden {
      state.directives.insert(
        Directive(
          id: DirectiveID(id), effect: .hide, selector: .record(RecordID(id)), who: .anyone,
          set: now))
    }
    var builder = RecordFactsBuilder()
    let pairs = Array(zip(records, builder.facts(of: records))).map { (record: $0, facts: $1) }
    return Policy(state).evaluator(for: clinic, purpose: .treatment, at: now).present(pairs)
  }

  @Test func `numbering has no gap where a line is hidden`() {
    let records = [
      line("a", rp: 1, order: 1), line("b", rp: 1, order: 2), line("c", rp: 2, order: nil),
      line("d", rp: 3, order: 1), line("e", rp: 3, order: 4),
    ]
    let numbers = presented(records, hiding: ["a", "c"]).map { record -> [Int?] in
      guard case .medication(let line) = record.body.content else { return [] }
      return [line.rpNumber, line.orderInRP]
    }
    #expect(numbers == [[1, 1], [2, 1], [2, 2]])
  }

  @Test func `file names, originals, tags and shared fields stay with the holder`() throws {
    let record = try #require(presented([line("a", rp: 1, order: 1)], hiding: []).first)
    #expect(record.tags.isEmpty && record.provenance.name.isEmpty)
    #expect(record.provenance.original == nil && record.provenance.position == nil)
    #expect(record.body.raw.map(\.path) == ["own"])
  }

  @Test(arguments: [false, true])
  func `insured numbers leave only with their tick`(ticked: Bool) throws {
    var checkup = Checkup(items: [])
    checkup.insured = InsuredIdentity(
      insurerNumber: "06139992", symbol: "架空記号", number: "4567", branch: "01")
    checkup.ticket = "99887766"
    var record = line("a", rp: 1, order: 1)
    record.body.content = .checkup(checkup)
    record.body.raw = [RawField(path: "x", value: "no. 4567")]
    let shown = try #require(presented([record], hiding: [], ticked: ticked).first)
    guard case .checkup(let left) = shown.body.content else {
      Issue.record("a checkup stays a checkup")
      return
    }
    #expect(left.insured?.insurerNumber == "06139992")
    #expect((left.insured?.number == "4567") == ticked)
    #expect((left.ticket != nil) == ticked)
    #expect(shown.body.raw.isEmpty == !ticked)
  }
}
