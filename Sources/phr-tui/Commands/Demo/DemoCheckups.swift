import PHRModel

/// Five years of the national checkup, one XML document a year.
enum DemoCheckups {
  static func documents(_ person: DemoPerson, _ today: CivilDay) -> [DemoDocument] {
    (0..<5).map { back in
      let year = today.components.year - back - (today.components.month < 7 ? 1 : 0)
      let day = CivilDay(year: year, month: 6, day: 12) ?? today
      return DemoDocument(
        "kenshin-\(year).xml", .kenshin, document(person, on: day, yearsBack: back))
    }
  }

  /// One item: code, value now, change for every year back, unit, upper limit.
  private struct Item {
    let code: String
    let value: Double
    let change: Double
    let decimals: Int
    let unit: String
    var low: Double?
    var high: Double?
  }

  private static let items = [
    Item(code: "9N006000000000001", value: 66.8, change: -0.9, decimals: 1, unit: "kg"),
    Item(
      code: "9N011000000000001", value: 26.4, change: -0.4, decimals: 1, unit: "kg/m2", low: 18.5,
      high: 24.9),
    Item(code: "9N016160100000001", value: 91.5, change: -1.2, decimals: 1, unit: "cm", high: 89.9),
    Item(code: "9A751000000000001", value: 138, change: -3, decimals: 0, unit: "mm[Hg]", high: 129),
    Item(code: "9A761000000000001", value: 86, change: -2, decimals: 0, unit: "mm[Hg]", high: 84),
    Item(code: "3F015000002327101", value: 162, change: -9, decimals: 0, unit: "mg/dL", high: 149),
    Item(code: "3F070000002327101", value: 52, change: 1, decimals: 0, unit: "mg/dL", low: 40),
    Item(code: "3F077000002327101", value: 131, change: -5, decimals: 0, unit: "mg/dL", high: 119),
    Item(code: "3B035000002327201", value: 24, change: 0, decimals: 0, unit: "U/L", high: 30),
    Item(code: "3B045000002327201", value: 28, change: -1, decimals: 0, unit: "U/L", high: 30),
    Item(code: "3B090000002327101", value: 33, change: -2, decimals: 0, unit: "U/L", high: 50),
    Item(code: "3D010000001926101", value: 112, change: -4, decimals: 0, unit: "mg/dL", high: 99),
    Item(code: "3D046000001906202", value: 6.1, change: -0.1, decimals: 1, unit: "%", high: 5.5),
    Item(
      code: "2A030000001930101", value: 12.9, change: 0.1, decimals: 1, unit: "g/dL", low: 12.1),
    Item(
      code: "8A065000002391901", value: 71.3, change: 1.1, decimals: 1, unit: "ml/min/1.73m2",
      low: 60),
  ]

  private static func document(
    _ person: DemoPerson, on day: CivilDay, yearsBack: Int
  ) -> String {
    let entries =
      items.map { quantity($0, yearsBack) }
      + coded + [text("9N511000000000049", "血圧と血糖に注意し、生活習慣の見直しを続けてください。")]
    let sex = person.isMale ? 1 : 2
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <ClinicalDocument xmlns="urn:hl7-org:v3" \
      xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
      <code code="10" codeSystem="1.2.392.200119.6.1001"/>
      <effectiveTime value="\(day.adding(days: 20).compact)"/>
      <recordTarget><patientRole>
      <id extension="06139992" root="1.2.392.200119.6.101"/>
      <patient><name>\(person.kana)</name>
      <administrativeGenderCode code="\(sex)" codeSystem="1.2.392.200119.6.1104"/>
      <birthTime value="\(person.birthDate.compact)"/></patient>
      </patientRole></recordTarget>
      <documentationOf><serviceEvent>
      <code code="010" codeSystem="1.2.392.200119.6.1002"/>
      <effectiveTime value="\(day.compact)"/>
      <performer typeCode="PRF"><assignedEntity><representedOrganization>
      <id extension="1319999916" root="1.2.392.200119.6.102"/><name>架空健診センター</name>
      </representedOrganization></assignedEntity></performer>
      </serviceEvent></documentationOf>
      <component><structuredBody><component><section>
      <code code="01010" codeSystem="1.2.392.200119.6.1010"/>
      \(entries.joined(separator: "\n"))
      </section></component></structuredBody></component>
      </ClinicalDocument>

      """
  }

  private static func quantity(_ item: Item, _ yearsBack: Int) -> String {
    let number = item.value + item.change * Double(yearsBack)
    let flag =
      item.high.map { number > $0 } == true ? "H" : item.low.map { number < $0 } == true ? "L" : "N"
    let limits = [("low", item.low), ("high", item.high)].compactMap { name, limit in
      limit.map { "<\(name) value=\"\(written($0, item.decimals))\" unit=\"\(item.unit)\"/>" }
    }
    let value =
      "<value xsi:type=\"PQ\" value=\"\(written(number, item.decimals))\" unit=\"\(item.unit)\"/>"
    let range =
      limits.isEmpty
      ? ""
      : "<interpretationCode code=\"\(flag)\"/><referenceRange><observationRange>"
        + "<value xsi:type=\"IVL_PQ\">\(limits.joined())</value>"
        + "</observationRange></referenceRange>"
    return observation(item.code, value + range)
  }

  /// Decimal text with a fixed number of decimals.
  private static func written(_ number: Double, _ decimals: Int) -> String {
    let scaled = Int((number * (decimals == 0 ? 1 : 10)).rounded())
    return decimals == 0 ? "\(scaled)" : "\(scaled / 10).\(scaled % 10)"
  }

  private static let coded = [
    ("1A020000000191111", "CO", "1", "2102"), ("1A010000000191111", "CO", "2", "2102"),
    ("9N736000000000011", "CD", "2", "24060"), ("9N701000000000011", "CD", "1", "2003"),
    ("9N501000000000011", "CD", "2", "1008"), ("9N506000000000011", "CD", "3", "3001"),
  ].map { code, type, answer, list in
    observation(
      code,
      "<value xsi:type=\"\(type)\" code=\"\(answer)\" codeSystem=\"1.2.392.200119.6.\(list)\"/>")
  }

  private static func text(_ code: String, _ words: String) -> String {
    observation(code, "<value xsi:type=\"ST\">\(words)</value>")
  }

  private static func observation(_ code: String, _ content: String) -> String {
    "<entry><observation classCode=\"OBS\" moodCode=\"EVN\"><code code=\"\(code)\"/>"
      + content + "</observation></entry>"
  }
}
