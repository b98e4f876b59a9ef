/// One line of a medication notebook: its record number and its cleaned fields.
struct JahisLine {
  /// Number in the file, from 1.
  let number: Int
  /// The record number as written, or `?` for anything else: it stands in problems, which never
  /// carry content of the file.
  let tag: String
  /// The record type, or `nil` if the number is unknown.
  let type: JahisRecordType?
  /// The fields after the record number, without blanks at their ends.
  let fields: [String]
  /// The line as it is kept for an exact export: every comma and blank as received.
  let raw: String
  private let isNEC: Bool

  /// A field by its place in the standard, the first after the record number being 1; `nil` if it
  /// is empty or cut off.
  subscript(place: Int) -> String? {
    place <= fields.count ? fields[place - 1].nonEmpty : nil
  }

  /// Takes a decoded line apart; what had to be done to a field is reported at its place.
  init(_ line: LineDecoder.Line, report: (ImportProblem) throws -> Void) rethrows {
    number = line.number
    let first = line.fields.first.map { $0.trimmed } ?? ""
    let isNumber = (1...3).contains(first.count) && first.allSatisfy(\.isASCIIDigit)
    let tag = isNumber ? first : "?"
    self.tag = tag
    let type = JahisRecordType(number: tag)
    self.type = type
    var kept: [String] = []
    for (place, field) in line.fields.enumerated() {
      let isCode = place > 0 && type.map { Self.isCode($0, place: place) } == true
      let text = ReceivedText(field, as: isCode ? .code : .line)
      let name = place == 0 ? nil : "\(tag).\(place)"
      for problem in text.problems(line: line.number, field: name) { try report(problem) }
      if line.damaged.contains(place) {
        try report(
          ImportProblem.at(.undecodableText, line: line.number, field: name))
      }
      kept.append(text.text)
    }
    if line.isCut {
      try report(ImportProblem.at(.tooLong, line: line.number))
    }
    fields = kept.dropFirst().map { $0.trimmed }
    raw = kept.joined(separator: ",")
    isNEC = line.isNEC
  }

  private static func isCode(_ type: JahisRecordType, place: Int) -> Bool {
    guard place <= type.fields.count else { return false }
    switch type.fields[place - 1] {
    case .code, .date, .creator: return true
    default: return false
    }
  }

  /// The kept form of the line.
  func rawField(ownToRecord: Bool = true) -> RawField {
    JahisReceivedLine.field(tag: tag, text: raw, isNEC: isNEC, ownToRecord: ownToRecord)
  }

  /// Fields behind the last one that the standard knows, each by its place.
  func surplus(ownToRecord: Bool = true) -> [RawField] {
    guard let type, fields.count > type.fields.count else { return [] }
    return (type.fields.count + 1...fields.count).compactMap { place in
      self[place].map {
        RawField(path: "jahis.\(tag).\(place)", value: $0, ownToRecord: ownToRecord)
      }
    }
  }
}
