/// What two namings of an institution are compared by.
///
/// Issue on consent, "Directive": by institution code if both have one, else by the NFKC name
/// without spaces. Codes of different length (a 7-digit code without its prefecture, an
/// insurer's 8 digits) cannot be compared, so then the names decide.
public struct FacilityKey: Sendable, Hashable, Codable {
  /// The digits of the institution code.
  public let code: String?
  /// The name, NFKC and without spaces; empty if there is none.
  public let name: String

  /// The key of a name and a code as received.
  public init(name: String, code: String?) {
    self.init(foldedName: FoldedText.name(name), code: Self.digits(of: code))
  }

  /// The key of an already folded name and already clean digits.
  init(foldedName: String, code: String?) {
    name = foldedName
    self.code = code
  }

  /// Whether both name the same institution.
  public func matches(_ other: FacilityKey) -> Bool {
    if let code, let otherCode = other.code, code.utf8.count == otherCode.utf8.count {
      return code == otherCode
    }
    return !name.isEmpty && name == other.name
  }

  /// A whole 医療機関コード of ten digits, or `nil`.
  public static func tenDigits(_ code: String?) -> String? {
    digits(of: code).flatMap { $0.utf8.count == 10 ? $0 : nil }
  }

  /// The code in ASCII digits, or `nil` if it is empty or holds anything else.
  static func digits(of code: String?) -> String? {
    guard let code else { return nil }
    let folded = code.utf8.allSatisfy { (48...57).contains($0) } ? code : FoldedText.name(code)
    guard !folded.isEmpty, folded.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
    return folded
  }
}
