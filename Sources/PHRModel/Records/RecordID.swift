/// The name of a record inside one vault: 26 base32 characters of an HMAC under a secret of the
/// vault, so that it is the same after a rerun and means nothing elsewhere.
public struct RecordID: VaultName {
  /// The 26 characters, lower case.
  public let text: String

  /// The id with those characters; nothing is checked, an unknown id is simply not found.
  public init(_ text: String) {
    self.text = text
  }
}
