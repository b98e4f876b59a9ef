import PHRModel

/// Who has looked, narrowed by a search or to what contradicts the consent.
struct AccessesState: Sendable, Equatable {
  var entries: [JudgedAccess]
  var consent: ConsentState
  var flaggedOnly = false
  var search = ""
  var filter: TextField?
  var position = ListPosition()
  /// Titles of records that accesses name, as far as they were asked for.
  var titles: [RecordID: String] = [:]

  /// The entries under the conditions.
  var shown: [JudgedAccess] {
    let terms = search.split(whereSeparator: \.isWhitespace).map { FoldedText.search(String($0)) }
    return entries.filter { access in
      guard !flaggedOnly || access.finding != nil else { return false }
      guard !terms.isEmpty else { return true }
      let text = FoldedText.search(
        [
          ConsentWords.who(access.entry).ja, ConsentWords.who(access.entry).en,
          access.entry.organization ?? "", "\(access.entry.at)",
        ].joined(separator: " "))
      return terms.allSatisfy(text.contains)
    }
  }

  /// The selected entry.
  var selected: JudgedAccess? {
    let shown = shown
    return shown.indices.contains(position.selected) ? shown[position.selected] : nil
  }

  /// Records that are named beside an entry.
  static let listed = 30
}

/// Which entry of the access log a notice is about.
struct AccessMark: Sendable, Equatable {
  var at: Instant
  var who: String
}

/// Keys and answers in the access log.
enum AccessesUpdate {
  static func update(
    _ state: inout AppState, _ accesses: AccessesState, _ command: Command
  ) -> [Effect]? {
    if accesses.filter != nil { return type(&state, accesses, command) }
    var next = accesses
    switch command {
    case .filter: next.filter = TextField(accesses.search)
    case .flaggedOnly:
      next.flaggedOnly.toggle()
      next.position = ListPosition()
    case .open:
      guard let id = accesses.selected?.entry.records.first else { return [] }
      state.stack.removeAll { if case .browser = $0 { false } else { true } }
      return [.find(id)]
    case .whoSees:
      return accesses.selected?.entry.records.first.map { [.loadWhoSees($0)] } ?? []
    default:
      guard
        next.position.move(
          command, count: next.shown.count, height: state.layout.contentHeight)
      else { return nil }
    }
    return show(&state, next)
  }

  private static func type(
    _ state: inout AppState, _ accesses: AccessesState, _ command: Command
  ) -> [Effect] {
    var next = accesses
    switch command {
    case .accept, .nextField: next.filter = nil
    case .cancel:
      next.filter = nil
      next.search = ""
      next.position = ListPosition()
    default:
      _ = next.filter?.edit(command)
      next.search = next.filter?.text ?? ""
      next.position = ListPosition()
    }
    return show(&state, next)
  }

  /// Types a character into the search.
  static func type(
    _ state: inout AppState, _ accesses: AccessesState, _ character: Character
  ) -> [Effect] {
    var next = accesses
    next.filter?.insert(character)
    next.search = next.filter?.text ?? ""
    next.position = ListPosition()
    return show(&state, next)
  }

  private static func show(_ state: inout AppState, _ accesses: AccessesState) -> [Effect] {
    state.destination = .sharing(.accesses(accesses))
    return missing(accesses)
  }

  /// The titles of the records that the selected entry names.
  private static func missing(_ accesses: AccessesState) -> [Effect] {
    let named = accesses.selected?.entry.records.prefix(AccessesState.listed) ?? []
    let unknown = named.filter { accesses.titles[$0] == nil }
    return unknown.isEmpty ? [] : [.loadTitles(Array(unknown))]
  }

  /// Opens the log, at the entry that a notice is about; an open one stays where it was.
  static func receive(
    _ state: inout AppState, _ entries: [JudgedAccess], _ consent: ConsentState,
    marked: AccessMark?
  ) -> [Effect] {
    if marked == nil, case .sharing(.accesses(let open)) = state.destination {
      return refresh(&state, open, entries, consent)
    }
    var accesses = AccessesState(entries: entries, consent: consent)
    let place = marked.flatMap { mark in
      entries.firstIndex { $0.entry.at == mark.at && $0.entry.who == mark.who }
    }
    accesses.position.select(
      place ?? 0, count: entries.count, height: state.layout.contentHeight)
    state.stack.append(.sharing(.accesses(accesses)))
    return missing(accesses)
  }

  /// What arrived meanwhile; whoever reads an entry goes on reading it.
  private static func refresh(
    _ state: inout AppState, _ open: AccessesState, _ entries: [JudgedAccess],
    _ consent: ConsentState
  ) -> [Effect] {
    var next = open
    next.entries = entries
    next.consent = consent
    let shown = next.shown
    let place =
      open.position.selected == 0
      ? 0 : open.selected.flatMap { read in shown.firstIndex { $0.entry == read.entry } }
    next.position.select(
      place ?? open.position.selected, count: shown.count, height: state.layout.contentHeight)
    return show(&state, next)
  }

  /// Takes in titles of records.
  static func receive(_ state: inout AppState, _ titles: [RecordID: String]) -> [Effect] {
    guard case .sharing(.accesses(var accesses)) = state.destination else { return [] }
    accesses.titles.merge(titles) { $1 }
    state.destination = .sharing(.accesses(accesses))
    return []
  }
}
