import PHRModel

/// One drug of an invented treatment plan.
struct DemoDrug: Sendable {
  let name: String
  /// YJ-shaped code; invented, so that no real product is meant.
  let code: String
  /// Amount per day.
  let dose: String
  let unit: String
  let usage: String
  var generic = ""
  var caution = ""
}

/// A treatment that is dispensed again and again.
struct DemoPlan: Sendable {
  let hospital: String
  /// Its 医療機関コード without prefecture and table: every institution has its own, because
  /// consent compares codes first.
  let code: String
  let doctor: String
  let department: String
  /// Days that one dispensing lasts.
  let days: Int
  let drugs: [DemoDrug]
}

/// The invented treatments.
enum DemoPlans {
  static let hypertension = [
    DemoPlan(
      hospital: "架空みなと内科", code: "9999924", doctor: "見本　太郎", department: "内科", days: 28,
      drugs: [
        DemoDrug(
          name: "架空アムロジピンＯＤ錠５ｍｇ", code: "2171022F9015", dose: "1", unit: "錠",
          usage: "分１ 朝食後", generic: "【般】アムロジピン口腔内崩壊錠５ｍｇ",
          caution: "グレープフルーツジュースと一緒に飲まないでください。"),
        DemoDrug(
          name: "架空メトホルミン錠２５０ｍｇ", code: "3962002F9014", dose: "2", unit: "錠",
          usage: "分２ 朝夕食後"),
      ]),
    DemoPlan(
      hospital: "架空やまびこ整形外科", code: "9999932", doctor: "例田　静", department: "整形外科", days: 14,
      drugs: [
        DemoDrug(
          name: "架空セレコキシブ錠１００ｍｇ", code: "1149037F9018", dose: "2", unit: "錠",
          usage: "分２ 朝夕食後", caution: "胃の痛みや黒い便が出たら、服用をやめて相談してください。")
      ]),
  ]

  static let manyDrugs = [
    DemoPlan(
      hospital: "架空総合病院", code: "9999940", doctor: "髙橋　例", department: "循環器内科", days: 35,
      drugs: [
        DemoDrug(
          name: "架空ワルファリン錠１ｍｇ", code: "3332001F9019", dose: "2.5", unit: "錠",
          usage: "分１ 夕食後", caution: "納豆・青汁は避けてください。"),
        DemoDrug(
          name: "架空ビソプロロール錠２．５ｍｇ", code: "2123016F9010", dose: "1", unit: "錠",
          usage: "分１ 朝食後"),
        DemoDrug(
          name: "架空フロセミド錠２０ｍｇ", code: "2139005F9018", dose: "1", unit: "錠",
          usage: "分１ 朝食後"),
        DemoDrug(
          name: "架空ランソプラゾールＯＤ錠１５ｍｇ", code: "2329023F9017", dose: "1", unit: "錠",
          usage: "分１ 朝食後"),
      ])
  ]
}

/// Three years of a medication notebook in the JAHIS format, one file a year.
enum DemoNotebook {
  static func documents(
    _ person: DemoPerson, _ today: CivilDay, _ plans: [DemoPlan]
  ) -> [DemoDocument] {
    (0..<3).map { back in
      let end = today.adding(days: -365 * back)
      let text = notebook(person, from: end.adding(days: -364), to: end, plans, isNewest: back == 0)
      return DemoDocument("okusuri-\(end.components.year).txt", .jahis, text)
    }
  }

  private static func notebook(
    _ person: DemoPerson, from: CivilDay, to: CivilDay, _ plans: [DemoPlan], isNewest: Bool
  ) -> String {
    var lines = ["JAHISTC08,1", patient(person)]
    if isNewest {
      lines += [
        "2,1,そば（じんましん）,1", "2,3,高血圧症（健診で指摘）,1",
        "3,架空イブプロフェン錠,\(to.adding(days: -40).compact),\(to.adding(days: -37).compact),2,1,",
        "31,1,イブプロフェン,1,,2",
        "4,血圧手帳を持っていく,\(to.adding(days: -20).compact),2",
      ]
    }
    for (index, plan) in plans.enumerated() {
      var day = from.adding(days: 3 + index * 5)
      while day <= to {
        lines += dispensing(plan, on: day)
        day = day.adding(days: plan.days)
      }
    }
    lines.append("701,薬剤師　見本,架空ひまわり薬局,03-0000-1111,20240401,,1")
    return lines.joined(separator: "\r\n") + "\r\n"
  }

  private static func patient(_ person: DemoPerson) -> String {
    let sex = person.isMale ? "1" : "2"
    let blood = person.bloodType ?? ""
    return "1,\(person.name),\(sex),\(person.birthDate.compact),100-0000,東京都架空区一丁目,"
      + "03-0000-0000,090-0000-0000,\(blood),,\(person.kana)"
  }

  private static func dispensing(_ plan: DemoPlan, on day: CivilDay) -> [String] {
    var lines = [
      "5,\(day.compact),1", "11,架空ひまわり薬局,13,4,9999902,100-0000,東京都架空区二丁目,03-0000-1111,1",
      "15,薬剤師　見本,03-0000-1111,1", "51,\(plan.hospital),13,1,\(plan.code),1",
      "55,\(plan.doctor),\(plan.department),1",
    ]
    for (index, drug) in plan.drugs.enumerated() {
      let rp = index + 1
      let generic = drug.generic.isEmpty ? ",," : "\(drug.generic),1,"
      lines.append("201,\(rp),\(drug.name),\(drug.dose),\(drug.unit),4,\(drug.code),1,\(generic)")
      if !drug.caution.isEmpty { lines.append("291,\(rp),\(drug.caution),1") }
      lines.append("301,\(rp),【\(drug.usage)服用】,\(plan.days),日分,1,1,,1")
    }
    return lines + ["501,お薬は湿気の少ないところに保管してください。,1"]
  }
}
