import Foundation
import PHRModel

/// What can be handed out from the screen.
enum HandoutForm: String, Sendable, CaseIterable {
  case summaryText, summaryHTML, summaryFHIR
  case cardText, cardHTML, cardQR
  case notebook, notebookQR

  /// Whether it is for the doctor in an emergency, whom nobody has to choose.
  var isCard: Bool { self == .cardText || self == .cardHTML || self == .cardQR }
  /// Whether it is a page in words, whose language can be chosen.
  var isPage: Bool { self != .notebook && self != .notebookQR }
  /// Whether it is shown to a reader of codes instead of being read.
  var isSymbol: Bool { self == .cardQR || self == .notebookQR }

  /// The ending of its file.
  var fileEnding: String {
    switch self {
    case .summaryText, .cardText, .cardQR, .notebook, .notebookQR: "txt"
    case .summaryHTML, .cardHTML: "html"
    case .summaryFHIR: "json"
    }
  }

  /// The media type of its file.
  var mediaType: String {
    switch self {
    case .summaryText, .cardText, .cardQR: "text/plain"
    case .notebook, .notebookQR: "text/plain; charset=windows-31j"
    case .summaryHTML, .cardHTML: "text/html"
    case .summaryFHIR: "application/fhir+json"
    }
  }
}

/// A page that somebody asks for.
struct HandoutRequest: Sendable, Equatable {
  var form: HandoutForm
  /// `nil`: the holder.
  var recipient: RecipientID?
  /// `nil`: the recipient's usual one.
  var purpose: Purpose?
  /// What of the profile was ticked.
  var ticks: Set<ProfileTick> = []
  /// A word from the patient to the reader.
  var note: String?
  var languages: [Language]
}

/// A page that was made, before anything leaves.
struct Handout: Sendable, Equatable {
  var request: HandoutRequest
  /// For whom it is.
  var audience: Text
  /// Exactly what is saved.
  var content: Data
  /// The page to look at.
  var lines: [String]
  /// Codes for a reader, one after another, drawn as text.
  var symbols: [[String]]
  /// Shown records that give hidden ones away.
  var clues: [ConsentPreview.Clue]
  /// How much did not fit the standard.
  var losses: Int
  /// The name of a file for it.
  var fileName: String
  /// Which records it was made of, for the access log.
  var records: [RecordID]
}

/// What may be chosen before a page is made.
struct HandoutChoices: Sendable, Equatable {
  /// Somebody it may be for.
  struct Audience: Sendable, Equatable {
    /// `nil`: the holder.
    var recipient: RecipientID?
    var name: Text
  }

  var audience: [Audience]
  /// The place of whom it is for at first.
  var selected: Int
  /// Whether codes can be drawn here.
  var canDrawSymbols: Bool
}

/// A page on the screen before it leaves.
struct HandoutState: Sendable, Equatable {
  var handout: Handout
  var scroll = 0
  /// Which code is shown.
  var symbol = 0
  /// The file that it was saved as.
  var savedPath: String?

  init(_ handout: Handout) { self.handout = handout }
}

/// A page on its way into a file.
struct HandoutSaving: Sendable, Equatable {
  var handout: Handout
  var path: String
  /// Whether it is sealed with a passcode that is made for it.
  var isSealed: Bool
  var replaces = false
}
