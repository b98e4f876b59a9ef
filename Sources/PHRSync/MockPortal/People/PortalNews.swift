import PHRModel

/// Something new at the mock portal: a notice, and the record it is about.
struct PortalNews {
  /// What arrives.
  enum Kind: String, CaseIterable {
    case checkup, vaccination, medication, cost, announcement, reminder

    /// What a push is about if nobody says: something with a record behind it.
    static let usual = medication
  }

  let kind: Kind
  let patient: String
  /// Keeps the ids of several pushes apart.
  let number: Int
  let day: CivilDay

  private var maker: PortalResources { PortalResources(patient: patient) }
  private var name: String { "new\(number)" }

  /// The record that the notice is about, in FHIR.
  var records: [JSONValue] {
    switch kind {
    case .checkup:
      let made = maker.checkup(year: day.components.year, number: 6)
      return made.map(renamed)
    case .vaccination:
      return [
        maker.vaccination(
          name, "インフルエンザHAワクチン", "88", day.description, lot: "FLU26C", dose: 1)
      ]
    case .medication:
      return [
        maker.dispense(
          name, "カルボシステイン錠２５０ｍｇ", "2233002F1280", day.description, rp: 1, "１日３回毎食後")
      ]
    case .cost:
      return [maker.cost(month: 10).with("id", maker.id(name))]
    case .announcement, .reminder:
      return []
    }
  }

  /// Every id of a checkup gets this push's name, and the references follow.
  private func renamed(_ resource: JSONValue) -> JSONValue {
    let year = String(day.components.year)
    func fresh(_ id: String) -> String { id + "-" + name }
    guard let id = resource["id"]?.string else { return resource }
    let results = (resource["result"]?.elements ?? []).compactMap { $0["reference"]?.string }
      .map { JSONValue.object([JSONMember("reference", .string(fresh($0)))]) }
    var made = resource.with("id", .string(fresh(id)))
      .with("effectiveDateTime", .string(day.description))
    if !results.isEmpty { made = made.with("result", .array(results)) }
    precondition(id.contains(year), "a checkup's id names its year")
    return made
  }

  /// The notice itself.
  func notice(title: String?, text: String?, sent: Instant) -> JSONValue {
    let words = standardWords
    let about = records.first.map {
      "\($0["resourceType"]?.string ?? "")/\($0["id"]?.string ?? "")"
    }
    return maker.notice(
      "n-" + name, title ?? words.title, text ?? words.text, about: about,
      sent: sent.description, category: kind == .reminder ? "reminder" : "notification",
      until: kind == .reminder ? day.adding(days: 60).description : nil)
  }

  private var standardWords: (title: String, text: String) {
    switch kind {
    case .checkup: ("健診の結果が届きました", "新しい健診結果を登録しました。")
    case .vaccination: ("予防接種の記録が届きました", "接種の記録を登録しました。")
    case .medication: ("調剤の情報が届きました", "お薬の情報を登録しました。")
    case .cost: ("医療費のお知らせ", "医療費通知を登録しました。")
    case .announcement: ("システムメンテナンスのお知らせ", "日曜日の夜は利用できません。")
    case .reminder: ("健診のご案内", "今年度の特定健診をまだ受けていません。")
    }
  }
}
