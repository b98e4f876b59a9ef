/// One RP: drugs that are taken in the same way, with their usage.
struct JahisPrescription {
  let number: String?
  /// Record 55 that stood last before the RP.
  let doctor: JahisLine?
  var drugs: [JahisDrug]
  private(set) var usage: JahisLine?
  private(set) var supplements: [JahisLine] = []

  init(number: String?, doctor: JahisLine?, drug: JahisDrug) {
    self.number = number
    self.doctor = doctor
    drugs = [drug]
  }

  /// Takes 281 or 291, which belong to the drug before them; `false` at another RP number.
  mutating func takeDetail(_ line: JahisLine) -> Bool {
    guard let place = drugs.indices.last, line[1] == nil || line[1] == number else { return false }
    drugs[place].details.append(line)
    return true
  }

  /// Takes 301, 311 or 391; `false` for a second 301.
  mutating func takeUsage(_ line: JahisLine) -> Bool {
    guard line.type == .usage else {
      supplements.append(line)
      return true
    }
    guard usage == nil else { return false }
    usage = line
    return true
  }

  /// The drug line with everything that the RP says about it.
  func medication(of drug: JahisDrug, order: Int) -> Medication {
    var medication = Medication(drug: drug.coded, origin: .dispensed)
    medication.genericName = drug.generic
    medication.dose = drug.dose
    medication.rpNumber = number.flatMap { Int($0) }
    medication.orderInRP = order
    let remarks = drug.details + supplements
    medication.remarks = remarks.compactMap(Self.remark)
    guard let usage else { return medication }
    medication.form = usage[5].flatMap(JahisDrug.form)
    medication.doseBasis = medication.form.map(Self.basis)
    medication.usage = Self.usage(usage)
    medication.dispensed = usage[3].map { Quantity(value: $0, unit: usage[4]) }
    if usage[4] == "日分" || (usage[4] == nil && medication.doseBasis == .perDay) {
      medication.days = usage[3].flatMap { Int($0) }
    }
    return medication
  }

  /// The lines that an exact export of the drug needs.
  func raw(of drug: JahisDrug) -> [RawField] {
    let own = ([drug.line] + drug.details + [usage].compactMap { $0 } + supplements)
      .flatMap { [$0.rawField()] + $0.surplus() }
    return own + (doctor.map { [$0.rawField(ownToRecord: false)] } ?? [])
  }

  private static func usage(_ line: JahisLine) -> CodedText? {
    let codings = line[7].map { code in
      [Coding(system: line[6] == "2" ? DrugCodeSystem.usage.uri : nil, code: code)]
    }
    guard line[2] != nil || codings != nil else { return nil }
    return CodedText(text: line[2], codings: codings ?? [])
  }

  /// What the amount means (section 4, "Meaning of numbers").
  private static func basis(_ form: Medication.DosageForm) -> Medication.DoseBasis {
    switch form {
    case .oral, .decoction, .infusionTea: .perDay
    case .asNeeded: .perUse
    case .oralDrops, .external, .injection, .material, .other: .total
    }
  }

  private static func remark(_ line: JahisLine) -> Medication.Remark? {
    let topic: Medication.Remark.Topic
    switch line.type {
    case .drugSupplement: topic = .drugSupplement
    case .drugCaution: topic = .drugCaution
    case .usageSupplement: topic = .usageSupplement
    default: topic = .usageCaution
    }
    return line[2].map { Medication.Remark(topic: topic, text: $0) }
  }
}

/// Record 201 with its supplements (281) and cautions (291).
struct JahisDrug {
  let line: JahisLine
  var details: [JahisLine] = []

  init(_ line: JahisLine) {
    self.line = line
  }

  /// Labels of one vendor write 201 as a prescription symbol does: field 5 is the code and field 6
  /// the name, while field 2 is only a number.
  static func isVendorLayout(_ line: JahisLine) -> Bool {
    guard let second = line[2], let name = line[6] else { return false }
    return second.allSatisfy(\.isASCIIDigit) && !name.allSatisfy { $0.isASCII }
  }

  private var isVendorLayout: Bool { Self.isVendorLayout(line) }

  /// The name.
  var name: String? { line[isVendorLayout ? 6 : 2] }

  /// The name with its code.
  var coded: CodedText {
    let kind = line[isVendorLayout ? 4 : 5]
    let code = line[isVendorLayout ? 5 : 6]
    let codings = code.map { code in
      [Coding(system: Self.system(kind: kind, code: code)?.uri, code: code)]
    }
    return CodedText(text: name, codings: codings ?? [])
  }

  /// Amount and unit.
  var dose: Quantity? {
    line[isVendorLayout ? 7 : 3].map { Quantity(value: $0, unit: line[isVendorLayout ? 9 : 4]) }
  }

  /// The general name, from Ver.2.5 on.
  var generic: CodedText? {
    guard !isVendorLayout, line[8] != nil || line[10] != nil else { return nil }
    let system = line[9] == "2" ? DrugCodeSystem.generic.uri : nil
    return CodedText(
      text: line[8], codings: line[10].map { [Coding(system: system, code: $0)] } ?? [])
  }

  /// The code system of a 薬品コード種別 (section 6); 6 is HOT of 9 or 13 digits.
  static func system(kind: String?, code: String) -> DrugCodeSystem? {
    switch kind {
    case "2": .receipt
    case "3": .priceList
    case "4": .yj
    case "6": code.utf8.count == 13 ? .hot13 : .hot9
    case "7": .generic
    default: nil
    }
  }

  /// 剤形 as written, with or without a leading zero.
  static func form(_ code: String) -> Medication.DosageForm? {
    Int(code).flatMap(Medication.DosageForm.init(rawValue:))
  }
}
