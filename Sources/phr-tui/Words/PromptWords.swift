/// What the command line asks a person.
enum PromptWords {
  static let passphrase = Text(ja: "パスフレーズ: ", en: "Passphrase: ")
  static let newPassphrase = Text(
    ja: "新しいパスフレーズ（8文字以上）: ", en: "New passphrase (8 characters or more): ")
  static let newPassphraseAgain = Text(ja: "もう一度: ", en: "Once more: ")
  static let yes = Text(ja: "はい", en: "yes")

  /// A question that only the word itself answers.
  static func confirm(_ question: Text, word: Text) -> Text {
    Text(
      ja: "\(question.ja)\n続けるには「\(word.ja)」と入力してください: ",
      en: "\(question.en)\nType “\(word.en)” to go on: ")
  }
}
