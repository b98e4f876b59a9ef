/// A page for people: headings, tables and paragraphs, in one language or two side by side.
///
/// What it says is decided elsewhere; `PlainPage`, `HTMLPage` and the narrative of `IPSDocument`
/// only lay it out, so that every format says the same.
public struct PrintedDocument: Sendable, Equatable {
  /// The language of what is marked with no other (BCP 47).
  public var language: String
  /// The title.
  public var title: Phrase
  /// The sections in order.
  public var sections: [Section]
  /// What stands below everything.
  public var foot: [Phrase]
  /// What stands on every printed page: whose it is.
  public var pageMark: String?

  /// A page.
  public init(
    language: String, title: Phrase, sections: [Section], foot: [Phrase], pageMark: String? = nil
  ) {
    self.pageMark = pageMark
    self.language = language
    self.title = title
    self.sections = sections
    self.foot = foot
  }

  /// The same words in one or two languages.
  public struct Phrase: Sendable, Hashable {
    /// One language's words.
    public struct Part: Sendable, Hashable {
      /// The language (BCP 47); `nil` = as received from a source.
      public var language: String?
      /// The words.
      public var text: String
      /// Whether they are never broken over two lines.
      public var isShort = false
    }

    /// The words, language by language.
    public var parts: [Part]

    /// Words in one or more languages; equal words stand once.
    public init(_ parts: [(language: String, text: String)]) {
      let differs = Set(parts.map(\.text)).count > 1
      self.parts = (differs ? parts[...] : parts.prefix(1)).map {
        Part(language: $0.language, text: $0.text)
      }
    }

    /// Words as received.
    public init(received text: String) {
      parts = [Part(language: nil, text: text)]
    }

    /// Short entries as received, each of which stays on one line.
    public init(entries: [String]) {
      parts = entries.enumerated().map { index, entry in
        let text = index + 1 < entries.count ? entry + "," : entry
        return Part(language: nil, text: text, isShort: true)
      }
    }

    /// These words, a blank, then words as received, which are the same in every language.
    public func followed(by received: String?) -> Phrase {
      guard let received, !received.isEmpty else { return self }
      var phrase = self
      phrase.parts.append(Part(language: nil, text: received))
      return phrase
    }

    /// The words of all languages on one line.
    public var text: String {
      zip(parts, separators).map { $1 + $0.text }.joined()
    }

    /// What stands before each part: nothing, a stroke between languages, a blank before words
    /// that are no translation.
    var separators: [String] {
      parts.enumerated().map { index, part in
        index == 0 ? "" : part.language == nil ? " " : " / "
      }
    }
  }

  /// A section under its heading.
  public struct Section: Sendable, Equatable {
    /// What the section is about; a FHIR document gives each topic its code.
    public enum Topic: String, Sendable, CaseIterable {
      /// Who the person is.
      case person
      /// Allergies and adverse reactions.
      case allergies
      /// Drugs.
      case medication
      /// Conditions and history.
      case conditions
      /// Results.
      case results
      /// Vaccinations.
      case vaccinations
      /// Emergency contacts.
      case contacts
      /// The patient's note.
      case note
      /// Anything else.
      case other
    }

    /// What it is about.
    public var topic: Topic
    /// Its heading.
    public var heading: Phrase
    /// Its content in order.
    public var blocks: [Block]

    /// A section.
    public init(_ topic: Topic, _ heading: Phrase, _ blocks: [Block]) {
      self.topic = topic
      self.heading = heading
      self.blocks = blocks
    }
  }

  /// A part of a section.
  public enum Block: Sendable, Equatable {
    /// A heading below the section's.
    case heading(Phrase)
    /// Words.
    case paragraph(Phrase)
    /// Labels with their values.
    case facts([Fact])
    /// Rows under headed columns.
    case table(Table)
  }

  /// A label with its value.
  public struct Fact: Sendable, Equatable {
    /// The label.
    public var label: Phrase
    /// The value.
    public var value: Phrase

    /// A fact.
    public init(_ label: Phrase, _ value: Phrase) {
      self.label = label
      self.value = value
    }
  }

  /// Rows under headed columns; the first cell of a row names it.
  public struct Table: Sendable, Equatable {
    /// The heads of the columns.
    public var columns: [Phrase]
    /// The rows; each has as many cells as there are columns.
    public var rows: [[Cell]]

    /// A table.
    public init(columns: [Phrase], rows: [[Cell]]) {
      self.columns = columns
      self.rows = rows
    }
  }

  /// One cell.
  public struct Cell: Sendable, Equatable {
    /// Its words; `nil` for an empty cell.
    public var phrase: Phrase?
    /// Whether it stands out.
    public var isMarked: Bool
    /// Whether it is short and stays on one line: a value with its unit, a date.
    public var isShort: Bool
    /// Numbers over time, oldest first, for a small curve beside the words.
    public var trend: [Double]

    /// A cell.
    public init(
      _ phrase: Phrase?, isMarked: Bool = false, isShort: Bool = false, trend: [Double] = []
    ) {
      self.phrase = phrase
      self.isMarked = isMarked
      self.isShort = isShort
      self.trend = trend
    }
  }
}
