import Foundation

#if canImport(FoundationXML)
import FoundationXML
#endif

/// One element of a small document, looked up by local name, since prefixes and the order of
/// children differ between writers.
final class XMLTree {
  let name: String
  let attributes: [String: String]
  private(set) var children: [XMLTree] = []
  /// The text directly inside, without that of children.
  private(set) var ownText = ""

  init(name: String, attributes: [String: String]) {
    self.name = name
    self.attributes = attributes
  }

  /// An attribute by its local name.
  func attribute(_ local: String) -> String? {
    if let value = attributes[local] { return value }
    return attributes.first { $0.key.hasSuffix(":" + local) }?.value
  }

  /// The first child with that local name.
  subscript(name: String) -> XMLTree? { children.first { $0.name == name } }

  /// All children with that local name.
  func all(_ name: String) -> [XMLTree] { children.filter { $0.name == name } }

  /// The first element down a path of local names.
  func at(_ path: String...) -> XMLTree? {
    path.reduce(self as XMLTree?) { $0?[$1] }
  }

  /// All text inside, with that of children, without white space at both ends.
  var text: String { collected.trimmed }

  private var collected: String { children.reduce(ownText) { $0 + $1.collected } }

  fileprivate func add(_ child: XMLTree) { children.append(child) }
  fileprivate func add(_ text: String) { ownText += text }
}

extension XMLTree {
  /// Why a document was not read.
  struct Failure: Error, Equatable {
    let reason: ImportProblem.Reason
    var line: Int?
  }

  /// Deepest nesting that is read; a national checkup file has about 15 levels.
  static let maximumDepth = 100
  /// Most elements that are read, about 40 MB of a checkup file.
  static let maximumElements = 1_000_000

  /// Reads a document; its encoding must be known to `XMLDecoding`.
  ///
  /// - Throws: `Failure`.
  static func parse(_ document: Data) throws -> XMLTree {
    let bytes = try XMLDecoding.utf8(document)
    switch XMLProlog.next(in: [UInt8](bytes)) {
    case .declaration: throw Failure(reason: .doctypeRefused)
    case .nothing: throw Failure(reason: .malformed)
    case .root: break
    }
    let builder = TreeBuilder()
    let parser = XMLParser(data: bytes)
    parser.shouldProcessNamespaces = false
    parser.shouldResolveExternalEntities = false
    parser.delegate = builder
    let finished = parser.parse()
    if let reason = builder.refusal { throw Failure(reason: reason, line: parser.lineNumber) }
    // parse() says true for a document that ends too early; only the error tells.
    guard finished, parser.parserError == nil, builder.error == nil, let root = builder.root,
      builder.isClosed
    else { throw Failure(reason: .malformed, line: max(1, parser.lineNumber)) }
    return root
  }
}

/// Brings an XML document into UTF-8 without a declaration, since libxml2 reads "Shift_JIS"
/// without the characters ① and 髙 that CP932 files hold.
enum XMLDecoding {
  /// The names by which files mean CP932.
  private static let cp932 = [
    "shift_jis", "shift-jis", "sjis", "x-sjis", "windows-31j", "cp932", "ms932", "ms_kanji",
  ]

  /// The document in UTF-8 without XML declaration.
  ///
  /// - Throws: `XMLTree.Failure` with `.undecodable`.
  static func utf8(_ document: Data) throws -> Data {
    guard let text = text(document) else { throw XMLTree.Failure(reason: .undecodable) }
    let body = text.hasPrefix("\u{FEFF}") ? text.dropFirst() : text[...]
    guard body.hasPrefix("<?xml"), let end = body.range(of: "?>") else { return Data(body.utf8) }
    // The declaration's line ends stay, so that line numbers do.
    let lines = body[..<end.upperBound].filter(\.isNewline)
    return Data((lines + body[end.upperBound...]).utf8)
  }

  private static func text(_ document: Data) -> String? {
    if document.starts(with: [0xFF, 0xFE]) || document.starts(with: [0xFE, 0xFF]) {
      return String(data: document, encoding: .utf16)
    }
    let declared = XMLProlog.declaredEncoding(document)
    if declared == "iso-2022-jp" { return String(data: document, encoding: .iso2022JP) }
    let first: TextEncoding = declared.map(cp932.contains) == true ? .cp932 : .utf8
    return TextDecoding.decode(document, first: first)
  }
}

/// Collects the parser's calls; stops at too much depth, too many elements and any declaration.
private final class TreeBuilder: NSObject, XMLParserDelegate {
  private(set) var root: XMLTree?
  private(set) var refusal: ImportProblem.Reason?
  private(set) var error: (any Error)?
  private var open: [XMLTree] = []
  private var count = 0

  var isClosed: Bool { open.isEmpty }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    count += 1
    if open.count >= XMLTree.maximumDepth { return refuse(.tooDeep, parser) }
    if count > XMLTree.maximumElements { return refuse(.tooLarge, parser) }
    let local = name.split(separator: ":").last.map(String.init) ?? name
    let element = XMLTree(name: local, attributes: attributes)
    open.last?.add(element)
    if root == nil { root = element }
    open.append(element)
  }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) {
    _ = open.popLast()
  }

  func parser(_ parser: XMLParser, foundCharacters text: String) { open.last?.add(text) }

  func parser(_ parser: XMLParser, foundCDATA block: Data) {
    open.last?.add(String(decoding: block, as: UTF8.self))
  }

  func parser(_ parser: XMLParser, foundInternalEntityDeclarationWithName: String, value: String?) {
    refuse(.doctypeRefused, parser)
  }

  func parser(_ parser: XMLParser, parseErrorOccurred parseError: any Error) {
    error = parseError
  }

  private func refuse(_ reason: ImportProblem.Reason, _ parser: XMLParser) {
    if refusal == nil { refusal = reason }
    parser.abortParsing()
  }
}
