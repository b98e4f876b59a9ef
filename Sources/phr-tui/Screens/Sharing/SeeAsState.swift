import PHRModel

/// What is asked when one looks with a recipient's eyes.
struct SeeAsQuestion: Sendable, Equatable {
  var recipient: RecipientID
  /// `nil`: the recipient's usual one.
  var purpose: Purpose?
  /// `nil`: now.
  var moment: Instant?
  var search = ""
}

/// What a look with a recipient's eyes begins with.
struct SeeAsAnswer: Sendable, Equatable {
  var question: SeeAsQuestion
  var name: Text
  var purpose: Purpose
  var base: BaseRule
  var isRegistered: Bool
  /// The beginning of both lists, or the whole if `isWhole`.
  var survey: SideBySide.Survey
  var isWhole: Bool
  /// The first rows of the holder's list.
  var rows: [RecordSummary]
}

/// The holder's own list beside what one recipient gets.
struct SeeAsState: Sendable, Equatable {
  /// One of the two lists.
  enum Side: Sendable, Equatable {
    case own
    case theirs
  }

  var answer: SeeAsAnswer
  var focus = Side.own
  var own = ListPosition()
  var theirs = ListPosition()
  /// The loaded rows by name; both lists show the same records.
  var rows: [RecordID: RecordSummary]
  /// The search while it is typed.
  var filter: TextField?

  init(_ answer: SeeAsAnswer) {
    self.answer = answer
    rows = Dictionary(answer.rows.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
  }

  var survey: SideBySide.Survey { answer.survey }

  /// How many rows a list has.
  func count(_ side: Side) -> Int {
    side == .own ? survey.ids.count : survey.shown.count
  }

  /// The record at a place of a list.
  func id(_ side: Side, _ index: Int) -> RecordID? {
    switch side {
    case .own: survey.ids.indices.contains(index) ? survey.ids[index] : nil
    case .theirs:
      survey.shown.indices.contains(index) ? survey.ids[survey.shown[index]] : nil
    }
  }

  /// The selected record.
  var selected: RecordID? {
    focus == .own ? id(.own, own.selected) : id(.theirs, theirs.selected)
  }
}
