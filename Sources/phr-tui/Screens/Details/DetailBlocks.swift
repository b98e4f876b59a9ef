import PHRModel

/// A record as a document: what is known, in the order a person asks for it.
enum DetailBlocks {
  static func blocks(
    of detail: RecordDetail, language: Language, showsRaw: Bool
  ) -> [Block] {
    let record = detail.record
    let writer = FieldWriter(language: language)
    let title = record.body.title
    var blocks: [Block] = [.heading(title.isEmpty ? CodeWords.untitled.in(language) : title)]
    blocks += state(of: record, writer)
    let header = header(of: record.body, writer)
    if !header.isEmpty { blocks += [.fields(header), .gap] }
    blocks += content(of: detail, writer).map { $0.leavingOut(title) }
    if let note = record.body.note {
      blocks += [.gap, .fields([.init(DetailWords.note.in(language), note)])]
    }
    blocks += [.gap, .fields(origin(of: record, writer))]
    blocks += raw(of: record.body, showsRaw: showsRaw, writer)
    return blocks
  }

  /// What one must know before reading on.
  private static func state(of record: Record, _ writer: FieldWriter) -> [Block] {
    switch record.status {
    case .active: []
    case .withdrawn:
      [.paragraph(Line(CodeWords.withdrawn.in(writer.language), .statusError)), .gap]
    case .vanished:
      [.paragraph(Line(CodeWords.vanished.in(writer.language), .status)), .gap]
    }
  }

  private static func header(of body: RecordBody, _ writer: FieldWriter) -> [Block.Field] {
    var fields = day(of: body, writer)
    for facility in body.facilities {
      fields += writer.text(CodeWords.facility(facility.role), facility.name)
    }
    return fields
  }

  /// A notice says itself when it was sent.
  private static func day(of body: RecordBody, _ writer: FieldWriter) -> [Block.Field] {
    if case .notice(let notice) = body.content, notice.sent != nil { return [] }
    let time = body.time.map { String($0.clock.prefix(5)) }
    return writer.date(DetailWords.date, body.date) + writer.text(DetailWords.time, time)
  }

  private static func content(of detail: RecordDetail, _ writer: FieldWriter) -> [Block] {
    switch detail.record.body.content {
    case .checkup(let checkup):
      CheckupDetail.blocks(of: checkup, earlier: detail.earlierCheckups, writer)
    case .medication(let line): MedicationDetail.blocks(of: line, detail, writer)
    case .cost(let cost): CostDetail.blocks(of: cost, writer)
    case .vaccination(let dose): VaccinationDetail.blocks(of: dose, writer)
    case .allergy(let allergy): ClinicalDetail.blocks(of: allergy, writer)
    case .condition(let condition): ClinicalDetail.blocks(of: condition, writer)
    case .measurement(let measurement):
      MeasurementDetail.blocks(of: measurement, courses: detail.courses, writer)
    case .notice(let notice): NoticeDetail.blocks(of: notice, writer)
    case .insurance(let insurance): InsuranceDetail.blocks(of: insurance, writer)
    }
  }

  private static func origin(of record: Record, _ writer: FieldWriter) -> [Block.Field] {
    let language = writer.language
    let provenance = record.provenance
    let source = [self.source(of: provenance).in(language), provenance.name]
      .filter { !$0.isEmpty }.joined(separator: " ")
    var fields = writer.text(DetailWords.tags, record.tags.joined(separator: ", "))
    if !record.twins.isEmpty {
      let count = DetailWords.otherSources(record.twins.count)
      fields += writer.text(DetailWords.twins, count.in(language))
    }
    // The newest version of a withdrawn record tells who withdrew it, not where it came from.
    let label =
      record.status == .withdrawn && record.version > 1
      ? DetailWords.withdrawn : DetailWords.source
    fields.append(
      .init(label.in(language), "\(source)  \(provenance.received.day)", .textDim))
    if record.version > 1 {
      fields += writer.text(DetailWords.version, String(record.version))
    }
    fields.append(.init(DetailWords.identifier.in(language), record.id.text, .textDim))
    return fields
  }

  private static func source(of provenance: Provenance) -> Text {
    provenance.channel == .file
      ? KindWords.source(provenance.format) : CodeWords.source(provenance.channel)
  }

  private static func raw(
    of body: RecordBody, showsRaw: Bool, _ writer: FieldWriter
  ) -> [Block] {
    guard !body.raw.isEmpty else { return [] }
    guard showsRaw else {
      let hint = DetailWords.rawHidden(body.raw.count, key: "r")
      return [.gap, .paragraph(Line(hint.in(writer.language), .textDim))]
    }
    let fields = body.raw.map { Block.Field($0.path, $0.value, .textDim) }
    return [.gap, .heading(DetailWords.rawTitle.in(writer.language)), .fields(fields)]
  }
}

extension Block {
  /// Without fields that only repeat the title above them.
  fileprivate func leavingOut(_ title: String) -> Block {
    guard case .fields(let fields) = self else { return self }
    return .fields(fields.filter { $0.value.plain != title })
  }
}

/// Writes names and values in one language and leaves out what is not known.
struct FieldWriter {
  let language: Language

  func text(_ label: Text, _ value: String?) -> [Block.Field] {
    guard let value, !value.isEmpty else { return [] }
    return [.init(label.in(language), value)]
  }

  func text(_ label: Text, _ value: Text?) -> [Block.Field] {
    text(label, value?.in(language))
  }

  func coded(_ label: Text, _ value: CodedText?) -> [Block.Field] {
    text(label, value?.shown)
  }

  func coded(_ label: Text, _ values: [CodedText]) -> [Block.Field] {
    text(label, values.compactMap(\.shown).joined(separator: ", "))
  }

  func date(_ label: Text, _ date: PartialDate?) -> [Block.Field] {
    text(label, date.map { Writing.date($0, language) })
  }

  func quantity(_ label: Text, _ quantity: Quantity?) -> [Block.Field] {
    text(label, quantity.map(Writing.quantity))
  }

  func number(_ label: Text, _ number: Int?) -> [Block.Field] {
    text(label, number.map(String.init))
  }

  func practitioners(_ practitioners: [Practitioner]) -> [Block.Field] {
    practitioners.flatMap { person in
      text(
        CodeWords.practitioner(person.role),
        [person.name, person.department].compactMap { $0 }.joined(separator: "  "))
    }
  }
}
