public import Foundation

/// Reads one national checkup file (特定健診, HL7 CDA R2 subset, V3 and V4): one person, one
/// examination (shared formats/tokutei-kenshin.md, section 2).
///
/// A document is read as a whole once it has ended; above 64 MiB it is declined before it is read.
public struct KenshinReader: ImportReader {
  /// Largest document that is read.
  public static let maximumSize = 64 << 20

  private var document = Data()
  private var isTooLarge = false

  /// A reader for one file.
  public init() {}

  /// Takes the next bytes of the file.
  public mutating func consume(_ bytes: Data, into sink: (ImportEvent) throws -> Void) throws {
    guard !isTooLarge else { return }
    if document.count + bytes.count > Self.maximumSize {
      isTooLarge = true
      document = Data()
      return try sink(.problem(ImportProblem(.tooLarge)))
    }
    document += bytes
  }

  /// The file ends here.
  public mutating func finish(into sink: (ImportEvent) throws -> Void) throws {
    guard !isTooLarge else { return }
    if document.allSatisfy({ [0x20, 0x09, 0x0A, 0x0D].contains($0) }) {
      return try sink(.problem(ImportProblem(.emptyFile)))
    }
    let root: XMLTree
    do {
      root = try XMLTree.parse(document)
    } catch let failure as XMLTree.Failure {
      return try sink(.problem(ImportProblem(failure.reason, line: failure.line)))
    }
    document = Data()
    try read(root, into: sink)
  }

  private func read(_ root: XMLTree, into sink: (ImportEvent) throws -> Void) throws {
    let kind = root["code"]?.attribute("code") ?? ""
    // 21–25 are guidance reports with the same root element.
    guard root.name == "ClinicalDocument", !["21", "22", "23", "24", "25"].contains(kind) else {
      return try sink(.problem(ImportProblem(.notACheckup)))
    }
    var checkup = KenshinDocument(root)
    let events = checkup.events()
    for event in events { try sink(event) }
  }
}

/// Texts of a document on their way into a record, with the problems they gave.
struct KenshinNotes {
  /// Number of the observation that is being read, from 1; `nil` in the header.
  var entry: Int?
  private(set) var problems: [ImportProblem] = []

  /// A problem at the current place.
  mutating func warn(_ reason: ImportProblem.Reason, _ field: String) {
    problems.append(.at(reason, line: entry, field: field))
  }

  /// A safe text, or `nil` if there is none.
  mutating func text(_ received: String?, _ field: String, as kind: ReceivedText.Field = .line)
    -> String?
  {
    guard let received = received?.trimmed, !received.isEmpty else { return nil }
    let text = ReceivedText(received, as: kind)
    problems += text.problems(line: entry, field: field)
    return text.text.nonEmpty
  }

  /// A date of an attribute, which may carry a time behind its eight digits.
  mutating func date(_ received: String?, _ field: String) -> PartialDate? {
    guard let received = received?.trimmed, !received.isEmpty else { return nil }
    let digits = received.prefix { $0.isASCIIDigit }
    let date = ReceivedDate.parse(digits.count > 8 ? String(digits.prefix(8)) : received)
    if date == nil { warn(.badDate, field) }
    return date
  }

  /// A code with its system; plain OIDs get `urn:oid:` before them, as FHIR writes them.
  mutating func coding(_ element: XMLTree?, defaultSystem: String? = nil, _ field: String)
    -> Coding?
  {
    guard let element, let code = text(element.attribute("code"), field, as: .code) else {
      return nil
    }
    let system = element.attribute("codeSystem").flatMap { $0.trimmed.nonEmpty } ?? defaultSystem
    let display = text(element.attribute("displayName"), field)
    return Coding(system: system.map(Self.uri), code: code, display: display)
  }

  /// The URI of an OID.
  static func uri(_ system: String) -> String {
    system.allSatisfy { $0.isASCIIDigit || $0 == "." } ? "urn:oid:" + system : system
  }
}
