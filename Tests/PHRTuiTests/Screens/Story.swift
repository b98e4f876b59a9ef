import PHRModel
import Testing

@testable import phr_tui

/// A story: invented records in memory, keys in, screens out.
final class Story {
  let store: RecordStore
  private(set) var state: AppState
  let world: StoreWorld
  private let mailbox = Mailbox()
  /// Effects that the store does not answer, in order.
  private(set) var asked: [phr_tui.Effect] = []

  static let now = Instant(startOf: CivilDay(year: 2026, month: 3, day: 10) ?? CivilDay(number: 0))

  init(
    _ bodies: [RecordBody] = [], size: Size = Size(width: 80, height: 24),
    language: Language = .japanese
  ) throws {
    store = try RecordStore(Connection(path: ":memory:"))
    world = StoreWorld(
      store: store, mailbox: mailbox, fileOptions: Self.options, now: { Story.now })
    state = AppState(size: size, language: language, start: .browser, today: Story.now.day)
    let typed = Provenance(channel: .manual, format: "manual", name: "", received: Story.now)
    for body in bodies {
      _ = try store.apply(RecordDraft(body: body), provenance: typed, recorded: Story.now)
    }
    play(.opened(VaultFacts(name: "record.phr", profile: Profile())))
  }

  /// Cheap keys, and nothing left in the person's folders.
  static var options: VaultOptions {
    var options = VaultOptions()
    options.cost = .cheapest
    options.stateDirectory = .none
    options.keepsReserve = false
    return options
  }

  /// Handles what the background has to say until a condition holds; gives up after a while.
  func wait(until condition: (AppState) -> Bool) async throws {
    for _ in 0..<4_000 where !condition(state) {
      for event in mailbox.drain() { play(event) }
      try await Task.sleep(for: .milliseconds(5))
    }
  }

  /// Handles an event and everything that follows from it.
  func play(_ event: Event) {
    var events = [event]
    while !events.isEmpty {
      for effect in update(&state, events.removeFirst()) {
        let answers = world.perform(effect)
        if answers.isEmpty { asked.append(effect) }
        events += answers
      }
    }
  }

  /// Presses keys by name, separated by spaces; other words are typed.
  func press(_ keys: String) {
    for word in keys.split(separator: " ") {
      if let key = Key(name: String(word)) {
        play(.key(key))
      } else {
        for character in word { play(.key(.character(character))) }
      }
    }
  }

  var canvas: Canvas {
    var canvas = Canvas(size: state.size)
    Painter.paint(AppView.view(of: state), on: &canvas)
    return canvas
  }

  var picture: String { canvas.picture }

  /// Whether some row of the screen holds the text.
  func shows(_ text: String) -> Bool { picture.contains(text) }
}

/// Invented records.
enum Sample {
  static func body(_ kind: Kind, _ fields: [(name: String, value: String)]) throws -> RecordBody {
    try ManualEntry.body(of: kind, fields: fields)
  }

  /// A checkup with results above, below and within their limits.
  static func checkup(_ date: String, glucose: String, hdl: String) -> RecordBody {
    var items = [
      item("空腹時血糖", "3D010", glucose, unit: "mg/dL", low: nil, high: "99"),
      item("HDLコレステロール", "3F070", hdl, unit: "mg/dL", low: "40", high: nil),
      item("AST(GOT)", "3B035", "21", unit: "U/L", low: "10", high: "30"),
    ]
    items.append(
      Observation(
        code: CodedText(text: "医師の診断（判定）"),
        value: .text("軽度の糖代謝異常がみられます。食事と運動に気をつけてください。")))
    var body = RecordBody(
      date: PartialDate(iso: date), title: "特定健診", content: .checkup(Checkup(items: items)))
    body.facilities = [Facility(role: .performer, name: "見本健診センター")]
    return body
  }

  private static func item(
    _ name: String, _ code: String, _ value: String, unit: String, low: String?, high: String?
  ) -> Observation {
    var item = Observation(
      code: CodedText(text: name, codings: [Coding(system: "urn:test", code: code)]),
      value: .quantity(Quantity(value: value, unit: unit)))
    item.reference = ReferenceRange(
      low: low.map { Quantity(value: $0) }, high: high.map { Quantity(value: $0) })
    return item
  }

  static func family() throws -> [RecordBody] {
    [
      checkup("2024-06-10", glucose: "101", hdl: "52"),
      checkup("2025-06-12", glucose: "118", hdl: "38"),
      try body(
        .medication,
        [
          ("drug", "アムロジピン錠5mg"), ("amount", "1"), ("unit", "錠"), ("usage", "1日1回朝食後"),
          ("days", "28"), ("date", "2025-11-04"), ("pharmacy", "見本薬局"),
          ("facility", "架空内科医院"), ("doctor", "例示 太郎"),
        ]),
      try body(
        .vaccination,
        [
          ("vaccine", "インフルエンザ"), ("dose", "1"), ("lot", "AB123"), ("maker", "見本製薬"),
          ("date", "2025-10-20"), ("facility", "架空内科医院"),
        ]),
      try body(
        .cost,
        [("care-type", "医科外来"), ("self-pay", "2340"), ("total", "7800"), ("date", "2025-11")]),
      try body(.allergy, [("substance", "そば"), ("reaction", "じんましん")]),
    ]
  }
}
