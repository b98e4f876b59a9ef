import PHRModel

/// The profile as labelled lines.
enum ProfileWords {
  /// What is known of the holder, label beside value.
  static func rows(of profile: Profile, language: Language) -> [(String, String)] {
    var rows: [(Text, String?)] = [
      (Text(ja: "氏名", en: "Name"), profile.name),
      (Text(ja: "カナ", en: "Kana"), profile.kana),
      (Text(ja: "ローマ字", en: "Latin letters"), profile.roman),
      (
        Text(ja: "生年月日", en: "Birth date"),
        profile.birthDate.map { date in
          guard language == .japanese, let day = date.exactDay else { return date.description }
          return "\(date)（\(JapaneseEra.format(day))）"
        }
      ),
      (Text(ja: "性別", en: "Sex"), profile.sex.map { sex($0).in(language) }),
      (Text(ja: "血液型", en: "Blood type"), profile.bloodType),
      (Text(ja: "体重 (kg)", en: "Weight (kg)"), profile.weight),
      (Text(ja: "郵便番号", en: "Postal code"), profile.postalCode),
      (Text(ja: "住所", en: "Address"), profile.address),
      (Text(ja: "電話", en: "Telephone"), profile.phone),
    ]
    rows += profile.contacts.map { contact in
      let parts = [contact.name, contact.relation, contact.phone].compactMap { $0 }
      return (Text(ja: "緊急連絡先", en: "Emergency contact"), parts.joined(separator: " "))
    }
    rows += profile.careTeam.map { member in
      let parts = [member.name, member.facility, member.contact].compactMap { $0 }
      return (Text(ja: "かかりつけ", en: "Care team"), parts.joined(separator: " "))
    }
    return rows.compactMap { label, value in value.map { (label.in(language), $0) } }
  }

  /// The word for a sex.
  static func sex(_ sex: Profile.Sex) -> Text {
    switch sex {
    case .male: Text(ja: "男", en: "male")
    case .female: Text(ja: "女", en: "female")
    case .other: Text(ja: "その他", en: "other")
    case .unknown: Text(ja: "不明", en: "unknown")
    }
  }
}
