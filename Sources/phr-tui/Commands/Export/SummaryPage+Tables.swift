import Foundation
import PHRModel

extension SummaryPage {
  /// Who the person is, on as few lines as possible.
  var person: Section {
    let profile = summary.person.profile
    var facts: [PrintedDocument.Fact] = []
    func add(_ label: Text, _ value: String?) {
      guard let value, !value.isEmpty else { return }
      facts.append(PrintedDocument.Fact(phrase(label), Phrase(received: value)))
    }
    let names = [profile.name, profile.kana, profile.roman].compactMap { $0 }
    add(SummaryWords.name, names.joined(separator: "  "))
    if let birth = birth(profile) {
      facts.append(PrintedDocument.Fact(phrase(Text(ja: "生年月日・性別", en: "Born, sex")), birth))
    }
    add(Text(ja: "血液型", en: "Blood type"), profile.bloodType)
    let address = [profile.postalCode, profile.address].compactMap { $0 }
    add(Text(ja: "住所", en: "Address"), address.joined(separator: " "))
    add(SummaryWords.phone, profile.phone)
    if let insured = profile.insured {
      let parts = [insured.insurerNumber, insured.symbol, insured.number, insured.branch]
      add(SummaryWords.insured, parts.compactMap { $0 }.joined(separator: " / "))
    }
    add(SummaryWords.linkageCode, summary.person.linkageCode)
    let blocks: [Block] =
      facts.isEmpty ? [.paragraph(phrase(SummaryWords.nothing))] : [.facts(facts)]
    return Section(.person, phrase(SummaryWords.person), blocks)
  }

  private func birth(_ profile: Profile) -> Phrase? {
    let sex = profile.sex.map { CodeWords.sex($0) }
    let age = summary.person.age.map { SummaryWords.age($0) }
    guard profile.birthDate != nil || sex != nil else { return nil }
    func words(_ language: Language) -> String {
      let day = profile.birthDate.map { date -> String in
        guard language == .japanese, let day = date.exactDay else { return date.description }
        return "\(date)（\(JapaneseEra.format(day))）"
      }
      let parts = [day, age?.in(language), sex?.in(language)].compactMap { $0 }
      return parts.joined(separator: language == .japanese ? "、" : ", ")
    }
    return phrase(Text(ja: words(.japanese), en: words(.english)))
  }

  /// Current drugs, then those that were stopped.
  var medication: [Block] {
    let current = table(
      [
        DetailWords.drug, SummaryWords.doseAndUsage, SummaryWords.since,
        SummaryWords.lastDispensed, SummaryWords.prescriber,
      ], summary.current.map { drugRow($0, isOver: false) })
    guard !summary.stopped.isEmpty else { return current }
    let stopped = table(
      [
        DetailWords.drug, SummaryWords.doseAndUsage, SummaryWords.since, SummaryWords.supplyEnds,
        SummaryWords.prescriber,
      ], summary.stopped.map { drugRow($0, isOver: true) })
    return current + [.heading(phrase(SummaryWords.stopped))] + stopped
  }

  private func drugRow(_ course: PatientSummary.DrugCourse, isOver: Bool) -> [Cell] {
    guard let line = course.line else { return [] }
    let name = line.drug.shown ?? course.latest.body.title
    let last = isOver ? course.until?.description : course.lastDispensed?.description
    return [
      Cell(
        course.isDuplicate
          ? Phrase(
            languages.languages.map {
              ($0.rawValue, "\(name) [\(SummaryWords.duplicate.in($0))]")
            }) : Phrase(received: name), isMarked: course.isDuplicate),
      dose(line), cell(course.since?.description), cell(last), cell(prescriber(course)),
    ]
  }

  private func dose(_ line: Medication) -> Cell {
    let amount = line.dose.map { dose in "\(dose.value)\(dose.unit ?? "")" }
    guard amount != nil || line.usage?.shown != nil else { return Cell(nil) }
    func words(_ language: Language) -> String {
      let basis = line.doseBasis.map { CodeWords.doseBasis($0).in(language) + " " } ?? ""
      return [amount.map { basis + $0 }, line.usage?.shown].compactMap { $0 }
        .joined(separator: language == .japanese ? "、" : ", ")
    }
    return Cell(phrase(Text(ja: words(.japanese), en: words(.english))))
  }

  private func prescriber(_ course: PatientSummary.DrugCourse) -> String? {
    let doctor = course.line?.practitioners.first { $0.role == .prescriber }?.name
    let facilities = course.latest.body.facilities
    let place =
      facilities.first { $0.role == .prescriber } ?? facilities.first { $0.role == .dispenser }
    let parts = [place?.name, doctor].compactMap { $0 }
    return parts.isEmpty ? nil : parts.joined(separator: " ")
  }

  /// Each result with its value, unit, date, reason and course.
  var results: [Block] {
    table(
      [
        DetailWords.item, DetailWords.value, DetailWords.mark, DetailWords.reference,
        DetailWords.date, SummaryWords.earlier,
      ], summary.results.map(resultRow))
  }

  private func resultRow(_ course: PatientSummary.ResultCourse) -> [Cell] {
    let latest = course.latest
    let numbers = course.values.compactMap { $0.quantity.number }
      .map { NSDecimalNumber(decimal: $0).doubleValue }
    let isHome = course.record.body.kind == .measurement
    let earlier = course.values.dropLast().suffix(3).reversed().map { value in
      "\(value.quantity.comparator ?? "")\(value.quantity.value)"
        + (value.date.map { " (\($0.description.prefix(isHome ? 10 : 7)))" } ?? "")
    }
    let trend = earlier.isEmpty ? [] : numbers
    return [
      Cell(phrase(Self.name(of: latest, isHome: isHome))),
      Cell(value(of: latest), isMarked: course.mark != nil),
      Cell(phrase(SummaryWords.mark(course.mark))), cell(Self.range(latest.reference)),
      cell(course.date?.description),
      Cell(earlier.isEmpty ? nil : Phrase(received: earlier.joined(separator: ", ")), trend: trend),
    ]
  }

  /// The item in both languages if the national table knows it, else as received.
  private static func name(of item: Observation, isHome: Bool) -> Text {
    let known = CheckupItems.item(of: item.code)
    let received = item.code.shown ?? "–"
    let name = Text(ja: known?.japanese ?? received, en: known?.english ?? received)
    return isHome ? SummaryWords.measuredByThemselves(name) : name
  }

  /// The value with its unit: the source's, else that of the national table.
  private func value(of item: Observation) -> Phrase? {
    switch item.value {
    case .quantity(let quantity):
      let unit = Writing.unit(of: quantity) ?? CheckupItems.item(of: item.code)?.unit
      let number = (quantity.comparator ?? "") + quantity.value
      return Phrase(received: number + (unit.map { " " + $0 } ?? ""))
    case .coded(let answer):
      guard let meaning = CheckupValueLists.meaning(of: item) else {
        return answer.shown.map { Phrase(received: $0) }
      }
      return phrase(Text(ja: meaning.japanese, en: meaning.english))
    case .text(let text): return Phrase(received: text)
    case .absent(let reason): return phrase(CodeWords.absent(reason))
    }
  }

  private static func range(_ range: ReferenceRange?) -> String? {
    guard let range else { return nil }
    switch (range.low?.value, range.high?.value) {
    case (let low?, let high?): return "\(low)–\(high)"
    case (nil, let high?): return "≤ \(high)"
    case (let low?, nil): return "≥ \(low)"
    case (nil, nil): return range.text
    }
  }
}
