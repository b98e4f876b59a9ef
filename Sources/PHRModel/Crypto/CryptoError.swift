/// Why a cryptographic operation could not be carried out.
///
/// Deliberately blunt: whoever holds a forged message learns nothing from the reason.
public enum CryptoError: Error, Equatable, Sendable {
  /// A tag did not match: wrong key, or the bytes are not what was sealed.
  case authenticationFailed
  /// The parameters are outside what the algorithm or this program allows.
  case invalidParameters
  /// libcrypto refused or has no memory (scrypt needs 128 MiB and more).
  case libraryFailure
}
