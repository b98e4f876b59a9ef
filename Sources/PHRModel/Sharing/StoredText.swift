import Foundation

/// A text that is the same if its bytes are: Swift compares canonical forms, which takes longer than
/// the rest of a row.
struct StoredText: Hashable {
  let text: String

  static func == (left: StoredText, right: StoredText) -> Bool {
    var (left, right) = (left.text, right.text)
    return left.withUTF8 { own in
      right.withUTF8 { other in
        guard own.count == other.count, let start = own.baseAddress,
          let otherStart = other.baseAddress
        else { return own.count == other.count }
        return memcmp(start, otherStart, own.count) == 0
      }
    }
  }

  func hash(into hasher: inout Hasher) {
    var text = text
    text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }
}
