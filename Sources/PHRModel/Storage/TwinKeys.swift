/// The keys under which the same event from another source is found.
///
/// Two records are twins if kind, day, and a code or the NFKC name agree, and the facility does
/// not contradict (issue on records, "Units").
enum TwinKeys {
  /// The keys of a record; empty if its date or content is too vague to tell.
  static func keys(of body: RecordBody) -> [String] {
    guard let date = body.date else { return [] }
    let names = Set(names(of: body).map(FoldedText.search)).filter { !$0.isEmpty }
    return names.sorted().map { "\(body.kind.rawValue)|\(date)|\($0)" }
  }

  /// Whether the facilities of two records may be the same: equal codes if both have one, else
  /// equal names; a record that names none contradicts nothing.
  static func facilitiesAgree(_ left: [Facility], _ right: [Facility]) -> Bool {
    let ours = left.filter { $0.role != .insurer }
    let theirs = right.filter { $0.role != .insurer }
    guard !ours.isEmpty, !theirs.isEmpty else { return true }
    return ours.contains { one in theirs.contains { one.isSamePlace(as: $0) } }
  }

  private static func names(of body: RecordBody) -> [String] {
    switch body.content {
    case .checkup:
      return body.date?.exactDay == nil ? [] : ["checkup"]
    case .vaccination(let dose):
      guard body.date?.exactDay != nil else { return [] }
      return codes(dose.vaccine) + texts(dose.vaccine.text, dose.product)
    case .medication(let line):
      guard body.date?.exactDay != nil else { return [] }
      return codes(line.drug) + texts(line.drug.text)
    case .cost(let block):
      guard let total = block.total, let selfPay = block.selfPay else { return [] }
      return ["\(total)/\(selfPay)"]
    case .allergy(let allergy):
      return codes(allergy.substance) + texts(allergy.substance.text)
    case .condition(let condition):
      return codes(condition.code) + texts(condition.code.text)
    case .measurement(let measurement):
      guard let value = measurement.item.value.quantityText else { return [] }
      return (codes(measurement.item.code) + texts(measurement.item.code.text))
        .map { "\($0)=\(value)@\(body.time?.seconds ?? 0)" }
    case .notice, .insurance:
      return []
    }
  }

  private static func codes(_ concept: CodedText) -> [String] {
    concept.codings.map { "code:" + $0.code }
  }

  private static func texts(_ names: String?...) -> [String] {
    names.compactMap { $0 }
  }
}

extension ObservedValue {
  /// The number as received, if the value is a quantity.
  var quantityText: String? {
    guard case .quantity(let quantity) = self else { return nil }
    return quantity.value
  }
}

extension Facility {
  /// Whether two entries mean one institution: by code if both have one, else by NFKC name.
  public func isSamePlace(as other: Facility) -> Bool {
    if let code, let theirs = other.code, !code.isEmpty, !theirs.isEmpty {
      return code == theirs
    }
    return FoldedText.name(name) == FoldedText.name(other.name)
  }
}
