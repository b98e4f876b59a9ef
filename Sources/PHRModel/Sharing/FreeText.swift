/// The words of a record that somebody wrote freely: where a name can stand that no field holds.
enum FreeText {
  /// All of them; titles only of notices, whose titles their senders write.
  static func words(of body: RecordBody) -> [String] {
    let raw = body.raw.filter(\.ownToRecord).map { Optional($0.value) }
    return ([body.note] + raw + own(body)).compactMap(\.self).filter { !$0.isEmpty }
  }

  private static func own(_ body: RecordBody) -> [String?] {
    switch body.content {
    case .checkup(let checkup):
      [checkup.conclusion] + checkup.items.flatMap(words(of:))
    case .measurement(let measurement): words(of: measurement.item)
    case .vaccination(let dose): dose.reactions + [dose.statusReason]
    case .medication(let line):
      line.remarks.map(\.text) + [line.reason?.text, line.usage?.text]
    case .cost(let block): block.otherAmounts.map(\.label)
    case .allergy(let allergy): [allergy.substance.text] + allergy.reactions.map(\.text)
    case .condition(let condition): [condition.code.text]
    case .notice(let notice): [body.title] + notice.body + [notice.sender]
    case .insurance: []
    }
  }

  private static func words(of item: Observation) -> [String?] {
    var words = [item.note] + item.raw.filter(\.ownToRecord).map(\.value)
    if case .text(let text) = item.value { words.append(text) }
    return words + item.components.flatMap(self.words(of:))
  }
}

extension RecordBody {
  /// Every professional it names.
  var practitioners: [Practitioner] {
    switch content {
    case .checkup(let checkup): checkup.practitioners
    case .vaccination(let dose): dose.practitioners
    case .medication(let line): line.practitioners
    case .condition(let condition): condition.practitioners
    case .cost, .allergy, .measurement, .notice, .insurance: []
    }
  }
}
