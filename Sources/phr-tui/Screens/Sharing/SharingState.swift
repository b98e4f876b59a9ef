import PHRModel

/// The lists about sharing, each with where one is in it.
enum SharingState: Sendable, Equatable {
  /// Everybody who can be shown a record, with the decision on it.
  case whoSees(WhoSees, ListPosition)
  /// Who is registered, and how many records each gets.
  case recipients(RecipientsAnswer, ListPosition)
  /// What one of them gets, beside the holder's own list.
  case seeAs(SeeAsState)
  /// The directives and seals.
  case rules(RulesAnswer, ListPosition)
  /// Every change of consent.
  case history(ConsentHistoryAnswer, ListPosition)
  /// Who has looked.
  case accesses(AccessesState)

  /// The line that is being typed to narrow the list.
  var filter: TextField? {
    switch self {
    case .seeAs(let seeAs): seeAs.filter
    case .accesses(let accesses): accesses.filter
    case .whoSees, .recipients, .rules, .history: nil
    }
  }
}

/// Everybody who can be shown anything, with the decision on one record.
struct WhoSees: Sendable, Equatable {
  /// One recipient's row.
  struct Row: Sendable, Equatable {
    var recipient: RecipientID
    var name: Text
    var recipientClass: RecipientClass?
    var purpose: Purpose
    var decision: Decision
    /// How far the directive that decides has come at the portal.
    var standing: ConsentPortal.Standing?
  }

  var record: RecordID
  var title: String
  var rows: [Row]
  /// What the decisions rest on, for their reasons.
  var consent: ConsentState
  var names: RecordNames
  /// What a directive about this record may be about, the most specific first.
  var scopes: [SharingScope]
  /// The seal that lies on the record.
  var seal: RecordSeal?

  /// The selected recipient.
  func row(_ position: ListPosition) -> Row? {
    rows.indices.contains(position.selected) ? rows[position.selected] : nil
  }
}

/// One choice of what a directive is about.
enum SharingScope: Sendable, Equatable {
  /// A selector, and how many records it means now where that is quickly known.
  case fixed(PHRModel.Selector, count: Int?)
  /// A kind within days that are still to be typed.
  case kindInPeriod(Kind)
  /// Days that are still to be typed.
  case period
}

/// Who is registered, and the base rule.
struct RecipientsAnswer: Sendable, Equatable {
  /// One recipient.
  struct Row: Sendable, Equatable {
    var id: RecipientID
    var name: Text
    /// What is known about it; `nil` for delegates and the built-in doctor in an emergency.
    var recipient: Recipient?
    var isRegistered = true
    /// How many records it gets; `nil` while they are counted.
    var shown: Int?
    /// How many directives name it.
    var rules: Int
  }

  var rows: [Row]
  var total: Int
  var base: BaseRule
  /// Now, to tell codes in use from former ones.
  var now: Instant

  /// The selected recipient.
  func row(_ position: ListPosition) -> Row? {
    rows.indices.contains(position.selected) ? rows[position.selected] : nil
  }
}

/// What is set: directives and seals.
struct RulesAnswer: Sendable, Equatable {
  /// One directive or seal.
  enum Row: Sendable, Equatable {
    case directive(Directive, ConsentPortal.Standing)
    case seal(RecordSeal)

    /// Whether the portal has still to confirm it.
    var isPending: Bool {
      if case .directive(_, .pending) = self { true } else { false }
    }
  }

  var rows: [Row]
  /// What the records and episodes are called that directives name.
  var names: RecordNames
  var consent: ConsentState
  /// Now, to tell what is over from what holds.
  var now: Instant
}

/// Every change of consent, the newest first.
struct ConsentHistoryAnswer: Sendable, Equatable {
  var changes: [ConsentChange]
  /// Numbers of the changes that were taken back.
  var undone: Set<Int>
  var names: RecordNames
  var consent: ConsentState
}
