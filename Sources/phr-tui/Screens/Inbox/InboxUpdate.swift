import PHRModel

/// What keys do in the inbox, and what arrives from the portal.
enum InboxUpdate {
  static func update(
    _ state: inout AppState, _ inbox: InboxState, _ command: Command
  ) -> [Effect] {
    var inbox = inbox
    switch command {
    case .back, .openInbox:
      state.goBack()
      return []
    case .open: return open(&state, inbox)
    case .archive:
      guard let item = inbox.selected else { return [] }
      state.message = .done(InboxWords.putAway)
      return [.setInboxState(.archived, item.id)]
    case .markUnread: return inbox.selected.map { [.setInboxState(.unread, $0.id)] } ?? []
    case .refuseResearch: return refuseResearch(state, inbox)
    default:
      let height = state.layout.contentHeight
      guard inbox.position.move(command, count: inbox.items.count, height: height) else {
        return []
      }
      state.destination = .inbox(inbox)
      return []
    }
  }

  /// One key answers a notice about research; a delegate cannot, and twice changes nothing.
  private static func refuseResearch(_ state: AppState, _ inbox: InboxState) -> [Effect] {
    guard let item = inbox.selected, item.notice.category == .research, item.research == nil,
      state.vault?.readOnlyReason == nil
    else { return [] }
    return [.refuseResearch(item.id)]
  }

  /// Marks the notice as read and goes to the record that it is about, or to the access that it
  /// reports, else to the notice itself.
  private static func open(_ state: inout AppState, _ inbox: InboxState) -> [Effect] {
    guard let item = inbox.selected else { return [] }
    state.goBack()
    // A delegate reads, too, but the mark is the holder's.
    let marks = state.vault?.readOnlyReason == nil
    let seen: [Effect] = marks && item.state == .unread ? [.setInboxState(.read, item.id)] : []
    if item.notice.category == .access, let at = item.notice.sent, let who = item.notice.sender {
      return seen + [.loadAccesses(marked: AccessMark(at: at, who: who))]
    }
    return seen + [.find(item.about.first ?? item.id)]
  }

  /// Takes in what the vault answered.
  static func receive(_ state: inout AppState, _ items: [InboxItem], unread: Int) -> [Effect] {
    guard state.vault != nil else { return [] }
    state.portal.unread = unread
    if case .inbox(var inbox) = state.destination {
      inbox.items = items
      inbox.position.select(
        inbox.position.selected, count: items.count, height: state.layout.contentHeight)
      state.destination = .inbox(inbox)
    }
    return []
  }

  /// Opens the inbox with what the vault has.
  static func show(_ state: inout AppState, _ items: [InboxItem], unread: Int) -> [Effect] {
    guard state.vault != nil else { return [] }
    state.portal.unread = unread
    if case .inbox = state.destination { return receive(&state, items, unread: unread) }
    state.stack.append(.inbox(InboxState(items: items)))
    return []
  }

  /// A pull has ended.
  static func afterPull(_ state: inout AppState, _ outcome: PullOutcome) -> [Effect] {
    guard state.vault != nil else { return [] }
    state.portal.problem = outcome.problem
    return (outcome.hasChanges ? refresh(state) : []) + confirmation(state)
  }

  /// Looks again while an open page says that the portal has not confirmed yet.
  private static func confirmation(_ state: AppState) -> [Effect] {
    switch state.destination {
    case .sharing(.whoSees(let answer, _))
    where answer.rows.contains { $0.standing == .pending }:
      [.loadWhoSees(answer.record)]
    case .sharing(.rules(let answer, _)) where answer.rows.contains(where: \.isPending):
      [.loadRules]
    default: []
    }
  }

  /// Reads again what is on screen, after somebody else or the portal changed the vault.
  static func refresh(_ state: AppState) -> [Effect] {
    let list = Effect.loadList(state.browser.query)
    return switch state.destination {
    // All notices are read only where they are shown: there may be ten thousand.
    case .inbox: [list, .loadInbox(opens: false)]
    case .sharing(.accesses): [list, .countUnread, .loadAccesses(marked: nil)]
    default: [list, .countUnread]
    }
  }

  /// Goes to a record of the list, whatever the list showed before.
  static func found(
    _ state: inout AppState, _ query: RecordQuery, index: Int
  ) -> [Effect] {
    guard state.vault != nil else { return [] }
    state.browser.query = query
    state.browser.kinds = ListPosition()
    state.browser.pages = [:]
    state.browser.pendingSelection = index
    state.browser.focus = .detail
    state.browser.detailScroll = 0
    return [.loadList(query)]
  }
}

/// What became of a pull, as the screen tells it.
struct PullOutcome: Sendable, Equatable {
  /// Whether anything is new.
  var hasChanges: Bool
  /// What went wrong.
  var problem: Text?
}
