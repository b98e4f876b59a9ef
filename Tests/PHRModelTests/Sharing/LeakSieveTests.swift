import Testing

@testable import PHRModel

@Suite struct `Sieve before the leak check` {
  private static let hidden = LeakSieve(
    words: ["こころの丘くりにっく", "でぷろめーる", "1174003"], episodes: [EpisodeID("e")])

  /// A drug line with a text in one of its places.
  private static func drug(_ edit: (inout RecordBody, inout Medication) -> Void) throws -> String {
    var line = Medication(
      drug: CodedText(text: "架空錠", codings: [Coding(system: "yj", code: "2171022F1029")]),
      origin: .dispensed)
    var body = RecordBody(
      date: PartialDate(iso: "2026-03-10"), title: "架空錠", content: .medication(line))
    edit(&body, &line)
    body.content = .medication(line)
    return try EncodedBody(body).json
  }

  private static func passes(_ body: String) -> Bool {
    var sieve = hidden
    return sieve.mayReveal(body)
  }

  @Test func `a record that names nothing hidden is held back`() throws {
    #expect(try !Self.passes(Self.drug { _, _ in }))
    #expect(try !Self.passes(Self.drug { body, _ in body.note = "食後に飲む" }))
  }

  @Test(arguments: [
    "先月 ココロの丘 ｸﾘﾆｯｸ で", "デプロメールと併用注意", "一行目\nデプロメール", "\"デプロメール\"", "ﾃﾞﾌﾟﾛﾒｰﾙ",
  ])
  func `a hidden name is found wherever words can stand freely`(text: String) throws {
    let places: [(inout RecordBody, inout Medication) -> Void] = [
      { body, _ in body.note = text },
      { body, _ in body.raw = [RawField(path: "x", value: text)] },
      { _, line in line.usage = CodedText(text: text) },
      { _, line in line.reason = CodedText(text: text) },
      { _, line in line.remarks = [Medication.Remark(topic: .drugCaution, text: text)] },
      { _, line in line.drug.text = text }, { _, line in line.genericName = CodedText(text: text) },
      { _, line in line.ingredients = [CodedText(text: "x"), CodedText(text: text)] },
    ]
    for place in places {
      #expect(try Self.passes(Self.drug(place)))
    }
  }

  @Test func `a code of the same ingredient is found, an institution's own name is not looked at`()
    throws
  {
    #expect(
      try Self.passes(
        Self.drug { _, line in
          line.drug.codings = [Coding(system: "yj", code: "1174003F9999")]
        }))
    #expect(
      try !Self.passes(
        Self.drug { body, line in
          body.facilities = [Facility(role: .prescriber, name: "こころの丘クリニック")]
          line.practitioners = [Practitioner(role: .prescriber, name: "デプロメール")]
        }))
  }

  @Test func `what comes after a name is looked at again`() {
    #expect(!Self.passes(#"{"a":[{"name":"デプロメール"}]}"#))
    #expect(Self.passes(#"{"a":[{"name":"x"},"デプロメール"]}"#))
    #expect(Self.passes(#"{"name":"x","note":"デプロメール"}"#))
    #expect(!Self.passes(#"{"デプロメール":"x"}"#))
  }

  @Test(arguments: [
    (Kind.cost, nil, true), (.notice, nil, true), (.checkup, "f", true), (.medication, "e", true),
    (.medication, "f", false), (.measurement, nil, false), (.insurance, "e", true),
  ])
  func `costs, notices, checkups and records of a hidden episode are always read`(
    kind: Kind, episode: String?, passes: Bool
  ) {
    let sieve = Self.hidden
    #expect(sieve.mayReveal(kind: kind, episode: episode.map { EpisodeID($0) }) == passes)
  }

  @Test func `whatever gives something away passes`() throws {
    var (leaking, held) = (0, 0)
    for seed in 0..<2000 {
      let world = RandomWorld(seed: UInt64(seed) ^ 0x51E)
      let hidden = world.records.filter { $0.id < RecordID("r3") }
      let check = LeakCheck(hidden: hidden)
      var sieve = check.sieve
      for record in world.records where record.id >= RecordID("r3") {
        let passes =
          try sieve.mayReveal(kind: record.body.kind, episode: record.episode)
          || sieve.mayReveal(EncodedBody(record.body).json)
        let leaks = !check.leaks(in: [record]).isEmpty
        #expect(passes || !leaks, "seed \(seed)")
        leaking += leaks ? 1 : 0
        held += passes ? 0 : 1
      }
    }
    #expect(leaking > 200)
    #expect(held > 200)
  }
}
