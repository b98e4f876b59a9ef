/// The records of a vault in classes: within one, all that a decision rests on is the same.
///
/// A hundred thousand records differ in little that rules ask for: kind, days, institutions, tags,
/// until when a drug is taken. So a rule is asked once for each class, with facts that stand for
/// all of it, and a walk over the records looks up what was answered. What a class cannot tell
/// stays single: records with twins here, and what rules call by name in `FactMemo`.
final class FactClasses {
  /// Where a row belongs.
  enum Place: Equatable {
    /// There is no such row.
    case none
    /// To the class of that number.
    case inClass(Int)
    /// To itself.
    case single
  }

  /// The class of a row, or one of the codes below; rows are numbered without gaps.
  private var codes: [Int32] = []
  /// Rows far beyond the others, in a file that somebody else made.
  private var strays: [Int64: Int32] = [:]
  /// What the columns tell about the records of each class.
  private(set) var sketches: [FactsReader.Sketch] = []
  private static let absent: Int32 = -1
  private static let leading: Int32 = -2
  private static let behind: Int32 = -3

  /// Sorts all records of a store, as they are now.
  ///
  /// - Throws: `SQLiteError`.
  init(_ store: RecordStore) throws {
    let reader = FactsReader(store, readsTaking: true)
    let leads = Set(
      try store.connection.query(
        "SELECT DISTINCT lead FROM record WHERE lead IS NOT NULL"
      ) { $0.int(at: 0) })
    // No directive can name it: it is drawn for this sorting.
    let standIn = RecordID(String(UInt64.random(in: 0...(.max)), radix: 32))
    var classes: [FactsReader.Alike: Int32] = [:]
    try store.connection.forEach(FactsReader.Alike.sql) { row in
      let number = row.int(at: 0)
      let isBehind = !row.isNull(at: 7)
      guard !isBehind, !leads.contains(number), let alike = try reader.alike(row) else {
        put(isBehind ? Self.behind : Self.leading, at: number)
        return true
      }
      if let known = classes[alike] {
        put(known, at: number)
      } else {
        put(Int32(sketches.count), at: number)
        classes[alike] = Int32(sketches.count)
        sketches.append(reader.sketch(of: alike, as: standIn))
      }
      return true
    }
  }

  private func put(_ code: Int32, at row: Int64) {
    guard row >= 0, row < Int64(codes.count) * 2 + 4_096 else { return strays[row] = code }
    while codes.count <= row { codes.append(Self.absent) }
    codes[Int(row)] = code
  }

  /// Where a row belongs.
  func place(of row: Int64) -> Place {
    let code = codes.indices.contains(Int(row)) ? codes[Int(row)] : strays[row] ?? Self.absent
    return switch code {
    case Self.absent: .none
    case Self.leading, Self.behind: .single
    default: .inClass(Int(code))
    }
  }

  /// The full facts of the current version in a row under another id, if its class tells them.
  func current(ofRow row: Int64) -> RecordFacts.Version? {
    guard case .inClass(let number) = place(of: row), sketches[number].isComplete else {
      return nil
    }
    return sketches[number].facts.current
  }

  /// Hands over every row of a list without conditions, in no order that means anything.
  func forEachListed(_ body: (Int64) throws -> Void) rethrows {
    for (row, code) in codes.enumerated() where code >= 0 || code == Self.leading {
      try body(Int64(row))
    }
    for (row, code) in strays where code >= 0 || code == Self.leading { try body(row) }
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
}
