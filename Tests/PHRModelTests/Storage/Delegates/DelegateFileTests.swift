import Foundation
import Testing

@testable import PHRModel

@Suite struct `A delegate's file` {
  private static func condition(_ name: String) throws -> RecordDraft {
    RecordDraft(body: try ManualEntry.body(of: .condition, fields: [("name", name)]))
  }

  private static func holds(_ image: Data, _ text: String) -> Bool {
    image.range(of: Data(text.utf8)) != nil
  }

  @Test func `holds no string of what is out of scope, before and after a narrowing`() throws {
    let pair = try DelegatePair()
    let kept = try pair.add(Samples.drug("架空薬Ａ錠", pharmacy: "みえる薬局"))
    let narrowed = try pair.add(Samples.drug("架空薬Ｂ錠", day: "2026-04-01", pharmacy: "かくす薬局"))
    try pair.records.addTag("ひみつの印", to: kept, at: Samples.now)
    var body = try #require(try pair.records.record(kept)).body
    body.note = "見える備考"
    try pair.records.edit(kept, body: body, provenance: Samples.file("himitsu.txt", original: 7))
    try pair.add(
      RecordDraft(body: try ManualEntry.body(of: .allergy, fields: [("substance", "ひみつそば")])))
    let grant = try pair.give(
      DelegatePair.grant(
        [.kind(.medication, nil)],
        except: [
          .tag("べつの印"),
          .facility(
            FacilityName(name: "ひみつ医院")),
        ]))

    let never = [
      "ひみつ", "べつの印", "himitsu.txt", "秘密県", "ひみつの理由",
    ]
    var image = try pair.image(of: grant)
    for text in ["架空薬Ａ錠", "架空薬Ｂ錠", "かくす薬局", "見える備考", "架空 はな"] {
      #expect(Self.holds(image, text))
    }
    for text in never { #expect(!Self.holds(image, text)) }
    let first = try pair.lineage(of: grant)

    try pair.hide(.facility(FacilityName(name: "かくす薬局")))
    let outcome = try pair.exchange.refresh(grant.id, now: DelegatePair.now)
    #expect(outcome.way == .written)
    #expect(outcome.records == 1)
    image = try pair.image(of: grant)
    #expect(Self.holds(image, "架空薬Ａ錠"))
    for text in never + ["架空薬Ｂ錠", "かくす薬局", narrowed.text] {
      #expect(!Self.holds(image, text))
    }
    let second = try pair.lineage(of: grant)
    #expect(second.vaultID == first.vaultID)
    #expect(second.epoch == first.epoch + 1)
    #expect(second.commit > first.commit)
    #expect(try pair.place.names.filter { $0.contains("mother") } == ["mother.phr"])
  }

  @Test func `grows by what came in, and only by that`() throws {
    let pair = try DelegatePair()
    for number in 0..<300 { try pair.add(Samples.drug("薬\(number)", pharmacy: "薬局\(number)")) }
    let grant = try pair.give(DelegatePair.grant([.all]))
    let before = try pair.lineage(of: grant)
    let size = try Data(contentsOf: URL(fileURLWithPath: pair.path)).count
    #expect(try !pair.exchange.refreshReachable(now: DelegatePair.now).isWorthTelling)
    #expect(try pair.lineage(of: grant) == before)

    try pair.add(Samples.drug("あとの薬", pharmacy: "あとの薬局"))
    #expect(try pair.exchange.refresh(grant.id, now: DelegatePair.now).way == .updated(1))
    let after = try pair.lineage(of: grant)
    #expect(after.epoch == before.epoch)
    #expect(after.commit == before.commit + 1)
    let grown = try Data(contentsOf: URL(fileURLWithPath: pair.path)).count - size
    #expect(grown > 0 && grown < 20_000)
    #expect(try pair.content(of: grant) { try $0.count(RecordQuery()) } == 301)
  }

  @Test func `is made anew when another file stands in its place`() throws {
    let pair = try DelegatePair()
    try pair.add(Samples.drug())
    let grant = try pair.give(DelegatePair.grant([.all]))
    let old = try Data(contentsOf: URL(fileURLWithPath: pair.path))
    try pair.add(Samples.drug("あとの薬", pharmacy: "あとの薬局"))
    #expect(try pair.exchange.refresh(grant.id, now: DelegatePair.now).way == .updated(1))
    try old.write(to: URL(fileURLWithPath: pair.path))
    #expect(try pair.exchange.refresh(grant.id, now: DelegatePair.now).way == .written)
    #expect(try pair.lineage(of: grant).epoch == 2)
    #expect(try pair.content(of: grant) { try $0.count(RecordQuery()) } == 2)
  }

  @Test func `numbers the lines of a dispensing without gaps and drops its notes`() throws {
    let pair = try DelegatePair()
    var lines: [RecordID] = []
    for number in 1...3 {
      var draft = Samples.drug("薬\(number)")
      draft.episodeKey = "e"
      guard case .medication(var line) = draft.body.content else { continue }
      line.rpNumber = number
      line.orderInRP = 1
      draft.body.content = .medication(line)
      lines.append(try pair.add(draft))
    }
    var episode = EpisodeDraft(key: "e")
    episode.notes = [EpisodeNote(topic: .remark, text: "全体への備考")]
    try pair.records.apply(episode, source: Samples.manual.episodeSource)
    let grant = try pair.give(DelegatePair.grant([.kind(.medication, nil)]))
    #expect(Self.holds(try pair.image(of: grant), "全体への備考"))

    try pair.hide(.record(lines[1]))
    #expect(try pair.exchange.refresh(grant.id, now: DelegatePair.now).way == .written)
    #expect(!Self.holds(try pair.image(of: grant), "全体への備考"))
    let numbers = try pair.content(of: grant) { store in
      try [lines[0], lines[2]].map { id -> Int? in
        guard case .medication(let line)? = try store.record(id)?.body.content else { return nil }
        return line.rpNumber
      }
    }
    #expect(numbers == [1, 2])
  }

  @Test(arguments: 0..<12)
  func `shows what the plain restatement of the rule shows`(seed: Int) throws {
    let pair = try DelegatePair()
    var random = SplitMix64(seed: UInt64(seed))
    for number in 0..<14 {
      let day = CivilDay(number: 20_560 + Int.random(in: 0..<40, using: &random))
      let draft =
        number.isMultiple(of: 4)
        ? try Self.condition("病名\(number)")
        : Samples.drug(
          "薬\(number)", day: day.description, pharmacy: random.pick(["みなと薬局", "やま薬局"]))
      let id = try pair.add(draft)
      if random.once(in: 3) {
        try pair.records.addTag(random.pick(["心", "腎"]), to: id, at: Samples.now)
      }
    }
    let all = try pair.records.list(RecordQuery()).compactMap { try pair.records.record($0.id) }
    func selector() -> Selector {
      switch Int.random(in: 0..<6, using: &random) {
      case 0: .tag(random.pick(["心", "腎"]))
      case 1: .facility(FacilityName(name: random.pick(["みなと薬局", "やま薬局"])))
      case 2: .kind(.medication, nil)
      case 3: .record(random.pick(all).id)
      case 4: .kind(.condition, nil)
      default: .all
      }
    }
    let grant = try pair.give(DelegatePair.grant([selector(), selector()], except: [selector()]))
    for _ in 0..<3 {
      let state = try ConsentStore(pair.records).state()
      let plain = Restatement(
        state: state, records: all, recipient: grant.id, purpose: .treatment,
        at: DelegatePair.now)
      let expected = Set(all.map(\.id).filter { plain.verdict(on: $0).isShown })
      let (listed, counted, found) = try pair.content(of: grant) { store in
        var search = RecordQuery()
        search.search = "みなと"
        return (
          Set(try store.list(RecordQuery()).map(\.id)),
          try store.countsByKind().values.reduce(0, +), try store.list(search).map(\.id)
        )
      }
      #expect(listed == expected)
      #expect(counted == expected.count)
      let named = all.filter { $0.body.facilities.contains { $0.name == "みなと薬局" } }.map(\.id)
      #expect(Set(found) == expected.intersection(named))
      try pair.hide(selector())
      _ = try pair.exchange.refresh(grant.id, now: DelegatePair.now)
    }
  }
}
