/// Turns a shown record into the form of a research copy.
///
/// The rule, the same for every record of a person and project:
/// - every date and time moves by one number of days, drawn once per person and project, so that
///   intervals stay true; a time of day is cut off;
/// - the birth date becomes the year of birth, and for people of 90 and over nothing but that;
/// - names, addresses, telephones, identifiers, institutions, professionals, insurance, free
///   words, received fields, titles, lot numbers and devices are left out;
/// - drugs, vaccines, items, conditions and substances keep their codes, and their words only
///   where no code stands beside them.
///
/// It is not 匿名加工情報 (個人情報保護法 43条): nobody has examined it as such.
public struct ResearchCopy: Sendable {
  /// Days by which every date moves.
  public let shift: Int

  /// The rule with a person's shift.
  public init(shift: Int) {
    self.shift = shift
  }

  /// A kind that is copied; costs, notices and insurance are about money and messages.
  public static let kinds: Set<Kind> = SummaryBuilder.kinds

  /// The record without what names the person; `nil` for kinds that are not copied.
  public func copy(of record: Record) -> RecordBody? {
    guard record.status != .withdrawn, let content = content(of: record.body.content) else {
      return nil
    }
    return RecordBody(date: moved(record.body.date), title: "", content: content)
  }

  /// The date moved; a month or a year becomes that of the moved first day.
  func moved(_ date: PartialDate?) -> PartialDate? {
    guard let date else { return nil }
    let day = date.first.adding(days: shift)
    let parts = day.components
    switch date.precision {
    case .day: return PartialDate(day)
    case .month: return PartialDate(year: parts.year, month: parts.month)
    case .year: return PartialDate(year: parts.year)
    }
  }

  private func content(of content: Content) -> Content? {
    switch content {
    case .medication(let line): .medication(copy(of: line))
    case .allergy(let allergy): .allergy(copy(of: allergy))
    case .condition(let condition): .condition(copy(of: condition))
    case .checkup(let checkup): .checkup(Checkup(items: checkup.items.compactMap(copy)))
    case .measurement(let measured): copy(of: measured.item).map { .measurement(.init(item: $0)) }
    case .vaccination(let dose): .vaccination(copy(of: dose))
    case .cost, .notice, .insurance: nil
    }
  }

  private func copy(of line: Medication) -> Medication {
    var copy = Medication(drug: coded(line.drug), origin: line.origin)
    copy.genericName = line.genericName.map(coded)
    copy.status = line.status
    copy.dose = line.dose
    copy.doseBasis = line.doseBasis
    copy.form = line.form
    copy.dispensed = line.dispensed
    copy.quantity = line.quantity
    copy.days = line.days
    copy.start = moved(line.start)
    copy.end = moved(line.end)
    copy.ingredients = line.ingredients.map(coded)
    return copy
  }

  private func copy(of allergy: Allergy) -> Allergy {
    var copy = Allergy(substance: coded(allergy.substance), category: allergy.category)
    copy.noneKnown = allergy.noneKnown
    copy.substanceTypes = allergy.substanceTypes
    copy.criticality = allergy.criticality
    copy.clinicalStatus = allergy.clinicalStatus
    copy.onset = moved(allergy.onset)
    return copy
  }

  private func copy(of condition: Condition) -> Condition {
    var copy = Condition(code: coded(condition.code), category: condition.category)
    copy.noneKnown = condition.noneKnown
    copy.clinicalStatus = condition.clinicalStatus
    copy.onset = moved(condition.onset)
    copy.abatement = moved(condition.abatement)
    return copy
  }

  private func copy(of dose: Vaccination) -> Vaccination {
    var copy = Vaccination(vaccine: coded(dose.vaccine))
    copy.status = dose.status
    copy.doseNumber = dose.doseNumber
    copy.seriesDoses = dose.seriesDoses
    copy.programme = dose.programme
    copy.route = dose.route.map(coded)
    return copy
  }

  /// The item with its value; words as a value are left out.
  private func copy(of item: Observation) -> Observation? {
    if case .text = item.value { return nil }
    var value = item.value
    if case .coded(let answer) = value { value = .coded(coded(answer)) }
    var copy = Observation(code: coded(item.code), value: value)
    copy.flag = item.flag
    copy.beyondRange = item.beyondRange
    copy.reference = item.reference
    copy.reference?.text = nil
    copy.method = item.method.map(coded)
    copy.components = item.components.compactMap { self.copy(of: $0) }
    return copy
  }

  /// Codes without their words; words only where no code stands.
  private func coded(_ concept: CodedText) -> CodedText {
    guard !concept.codings.isEmpty else { return concept }
    return CodedText(
      text: nil, codings: concept.codings.map { Coding(system: $0.system, code: $0.code) })
  }
}
