/// A file whose content is half of a key: with it, the passphrase alone opens nothing.
///
/// Any file will do and every byte counts; a picture that some program rewrites is a lost key.
public struct KeyFile: Sendable {
  /// The largest file that is read as a key file: 1 MiB.
  public static let maximumBytes = 1 << 20
  /// SHA-256 of the content, which is what enters the key.
  let digest: SecretBytes

  /// Takes the content; `nil` when empty or above ``maximumBytes``.
  public init?(content: [UInt8]) {
    guard !content.isEmpty, content.count <= Self.maximumBytes else { return nil }
    digest = SecretBytes(SHA256.hash(content))
  }
}
