extension Evaluator {
  /// The records that are shown, in the form in which they leave the vault, in their order.
  ///
  /// What is only the holder's is taken out (DESIGN section 3, "Import"): originals, file names,
  /// tags, fields shared with other records, and whatever counts records that are not shown: line
  /// and prescription numbers are renumbered without gaps (issue on consent, "Anchors' traps").
  /// Insured symbol and number stay only with their own tick.
  public func present(_ records: [(record: Record, facts: RecordFacts)]) -> [Record] {
    let shown = records.filter { shows($0.facts) }
    let ids = Set(shown.map(\.record.id))
    let plain = shown.map { entry in
      entry.record.withoutHolderOnlyParts(showingInsuredNumbers: showsInsuredNumbers, among: ids)
    }
    return Renumbering(plain).renumbered
  }
}

extension Record {
  /// The record without what only the holder may see.
  fileprivate func withoutHolderOnlyParts(
    showingInsuredNumbers: Bool, among shown: Set<RecordID>
  ) -> Record {
    var record = self
    record.tags = []
    record.twins = twins.filter(shown.contains)
    record.provenance.name = ""
    record.provenance.position = nil
    record.provenance.original = nil
    let secrets = showingInsuredNumbers ? [] : body.insuredNumbers
    record.body.raw = body.raw.filter { field in
      field.ownToRecord && !field.isNotebookLine && !secrets.contains { field.value.contains($0) }
    }
    if !showingInsuredNumbers { record.body.content = body.content.withoutInsuredNumbers }
    return record
  }
}

extension RawField {
  /// Whether it is a whole line of a notebook (`jahis.201`, not its surplus `jahis.201.11`).
  ///
  /// Its text is in the record's fields already, and its RP number counts lines that are not shown.
  fileprivate var isNotebookLine: Bool {
    path.hasPrefix("jahis.") && !path.dropFirst(6).contains(".")
  }
}

extension RecordBody {
  /// The symbol, number and ticket in it, as received; short ones are left out, they are no secret
  /// and stand in many fields.
  fileprivate var insuredNumbers: [String] {
    let parts: [String?] =
      switch content {
      case .checkup(let checkup):
        [checkup.insured?.symbol, checkup.insured?.number, checkup.ticket]
      case .cost(let block): [block.insured?.symbol, block.insured?.number]
      case .insurance(let insurance): [insurance.insured.symbol, insurance.insured.number]
      default: []
      }
    return parts.compactMap(\.self).filter { $0.count >= 3 }
  }
}

extension Content {
  /// The content without insured symbol, number, branch and ticket.
  fileprivate var withoutInsuredNumbers: Content {
    switch self {
    case .checkup(var checkup):
      checkup.insured = checkup.insured?.insurerOnly
      checkup.ticket = nil
      return .checkup(checkup)
    case .cost(var block):
      block.insured = block.insured?.insurerOnly
      return .cost(block)
    case .insurance(var insurance):
      insurance.insured = insurance.insured.insurerOnly
      return .insurance(insurance)
    default: return self
    }
  }
}

extension InsuredIdentity {
  /// Only the insurer, which does not name the person.
  var insurerOnly: InsuredIdentity { InsuredIdentity(insurerNumber: insurerNumber) }
}

/// Numbers the prescriptions and lines of each dispensing anew, so that no gap tells of a hidden
/// line.
private struct Renumbering {
  private var records: [Record]
  private var prescriptions: [EpisodeID?: [Int: Int]] = [:]
  private var lines: [EpisodeID?: [Int: [Int: Int]]] = [:]

  init(_ records: [Record]) {
    self.records = records
    var used: [EpisodeID?: [Int: Set<Int>]] = [:]
    for record in records {
      guard case .medication(let line) = record.body.content, let rp = line.rpNumber else {
        continue
      }
      let order = line.orderInRP.map { [$0] } ?? []
      used[record.episode, default: [:]][rp, default: []].formUnion(order)
    }
    for (episode, numbers) in used {
      prescriptions[episode] = Self.dense(numbers.keys)
      lines[episode] = numbers.mapValues { Self.dense($0) }
    }
  }

  /// The records with their new numbers.
  var renumbered: [Record] {
    records.map { record in
      guard case .medication(var line) = record.body.content else { return record }
      var record = record
      if let rp = line.rpNumber {
        line.orderInRP = line.orderInRP.flatMap { lines[record.episode]?[rp]?[$0] }
        line.rpNumber = prescriptions[record.episode]?[rp]
      } else {
        line.orderInRP = nil
      }
      record.body.content = .medication(line)
      return record
    }
  }

  private static func dense(_ numbers: some Sequence<Int>) -> [Int: Int] {
    Dictionary(uniqueKeysWithValues: numbers.sorted().enumerated().map { ($1, $0 + 1) })
  }
}
