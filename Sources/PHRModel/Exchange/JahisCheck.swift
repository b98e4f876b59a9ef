/// What the standard demands of a line, apart from what is needed to read it: nearly all are
/// warnings, since real files break these rules and are taken all the same.
enum JahisCheck {
  /// The problems of one line.
  static func problems(of line: JahisLine, header: JahisHeader) -> [ImportProblem] {
    guard let type = line.type else { return [] }
    if type == .drug, JahisDrug.isVendorLayout(line) {
      return [problem(.vendorVariant, line)]
    }
    return missing(line, type, header) + surplus(line, type) + values(line, type)
  }

  private static func missing(_ line: JahisLine, _ type: JahisRecordType, _ header: JahisHeader)
    -> [ImportProblem]
  {
    type.fields.enumerated().compactMap { index, field in
      guard line[index + 1] == nil else { return nil }
      switch field {
      case .needed, .name: break
      case .outward where header.isOutward: break
      case .creator where header.hasCreators: break
      case .date where [.dispensing, .patient].contains(type): break
      default: return nil
      }
      return problem(.missingField, line, index + 1)
    }
  }

  private static func surplus(_ line: JahisLine, _ type: JahisRecordType) -> [ImportProblem] {
    line.fields.dropFirst(type.fields.count).contains { !$0.isEmpty }
      ? [problem(.fieldCount, line)] : []
  }

  private static func values(_ line: JahisLine, _ type: JahisRecordType) -> [ImportProblem] {
    var problems = type.fields.enumerated().compactMap { index, field -> ImportProblem? in
      guard let value = line[index + 1] else { return nil }
      switch field {
      case .date where ReceivedDate.parse(value) == nil: return problem(.badDate, line, index + 1)
      case .creator where !["1", "2", "8", "9"].contains(value):
        // The sample of record 411 in the standard has its creator behind empty fields.
        return problem(.unknownCode, line, index + 1)
      default: return nil
      }
    }
    problems += codes(line, type).map { problem(.unknownCode, line, $0) }
    problems += numbers(line, type)
    if [.dispenser, .prescriber].contains(type), let code = JahisFacility.code(line),
      code.utf8.count == 10, !CheckDigit.isValidInstitution(code)
    {
      problems.append(problem(.checkDigit, line, 4))
    }
    return problems
  }

  /// Places of codes outside their list (section 6).
  private static func codes(_ line: JahisLine, _ type: JahisRecordType) -> [Int] {
    let lists: [Int: Set<String>]
    switch type {
    case .patient: lists = [2: ["1", "2"]]
    case .patientRemark: lists = [1: ["1", "2", "3", "9"]]
    case .drug: lists = [5: ["1", "2", "3", "4", "6"], 9: ["1", "2"]]
    case .ingredient: lists = [3: ["1", "2"]]
    case .usage: lists = [6: ["1", "2"]]
    case .fromInstitution: lists = [2: ["30", "31", "99"]]
    default: lists = [:]
    }
    var places = lists.filter { place, list in line[place].map { !list.contains($0) } == true }
      .map(\.key)
    if type == .usage, let form = line[5], JahisDrug.form(form) == nil { places.append(5) }
    if type == .drug, let code = line[6], let system = JahisDrug.system(kind: line[5], code: code),
      !system.hasShape(code)
    {
      places.append(6)
    }
    return places.sorted()
  }

  private static func numbers(_ line: JahisLine, _ type: JahisRecordType) -> [ImportProblem] {
    let places: [Int]
    switch type {
    case .patient: places = [9]
    case .drug: places = [1, 3]
    case .usage: places = [1, 3]
    case .drugSupplement, .drugCaution, .usageSupplement, .usageCaution: places = [1]
    default: places = []
    }
    return places.compactMap { place in
      guard let value = line[place] else { return nil }
      guard ReceivedNumber.isDecimal(value) else { return problem(.badNumber, line, place) }
      return ReceivedNumber.isTooLarge(value) ? problem(.numberTooLarge, line, place) : nil
    }
  }

  private static func problem(
    _ reason: ImportProblem.Reason, _ line: JahisLine, _ place: Int? = nil
  ) -> ImportProblem {
    ImportProblem.at(
      reason, line: line.number, field: place.map { "\(line.tag).\($0)" } ?? line.tag)
  }
}
