import PHRModel

/// Allergies and conditions.
enum ClinicalDetail {
  static func blocks(of allergy: Allergy, _ writer: FieldWriter) -> [Block] {
    let types = allergy.substanceTypes.map { CodeWords.status($0).in(writer.language) }
    let fields =
      writer.coded(DetailWords.substance, allergy.substance)
      + writer.text(DetailWords.allergyKind, CodeWords.allergy(allergy.category))
      + writer.text(DetailWords.category, types.joined(separator: ", "))
      + writer.coded(DetailWords.symptoms, allergy.reactions)
      + writer.text(DetailWords.criticality, allergy.criticality.map(CodeWords.status))
      + writer.text(DetailWords.status, allergy.clinicalStatus.map(CodeWords.status))
      + writer.text(DetailWords.verification, allergy.verification.map(CodeWords.status))
      + writer.date(DetailWords.onset, allergy.onset)
    return none(allergy.noneKnown, writer) + [.fields(fields)]
  }

  static func blocks(of condition: Condition, _ writer: FieldWriter) -> [Block] {
    let fields =
      writer.coded(DetailWords.item, condition.code)
      + writer.text(DetailWords.category, CodeWords.condition(condition.category))
      + writer.text(DetailWords.status, condition.clinicalStatus.map(CodeWords.status))
      + writer.text(DetailWords.verification, condition.verification.map(CodeWords.status))
      + writer.coded(DetailWords.severity, condition.severity)
      + writer.coded(DetailWords.sites, condition.sites)
      + writer.date(DetailWords.onset, condition.onset)
      + writer.date(DetailWords.abatement, condition.abatement)
      + writer.practitioners(condition.practitioners)
    return none(condition.noneKnown, writer) + [.fields(fields)]
  }

  private static func none(_ isStated: Bool, _ writer: FieldWriter) -> [Block] {
    guard isStated else { return [] }
    return [.paragraph(Line(DetailWords.noneKnown.in(writer.language), .textStrong)), .gap]
  }
}
