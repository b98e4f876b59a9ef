/// A text that a person typed, on its way into the vault.
///
/// Every field that somebody types passes through here, whatever command or form it stands in.
public enum TypedText {
  /// The text made safe, or `nil` if a My Number (個人番号) stands in it.
  ///
  /// The number is looked for in what would be kept: invisible characters and escape sequences
  /// between its digits do not hide it.
  public static func accepted(_ typed: String) -> String? {
    let safe = SafeText(typed).text.trimmed
    return MyNumber.isPresent(in: safe) ? nil : safe
  }
}
