import Foundation
import PHRModel

/// The pull of one type, page by page.
extension SyncEngine {
  /// Begins the next type, or what comes after all types.
  mutating func nextType() -> [SyncEffect] {
    closePull()
    while !agenda.isEmpty {
      let type = agenda.removeFirst()
      if type == SyncType.order[4], !hasAssembled { return assembleFirst(type) }
      if let reason = reasonToSkip(type) {
        var row = SyncReport.Row(type: type.name)
        row.skipped = reason
        report.rows.append(row)
        continue
      }
      return begin(type)
    }
    if !hasAssembled { return assembleFirst(nil) }
    return deliver(.missingSubjects, for: .subjects)
  }

  private mutating func closePull() {
    if let row = pull?.row { report.rows.append(row) }
    pull = nil
  }

  private func reasonToSkip(_ type: SyncType) -> SkipReason? {
    guard let capability, capability.offers(type.resource) else { return .notOffered }
    guard let refused = start.cursors[type.name]?.refused,
      now.seconds - refused.seconds < 86_400
    else { return nil }
    return .refusedLately
  }

  private mutating func begin(_ type: SyncType) -> [SyncEffect] {
    let filters = capability?.filtersByUpdate(type.resource) ?? false
    let watermark = start.round > 0 ? nil : start.cursors[type.name]?.watermark
    pull = Pull(
      type, since: filters ? watermark?.adding(seconds: -Pull.overlap) : nil, isFiltered: filters)
    return list()
  }

  /// Asks for the first page.
  mutating func list() -> [SyncEffect] {
    guard var pull else { preconditionFailure("a list without a pull") }
    var query = pull.type.query(patient: start.account.patient)
    if pull.isFiltered {
      if let since = pull.since { query.append(("_lastUpdated", "ge" + since.description)) }
      query += [("_sort", "_lastUpdated"), ("_count", String(start.pageSize))]
    }
    let url = start.base.address(pull.type.resource, query: query)
    pull.firstURL = url.absoluteString
    self.pull = pull
    let known = start.cursors[pull.type.name]?.searchTag
    let tag =
      known?.url == pull.firstURL && pull.restarts == 0 && start.round == 0
      ? known?.tag : nil
    return get(.list, url, tag: tag)
  }

  /// Takes a page of the list; it may have to wait for what it refers to.
  mutating func tookList(_ response: HTTPResponse) -> [SyncEffect] {
    guard var page = SearchPage(response.body) else { return failed(.notFHIR) }
    page.entries = reader.localized(page.entries)
    // In place: a copy would copy everything that was seen with every page.
    if pull?.page == 0 {
      pull?.ceiling = response.headers["Date"].flatMap(HTTPDate.instant)
      pull?.tag = page.next == nil ? response.headers["ETag"] : nil
    }
    pull?.page += 1
    pull?.row.warnings += page.warnings
    pull?.row.fetched += page.entries.count { !$0.isIncluded }
    waiting = WaitingPage(page: page)
    for entry in page.entries where entry.isIncluded {
      if let resource = entry.resource { learn(resource) }
    }
    queue = reader.wanted(by: page.entries.compactMap(\.resource))
    return readServed()
  }

  /// Makes a resource known that others refer to, and keeps it.
  private mutating func learn(_ resource: JSONValue) {
    guard let key = ResourceReader.key(of: resource), ResourceReader.served.contains(key.type)
    else { return }
    reader.learn(resource)
    if let kept = reader.read(resource, received: now) { waiting?.extras.append(kept) }
  }

  /// Reads the next resource that the page refers to, or hands the page on.
  mutating func readServed() -> [SyncEffect] {
    if let key = queue.popLast() {
      return get(.served(key), address(of: key))
    }
    if single != nil { return storeWaitingSingle() }
    return storePage()
  }

  func address(of key: ResourceKey) -> URL {
    start.base.address("\(key.type)/\(PercentEncoding.value(key.id))")
  }

  mutating func tookServed(_ key: ResourceKey, _ response: HTTPResponse) -> [SyncEffect] {
    if let resource = try? JSONValue(parsing: response.body),
      ResourceReader.key(of: resource) == key
    {
      learn(reader.localized(resource))
    } else {
      reader.giveUp(key)
    }
    return readServed()
  }

  /// Hands the waiting page over; the last one carries the progress.
  private mutating func storePage() -> [SyncEffect] {
    guard var pull, let waiting, let list = waiting.page else {
      preconditionFailure("no page is waiting")
    }
    // Taken out while it changes, so that what was seen is not copied with every page.
    self.pull = nil
    let entries = list.entries.filter { !$0.isIncluded }
      .compactMap { reader.named($0, type: pull.type.resource) }
    for entry in entries { pull.note(entry) }
    self.pull = pull
    let isLast = list.next == nil && !(pull.hasShifted && pull.restarts < Pull.restartLimit)
    let page = ListedPage(
      type: pull.type.resource, extras: waiting.extras, entries: entries, round: start.round,
      cursor: isLast ? cursorChange() : nil, received: now, reader: reader)
    let progress = SyncProgress(
      type: pull.type.name, page: pull.page, resources: pull.row.fetched)
    return [.progress(progress), .store(page, row: pull.type.name)] + afterPage()
  }

  /// Notes what became of a page that was stored, and how much of it was somebody else's.
  mutating func note(_ counts: SyncCounts, strangers: Int, row name: String) {
    func add(to row: inout SyncReport.Row) {
      row.counts += counts
      row.strangers += strangers
    }
    if pull?.type.name == name, var row = pull?.row {
      add(to: &row)
      pull?.row = row
    } else if let place = report.rows.lastIndex(where: { $0.type == name }) {
      add(to: &report.rows[place])
    }
  }

  /// What the vault is to remember after the last page; `nil` if it knows all that already.
  private func cursorChange() -> CursorChange? {
    guard let pull else { return nil }
    var change = CursorChange(type: pull.type.name)
    let known = start.cursors[pull.type.name]
    if let watermark = pull.watermark, watermark > known?.watermark ?? Instant(seconds: .min) {
      change.watermark = watermark
    }
    change.searchTag = pull.tag.map { SearchTag(url: pull.firstURL, tag: $0) }
    change.reconciled = start.round > 0 && mayReconcile(pull.type) ? start.round : nil
    let isNew =
      change.watermark != nil || change.reconciled != nil || known?.refused != nil
      || change.searchTag != known?.searchTag || known == nil
    return isNew ? change : nil
  }

  /// Only a list that holds everything of its type shows what is missing from it.
  private func mayReconcile(_ type: SyncType) -> Bool {
    type.category == nil || type == SyncType.observationCategories.last && !lostCategory
  }

  /// Goes on after a page was handed over.
  private mutating func afterPage() -> [SyncEffect] {
    guard var pull else { preconditionFailure("a page without a pull") }
    let next = waiting?.page?.next
    waiting = nil
    if let next {
      guard let url = start.base.sameOrigin(next, relativeTo: URL(string: pull.firstURL)) else {
        return failedList(.foreignLink)
      }
      guard pull.page < Pull.pageLimit, pull.seenLinks.insert(url.absoluteString).inserted else {
        return failedList(.endlessPages)
      }
      self.pull = pull
      return get(.list, url)
    }
    if pull.hasShifted, pull.restarts < Pull.restartLimit {
      pull.restart()
      self.pull = pull
      return list()
    }
    return afterList()
  }

  /// Asks what was deleted, where the server can say it.
  mutating func afterList() -> [SyncEffect] {
    guard let pull, let since = start.cursors[pull.type.name]?.watermark, start.round == 0,
      capability?.keepsHistory(pull.type.resource) == true, pull.type.category == nil
    else { return nextType() }
    let from = since.adding(seconds: -Pull.overlap)
    return get(
      .history,
      start.base.address(
        pull.type.resource + "/_history", query: [("_since", from.description), ("_count", "200")]))
  }

  /// Takes deletions out of a history; everything else comes with the list.
  mutating func tookHistory(_ response: HTTPResponse) -> [SyncEffect] {
    guard let page = SearchPage(response.body), let pull else { return nextType() }
    var newest: [ResourceKey: SearchPage.Entry] = [:]
    for entry in page.entries {
      let name = entry.requestURL ?? entry.fullURL ?? ""
      guard let key = reader.key(of: name), newest[key] == nil else { continue }
      newest[key] = entry
    }
    let gone = newest.filter { $0.value.method == "DELETE" }.keys.sorted()
      .filter { pull.marks[$0] == nil }
    waiting = nil
    historyNext = page.next
    guard !gone.isEmpty else { return afterHistory() }
    let resources = gone.map { PulledResource(key: $0, mark: "gone", reading: .gone) }
    return deliver(
      .store(SyncPage(type: pull.type.resource, resources: resources)), for: .deletions)
  }

  /// Follows the history to its end.
  mutating func afterHistory() -> [SyncEffect] {
    guard let next = historyNext, var pull,
      let url = start.base.sameOrigin(next, relativeTo: URL(string: pull.firstURL)),
      pull.seenLinks.insert(url.absoluteString).inserted
    else { return nextType() }
    self.pull = pull
    return get(.history, url)
  }
}

extension Pull {
  /// Notes what was seen: for the watermark, and to notice that the list shifts.
  fileprivate mutating func note(_ entry: ListedPage.Entry) {
    if let moment = entry.updated.flatMap({ Instant(iso: $0) }) {
      highest = max(highest ?? moment, moment)
    }
    let before = marks.updateValue(entry.mark, forKey: entry.key)
    if let before, before != entry.mark { hasShifted = true }
  }
}
