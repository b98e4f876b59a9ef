import Foundation

/// Percent-encoding (RFC 3986 section 2.1) of everything but unreserved characters.
enum PercentEncoding {
  private static let unreserved = CharacterSet(
    charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")

  /// The text as one value of a query or one segment of a path.
  static func value(_ text: String) -> String {
    text.addingPercentEncoding(withAllowedCharacters: unreserved) ?? ""
  }

  /// Names and values joined as a query or a form body.
  static func form(_ pairs: [(String, String)]) -> String {
    pairs.map { "\(value($0.0))=\(value($0.1))" }.joined(separator: "&")
  }

  /// Reads a query or a form body; `+` is a space there.
  static func pairs(_ text: some StringProtocol) -> [(String, String)] {
    text.split(separator: "&").map { part in
      let halves = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return (decoded(halves[0]), halves.count > 1 ? decoded(halves[1]) : "")
    }
  }

  private static func decoded(_ text: some StringProtocol) -> String {
    let spaced = String(text).replacingOccurrences(of: "+", with: " ")
    return spaced.removingPercentEncoding ?? spaced
  }
}
