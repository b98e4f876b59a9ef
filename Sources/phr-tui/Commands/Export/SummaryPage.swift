import PHRModel

/// Puts a summary into words, in the order in which a doctor reads.
struct SummaryPage {
  typealias Phrase = PrintedDocument.Phrase
  typealias Cell = PrintedDocument.Cell
  typealias Block = PrintedDocument.Block
  typealias Section = PrintedDocument.Section

  let summary: PatientSummary
  let languages: PageLanguages
  /// Whether it is a card, with room for the most needful only.
  ///
  /// Since when a drug is taken is left out: the emergency profile may show its latest supply only,
  /// and the first day of that would mislead.
  var isCard = false

  /// The page.
  var document: PrintedDocument {
    PrintedDocument(
      language: languages.main.rawValue, title: phrase(SummaryWords.title), sections: sections,
      foot: foot, pageMark: pageMark)
  }

  /// Name, birth date and day of making.
  private var pageMark: String {
    let profile = summary.person.profile
    let parts = [
      profile.name ?? profile.kana, profile.birthDate?.description,
      summary.origin.made.day.description,
    ]
    return parts.compactMap { $0 }.joined(separator: "  ")
  }

  /// The sections in the order in which a doctor reads.
  var sections: [Section] {
    var sections = [
      person,
      Section(.allergies, phrase(SummaryWords.allergies), allergies),
      Section(.medication, phrase(SummaryWords.medication), medication),
      Section(.conditions, phrase(SummaryWords.conditions), conditions),
      Section(.results, phrase(SummaryWords.results), results),
      Section(.vaccinations, phrase(SummaryWords.vaccinations), vaccinations),
    ]
    if !summary.person.profile.contacts.isEmpty { sections.append(contacts) }
    if let note = summary.note {
      sections.append(
        Section(.note, phrase(SummaryWords.note), [.paragraph(Phrase(received: note))]))
    }
    return sections
  }

  /// The sentences below: choice, age of the data, sources, maker.
  var foot: [Phrase] {
    [
      phrase(SummaryWords.choice), phrase(SummaryWords.age(newest: summary.newest)),
      phrase(SummaryWords.sources(summary.sources)),
      phrase(SummaryWords.made(summary.origin)),
    ]
  }

  func phrase(_ text: Text) -> Phrase { languages.phrase(text) }

  /// A cell with words as received; empty without any.
  func cell(_ text: String?, isShort: Bool = false) -> Cell {
    Cell(text.flatMap { $0.isEmpty ? nil : Phrase(received: $0) }, isShort: isShort)
  }

  /// A list, or the sentence that there is nothing to show.
  func table(_ columns: [Text], _ rows: [[Cell]]) -> [Block] {
    guard !rows.isEmpty else { return [.paragraph(phrase(SummaryWords.nothing))] }
    // A column that no row fills only takes room.
    let used = columns.indices.filter { index in
      index == 0 || rows.contains { $0[index].phrase != nil }
    }
    return [
      .table(
        PrintedDocument.Table(
          columns: used.map { phrase(columns[$0]) }, rows: rows.map { row in used.map { row[$0] } })
      )
    ]
  }

  private var contacts: Section {
    let rows = summary.person.profile.contacts.map { contact in
      [cell(contact.name), cell(contact.relation), cell(contact.phone)]
    }
    return Section(
      .contacts, phrase(SummaryWords.contacts),
      table([SummaryWords.name, SummaryWords.relation, SummaryWords.phone], rows))
  }

  private var vaccinations: [Block] {
    var order: [String] = []
    var doses: [String: [String]] = [:]
    for record in summary.vaccinations {
      guard case .vaccination(let dose) = record.body.content else { continue }
      let name = dose.vaccine.shown ?? dose.product ?? record.body.title
      if doses[name] == nil { order.append(name) }
      let number = dose.doseNumber.map { " (\($0))" } ?? dose.doseText.map { " (\($0))" } ?? ""
      doses[name, default: []].append((record.body.date?.description ?? "–") + number)
    }
    let rows = order.map { [cell($0), Cell(dates(doses[$0] ?? []))] }
    return table([DetailWords.vaccine, SummaryWords.doses], rows)
  }

  /// Doses of one vaccine that are listed; a series of childhood has no more.
  private static let listedDoses = 4

  /// The newest doses, and how many there were before them.
  private func dates(_ doses: [String]) -> Phrase {
    let listed = Phrase(entries: Array(doses.prefix(Self.listedDoses)))
    let rest = doses.count - Self.listedDoses
    return listed.followed(by: rest > 0 ? phrase(SummaryWords.moreDoses(rest)).text : nil)
  }

  private var conditions: [Block] {
    let rows = summary.conditions.compactMap { record -> [Cell]? in
      guard case .condition(let condition) = record.body.content else { return nil }
      let name = condition.code.shown ?? record.body.title
      let state = condition.clinicalStatus.map { phrase(CodeWords.status($0)) }
      let until = condition.abatement.map { "–\($0)" } ?? ""
      let since = (condition.onset ?? record.body.date).map { "\($0)\(until)" }
      return [
        condition.noneKnown ? Cell(phrase(SummaryWords.noneKnown)) : cell(name),
        Cell(phrase(CodeWords.condition(condition.category))), Cell(state),
        cell(since, isShort: true),
        cell(record.body.note),
      ]
    }
    return table(
      [
        CodeWords.condition(.problem), DetailWords.category, SummaryWords.state,
        SummaryWords.since, DetailWords.note,
      ], rows)
  }

  private var allergies: [Block] {
    let rows = summary.allergies.compactMap { record -> [Cell]? in
      guard case .allergy(let allergy) = record.body.content else { return nil }
      let name = allergy.substance.shown ?? record.body.title
      return [
        allergy.noneKnown
          ? Cell(phrase(SummaryWords.noneKnown))
          : Cell(Phrase(received: name), isMarked: true),
        Cell(phrase(CodeWords.allergy(allergy.category))),
        cell(allergy.reactions.compactMap(\.shown).joined(separator: "、")),
        Cell(allergy.criticality.map { phrase(CodeWords.status($0)) }),
        cell((allergy.onset ?? record.body.date)?.description, isShort: true),
        cell(record.body.note),
      ]
    }
    return table(
      [
        SummaryWords.substance, DetailWords.category, SummaryWords.reaction,
        SummaryWords.severity, SummaryWords.since, DetailWords.note,
      ], rows)
  }
}
