import Foundation
import PHRModel

/// What the vault answers, and what is read one by one: parts of reports, and what notices are
/// about.
extension SyncEngine {
  /// Takes the vault's answer.
  mutating func replied(_ reply: SyncReply) -> [SyncEffect] {
    if case .stranger(let mismatches) = reply { return finish(.stranger(mismatches)) }
    if reply == .filled { report.filledProfile = true }
    var counts = SyncCounts()
    if case .counts(let found) = reply { counts = found }
    switch purpose {
    case .identity, .settled: return nextWrite()
    case .written: return write()
    case .refusal: return nextType()
    case .tokens: return resume()
    case .stop: return finish(report.outcome)
    case .end:
      // What could not be written before the pull can wait for the next one.
      guard case .outbox(let items) = reply, report.writingStopped == nil else {
        return finish(report.outcome)
      }
      return writeAgain(items)
    case .deletions:
      pull?.row.counts += counts
      return afterHistory()
    case .parts, .subjects: return readAll(reply)
    case .single:
      singles.counts += counts
      return readSingles()
    case .assembly: return assembled(reply)
    }
  }

  /// Puts reports together before the next type begins.
  mutating func assembleFirst(_ next: SyncType?) -> [SyncEffect] {
    if let next { agenda.insert(next, at: 0) }
    hasAssembled = true
    return deliver(.missingParts, for: .parts)
  }

  /// Some reports are put together; what became of them belongs to the reports' row.
  private mutating func assembled(_ reply: SyncReply) -> [SyncEffect] {
    guard case .assembled(let counts, let last) = reply else { return finish(report.outcome) }
    if let place = report.rows.firstIndex(where: { $0.type == "DiagnosticReport" }) {
      report.rows[place].counts += counts
    } else {
      singles.counts += counts
    }
    if let last { return deliver(.assemble(after: last), for: .assembly) }
    return isClosing ? closeSingles() : nextType()
  }

  private mutating func readAll(_ reply: SyncReply) -> [SyncEffect] {
    guard case .keys(let keys) = reply else { return finish(report.outcome) }
    readsSubjects = purpose == .subjects
    // Panels that were read may name further ones; what was asked for is not asked for again.
    let fresh = keys.filter { askedSingles.insert($0).inserted }
    singleKeys = fresh.reversed()
    if !readsSubjects, fresh.isEmpty { return deliver(.assemble(after: nil), for: .assembly) }
    return readSingles()
  }

  /// Reads the next one, or goes on when all are read.
  mutating func readSingles() -> [SyncEffect] {
    single = nil
    waiting = nil
    if let key = singleKeys.popLast() {
      return get(readsSubjects ? .subject(key) : .part(key), address(of: key))
    }
    guard readsSubjects else { return morePartsOrAssembly() }
    // What notices are about may be a report, with results of its own.
    isClosing = true
    return singles.fetched > 0 ? deliver(.missingParts, for: .parts) : closeSingles()
  }

  /// Asks once more what is missing, as long as panels name panels, but not for ever.
  private mutating func morePartsOrAssembly() -> [SyncEffect] {
    partRounds += 1
    return partRounds < Self.partRoundLimit
      ? deliver(.missingParts, for: .parts) : deliver(.assemble(after: nil), for: .assembly)
  }

  /// Panels within panels within panels: deeper ones are left for the next time.
  private static var partRoundLimit: Int { 16 }

  private mutating func closeSingles() -> [SyncEffect] {
    if singles != SyncReport.Row(type: SyncReport.singlesType) { report.rows.append(singles) }
    let isWhole = report.rows.allSatisfy { $0.skipped.map { $0 == .notOffered } ?? true }
    return deliver(.ended(reconciled: start.round > 0 && isWhole), for: .end)
  }

  mutating func tookSingle(_ key: ResourceKey, _ response: HTTPResponse) -> [SyncEffect] {
    guard let resource = try? JSONValue(parsing: response.body),
      ResourceReader.key(of: resource) == key
    else { return readSingles() }
    let localized = reader.localized(resource)
    single = localized
    waiting = WaitingPage(page: nil)
    queue = reader.wanted(by: [localized])
    return readServed()
  }

  /// Stores the resource whose references are known now.
  mutating func storeWaitingSingle() -> [SyncEffect] {
    guard let single else { return readSingles() }
    singles.fetched += 1
    guard let pulled = reader.read(single, received: now) else {
      singles.strangers += 1
      return readSingles()
    }
    return storeSingle(pulled)
  }

  /// Stores a resource that was read by itself, or that it cannot be had.
  mutating func storeSingle(_ resource: PulledResource) -> [SyncEffect] {
    let resources = (waiting?.extras ?? []) + [resource]
    return deliver(
      .store(SyncPage(type: resource.key.type, resources: resources)), for: .single)
  }
}
