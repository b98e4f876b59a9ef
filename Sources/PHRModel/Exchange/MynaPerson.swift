/// A row with its heading.
struct MynaKeyValue {
  /// The heading it stands under, folded.
  let heading: String
  /// The key, folded: without spaces, half-width brackets.
  let key: String
  /// The key as received.
  let label: String
  /// The value.
  let value: String
  let line: Int

  /// A problem at this row.
  func problem(_ reason: ImportProblem.Reason) -> ImportEvent {
    // A key that is not ours could be content of the file.
    let isKnown = MynaCosts.keys.contains(key) || CheckupItems.item(named: key) != nil
    return .problem(.at(reason, line: line, field: isKnown ? label : "項目名"))
  }

  /// The row as it is kept when nothing is made of it.
  func rawField(ownToRecord: Bool = true) -> RawField {
    RawField(path: "\(heading).\(label)", value: value, ownToRecord: ownToRecord)
  }
}

/// The part 資格情報: who the file is about.
enum MynaPerson {
  /// The keys of the part, folded.
  static let keys: Set<String> = [
    "氏名カナ", "氏名", "生年月日", "性別", "年齢", "保険者等番号", "被保険者証等記号", "被保険者証等番号", "枝番",
  ]

  /// Takes a row of the part; gives a problem if its value is odd.
  static func take(_ key: String, value: String, line: Int, into person: inout Profile)
    -> ImportProblem?
  {
    guard !value.isEmpty else { return nil }
    func problem(_ reason: ImportProblem.Reason) -> ImportProblem {
      .at(reason, line: line, field: key)
    }
    switch key {
    case "氏名カナ": person.kana = value
    case "氏名": person.name = value
    case "生年月日":
      person.birthDate = ReceivedDate.parse(value)
      return person.birthDate == nil ? problem(.badDate) : nil
    case "性別":
      person.sex = sex(value)
      return person.sex == nil ? problem(.unknownCode) : nil
    case "保険者等番号":
      insured(of: &person) { $0.insurerNumber = value }
      return CheckDigit.isValidInsurer(value) ? nil : problem(.checkDigit)
    case "被保険者証等記号": insured(of: &person) { $0.symbol = value }
    case "被保険者証等番号": insured(of: &person) { $0.number = value }
    case "枝番": insured(of: &person) { $0.branch = value }
    case "年齢":
      // The age on the day of writing says nothing that the birth date does not.
      break
    default: person.raw.append(RawField(path: "資格情報.\(key)", value: value, ownToRecord: false))
    }
    return nil
  }

  private static func insured(
    of person: inout Profile, change: (inout InsuredIdentity) -> Void
  ) {
    var insured = person.insured ?? InsuredIdentity()
    change(&insured)
    person.insured = insured
  }

  private static func sex(_ value: String) -> Profile.Sex? {
    switch value {
    case "男", "男性": .male
    case "女", "女性": .female
    default: nil
    }
  }
}
