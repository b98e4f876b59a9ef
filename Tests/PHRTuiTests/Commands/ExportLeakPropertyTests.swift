import Foundation
import Testing

@testable import PHRModel
@testable import phr_tui

/// No export in any format holds anything of a hidden record: checked on the decoded bytes.
@Suite struct ExportLeakPropertyTests {
  /// Every record has words of its own: `ZQ` and four digits stand in each of its texts, and its
  /// amount is a power of two, so that a sum tells exactly which records went in.
  private struct World {
    let place = try? CommandPlace()
    var tokens: [RecordID: String] = [:]
    var amounts: [RecordID: Int64] = [:]
    var random: Draws

    init(seed: UInt64) { random = Draws(state: seed) }
  }

  /// The same numbers for the same seed (SplitMix64; Steele, Lea, Flood 2014).
  private struct Draws: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
  }

  private static let year = Story.now.day.components.year
  private static let count = 24
  private static let exports: [[String]] = [
    ["summary", "--format", "text"], ["summary", "--format", "html"],
    ["summary", "--format", "fhir"], ["jahis"], ["jahis", "--per-dispensing"],
    ["records", "--format", "fhir"], ["records", "--format", "jsonl"],
    ["records", "--format", "csv"], ["expenses", "\(year)", "--format", "csv"],
    ["expenses", "\(year)", "--format", "text"],
  ]

  @Test(arguments: 1...6) func `nothing of a hidden record leaves`(seed: UInt64) throws {
    var world = World(seed: seed)
    let place = try #require(world.place)
    let hidden = try fill(&world, place)
    #expect(!hidden.isEmpty)
    for export in Self.exports {
      let text = try bytes(of: export, place)
      for id in hidden {
        #expect(!text.contains(id.text), "\(export)")
        let token = try #require(world.tokens[id])
        #expect(!text.contains(token), "\(export)")
      }
    }
    // What is shown is there: the exports are not merely empty.
    let everything = try bytes(of: ["records", "--format", "jsonl"], place)
    for (id, token) in world.tokens where !hidden.contains(id) {
      #expect(everything.contains(token))
    }
    let research = try bytes(of: ["research", "--project", "p"], place)
    for token in world.tokens.values { #expect(!research.contains(token + "機関")) }
    for id in hidden { #expect(!research.contains(world.tokens[id] ?? "–")) }
    try checkSum(world, hidden, place)
  }

  /// The total is the sum of exactly the shown amounts.
  private func checkSum(_ world: World, _ hidden: Set<RecordID>, _ place: CommandPlace) throws {
    let shown = world.amounts.filter { !hidden.contains($0.key) }.values.reduce(0, +)
    let text = try bytes(of: ["expenses", "\(Self.year)", "--format", "text"], place)
    #expect(text.contains("Total of \(Self.year): \(shown) yen"))
  }

  /// All files that an export writes, decoded, one after another.
  private func bytes(of export: [String], _ place: CommandPlace) throws -> String {
    let folder = place.place("out-" + UUID().uuidString)
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let outcome = place.runOn(
      "record.phr", ["export"] + export + ["--for", "Clinic", "--out", folder + "/x.txt"])
    #expect([.done, .problems].contains(outcome.code), "\(export): \(outcome.messages)")
    var text = ""
    for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
      let data = try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name))
      text += String(data: data, encoding: .utf8) ?? String(data: data, encoding: .shiftJIS) ?? ""
    }
    #expect(!text.isEmpty)
    return text
  }

  // MARK: The world

  /// Fills the vault and returns what the clinic is not shown for its usual purpose or research.
  private func fill(_ world: inout World, _ place: CommandPlace) throws -> Set<RecordID> {
    try place.create()
    let vault = try place.open()
    defer { vault.close() }
    let store = try RecordStore(Connection(path: vault.path, vfs: vault.vfsName))
    for number in 0..<Self.count { try add(number, to: store, &world) }
    let consent = ConsentStore(store)
    let added = try consent.addRecipient(name: "Clinic", at: Story.now.adding(seconds: -100))
    let clinic = added.recipient.id
    // Costs and research are hidden by the base rule; here they are shown so that there is
    // something to see.
    try set(.show, .all, purpose: .research, consent, clinic)
    try set(.show, .kind(.cost, nil), purpose: nil, consent, clinic)
    let ids = world.tokens.keys.sorted()
    for _ in 0..<6 {
      let id = try #require(ids.randomElement(using: &world.random))
      let record = try #require(try store.record(id))
      let place = FacilityName(name: record.body.facilities.first?.name ?? "–")
      let selectors: [Selector] = [.record(id), .facility(place)]
      let selector = try #require(selectors.randomElement(using: &world.random))
      for purpose in [Purpose?.none, .research] {
        try set(.hide, selector, purpose: purpose, consent, clinic)
      }
    }
    let policy = Policy(try consent.state())
    let evaluator = policy.evaluator(for: clinic, purpose: .treatment, at: Story.now)
    let facts = try SharingFacts(store, now: Story.now).facts()
    return Set(facts.filter { !evaluator.shows($0) }.map(\.id)).intersection(ids)
  }

  private func set(
    _ effect: PHRModel.Effect, _ selector: Selector, purpose: Purpose?, _ consent: ConsentStore,
    _ clinic: RecipientID
  ) throws {
    let directive = Directive(
      id: ConsentStore.newDirectiveID(), effect: effect, selector: selector,
      who: .recipient(clinic), purpose: purpose, set: Story.now.adding(seconds: -50))
    try consent.append(
      .directives(removed: [], added: [directive]), at: Story.now.adding(seconds: -50))
  }

  private func add(_ number: Int, to store: RecordStore, _ world: inout World) throws {
    let token = "ZQ\(1000 + number)"
    var body = RecordBody(
      date: PartialDate(Story.now.day.adding(days: -number % 20)), title: token + "題",
      content: content(number, token))
    body.facilities = [Facility(role: .dispenser, name: token + "機関")]
    body.note = token + "備考"
    body.raw = [RawField(path: "x", value: token + "生", ownToRecord: true)]
    var draft = RecordDraft(body: body)
    // Neighbours of a dispensing: one may be hidden, the other shown.
    draft.episodeKey = "e\(number / 7)"
    let typed = Provenance(
      channel: .file, format: "fhir", name: token + "名", received: Story.now)
    let before = Set(try store.list(RecordQuery()).map(\.id))
    _ = try store.connection.transaction {
      try store.apply(draft, provenance: typed, recorded: Story.now.adding(seconds: -200))
    }
    let id = try #require(
      try store.list(RecordQuery()).map(\.id).first { !before.contains($0) })
    world.tokens[id] = token
    if case .cost(let cost) = body.content { world.amounts[id] = cost.selfPay }
  }

  private func content(_ number: Int, _ token: String) -> PHRModel.Content {
    switch number % 7 {
    case 0, 1:
      var line = Medication(drug: CodedText(text: token + "薬"), origin: .dispensed)
      line.days = 28
      line.practitioners = [Practitioner(role: .prescriber, name: token + "医師")]
      return .medication(line)
    case 2: return .allergy(Allergy(substance: CodedText(text: token + "物質")))
    case 3: return .condition(Condition(code: CodedText(text: token + "病")))
    case 4:
      var item = Observation(
        code: CodedText(text: token + "検査"), value: .quantity(Quantity(value: "9", unit: "x")))
      item.flag = .high
      return .checkup(Checkup(items: [item]))
    case 5: return .vaccination(Vaccination(vaccine: CodedText(text: token + "ワクチン")))
    default:
      var cost = MedicalCost(careType: CodedText(text: "医科外来"))
      cost.selfPay = 1 << Int64(number)
      return .cost(cost)
    }
  }
}
