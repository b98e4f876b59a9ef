/// Something a reader could not take as it stood.
///
/// It names the place and the reason and never carries content of the file.
public struct ImportProblem: Sendable, Hashable {
  /// How bad it is.
  public enum Severity: String, Sendable {
    /// Taken all the same; somebody should look.
    case warning
    /// Left out; the original keeps it.
    case error
  }

  /// How bad it is.
  public var severity: Severity
  /// Line (text formats) or entry number (documents), from 1; `nil` = the whole file.
  public var line: Int?
  /// Whether `line` counts the entries of a document, not the lines of a text.
  public var countsEntries = false
  /// Field or path within the line, in the format's own terms (`201.3`, `value.@unit`).
  public var field: String?
  /// What is wrong.
  public var reason: Reason

  /// A problem at a place.
  public init(_ reason: Reason, severity: Severity = .error, line: Int? = nil, field: String? = nil)
  {
    self.severity = severity
    self.line = line
    self.field = field
    self.reason = reason
  }

  /// The same problem in a document, whose entries are counted.
  func inDocument(_ isDocument: Bool) -> ImportProblem {
    var problem = self
    problem.countsEntries = isDocument && line != nil
    return problem
  }

  /// What is wrong; Words has a sentence for each.
  public enum Reason: String, Sendable, CaseIterable, Codable {
    // The whole file.
    /// No format of ours.
    case unknownFormat
    /// Nothing in it.
    case emptyFile
    /// Neither UTF-8 nor CP932.
    case undecodable
    /// A document above 64 MiB.
    case tooLarge
    /// Nested too deeply.
    case tooDeep
    /// The document is cut off or malformed.
    case malformed
    /// XML with a document type: refused whole.
    case doctypeRefused
    /// A prescription (JAHIS10…), not a medication notebook.
    case prescriptionDeclined
    /// A guidance report or fee file, not a checkup.
    case notACheckup
    /// A compressed form we do not read.
    case compressedUnsupported
    /// A compressed file that unpacks to too much, or is damaged.
    case archiveRefused
    /// A part of a split file is missing.
    case partMissing
    /// A header line is missing.
    case headerMissing
    /// A format version newer than we know.
    case unknownVersion
    // A place in it.
    /// A line or field that cannot be decoded.
    case undecodableText
    /// A date that does not exist or is out of range.
    case badDate
    /// A number that is no number.
    case badNumber
    /// A number that is too large.
    case numberTooLarge
    /// A code outside its list.
    case unknownCode
    /// A required field is empty.
    case missingField
    /// A line with too many or too few fields.
    case fieldCount
    /// A record number or resource type that is kept only raw.
    case keptRaw
    /// A line that belongs to nothing before it.
    case orphan
    /// Amounts that do not add up.
    case sumMismatch
    /// Control characters or invisible marks were kept in the original and left out of the text.
    case unsafeText
    /// A My Number (個人番号) was masked.
    case myNumberMasked
    /// A check digit is wrong.
    case checkDigit
    /// An entry that belongs to another person.
    case otherPerson
    /// A text longer than its format allows.
    case tooLong
    /// A laid-out variant of a vendor was read by its own rule.
    case vendorVariant
    /// A reference to something that is not in the file.
    case unresolvedReference
    /// A Consent that cannot be said exactly here; nothing of it holds.
    case consentKept
  }
}
