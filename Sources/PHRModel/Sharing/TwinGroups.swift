/// The records of a vault with their versions, and which of them are one event.
///
/// Everything is kept by position: a record is large, and a vault has many.
struct TwinGroups {
  /// The records as given.
  let records: [Record]
  /// For each id, in the order of first appearance, the position of its current version.
  private(set) var current: [Int] = []
  private var slots: [RecordID: Int] = [:]
  private var former: [Int: [Int]] = [:]
  private var leader: [Int: Int] = [:]
  private var members: [Int: [Int]] = [:]

  /// Sorts versions and joins twins, however one-sided they are given.
  init(_ records: [Record]) {
    self.records = records
    slots.reserveCapacity(records.count)
    for position in records.indices { insert(position) }
    for (slot, positions) in former {
      former[slot] = positions.sorted { records[$0].version > records[$1].version }
    }
    for record in records where !record.twins.isEmpty {
      guard let own = slots[record.id] else { continue }
      for twin in record.twins.compactMap({ slots[$0] }) { join(own, twin) }
    }
    for slot in leader.keys.sorted() { members[root(of: slot), default: []].append(slot) }
  }

  /// The slot of an id.
  func slot(of id: RecordID) -> Int? { slots[id] }

  /// The older versions of a slot's record, the newest first.
  func formerVersions(of slot: Int) -> [Int] { former[slot] ?? [] }

  /// The slots of the record's twins.
  func twins(of slot: Int) -> [Int] {
    guard let all = members[root(of: slot)] else { return [] }
    return all.filter { $0 != slot }
  }

  /// Every version of the slot's record and of its twins.
  func allVersions(of slot: Int) -> [Int] {
    ([slot] + twins(of: slot)).flatMap { [current[$0]] + formerVersions(of: $0) }
  }

  private mutating func insert(_ position: Int) {
    let record = records[position]
    guard let slot = slots[record.id] else {
      slots[record.id] = current.count
      current.append(position)
      return
    }
    let isNewer = record.version > records[current[slot]].version
    former[slot, default: []].append(isNewer ? current[slot] : position)
    if isNewer { current[slot] = position }
  }

  private func root(of slot: Int) -> Int {
    var slot = slot
    while let next = leader[slot], next != slot { slot = next }
    return slot
  }

  private mutating func join(_ left: Int, _ right: Int) {
    let (first, second) = (root(of: left), root(of: right))
    leader[first] = first
    leader[second] = first
  }
}
