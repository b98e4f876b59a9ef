import PHRModel

/// The places about sharing: who sees a record, who the recipients are, what one of them gets.
enum SharingState: Sendable, Equatable {
  case whoSees(WhoSees, ListPosition)
  case recipients(RecipientsAnswer, ListPosition)
  case seeAs(SeeAsAnswer, ListPosition)
}

/// Everybody who can be shown anything, with the decision on one record.
struct WhoSees: Sendable, Equatable {
  /// One recipient's row.
  struct Row: Sendable, Equatable {
    var recipient: RecipientID
    var name: String
    var recipientClass: RecipientClass?
    var purpose: Purpose
    var decision: Decision
  }

  var record: RecordID
  var title: String
  var rows: [Row]
  /// What the decisions rest on, for their reasons.
  var consent: ConsentState
}

/// Who is registered, and the base rule.
struct RecipientsAnswer: Sendable, Equatable {
  /// One recipient with how many records it gets.
  struct Row: Sendable, Equatable {
    var id: RecipientID
    var name: String
    var recipientClass: RecipientClass?
    var code: String?
    var shown: Int
  }

  var rows: [Row]
  var total: Int
  var base: BaseRule
}

/// What one recipient gets beside what the holder has.
struct SeeAsAnswer: Sendable, Equatable {
  /// Rows that are read for either side.
  static let rows = 500

  var recipient: RecipientID
  var name: String
  var purpose: Purpose
  var base: BaseRule
  var own: [RecordSummary]
  var ownCount: Int
  var theirs: [RecordSummary]
  var theirCount: Int
}

/// A change of consent before it is confirmed: the step and what it means.
struct SharingQuestion: Sendable, Equatable {
  var step: ConsentStep
  var record: RecordID
  var sentences: [Text]
}
