/// Makes the lines of a notebook from the fields of records.
///
/// 作成者 is 1 for what a pharmacy or institution wrote and 2 for what the person did; a record that
/// came out of a notebook keeps its own.
enum JahisFields {
  /// Record 1.
  static func patient(_ person: Profile) -> JahisMadeLine {
    let sex: String? = person.sex == .male ? "1" : person.sex == .female ? "2" : nil
    let contact = person.contacts.first.map { [$0.name, $0.phone ?? ""] }
    return JahisMadeLine(
      .patient,
      [
        person.name ?? person.kana ?? person.roman, sex, date(person.birthDate), person.postalCode,
        person.address, person.phone, contact?.filter { !$0.isEmpty }.joined(separator: " "),
        person.bloodType, person.weight, person.kana,
      ])
  }

  /// Record 2 or 4; `nil` for a record that has no place in a notebook.
  static func remark(_ body: RecordBody) -> JahisMadeLine? {
    switch body.content {
    case .allergy(let allergy):
      let type = allergy.category == .adverseReaction ? "2" : "1"
      let reactions = allergy.reactions.compactMap(\.shown).joined(separator: "・")
      let name = allergy.substance.shown ?? ""
      let text = reactions.isEmpty ? name : "\(name)（\(reactions)）"
      return JahisMadeLine(.patientRemark, [type, text, creator(body, 2, place: 3) ?? "2"])
    case .condition(let condition):
      let type = condition.category == .remark ? "9" : "3"
      let text = condition.code.shown
      return JahisMadeLine(.patientRemark, [type, text, creator(body, 2, place: 3) ?? "2"])
    case .notice(let notice) where notice.category == .memo:
      let text = notice.body.joined(separator: "\n")
      return JahisMadeLine(.memo, [text, date(body.date), creator(body, 4, place: 3) ?? "2"])
    default: return nil
    }
  }

  /// Record 3.
  static func overTheCounter(_ body: RecordBody, serial: Int) -> JahisMadeLine? {
    guard let drug = body.medication else { return nil }
    let jan = drug.drug.codings.first { $0.system == DrugCodeSystem.jan.uri }?.code
    return JahisMadeLine(
      .overTheCounter,
      [
        drug.drug.shown, date(drug.start ?? body.date), date(drug.end),
        creator(body, 3, place: 4) ?? "2", drug.ingredients.isEmpty ? nil : String(serial), jan,
      ])
  }

  /// Records 31.
  static func ingredients(_ body: RecordBody, serial: Int) -> [JahisMadeLine] {
    (body.medication?.ingredients ?? []).map { ingredient in
      let code = ingredient.codings.first?.code
      return JahisMadeLine(
        .ingredient,
        [String(serial), ingredient.shown, code == nil ? "1" : "2", code, "2"])
    }
  }

  /// Records 5, 11, 15 and 51.
  static func heads(_ body: RecordBody) -> [JahisMadeLine] {
    var lines = [JahisMadeLine(.dispensing, [date(body.date), "1"])]
    // Somebody who prescribes and dispenses is written once, as the dispenser.
    let dispenser = body.facilities.first { $0.role == .dispenser }
    let prescriber = body.facilities.first { $0.role == .prescriber }
    if let place = dispenser ?? prescriber {
      let code = code(place)
      lines.append(
        JahisMadeLine(
          .dispenser,
          [
            place.name, code.prefecture, code.table, code.number, place.postalCode, place.address,
            place.phone, "1",
          ], leftOut: code.isLost ? [4] : []))
    }
    if let pharmacist = body.medication?.practitioners.first(where: { $0.role == .dispenser }) {
      lines.append(JahisMadeLine(.pharmacist, [pharmacist.name, pharmacist.contact, "1"]))
    }
    if dispenser != nil, let prescriber {
      let code = code(prescriber)
      lines.append(
        JahisMadeLine(
          .prescriber, [prescriber.name, code.prefecture, code.table, code.number, "1"],
          leftOut: code.isLost ? [4] : []))
    }
    return lines
  }

  /// Record 55.
  static func doctor(_ body: RecordBody) -> JahisMadeLine? {
    body.medication?.practitioners.first { $0.role == .prescriber }.map {
      JahisMadeLine(.doctor, [$0.name, $0.department, "1"])
    }
  }

  /// Records 401 to 601.
  static func note(_ note: EpisodeNote) -> JahisMadeLine {
    let creator = note.creator ?? "9"
    switch note.topic {
    case .caution: return JahisMadeLine(.caution, [note.text, creator])
    case .fromInstitution:
      return JahisMadeLine(.fromInstitution, [note.text, note.type ?? "99", creator])
    case .leftover: return JahisMadeLine(.leftover, [note.text, creator])
    case .remark: return JahisMadeLine(.remark, [note.text, creator])
    case .fromPatient: return JahisMadeLine(.fromPatient, [note.text, date(note.date)])
    }
  }

  /// Record 701.
  static func familyPharmacist(_ member: Profile.CareTeamMember) -> JahisMadeLine {
    JahisMadeLine(
      .familyPharmacist,
      [member.name, member.facility, member.contact, date(member.from), date(member.until), "2"])
  }

  /// `YYYYMMDD`; a date that is not exact has no place in the standard.
  static func date(_ date: PartialDate?) -> String? {
    date?.exactDay.map { $0.description.filter { $0 != "-" } }
  }

  /// The creator that the received line named.
  static func creator(_ body: RecordBody, _ record: Int, place: Int) -> String? {
    let line = JahisReceivedLine.lines(body.raw).first { $0.tag == String(record) }?.text
    let fields = line?.split(separator: ",", omittingEmptySubsequences: false) ?? []
    return place < fields.count ? fields[place].trimmed.nonEmpty : nil
  }

  /// Prefecture, point table and number of a 10-digit code; a bare number stays a number.
  private static func code(_ place: Facility) -> (
    prefecture: String?, table: String?, number: String?, isLost: Bool
  ) {
    guard let code = place.code, !code.isEmpty else { return (nil, nil, nil, false) }
    switch code.count {
    case 10:
      return (
        String(code.prefix(2)), String(code.dropFirst(2).prefix(1)), String(code.suffix(7)), false
      )
    case ...7: return (nil, nil, code, false)
    default: return (nil, nil, nil, true)
    }
  }
}

/// Records 201 to 391.
extension JahisFields {
  /// Record 201 with its 281 and 291.
  static func drug(_ body: RecordBody, number: Int) -> [JahisMadeLine] {
    guard let drug = body.medication else { return [] }
    let code = code(drug.drug)
    let generic = drug.genericName?.codings.first { $0.system == DrugCodeSystem.generic.uri }?.code
    let amount = drug.dose.flatMap { ReceivedNumber.isDecimal($0.value) ? $0.value : nil }
    var leftOut = drug.dose != nil && amount == nil ? [3] : []
    if !drug.drug.codings.isEmpty, code.code == nil { leftOut.append(6) }
    let line = JahisMadeLine(
      .drug,
      [
        String(number), drug.drug.shown, amount, amount == nil ? nil : drug.dose?.unit, code.kind,
        code.code, "1", drug.genericName?.text, generic == nil ? nil : "2", generic,
      ], leftOut: leftOut)
    return [line] + remarks(drug, [.drugSupplement, .drugCaution], number: number)
  }

  /// Record 301 with its 311 and 391.
  static func usage(_ body: RecordBody, number: Int) -> [JahisMadeLine] {
    guard let drug = body.medication else { return [] }
    let code = drug.usage?.codings.first { $0.system == DrugCodeSystem.usage.uri }?.code
    let form = drug.form ?? (drug.days == nil ? nil : .oral)
    let amount = drug.dispensed?.value ?? drug.days.map(String.init)
    let unit = drug.dispensed?.unit ?? (drug.days == nil ? nil : "日分")
    let isWritten = amount.map { ReceivedNumber.isDecimal($0) && $0.utf8.count <= 3 } ?? true
    let line = JahisMadeLine(
      .usage,
      [
        String(number), drug.usage?.text, isWritten ? amount : nil, isWritten ? unit : nil,
        form.map { String($0.rawValue) }, code == nil ? "1" : "2", code, "1",
      ], leftOut: isWritten ? [] : [3])
    return [line] + remarks(drug, [.usageSupplement, .usageCaution], number: number)
  }

  private static func remarks(
    _ drug: Medication, _ topics: [Medication.Remark.Topic], number: Int
  ) -> [JahisMadeLine] {
    drug.remarks.filter { topics.contains($0.topic) }.map { remark in
      JahisMadeLine(type(remark.topic), [String(number), remark.text, "1"])
    }
  }

  private static func type(_ topic: Medication.Remark.Topic) -> JahisRecordType {
    switch topic {
    case .drugSupplement: .drugSupplement
    case .drugCaution: .drugCaution
    case .usageSupplement: .usageSupplement
    case .usageCaution: .usageCaution
    }
  }

  /// The code that the standard has a kind for, the most exact first.
  private static func code(_ drug: CodedText) -> (kind: String, code: String?) {
    let kinds: [(DrugCodeSystem, String)] = [
      (.yj, "4"), (.hot13, "6"), (.hot9, "6"), (.receipt, "2"), (.priceList, "3"),
    ]
    for (system, kind) in kinds {
      let found = drug.codings.first { coding in
        coding.system.flatMap(DrugCodeSystem.init(uri:)) == system && system.hasShape(coding.code)
      }
      if let found { return (kind, found.code) }
    }
    return ("1", nil)
  }
}
