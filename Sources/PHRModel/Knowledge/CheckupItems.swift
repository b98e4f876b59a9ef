/// The items of the national checkup programme (特定健診), as of the fourth period (2024–2029).
///
/// Facts: shared formats/tokutei-items.tsv (national item table V3 and the code lists of the FHIR
/// checkup guide v1.5.0) and, for the questionnaire of people of 75 and over, the ministry's list
/// of OIDs (mhlw.go.jp, 001082788).
public enum CheckupItems {
  /// The state of the table.
  public static let asOf = "2024-04-01"

  /// The code system of the 17-digit codes.
  public static let codeSystem = "urn:oid:1.2.392.200119.6.1005"

  /// All items in the order in which people expect them.
  public static let all: [CheckupItem] = CheckupItemTable.parts.flatMap(CheckupItemTable.parse)

  /// The item with that 17-digit code.
  ///
  /// An unknown code of a known analyte (first five characters) and kind of result (last two) is
  /// the same item by another method, as long as only one item has both.
  public static func item(code: String) -> CheckupItem? {
    if let known = byCode[code] { return known }
    guard code.utf8.count == 17 else { return nil }
    return byAnalyte["\(code.prefix(5))\(code.suffix(2))"] ?? nil
  }

  /// The item that one of the codings names, whatever system stands beside the code.
  ///
  /// Guides and drafts name the same 17 characters by different systems.
  public static func item(of concept: CodedText) -> CheckupItem? {
    for coding in concept.codings {
      if let item = item(code: coding.code) { return item }
    }
    return nil
  }

  /// The item with that key.
  public static func item(key: String) -> CheckupItem? { byKey[key] }

  /// The item with that Japanese name, folded in width, spaces and brackets.
  public static func item(named name: String) -> CheckupItem? { byName[folded(name)]?.item }

  /// The exact code that a Japanese name with its variant means (`収縮期血圧(2回目)`).
  public static func code(named name: String) -> String? { byName[folded(name)]?.code }

  /// What tells the code from the other codes of its item (`1回目`, `実測`).
  public static func variant(code: String) -> CheckupItem.Variant? {
    byCode[code]?.codes.first { $0.code == code }
  }

  private static let byKey = Dictionary(
    all.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })

  private static let byCode = Dictionary(
    all.flatMap { item in item.codes.map { ($0.code, item) } },
    uniquingKeysWith: { first, _ in first })

  /// By analyte and kind of result; `nil` where two items share both.
  private static let byAnalyte: [String: CheckupItem?] = {
    var found: [String: CheckupItem?] = [:]
    for item in all {
      for variant in item.codes {
        let key = "\(variant.code.prefix(5))\(variant.code.suffix(2))"
        if let other = found[key], other != item {
          found[key] = .some(nil)
        } else {
          found[key] = item
        }
      }
    }
    return found
  }()

  private static let byName: [String: (item: CheckupItem, code: String)] = {
    var found: [String: (item: CheckupItem, code: String)] = [:]
    for item in all {
      for variant in item.codes {
        let full = item.japanese + (variant.japanese ?? "")
        found[folded(full)] = found[folded(full)] ?? (item, variant.code)
        found[folded(item.japanese)] = found[folded(item.japanese)] ?? (item, variant.code)
      }
    }
    return found
  }()

  private static func folded(_ name: String) -> String {
    FoldedText.search(name).filter { !"()[]・-".contains($0) }
  }
}

/// The embedded tables and their form.
///
/// Three indents: `key|category|type|format|unit|value list|group`, then `Japanese|English`, then
/// codes, either several on a line or one with `|Japanese|English` of the variant.
enum CheckupItemTable {
  static let parts = [basic, detailed, optional, questionnaire]

  /// The items of one part.
  static func parse(_ table: String) -> [CheckupItem] {
    var items: [CheckupItem] = []
    var head: [String] = []
    var names: [String] = []
    var codes: [CheckupItem.Variant] = []
    func flush() {
      if let item = item(head: head, names: names, codes: codes) { items.append(item) }
    }
    for line in table.split(separator: "\n") {
      let fields = line.split(separator: "|", omittingEmptySubsequences: false)
      if !line.hasPrefix(" ") {
        flush()
        head = fields.map(String.init)
        codes = []
      } else if !line.hasPrefix("   ") {
        names = fields.map { $0.trimmed }
      } else {
        codes += variants(fields)
      }
    }
    flush()
    return items
  }

  private static func variants(_ fields: [Substring]) -> [CheckupItem.Variant] {
    if fields.count == 3 {
      return [
        .init(code: fields[0].trimmed, japanese: fields[1].trimmed, english: fields[2].trimmed)
      ]
    }
    return fields[0].split(separator: " ").map {
      .init(code: String($0), japanese: nil, english: nil)
    }
  }

  private static func item(head: [String], names: [String], codes: [CheckupItem.Variant])
    -> CheckupItem?
  {
    guard head.count == 7, names.count == 2,
      let category = CheckupItem.Category(rawValue: head[1]),
      let type = CheckupItem.ValueType(rawValue: head[2])
    else { return nil }
    return CheckupItem(
      key: head[0], category: category, valueType: type, numberFormat: head[3].nonEmpty,
      unit: head[4].nonEmpty, valueList: head[5].nonEmpty, group: head[6].nonEmpty,
      japanese: names[0], english: names[1], codes: codes)
  }
}

extension StringProtocol {
  /// The text without white space at both ends.
  var trimmed: String {
    let start = firstIndex { !$0.isWhitespace } ?? endIndex
    let end = lastIndex { !$0.isWhitespace }
    guard let end else { return "" }
    return String(self[start...end])
  }
}

extension String {
  /// The text, or `nil` if there is none.
  var nonEmpty: String? { isEmpty ? nil : self }
}
