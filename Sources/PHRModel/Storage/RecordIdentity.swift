import Foundation

/// Gives records and episodes their names: an HMAC under a secret of the vault.
///
/// The same source gives the same names after a rerun; outside this vault they mean nothing and
/// cannot be recomputed from a guess at the content.
struct RecordIdentity {
  private let secret: SecretBytes
  private let hmac = HMACSHA256()

  /// Names under that secret.
  init(secret: SecretBytes) {
    self.secret = secret
  }

  /// The name of a record with a stable name at its source.
  func id(source: String, key: String) -> RecordID {
    RecordID(name(["key", source, key]))
  }

  /// The name of a record that only its content tells apart.
  ///
  /// `occurrence` is 0 for the first of several equal records of one file.
  func id(content digest: Data, occurrence: Int) -> RecordID {
    RecordID(name(["content", digest.base64EncodedString(), String(occurrence)]))
  }

  /// The name of an episode.
  func episode(_ parts: [String]) -> EpisodeID {
    EpisodeID(name(["episode"] + parts))
  }

  /// 26 base32 characters (130 bits) of the HMAC over the parts, each with its length.
  private func name(_ parts: [String]) -> String {
    var message: [UInt8] = []
    message.reserveCapacity(parts.reduce(0) { $0 + $1.utf8.count + 4 })
    for part in parts {
      message.append(contentsOf: String(part.utf8.count).utf8)
      message.append(UInt8(ascii: ":"))
      message.append(contentsOf: part.utf8)
    }
    let mac = message.withUnsafeBytes { bytes in
      secret.withUnsafeBytes { hmac.authenticate(bytes, key: $0) }
    }
    return Self.base32(mac.prefix(17), length: 26)
  }

  private static let alphabet = Array("abcdefghijklmnopqrstuvwxyz234567".utf8)

  /// Lower-case base32 (RFC 4648 alphabet) without padding, cut at a length.
  private static func base32(_ bytes: some Sequence<UInt8>, length: Int) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(length)
    var buffer: UInt32 = 0
    var bits = 0
    for byte in bytes {
      buffer = buffer << 8 | UInt32(byte)
      bits += 8
      while bits >= 5, text.count < length {
        bits -= 5
        text.append(alphabet[Int(buffer >> UInt32(bits) & 31)])
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
