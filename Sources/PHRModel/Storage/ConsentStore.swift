/// What the holder has decided about sharing, kept step by step in the vault.
///
/// The only type with SQL on consent. Steps are only ever added (`ConsentHistory`); what is set
/// at a moment is always computed from them, so there is nothing that could disagree. Like the
/// record store it belongs to the thread of its connection.
public final class ConsentStore {
  /// The records of the vault.
  public let records: RecordStore

  var connection: Connection { records.connection }

  /// The consent of a vault.
  public init(_ records: RecordStore) {
    self.records = records
  }

  /// Every step since the vault was made.
  ///
  /// The base rule that was chosen when the vault was made stands in front as step 0: it holds
  /// for every moment and cannot be undone, only replaced.
  /// - Throws: `SQLiteError`, `StoreError.unreadable`.
  public func history() throws -> ConsentHistory {
    let initial = try records.setting("base-rule").flatMap(BaseRule.init(rawValue:)) ?? .optOut
    let first = ConsentChange(
      number: 0, at: Instant(seconds: .min), by: .holder, step: .base(initial))
    return ConsentHistory([first] + (try changes()))
  }

  /// The steps, the oldest first.
  public func changes() throws -> [ConsentChange] {
    try connection.query("SELECT number, at, author, step FROM consent_change ORDER BY number") {
      row in
      let number = try row.int("number")
      func read<Value: Decodable>(_ type: Value.Type, _ column: String) throws -> Value {
        try records.value(type, from: try row.text(column), table: "consent_change", row: number)
      }
      return ConsentChange(
        number: Int(number), at: Instant(seconds: try row.int("at")),
        by: try read(Author.self, "author"), step: try read(ConsentStep.self, "step"))
    }
  }

  /// What is set now; read anew only after something was written, because every page of a list asks.
  public func state() throws -> ConsentState {
    guard let mark = try connection.changeMark else { return try history().current }
    if let kept = records.readConsent, kept.mark == mark { return kept.state }
    let state = try history().current
    records.readConsent = (mark, state)
    return state
  }

  /// What was set at a moment; for a moment that is still to come what is set now.
  public func state(at instant: Instant, now: Instant) throws -> ConsentState {
    let history = try history()
    return instant < now ? history.state(at: instant) : history.current
  }

  /// Adds a step, and puts what follows from it into the outbox of every portal.
  ///
  /// - Throws: `SQLiteError`.
  @discardableResult
  public func append(
    _ step: ConsentStep, at instant: Instant, by author: Author = .holder
  ) throws -> ConsentChange {
    try records.keepingFactClasses {
      try connection.transaction {
        try connection.run(
          "INSERT INTO consent_change(at, author, step) VALUES(?, ?, ?)",
          [.int(instant.seconds), .text(try records.json(author)), .text(try records.json(step))])
        let number = Int(connection.lastInsertedRow)
        try ConsentPortal(records).publish(now: instant)
        return ConsentChange(number: number, at: instant, by: author, step: step)
      }
    }
  }

  /// Takes the latest step back that can be and has not been.
  ///
  /// - Returns: the step that was taken back, or `nil` if there was none.
  @discardableResult
  public func undo(at instant: Instant, by author: Author = .holder) throws -> ConsentChange? {
    try connection.transaction {
      guard let change = try history().nextToUndo, change.number > 0 else { return nil }
      try append(.undone(change.number), at: instant, by: author)
      return change
    }
  }

  /// A fresh name for a directive; it says nothing and is never used again.
  public static func newDirectiveID() -> DirectiveID { DirectiveID(randomName(bytes: 16)) }

  /// Hexadecimal digits of random bytes.
  static func randomName(bytes count: Int) -> String {
    hexadecimal(RandomBytes.array(count: count))
  }

  /// Two hexadecimal digits for each byte.
  static func hexadecimal(_ bytes: [UInt8]) -> String {
    bytes.map { byte in
      let digits = String(byte, radix: 16)
      return digits.utf8.count == 1 ? "0" + digits : digits
    }.joined()
  }
}
