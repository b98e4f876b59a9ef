/// What the coded answers of a checkup mean.
///
/// The list always stands beside the code: code 2 of the smoking question is いいえ in list 2003
/// (until FY2023) and "former smoker" in list 24060.
///
/// Facts: shared formats/tokutei-kenshin.md (Qualitative value lists) and the ministry's list of
/// OIDs (mhlw.go.jp, 001082788). The English wording is ours.
public enum CheckupValueLists {
  /// The meaning of a code in both languages.
  public struct Meaning: Sendable, Hashable {
    /// In Japanese.
    public let japanese: String
    /// In English.
    public let english: String
  }

  /// The meaning of a code of a list.
  ///
  /// - Parameters:
  ///   - code: The code as received.
  ///   - system: `1.2.392.200119.6.2102`, the same with `urn:oid:`, or only `2102`.
  /// - Returns: The meaning, or `nil` for an unknown list or code.
  public static func meaning(of code: String, in system: String?) -> Meaning? {
    guard let list = list(of: system) else { return nil }
    return lists[list]?.first { $0.code == code }?.meaning
  }

  /// The meaning of a coded answer of a checkup, for showing; the answer itself stays as received.
  ///
  /// Without a system the item's own list is used, unless the list has changed over the years.
  public static func meaning(of observation: Observation) -> Meaning? {
    guard case .coded(let answer) = observation.value else { return nil }
    let item = CheckupItems.item(of: observation.code)
    for coding in answer.codings {
      let system = coding.system ?? item?.valueList.flatMap { replaced.contains($0) ? nil : $0 }
      if let meaning = meaning(of: coding.code, in: system) { return meaning }
    }
    return nil
  }

  /// Lists that took the place of another one in FY2024: a code without system could be of either.
  private static let replaced: Set<String> = ["24040", "24050", "24060"]

  /// All codes of a list with their meanings, in their order.
  public static func codes(of system: String) -> [(code: String, meaning: Meaning)] {
    list(of: system).flatMap { lists[$0] } ?? []
  }

  /// The last part of the OID if it is one of the national lists.
  public static func list(of system: String?) -> String? {
    guard var name = system?[...] else { return nil }
    if name.hasPrefix("urn:oid:") { name = name.dropFirst(8) }
    if name.hasPrefix(Self.root) { name = name.dropFirst(Self.root.count) }
    return lists[String(name)] == nil ? nil : String(name)
  }

  /// The OID of a list with `urn:oid:` before it.
  public static func system(of list: String) -> String { "urn:oid:" + root + list }

  private static let root = "1.2.392.200119.6."

  private static let lists: [String: [(code: String, meaning: Meaning)]] = {
    var lists: [String: [(code: String, meaning: Meaning)]] = [:]
    for line in CheckupValueListTable.text.split(separator: "\n") {
      let parts = line.split(separator: "|")
      guard let names = parts.first?.split(separator: ",") else { continue }
      let entries = parts.dropFirst().compactMap(entry)
      for name in names { lists[String(name), default: []] += entries }
    }
    return lists
  }()

  /// One `code=Japanese=English`.
  private static func entry(_ text: Substring) -> (code: String, meaning: Meaning)? {
    let parts = text.split(separator: "=").map(String.init)
    guard parts.count == 3 else { return nil }
    return (parts[0], Meaning(japanese: parts[1], english: parts[2]))
  }
}
