/// A code with the system that gives it its meaning, as received.
///
/// The system always stands beside the code: the same code means different things in the lists
/// of different years (item 9N736, smoking: code 2 is いいえ in list 2003 and "former smoker" in
/// list 24060). The corresponding FHIR type is `Coding`.
public struct Coding: Sendable, Hashable, Codable {
  /// The code system's URI as received (`http://…` or `urn:oid:…`), if the source named one.
  public var system: String?
  /// The code as received.
  public var code: String
  /// The source's own text for the code; never used for matching.
  public var display: String?

  /// A code with its system and the source's text for it.
  public init(system: String?, code: String, display: String? = nil) {
    self.system = system
    self.code = code
    self.display = display
  }
}

/// Something named by codes, by text, or by both.
///
/// The corresponding FHIR type is `CodeableConcept`.
public struct CodedText: Sendable, Hashable, Codable {
  /// All codes the source gave for the one thing.
  public var codings: [Coding]
  /// The text the source gave.
  public var text: String?

  /// A concept with that text and those codes.
  public init(text: String?, codings: [Coding] = []) {
    self.text = text
    self.codings = codings
  }

  /// The text to show: the source's text, else the first display, else the first code.
  public var shown: String? {
    text ?? codings.lazy.compactMap(\.display).first ?? codings.first?.code
  }
}
