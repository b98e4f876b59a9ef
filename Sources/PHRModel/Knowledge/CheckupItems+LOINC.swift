/// Items that people measure themselves, by the codes that FHIR requires for vital signs.
///
/// Source: FHIR R4, "Vital Signs" profile table. Only for naming and finding values: a result is
/// judged by the national code alone.
extension CheckupItems {
  /// The LOINC code of an item, by the item's key.
  static let loinc = [
    "systolic-pressure": "8480-6", "diastolic-pressure": "8462-4", "height": "8302-2",
    "weight": "29463-7", "bmi": "39156-5", "waist": "8280-0", "pulse": "8867-4",
  ]

  /// The item with that LOINC code.
  public static func item(loinc code: String) -> CheckupItem? {
    loinc.first { $0.value == code }.flatMap { item(key: $0.key) }
  }

  /// Every code under which values of an item stand in records, of whatever system.
  public static func recordCodes(of item: CheckupItem) -> Set<String> {
    Set(item.codes.map(\.code)).union(loinc[item.key].map { [$0] } ?? [])
  }

  /// The item of that name in Japanese or English, folded in width, case and spaces.
  public static func item(inEitherLanguage name: String) -> CheckupItem? {
    let wanted = FoldedText.search(name)
    guard !wanted.isEmpty else { return nil }
    return item(named: name)
      ?? all.first { FoldedText.search($0.english) == wanted || $0.key == wanted }
  }
}
