/// What two drugs are of the same ingredient by.
///
/// It remembers the names it has met: a person takes few drugs, many times.
struct Ingredient {
  private static let codeLength = 12
  private static let prefixLength = 7
  private var stems: [String: String] = [:]

  /// The keys of a record: the first 7 characters of price-list, YJ or general-name codes, the
  /// general name, the name.
  mutating func keys(of body: RecordBody) -> [String] {
    guard case .medication(let line) = body.content else { return [] }
    let concepts = [line.drug] + [line.genericName].compactMap(\.self) + line.ingredients
    let codes = concepts.flatMap(\.codings).compactMap { Self.prefix(of: $0.code) }
    let names = concepts.compactMap(\.text).map { stem(of: $0) }
    return (codes + names.filter { !$0.isEmpty }).inOrderOnce
  }

  private mutating func stem(of name: String) -> String {
    if let known = stems[name] { return known }
    let stem = DrugName.stem(FoldedText.search(name))
    stems[name] = stem
    return stem
  }

  /// The first 7 characters of a code of 7 digits, a letter and 4 more characters, which is the
  /// shape of price-list, YJ and general-name codes and of no other drug code (formats, "Drug
  /// codes").
  static func prefix(of code: String) -> String? {
    guard code.utf8.count == codeLength else { return nil }
    let bytes = Array(code.utf8)
    guard bytes[..<prefixLength].allSatisfy(\.isDigit),
      (0x41...0x5A).contains(bytes[prefixLength])
    else { return nil }
    return String(code.prefix(prefixLength))
  }
}

extension UInt8 {
  /// Whether the byte is one of 0...9 in ASCII.
  fileprivate var isDigit: Bool { (0x30...0x39).contains(self) }
}

/// The name of a drug without form, strength and maker.
enum DrugName {
  private static let forms = [
    "錠", "かぷせる", "散", "細粒", "顆粒", "しろっぷ", "どらいしろっぷ", "内用液", "内服", "注", "軟膏",
    "くりーむ", "ろーしょん", "点眼", "点鼻", "点耳", "てーぷ", "ぱっぷ", "坐剤", "坐薬", "吸入", "えりきしる",
    "od錠", "口腔", "ぜりー", "液", "「", "(", "[",
  ]

  /// What is left of a folded name: `えちぞらむ` of `【般】えちぞらむ錠0.5mg「とーわ」`.
  static func stem(_ folded: String) -> String {
    var name = folded[...]
    if let mark = name.lastIndex(of: "】") { name = name[name.index(after: mark)...] }
    let isLatin = name.allSatisfy { $0.isASCII }
    var end = name.firstIndex { $0.isASCIIDigit } ?? name.endIndex
    if !isLatin {
      for form in forms {
        if let start = name.start(of: form), start < end { end = start }
      }
    }
    let stem = name[..<end]
    return String(stem.unicodeScalars.count < 2 ? name : stem)
  }
}

extension Substring {
  /// Where a part begins for the first time, not at the very beginning.
  fileprivate func start(of part: String) -> Index? {
    guard let head = part.first else { return nil }
    var index = isEmpty ? endIndex : self.index(after: startIndex)
    while let candidate = self[index...].firstIndex(of: head) {
      if self[candidate...].hasPrefix(part) { return candidate }
      index = self.index(after: candidate)
    }
    return nil
  }
}
