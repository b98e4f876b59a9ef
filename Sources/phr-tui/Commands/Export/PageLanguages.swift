import PHRModel

/// The languages of an exported page: one, or both side by side.
struct PageLanguages {
  /// The word on the command line for both.
  static let bothWord = "both"

  /// The languages in their order.
  let languages: [Language]

  /// A sentence in these languages.
  func phrase(_ text: Text) -> PrintedDocument.Phrase {
    PrintedDocument.Phrase(languages.map { ($0.rawValue, text.in($0)) })
  }

  /// The language of the page as a whole.
  var main: Language { languages.first ?? .japanese }
}

extension CommandContext {
  /// The languages that `--lang` asks for, else the person's.
  var pageLanguages: PageLanguages {
    guard invocation.value("--lang") == PageLanguages.bothWord else {
      return PageLanguages(languages: [language])
    }
    return PageLanguages(languages: [.japanese, .english])
  }
}
