/// One dispensing: record 5 with everything up to the next.
struct JahisDispensing {
  /// Lines that belong to all drugs: 5, 11, 15, 51.
  private var heads: [JahisLine]
  private var date: PartialDate?
  private var doctor: JahisLine?
  private var doctors: [JahisLine] = []
  private var prescriptions: [JahisPrescription] = []
  private var noteLines: [JahisLine] = []
  private var notes: [EpisodeNote] = []
  private var kept: [JahisLine] = []

  /// A dispensing that begins with that record 5; without one it has no date.
  init(_ line: JahisLine?) {
    heads = line.map { [$0] } ?? []
    date = line?[1].flatMap(ReceivedDate.parse)
  }

  /// Takes a line; `false` if it belongs to nothing before it.
  mutating func take(_ line: JahisLine) -> Bool {
    switch line.type {
    case .dispenser, .pharmacist, .prescriber: heads.append(line)
    case .doctor:
      doctor = line
      doctors.append(line)
    case .drug: takeDrug(line)
    case .drugSupplement, .drugCaution:
      guard let place = prescriptions.indices.last else { return false }
      return prescriptions[place].takeDetail(line)
    case .usage, .usageSupplement, .usageCaution: return takeUsage(line)
    default: takeNote(line)
    }
    return true
  }

  /// Keeps a line that means nothing to us.
  mutating func keep(_ line: JahisLine) {
    kept.append(line)
  }

  /// The dispensing's name: day and institutions, the same in every file that holds it.
  var key: String {
    let places = [JahisRecordType.dispenser, .prescriber].map { type in
      head(type).map { FoldedText.name(JahisFacility.code($0) ?? $0[1] ?? "") } ?? ""
    }
    return (["jahis", date?.description ?? ""] + places).joined(separator: "|")
  }

  /// The episode and its records.
  func events(key: String) -> [ImportEvent] {
    var episode = EpisodeDraft(key: key, date: date)
    episode.notes = notes
    let shared = heads + doctors + noteLines + kept
    episode.raw = shared.flatMap {
      [$0.rawField(ownToRecord: false)] + $0.surplus(ownToRecord: false)
    }
    return [.episode(episode)] + prescriptions.flatMap { drafts(of: $0, key: key) }
  }

  private func head(_ type: JahisRecordType) -> JahisLine? { heads.first { $0.type == type } }

  private mutating func takeDrug(_ line: JahisLine) {
    let number = line[1]
    // A further drug of the same RP, unless its usage has already closed the RP.
    if let last = prescriptions.last, last.number == number, last.usage == nil {
      prescriptions[prescriptions.count - 1].drugs.append(JahisDrug(line))
    } else {
      prescriptions.append(JahisPrescription(number: number, doctor: doctor, drug: JahisDrug(line)))
    }
  }

  private mutating func takeUsage(_ line: JahisLine) -> Bool {
    guard let place = prescriptions.lastIndex(where: { $0.number == line[1] }) else { return false }
    return prescriptions[place].takeUsage(line)
  }

  private mutating func takeNote(_ line: JahisLine) {
    noteLines.append(line)
    guard let text = line[1], let topic = Self.topic(line.type) else { return }
    var note = EpisodeNote(topic: topic, text: text)
    switch line.type {
    case .fromPatient: note.date = line[2].flatMap(ReceivedDate.parse)
    case .fromInstitution:
      note.type = line[2]
      // The standard's own example puts the creator behind five empty fields.
      note.creator = line[3] ?? line.fields.dropFirst(3).last { !$0.isEmpty }
    default: note.creator = line[2]
    }
    notes.append(note)
  }

  private static func topic(_ type: JahisRecordType?) -> EpisodeNote.Topic? {
    switch type {
    case .caution: .caution
    case .fromInstitution: .fromInstitution
    case .leftover: .leftover
    case .remark: .remark
    case .fromPatient: .fromPatient
    default: nil
    }
  }

  private func drafts(of prescription: JahisPrescription, key: String) -> [ImportEvent] {
    prescription.drugs.enumerated().map { order, drug in
      var medication = prescription.medication(of: drug, order: order + 1)
      medication.practitioners = practitioners(of: prescription)
      var body = RecordBody(
        date: date, title: drug.name ?? "", content: .medication(medication))
      body.facilities = [
        head(.dispenser).flatMap { JahisFacility.facility($0, role: .dispenser) },
        head(.prescriber).flatMap { JahisFacility.facility($0, role: .prescriber) },
      ].compactMap { $0 }
      body.raw = prescription.raw(of: drug)
      var draft = RecordDraft(body: body)
      draft.episodeKey = key
      draft.position = drug.line.number
      return .record(draft)
    }
  }

  private func practitioners(of prescription: JahisPrescription) -> [Practitioner] {
    let prescriber = prescription.doctor.flatMap { line in
      line[1].map { Practitioner(role: .prescriber, name: $0, department: line[2]) }
    }
    let pharmacist = head(.pharmacist).flatMap { line in
      line[1].map { Practitioner(role: .dispenser, name: $0, contact: line[2]) }
    }
    return [prescriber, pharmacist].compactMap { $0 }
  }
}

/// Records 11 and 51.
enum JahisFacility {
  /// The institution, or `nil` if the line is empty.
  static func facility(_ line: JahisLine, role: Facility.Role) -> Facility? {
    let code = code(line)
    guard line[1] != nil || code != nil else { return nil }
    var facility = Facility(role: role, name: line[1] ?? "", code: code)
    if line.type == .dispenser {
      facility.postalCode = line[5]
      facility.address = line[6]
      facility.phone = line[7]
    }
    return facility
  }

  /// The 10-digit code of prefecture, point table and number, or only the number if one of the
  /// others is missing.
  static func code(_ line: JahisLine) -> String? {
    guard let number = line[4] else { return nil }
    guard let prefecture = line[2], let table = line[3] else { return number }
    let filled = prefecture.utf8.count == 1 ? "0" + prefecture : prefecture
    return filled + table + number
  }
}
