/// The records of a vault in classes: within one, all that a decision rests on is the same.
///
/// A hundred thousand records differ in little that rules ask for: kind, days, institutions, tags,
/// until when a drug is taken. So a rule is asked once for each class, with facts that stand for
/// all of it, and a walk over the records looks up what was answered. What a class cannot tell
/// stays single: records with twins here, and what rules call by name in `ClassAnswers`.
final class FactClasses {
  /// Where the rows belong.
  private(set) var rows = ClassedRows()
  /// What the columns tell about the records of each class.
  private(set) var sketches: [FactsReader.Sketch] = []
  /// The kind of each class.
  private(set) var kinds: [Kind] = []

  /// Sorts all records of a store, as they are now.
  ///
  /// - Throws: `SQLiteError`.
  init(_ store: RecordStore) throws {
    let reader = FactsReader(store, readsTaking: true)
    let leads = Set(
      try store.connection.query("SELECT DISTINCT lead FROM record WHERE lead IS NOT NULL") {
        $0.int(at: 0)
      })
    // No directive can name it: it is drawn for this sorting.
    let standIn = RecordID(String(UInt64.random(in: 0...(.max)), radix: 32))
    var numbers: [FactsReader.Alike: Int] = [:]
    var names = FactsReader.NumberedNames()
    try store.connection.forEach(FactsReader.Alike.sql) { row in
      let number = row.int(at: 0)
      let isBehind = !row.isNull(at: 7)
      guard !isBehind, !leads.contains(number), let alike = try reader.alike(row, &names) else {
        rows.setSingle(number, isListed: !isBehind)
        return true
      }
      if let known = numbers[alike] {
        rows.put(number, inClass: known)
        return true
      }
      numbers[alike] = sketches.count
      rows.put(number, inClass: sketches.count)
      sketches.append(reader.sketch(of: alike, names, as: standIn))
      kinds.append(alike.kind)
      return true
    }
  }

  /// The full facts of the record in a row, under the name that stands for its class; `nil` if its
  /// class does not tell them.
  func facts(ofRow row: Int64) -> RecordFacts? {
    guard let number = rows.classNumber(of: row), sketches[number].isComplete else { return nil }
    return sketches[number].facts
  }
}

/// The class of each row.
struct ClassedRows {
  /// By row, which are numbered without gaps: a class, or one of the codes below.
  private var codes: [Int32] = []
  /// Rows far beyond the others, in a file that somebody else made.
  private var strays: [Int64: Int32] = [:]
  private static let absent: Int32 = -1
  private static let single: Int32 = -2
  private static let behindTwin: Int32 = -3

  /// The class of a row; `nil` if it is single or if there is no such row.
  func classNumber(of row: Int64) -> Int? {
    let code = code(of: row)
    return code < 0 ? nil : Int(code)
  }

  /// Puts a row into a class; lists have it.
  mutating func put(_ row: Int64, inClass number: Int) { put(row, Int32(number)) }

  /// Makes a row single; lists have it, unless it stands behind a twin.
  mutating func setSingle(_ row: Int64, isListed: Bool) {
    put(row, isListed ? Self.single : Self.behindTwin)
  }

  /// Takes a row out of its class, if it is in one.
  mutating func takeOut(_ row: Int64) {
    if classNumber(of: row) != nil { put(row, Self.single) }
  }

  /// Hands over every row of a list without conditions, in no order that means anything.
  func forEachListed(_ body: (Int64) throws -> Void) rethrows {
    for (row, code) in codes.enumerated() where code >= 0 || code == Self.single {
      try body(Int64(row))
    }
    for (row, code) in strays where code >= 0 || code == Self.single { try body(row) }
  }

  private func code(of row: Int64) -> Int32 {
    if row >= 0, row < codes.count { return codes[Int(row)] }
    return strays[row] ?? Self.absent
  }

  private mutating func put(_ row: Int64, _ code: Int32) {
    guard row >= 0, row < Int64(codes.count) * 2 + 4_096 else { return strays[row] = code }
    while codes.count <= row { codes.append(Self.absent) }
    codes[Int(row)] = code
  }
}

extension RecordStore {
  /// The records in classes, sorted anew whenever something was written.
  func factClasses() throws -> FactClasses {
    // What is being written may be taken back: such a state is not remembered.
    guard let mark = try connection.changeMark else { return try FactClasses(self) }
    if let kept = sortedFacts, kept.mark == mark { return kept.classes }
    let classes = try FactClasses(self)
    sortedFacts = (mark, classes)
    return classes
  }

  /// Runs a body that writes rules and no records or tags: the classes stay what they are.
  ///
  /// A change of consent is looked at before and after; nothing has to be sorted in between.
  func keepingFactClasses<Value>(_ body: () throws -> Value) throws -> Value {
    let before = try connection.changeMark
    let value = try body()
    if let kept = sortedFacts, kept.mark == before, let after = try connection.changeMark,
      after.isOwnChange(since: kept.mark)
    {
      sortedFacts = (after, kept.classes)
    }
    return value
  }
}
