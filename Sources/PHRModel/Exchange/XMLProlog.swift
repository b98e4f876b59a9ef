import Foundation

/// What stands before the root element of an XML document, found without a parser.
///
/// A document type is refused before any parser sees it: it is the door to entity bombs and to
/// texts that FoundationXML drops silently.
enum XMLProlog {
  /// What comes first after declarations, instructions and comments.
  enum Next: Equatable {
    /// The root element's tag begins at this byte.
    case root(Int)
    /// `<!DOCTYPE` or another markup declaration.
    case declaration
    /// Nothing, or something that is no XML.
    case nothing
  }

  /// What comes first in a document in UTF-8.
  static func next(in bytes: [UInt8]) -> Next {
    var place = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    while true {
      while place < bytes.count, isSpace(bytes[place]) { place += 1 }
      let rest = bytes[place...]
      if rest.starts(with: "<?".utf8) {
        guard let end = find("?>", in: bytes, from: place + 2) else { return .nothing }
        place = end
      } else if rest.starts(with: "<!--".utf8) {
        guard let end = find("-->", in: bytes, from: place + 4) else { return .nothing }
        place = end
      } else if rest.starts(with: "<!".utf8) {
        return .declaration
      } else {
        return rest.first == UInt8(ascii: "<") && rest.count > 1 ? .root(place) : .nothing
      }
    }
  }

  /// The encoding that the XML declaration names, in lower case.
  static func declaredEncoding(_ bytes: Data) -> String? {
    let head = String(decoding: bytes.prefix(200), as: UTF8.self)
    guard let start = head.range(of: "<?xml"), let end = head.range(of: "?>") else { return nil }
    guard start.upperBound <= end.lowerBound else { return nil }
    let declaration = head[start.upperBound..<end.lowerBound]
    guard let name = declaration.range(of: "encoding") else { return nil }
    let value = declaration[name.upperBound...].drop { $0 == "=" || $0.isWhitespace }
    guard let quote = value.first, quote == "\"" || quote == "'" else { return nil }
    return value.dropFirst().prefix { $0 != quote }.lowercased()
  }

  /// The place behind the first occurrence.
  private static func find(_ mark: String, in bytes: [UInt8], from start: Int) -> Int? {
    let mark = Array(mark.utf8)
    guard start + mark.count <= bytes.count else { return nil }
    for place in start...(bytes.count - mark.count)
    where bytes[place] == mark[0] && bytes[place..<(place + mark.count)].elementsEqual(mark) {
      return place + mark.count
    }
    return nil
  }

  private static func isSpace(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0A, 0x0D].contains(byte) }
}
