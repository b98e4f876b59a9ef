/// The records of a notebook that are about the person, not about a dispensing.
enum JahisPerson {
  /// Record 1.
  static func profile(_ line: JahisLine) -> Profile {
    var person = Profile()
    person.name = line[1]
    person.sex = sex(line[2])
    person.birthDate = line[3].flatMap(ReceivedDate.parse)
    person.postalCode = line[4]
    person.address = line[5]
    person.phone = line[6]
    person.contacts = line[7].map { [contact($0)] } ?? []
    person.bloodType = line[8]
    person.weight = line[9]
    person.kana = line[10]
    person.raw = [line.rawField(ownToRecord: false)] + line.surplus(ownToRecord: false)
    return person
  }

  /// Record 701.
  static func careTeam(_ line: JahisLine) -> Profile {
    var member = Profile.CareTeamMember(name: line[1] ?? "")
    member.facility = line[2]
    member.contact = line[3]
    member.from = line[4].flatMap(ReceivedDate.parse)
    member.until = line[5].flatMap(ReceivedDate.parse)
    var person = Profile()
    person.careTeam = [member]
    person.raw = [line.rawField(ownToRecord: false)] + line.surplus(ownToRecord: false)
    return person
  }

  /// Record 2: allergy, adverse reaction, past illness, or another remark.
  static func remark(_ line: JahisLine) -> RecordDraft {
    let words = CodedText(text: line[2] ?? "")
    let content: Content
    switch line[1] {
    case "1": content = .allergy(Allergy(substance: words))
    case "2": content = .allergy(Allergy(substance: words, category: .adverseReaction))
    case "3": content = .condition(Condition(code: words, category: .history))
    default: content = .condition(Condition(code: words, category: .remark))
    }
    return draft(line, date: nil, title: words.text ?? "", content: content)
  }

  /// Record 4.
  static func memo(_ line: JahisLine) -> RecordDraft {
    var notice = Notice(category: .memo)
    notice.body = line[1].map { [$0] } ?? []
    return draft(
      line, date: line[2].flatMap(ReceivedDate.parse), title: line[1] ?? "",
      content: .notice(notice))
  }

  /// A record of a single line.
  static func draft(_ line: JahisLine, date: PartialDate?, title: String, content: Content)
    -> RecordDraft
  {
    var body = RecordBody(date: date, title: title, content: content)
    body.raw = [line.rawField()] + line.surplus()
    var draft = RecordDraft(body: body)
    draft.position = line.number
    return draft
  }

  private static func sex(_ code: String?) -> Profile.Sex? {
    switch code {
    case "1": .male
    case "2": .female
    default: nil
    }
  }

  /// 緊急連絡先 is free text: a telephone number, or words with or without one.
  private static func contact(_ text: String) -> Profile.Contact {
    let isNumber = text.allSatisfy { $0.isASCIIDigit || "+-() ".contains($0) }
    return Profile.Contact(name: isNumber ? "" : text, phone: isNumber ? text : nil)
  }
}

/// Record 3 with its ingredients (31).
struct JahisOverTheCounter {
  let line: JahisLine
  var ingredients: [JahisLine] = []

  init(_ line: JahisLine) {
    self.line = line
  }

  /// 通番, by which ingredients name their drug.
  var serial: String? { line[5] }

  /// The record.
  var draft: RecordDraft {
    var drug = CodedText(text: line[1])
    if let code = line[6] { drug.codings = [Coding(system: DrugCodeSystem.jan.uri, code: code)] }
    var medication = Medication(drug: drug, origin: .selfReported)
    medication.start = line[2].flatMap(ReceivedDate.parse)
    medication.end = line[3].flatMap(ReceivedDate.parse)
    medication.ingredients = ingredients.map(Self.ingredient)
    var draft = JahisPerson.draft(
      line, date: medication.start, title: line[1] ?? "", content: .medication(medication))
    draft.body.raw += ingredients.flatMap { [$0.rawField()] + $0.surplus() }
    return draft
  }

  private static func ingredient(_ line: JahisLine) -> CodedText {
    // 2 is the list of セルフメディケーションデータベースセンター, which has no published URI.
    let codings = line[4].map { [Coding(system: nil, code: $0)] } ?? []
    return CodedText(text: line[2], codings: codings)
  }
}
