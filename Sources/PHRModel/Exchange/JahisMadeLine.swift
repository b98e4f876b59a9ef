import Foundation

/// A line that is made from fields.
struct JahisMadeLine {
  let type: JahisRecordType
  /// The values of all fields of the standard, the first after the record number.
  let values: [String]
  /// Fields whose value has no place in the standard.
  var leftOut: [Int] = []

  init(_ type: JahisRecordType, _ values: [String?], leftOut: [Int] = []) {
    self.type = type
    let missing = max(0, type.fields.count - values.count)
    self.values = values.map { $0 ?? "" } + Array(repeating: "", count: missing)
    self.leftOut = leftOut
  }
}

/// Drug lines of one RP.
struct JahisPrescriptionGroup {
  let number: Int
  var lines: [RecordBody]

  /// The RPs of a dispensing; lines without a number get one of their own.
  static func groups(of lines: [RecordBody]) -> [JahisPrescriptionGroup] {
    var groups: [JahisPrescriptionGroup] = []
    var last: (number: Int?, usage: String?)
    var used = Set(lines.compactMap { $0.medication?.rpNumber })
    for body in lines {
      let number = body.medication?.rpNumber
      let usage = received(body, "301") ?? body.medication?.usage?.text
      if number != nil, last == (number, usage), !groups.isEmpty {
        groups[groups.count - 1].lines.append(body)
      } else {
        let fresh = number ?? (1...999).first { !used.contains($0) } ?? 999
        used.insert(fresh)
        groups.append(JahisPrescriptionGroup(number: fresh, lines: [body]))
      }
      last = (number, usage)
    }
    return groups
  }
}

extension JahisPrescriptionGroup {
  private static func received(_ body: RecordBody, _ tag: String) -> String? {
    JahisReceivedLine.lines(body.raw).first { $0.tag == tag }?.text
  }
}

extension RecordBody {
  /// The drug line, if the record is one.
  var medication: Medication? {
    if case .medication(let value) = content { return value }
    return nil
  }
}
