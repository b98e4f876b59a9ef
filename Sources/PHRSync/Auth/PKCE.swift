import Foundation
import PHRModel

/// Proof Key for Code Exchange (RFC 7636): whoever brings the code back must know what it was
/// asked for with.
struct PKCE: Sendable, Equatable {
  /// What only this program knows.
  let verifier: String

  /// A fresh verifier of 43 characters (section 4.1).
  init() {
    verifier = Self.unpadded(RandomBytes.array(count: 32))
  }

  /// What may be seen by everybody, method S256.
  var challenge: String { Self.challenge(of: verifier) }

  /// The S256 challenge of a verifier (section 4.2).
  static func challenge(of verifier: String) -> String {
    unpadded(SHA256.hash(Array(verifier.utf8)))
  }

  /// Base64 for URLs without padding (RFC 4648, section 5).
  static func unpadded(_ bytes: [UInt8]) -> String {
    Data(bytes).base64EncodedString()
      .replacingOccurrences(of: "+", with: "-").replacingOccurrences(of: "/", with: "_")
      .replacingOccurrences(of: "=", with: "")
  }
}
