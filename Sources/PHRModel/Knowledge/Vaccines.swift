/// The vaccines of the Japanese programme, state of fiscal year 2026 (令和8年度).
///
/// Facts: shared formats/yobou-sesshu.md (municipal and ministry pages). Ages are 「至るまで」, which
/// means up to the day before.
public enum Vaccines {
  /// The state of the table.
  public static let asOf = "2026-04-01"

  /// Whole days that must lie between two injected live vaccines, since 2020-10-01.
  public static let daysBetweenInjectedLive = 27

  /// From this day on only injected live vaccines need an interval between each other; records of
  /// before are not measured by it.
  public static let intervalRuleFrom = PartialDate(year: 2020, month: 10, day: 1)

  /// All vaccines.
  public static let all: [Vaccine] = VaccineTable.parse()

  /// The vaccine with that key.
  public static func vaccine(key: String) -> Vaccine? { all.first { $0.key == key } }

  /// The vaccine that a CVX code means.
  ///
  /// Some codes belong to two rows (a former and a present use); the present one comes first.
  public static func vaccine(cvx: String) -> Vaccine? {
    let code = cvx.utf8.count == 1 ? "0" + cvx : cvx
    return all.first { $0.cvx.contains(code) }
  }

  /// The vaccine that a received concept names, by CVX or by its Japanese name.
  public static func vaccine(of concept: CodedText) -> Vaccine? {
    for coding in concept.codings where coding.system == "http://hl7.org/fhir/sid/cvx" {
      if let found = vaccine(cvx: coding.code) { return found }
    }
    guard let text = concept.text.map(FoldedText.search) else { return nil }
    return all.first { FoldedText.search($0.japanese) == text || $0.key == text }
  }
}

/// The embedded table.
///
/// A vaccine: `key|group|L or -|Japanese|English|CVX …|from|until`; below it its doses, indented:
/// `stage|eligible from|until|standard from|until|after|minimum|usual`. Ages: `42d`, `2m`, `6y`,
/// `fy6` (fiscal year of that age); intervals: `27d` whole days between, `6m` months.
enum VaccineTable {
  static func parse() -> [Vaccine] {
    var vaccines: [Vaccine] = []
    var head: [String] = []
    var doses: [Vaccine.Dose] = []
    func flush() {
      if let vaccine = vaccine(head, doses) { vaccines.append(vaccine) }
      doses = []
    }
    for line in (children + adults + others).split(separator: "\n") {
      let fields = line.split(separator: "|", omittingEmptySubsequences: false).map { $0.trimmed }
      if line.hasPrefix(" ") {
        if let dose = dose(fields, number: doses.count + 1) { doses.append(dose) }
      } else {
        flush()
        head = fields
      }
    }
    flush()
    return vaccines
  }

  private static func vaccine(_ fields: [String], _ doses: [Vaccine.Dose]) -> Vaccine? {
    guard fields.count == 8, let group = Vaccine.Group(rawValue: fields[1]) else { return nil }
    return Vaccine(
      key: fields[0], group: group, isInjectedLive: fields[2] == "L", japanese: fields[3],
      english: fields[4], cvx: fields[5].split(separator: " ").map(String.init),
      from: PartialDate(iso: fields[6]), until: PartialDate(iso: fields[7]), doses: doses)
  }

  private static func dose(_ fields: [String], number: Int) -> Vaccine.Dose? {
    guard fields.count == 8 else { return nil }
    return Vaccine.Dose(
      number: number, stage: fields[0].nonEmpty, eligibleFrom: age(fields[1]),
      eligibleUntil: age(fields[2]), standardFrom: age(fields[3]), standardUntil: age(fields[4]),
      after: Int(fields[5]), minimum: interval(fields[6]), usual: interval(fields[7]))
  }

  private static func age(_ text: String) -> Vaccine.AgePoint? {
    if text.hasPrefix("fy") { return Int(text.dropFirst(2)).map { .fiscalYear(of: $0) } }
    guard let number = Int(text.dropLast()) else { return nil }
    switch text.last {
    case "d": return .days(number)
    case "m": return .months(number)
    case "y": return .months(number * 12)
    default: return nil
    }
  }

  private static func interval(_ text: String) -> Vaccine.Interval? {
    guard let number = Int(text.dropLast()) else { return nil }
    return text.last == "d" ? .daysBetween(number) : text.last == "m" ? .months(number) : nil
  }
}
