/// What a "yes" in the checkup questionnaire says about drugs and illnesses.
///
/// Dated data. Questions: 標準的な質問票 (標準的な健診・保健指導プログラム 令和6年度版), items 1–7. Drug classes:
/// first digits of the price-list code, which are 日本標準商品分類 87 (薬効分類). Illnesses: ICD-10.
struct QuestionnaireImplication: Sendable {
  /// First five characters of the item's 17-digit code.
  let item: String
  /// Beginnings of price-list, YJ or general-name codes.
  let drugs: [String]
  /// First and last three-character ICD-10 categories.
  let illnesses: [ClosedRange<String>]
  /// Words that name the illness, folded for searching.
  let words: [String]

  /// In force since this day (fourth period of 特定健診).
  static let since = "2024-04-01"

  /// All questions that imply something.
  static let all = [
    QuestionnaireImplication(
      item: "9N701", drugs: ["2123", "213", "214", "217"], illnesses: ["I10"..."I15"],
      words: ["高血圧", "hypertension"]),
    QuestionnaireImplication(
      item: "9N706", drugs: ["396", "2492", "2499"], illnesses: ["E10"..."E14"],
      words: ["糖尿病", "diabetes"]),
    QuestionnaireImplication(
      item: "9N711", drugs: ["218"], illnesses: ["E78"..."E78"],
      words: ["脂質異常", "高脂血", "高これすてろーる", "dyslipid", "hyperlipid"]),
    QuestionnaireImplication(
      item: "9N716", drugs: [], illnesses: ["I60"..."I69"],
      words: ["脳卒中", "脳出血", "脳梗塞", "くも膜下出血", "stroke"]),
    QuestionnaireImplication(
      item: "9N721", drugs: [], illnesses: ["I20"..."I25"],
      words: ["狭心症", "心筋梗塞", "angina", "myocardialinfarction"]),
    QuestionnaireImplication(
      item: "9N726", drugs: [], illnesses: ["N17"..."N19", "Z49"..."Z49"],
      words: ["腎不全", "慢性腎臓病", "透析", "kidneydisease", "dialysis"]),
    QuestionnaireImplication(
      item: "9N731", drugs: ["3222"], illnesses: ["D50"..."D64"], words: ["貧血", "anemia"]),
  ]

  /// Whether the drug or illness of a record is what a "yes" implies.
  func implies(_ body: RecordBody) -> Bool {
    switch body.content {
    case .medication(let line):
      let concepts = [line.drug] + [line.genericName].compactMap(\.self)
      return concepts.flatMap(\.codings).contains { coding in
        Ingredient.prefix(of: coding.code) != nil && drugs.contains { coding.code.hasPrefix($0) }
      }
    case .condition(let condition) where !condition.noneKnown:
      let isCoded = condition.code.codings.contains { coding in
        coding.isICD10 && illnesses.contains { $0.contains(String(coding.code.prefix(3))) }
      }
      let text = FoldedText.search(condition.code.shown ?? "")
      return isCoded || words.contains { text.contains($0) }
    default: return false
    }
  }
}

/// Hidden drugs and illnesses by the question that would imply them.
struct ImplicationIndex {
  private var hidden: [String: [RecordID]] = [:]

  /// An index of those records.
  init(_ records: [Record]) {
    for record in records {
      for question in QuestionnaireImplication.all where question.implies(record.body) {
        hidden[question.item, default: []].append(record.id)
      }
    }
  }

  /// The hidden records that the answers of a checkup imply, by item code.
  func implied(by body: RecordBody) -> [(item: String, ids: [RecordID])] {
    guard !hidden.isEmpty, case .checkup(let checkup) = body.content else { return [] }
    return checkup.items.compactMap { item in
      guard item.value.isYes else { return nil }
      for coding in item.code.codings {
        if let ids = hidden[String(coding.code.prefix(5))] { return (coding.code, ids) }
      }
      return nil
    }
  }
}

extension ObservedValue {
  /// Whether it is the answer "yes" (code 1 of value list 2003).
  fileprivate var isYes: Bool {
    guard case .coded(let answer) = self else { return false }
    return answer.codings.contains { $0.code == "1" } || answer.text == "はい"
  }
}

extension Coding {
  /// Whether its system is ICD-10, by its URI or OID.
  fileprivate var isICD10: Bool {
    guard let system = system?.lowercased() else { return false }
    return system.contains("icd-10") || system.contains("icd10")
      || system.hasSuffix("2.16.840.1.113883.6.3")
  }
}
