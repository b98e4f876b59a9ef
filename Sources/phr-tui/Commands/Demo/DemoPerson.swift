import PHRModel

/// An invented person of the demonstration.
struct DemoPerson: Sendable {
  /// File name of the person's vault, without ending.
  let key: String
  let name: String
  /// Katakana, full width.
  let kana: String
  let roman: String
  let birthDate: CivilDay
  let isMale: Bool
  let bloodType: String?
  /// Whom to call in an emergency.
  let contact: String
  /// What the person's vault is filled with.
  let documents: @Sendable (DemoPerson, CivilDay) -> [DemoDocument]
}

/// A file that is imported into a person's vault, in one of the real formats.
struct DemoDocument: Sendable {
  let name: String
  let format: ImportFormat
  let bytes: [UInt8]

  init(_ name: String, _ format: ImportFormat, _ text: String) {
    self.name = name
    self.format = format
    bytes = Array(text.utf8)
  }
}

/// The two invented families.
///
/// The first person has something in every kind.
enum DemoFamilies {
  static let people: [DemoPerson] = [midori, haruto, ichiro, sakura]

  /// 青空 家: a mother with five years of checkups, and her small child.
  private static let midori = DemoPerson(
    key: "midori", name: "青空　美登里", kana: "アオゾラ　ミドリ", roman: "Midori Aozora",
    birthDate: day(1968, 5, 12), isMale: false, bloodType: "Ａ＋",
    contact: "青空　渉"
  ) { person, today in
    DemoCheckups.documents(person, today)
      + DemoNotebook.documents(person, today, DemoPlans.hypertension)
      + [DemoCosts.document(person, today)]
      + DemoFHIR.adult(person, today)
  }

  private static let haruto = DemoPerson(
    key: "haruto", name: "青空　陽翔", kana: "アオゾラ　ハルト", roman: "Haruto Aozora",
    birthDate: day(2023, 4, 20), isMale: true, bloodType: nil,
    contact: "青空　美登里"
  ) { person, today in DemoFHIR.child(person, today) }

  /// 浜辺 家: a grandfather with many drugs, and a schoolgirl.
  private static let ichiro = DemoPerson(
    key: "ichiro", name: "浜辺　一郎", kana: "ハマベ　イチロウ", roman: "Ichiro Hamabe",
    birthDate: day(1949, 11, 3), isMale: true, bloodType: "Ｏ＋",
    contact: "浜辺　洋子"
  ) { person, today in
    DemoCheckups.documents(person, today)
      + DemoNotebook.documents(person, today, DemoPlans.manyDrugs)
      + [DemoCosts.document(person, today)]
  }

  private static let sakura = DemoPerson(
    key: "sakura", name: "浜辺　さくら", kana: "ハマベ　サクラ", roman: "Sakura Hamabe",
    birthDate: day(2015, 2, 14), isMale: false, bloodType: nil,
    contact: "浜辺　洋子"
  ) { person, today in DemoFHIR.child(person, today) }

  private static func day(_ year: Int, _ month: Int, _ day: Int) -> CivilDay {
    guard let found = CivilDay(year: year, month: month, day: day) else {
      preconditionFailure("the demonstration names a day that does not exist")
    }
    return found
  }
}

extension CivilDay {
  /// `20260310`.
  var compact: String { description.replacing("-", with: "") }
}
