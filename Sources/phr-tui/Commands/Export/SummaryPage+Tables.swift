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
      facts.append(PrintedDocument.Fact(phrase(SummaryWords.bornAndSex), birth))
    }
    add(SummaryWords.bloodType, profile.bloodType)
    let address = [profile.postalCode, profile.address].compactMap { $0 }
    add(SummaryWords.address, address.joined(separator: " "))
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
    if isCard {
      return table(
        [DetailWords.drug, SummaryWords.doseAndUsage, SummaryWords.lastDispensed],
        summary.current.map { course in
          let row = drugRow(course, isOver: false)
          return row.isEmpty ? [] : [row[0], row[1], row[3]]
        })
    }
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
      course.isDuplicate
        ? Cell(phrase(SummaryWords.duplicate(name)), isMarked: true) : cell(name),
      Cell(dose(line)), cell(course.since?.description, isShort: true),
      cell(last, isShort: true), Cell(prescriber(course)),
    ]
  }

  /// `1日量 1錠、【分１ 朝食後服用】`: our words in every language, the source's as they are.
  private func dose(_ line: Medication) -> Phrase? {
    let amount = line.dose.map { dose in "\(dose.value)\(dose.unit ?? "")" }
    let words = [amount, line.usage?.shown].compactMap { $0 }
    guard !words.isEmpty else { return nil }
    let received = words.joined(separator: languages.main == .japanese ? "、" : ", ")
    guard amount != nil, let basis = line.doseBasis else { return Phrase(received: received) }
    return phrase(CodeWords.doseBasis(basis)).followed(by: received)
  }

  private func prescriber(_ course: PatientSummary.DrugCourse) -> Phrase? {
    let doctor = course.line?.practitioners.first { $0.role == .prescriber }?.name
    let facilities = course.latest.body.facilities
    let place =
      facilities.first { $0.role == .prescriber } ?? facilities.first { $0.role == .dispenser }
    let parts = [place?.name, doctor].compactMap { $0 }
    if !parts.isEmpty { return Phrase(received: parts.joined(separator: " ")) }
    return course.line?.origin == .selfReported ? phrase(SummaryWords.selfReported) : nil
  }
}
