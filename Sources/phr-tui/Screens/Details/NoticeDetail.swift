import PHRModel

/// A notice: who says what, and until when something has to be done.
enum NoticeDetail {
  static func blocks(of notice: Notice, _ writer: FieldWriter) -> [Block] {
    var blocks: [Block] = []
    if !notice.readable {
      blocks += [.paragraph(Line(DetailWords.unreadable.in(writer.language), .statusError)), .gap]
    }
    let facts =
      writer.text(DetailWords.category, CodeWords.notice(notice.category))
      + writer.text(DetailWords.sender, notice.sender)
      + writer.text(DetailWords.sent, notice.sent.map { "\($0.day) \($0.clock.prefix(5))" })
      + writer.date(DetailWords.deadline, notice.deadline)
      + writer.text(DetailWords.priority, notice.priority.map(CodeWords.status))
    blocks.append(.fields(facts))
    for part in notice.body { blocks += [.gap, .paragraph(Line(part))] }
    return blocks
  }
}

/// An insurance qualification.
enum InsuranceDetail {
  static func blocks(of insurance: Insurance, _ writer: FieldWriter) -> [Block] {
    let fields =
      writer.coded(DetailWords.coverage, insurance.type)
      + writer.coded(DetailWords.relationship, insurance.relationship)
      + writer.text(DetailWords.status, insurance.status.map(CodeWords.status))
      + writer.date(DetailWords.validFrom, insurance.validFrom)
      + writer.date(DetailWords.validTo, insurance.validTo)
    return [.fields(fields + numbers(of: insurance.insured, writer))]
  }

  /// The numbers of an insurance card.
  static func numbers(of insured: InsuredIdentity?, _ writer: FieldWriter) -> [Block.Field] {
    guard let insured else { return [] }
    return writer.text(DetailWords.insurer, insured.insurerNumber)
      + writer.text(DetailWords.symbol, insured.symbol)
      + writer.text(DetailWords.number, insured.number)
      + writer.text(DetailWords.branch, insured.branch)
  }
}
