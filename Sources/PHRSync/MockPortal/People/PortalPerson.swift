public import PHRModel

/// A patient of the mock portal with everything that the portal holds about them.
public struct PortalPerson: Sendable, Equatable {
  /// The logical id of the Patient.
  public var id: String
  /// The name, for the line at the start and the login page.
  public var name: String
  /// The Patient and all other resources.
  public var resources: [JSONValue]

  /// A patient with resources in FHIR R4 JSON.
  public init(id: String, name: String, resources: [JSONValue]) {
    self.id = id
    self.name = name
    self.resources = resources
  }

  /// Three invented people; the first has data of every kind.
  public static var invented: [PortalPerson] {
    [hanako, taro, mei]
  }

  private static var hanako: PortalPerson {
    let maker = PortalResources(patient: "pt1")
    var all = PortalResources.organizations
    all.append(
      maker.patientResource(
        name: ("試験", "花子"), kana: ("シケン", "ハナコ"), sex: "female", born: "1975-04-01"))
    all += maker.coverages
    for year in 2022...2026 { all += maker.checkup(year: year, number: year - 2021) }
    all += maker.vaccinations
    for month in 1...9 { all += maker.dispensing(month: month) }
    for month in 1...9 { all.append(maker.cost(month: month)) }
    all += maker.allergiesAndConditions
    all.append(maker.access)
    all += maker.notices
    return PortalPerson(id: "pt1", name: "試験 花子", resources: all)
  }

  private static var taro: PortalPerson {
    let maker = PortalResources(patient: "pt2")
    var all = [
      maker.patientResource(
        name: ("試験", "太郎"), kana: ("シケン", "タロウ"), sex: "male", born: "1972-11-23")
    ]
    all += maker.checkup(year: 2026, number: 1)
    all += maker.coverages
    all += maker.dispensing(month: 3)
    all.append(maker.cost(month: 9))
    all += maker.notices
    return PortalPerson(id: "pt2", name: "試験 太郎", resources: all)
  }

  private static var mei: PortalPerson {
    let maker = PortalResources(patient: "pt3")
    var all = [
      maker.patientResource(
        name: ("見本", "芽衣"), kana: ("ミホン", "メイ"), sex: "female", born: "2024-02-03")
    ]
    all += maker.vaccinations
    return PortalPerson(id: "pt3", name: "見本 芽衣", resources: all)
  }
}
