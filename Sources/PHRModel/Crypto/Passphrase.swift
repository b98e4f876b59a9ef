internal import Foundation

/// A passphrase in the one form that keys are derived from: NFKC, UTF-8, nothing trimmed.
///
/// Normalising means that half-width and full-width typing, or a keyboard that composes accents
/// differently, opens the same vault.
public struct Passphrase: Sendable {
  /// Why a text cannot be a passphrase.
  public enum Problem: Error, Equatable, Sendable {
    /// Nothing was typed.
    case empty
    /// More than 1,024 bytes after normalisation.
    case tooLong
    /// Not UTF-8, or it holds a NUL.
    case notText
    /// A code point that Unicode has not assigned: a later version could normalise it otherwise.
    case unassignedCharacter
  }

  /// The longest passphrase, in bytes of UTF-8.
  public static let maximumBytes = 1_024
  /// The normalised UTF-8.
  let bytes: SecretBytes
  /// Number of characters, for the "too short" warning of `init`.
  public let characterCount: Int

  /// Takes a typed text.
  ///
  /// - Throws: ``Problem``.
  public init(_ text: String) throws {
    guard !text.isEmpty else { throw Problem.empty }
    for scalar in text.unicodeScalars {
      if scalar.value == 0 { throw Problem.notText }
      if scalar.properties.generalCategory == .unassigned { throw Problem.unassignedCharacter }
    }
    let normalised = text.nfkc
    guard normalised.utf8.count <= Self.maximumBytes else { throw Problem.tooLong }
    characterCount = normalised.count
    bytes = SecretBytes(count: normalised.utf8.count) { $0.copyBytes(from: normalised.utf8) }
  }

  /// Takes the content of a passphrase file or descriptor; one final LF, CR or CRLF is cut.
  ///
  /// - Throws: ``Problem``.
  public init(fileContent: [UInt8]) throws {
    var content = fileContent[...]
    if content.last == 0x0A { content.removeLast() }
    if content.last == 0x0D { content.removeLast() }
    guard let text = String(validating: content, as: UTF8.self) else { throw Problem.notText }
    try self.init(text)
  }
}
