/// The languages that every screen and message exists in.
enum Language: String, CaseIterable, Sendable {
  case japanese = "ja"
  case english = "en"

  /// The language of the person's locale: Japanese for `ja…`, else English.
  ///
  /// The first of `LC_ALL`, `LC_MESSAGES` and `LANG` that is not empty decides
  /// (POSIX, section 8.2, Internationalization Variables).
  init(environment: [String: String]) {
    let names = ["LC_ALL", "LC_MESSAGES", "LANG"]
    let locale = names.compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
    self = locale.hasPrefix("ja") ? .japanese : .english
  }

  /// The language that a command line asks for, even one that cannot be understood otherwise.
  init?(askedBy arguments: [String]) {
    let name = "--lang"
    for (index, argument) in arguments.enumerated().reversed() where argument.hasPrefix(name) {
      let next = arguments.dropFirst(index + 1).first
      let value = argument == name ? next : String(argument.dropFirst(name.count + 1))
      if let language = value.flatMap(Language.init(rawValue:)) {
        self = language
        return
      }
    }
    return nil
  }

  /// The other language.
  var other: Language { self == .japanese ? .english : .japanese }
}

/// One sentence in both languages.
struct Text: Sendable, Equatable {
  let ja: String
  let en: String

  init(ja: String, en: String) {
    self.ja = ja
    self.en = en
  }

  /// The text as a title or the beginning of a page: with a capital letter where the language has
  /// them.
  var asSentence: Text {
    Text(ja: ja, en: en.prefix(1).uppercased() + en.dropFirst())
  }

  /// The sentence in one language.
  func `in`(_ language: Language) -> String {
    language == .japanese ? ja : en
  }
}
