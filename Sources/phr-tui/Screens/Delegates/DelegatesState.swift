import PHRModel

/// The holder's page on delegates: who they are, what they propose, what they looked at.
struct DelegatesState: Sendable, Equatable {
  /// The three lists; Tab goes from one to the next.
  enum Tab: Int, Sendable, CaseIterable {
    case delegates
    case proposals
    case log
  }

  var answer: DelegatesAnswer
  var tab = Tab.delegates
  /// Where one is in each list, by `Tab.rawValue`.
  var positions = [ListPosition](repeating: ListPosition(), count: Tab.allCases.count)

  var position: ListPosition {
    get { positions[tab.rawValue] }
    set { positions[tab.rawValue] = newValue }
  }

  /// The rows of the list in front.
  var count: Int { count(of: tab) }

  /// The rows of one list.
  func count(of tab: Tab) -> Int {
    switch tab {
    case .delegates: answer.rows.count
    case .proposals: answer.proposals.count
    case .log: answer.log.count
    }
  }

  /// The selected grant, if the list of delegates is in front.
  var selectedRow: DelegatesAnswer.Row? {
    guard tab == .delegates, answer.rows.indices.contains(position.selected) else { return nil }
    return answer.rows[position.selected]
  }

  /// The selected proposal, if their list is in front.
  var selectedProposal: DelegatesAnswer.Proposed? {
    guard tab == .proposals, answer.proposals.indices.contains(position.selected) else {
      return nil
    }
    return answer.proposals[position.selected]
  }

  /// The selected entry of the log, if it is in front.
  var selectedLine: DelegatesAnswer.LogLine? {
    guard tab == .log, answer.log.indices.contains(position.selected) else { return nil }
    return answer.log[position.selected]
  }

  /// Takes in what the vault says now; the selection stays where it can.
  mutating func take(_ new: DelegatesAnswer) {
    answer = new
    for tab in Tab.allCases {
      let count = count(of: tab)
      positions[tab.rawValue].select(
        positions[tab.rawValue].selected, count: count, height: max(1, count))
    }
  }
}

/// What the vault says about delegates.
struct DelegatesAnswer: Sendable, Equatable {
  /// Entries of the log that are shown.
  static let logLines = 500

  /// One grant and its file.
  struct Row: Sendable, Equatable {
    var grant: Grant
    var status: Grant.Status
    var path: String
    /// When the file was last brought up to date.
    var refreshed: Instant?
    /// Whether the delegate has opened the file and the answer came back.
    var hasReplied: Bool
    /// The delegate's last entry that came back.
    var lastSeen: Instant?
    /// The child, now 15, has to say whether a parent's grant goes on.
    var needsConfirmation: Bool
  }

  /// A proposal that waits, field by field beside what the record says now.
  struct Proposed: Sendable, Equatable {
    /// What is proposed.
    enum Subject: Sendable, Equatable {
      case new(Kind)
      /// A correction of the record with that title.
      case correction(String)
      /// Consent on the holder's behalf, as it is said.
      case consent(Text)
    }

    struct Change: Sendable, Equatable {
      var field: String
      /// What the record says now; `nil` for a new record.
      var now: String?
      var proposed: String
    }

    var number: Int
    var delegate: String
    var at: Instant
    var subject: Subject
    var changes: [Change] = []
  }

  /// An entry of the log with the names that belong to it.
  struct LogLine: Sendable, Equatable {
    var entry: DelegateEntry
    var delegate: String
    /// The title of the record that it is about.
    var title: String?
    /// What a directive on the holder's behalf says.
    var consent: Text?
  }

  var rows: [Row] = []
  var proposals: [Proposed] = []
  var log: [LogLine] = []
}

/// What the world must do about delegates.
enum DelegatesTask: Sendable, Equatable {
  /// Read the page; `opens` shows it.
  case load(opens: Bool)
  /// What the file would hold.
  case preview(GrantDraft)
  case give(GrantDraft, path: String)
  /// Another scope, right or end for a grant that is there.
  case change(RecipientID, GrantDraft)
  /// Bring files up to date in both directions; `nil` all of them.
  case refresh(RecipientID?)
  case revoke(RecipientID)
  case confirm(RecipientID)
  case accept(Int)
  case decline(Int)
  /// The child sets a passphrase; every former key ends.
  case handOver(passphrase: String)
  /// A delegate's own page: the grant, and what the holder learns.
  case loadOwn
  case propose(Proposal)
  case note(RecordID, String)
  /// Set consent in the holder's name, by way of the reply.
  case requestConsent(ConsentRequest)
}

/// What happened to delegates.
enum DelegatesNews: Sendable, Equatable {
  case loaded(DelegatesAnswer, opens: Bool)
  case previewed(GrantPreview)
  case given(GrantCodeState)
  /// A form was not accepted.
  case refused(ErrorReport)
  /// Something is done; the page is read again.
  case done(Text)
  case handedOver(code: String, grantsEnded: Int)
  case ownLoaded(OwnGrant)
  /// A proposal or a note went into the reply.
  case written(Text)
}

/// What will be in a delegate's file.
struct GrantPreview: Sendable, Equatable {
  var draft: GrantDraft
  var counts: [Kind: Int]

  var total: Int { counts.values.reduce(0, +) }
}

/// A delegate's own page.
struct OwnGrant: Sendable, Equatable {
  var grant: Grant
  var holder: Profile
  var refreshed: Instant
  var entries: [ReplyEntry]
  /// Titles of the records that entries are about, by number of the entry.
  var titles: [Int: String] = [:]
  /// What directives on the holder's behalf say, by number of the entry.
  var consents: [Int: Text] = [:]
  /// What became of entries at the holder's; none has not reached them yet.
  var states: [Int: DelegateEntry.State] = [:]
}
