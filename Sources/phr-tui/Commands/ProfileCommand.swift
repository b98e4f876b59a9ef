import PHRModel

/// `profile`: who the holder is; options change it.
enum ProfileCommand {
  static let spec = CommandSpec(
    "profile",
    options: [
      OptionSpec("--name", "TEXT", Text(ja: "氏名", en: "name")),
      OptionSpec("--kana", "TEXT", Text(ja: "カナ", en: "kana")),
      OptionSpec("--roman", "TEXT", Text(ja: "ローマ字", en: "name in Latin letters")),
      OptionSpec("--birth-date", "D", Text(ja: "生年月日", en: "birth date")),
      OptionSpec("--sex", "male|female|other|unknown", Text(ja: "性別", en: "sex")),
      OptionSpec("--blood-type", "TEXT", Text(ja: "血液型", en: "blood type")),
      OptionSpec("--phone", "TEXT", Text(ja: "電話", en: "telephone")),
      OptionSpec("--address", "TEXT", Text(ja: "住所", en: "address")),
      OptionSpec("--postal-code", "TEXT", Text(ja: "郵便番号", en: "postal code")),
      OptionSpec(
        "--remove-contact", "NAME", Text(ja: "緊急連絡先を外す", en: "remove an emergency contact")),
    ],
    summary: Text(ja: "本人情報の表示と変更", en: "show or change who the holder is"), run: run)

  private static func run(_ context: CommandContext) throws -> ExitCode {
    let changes = spec.options.contains { context.invocation.has($0.name) }
    return try context.withVault(writing: changes) { open in
      if changes {
        let profile = try changed(try open.store.profile(), context)
        try open.store.setProfile(profile, origin: "manual", recorded: context.now)
        try context.tell(RecordMessages.profileSaved)
        return .done
      }
      try show(try open.store.profile(), context)
      return .done
    }
  }

  private static func changed(_ old: Profile, _ context: CommandContext) throws -> Profile {
    var profile = old
    func take(_ option: String, _ path: WritableKeyPath<Profile, String?>) throws {
      guard let text = context.invocation.value(option) else { return }
      let safe = try context.typed(text)
      profile[keyPath: path] = safe.isEmpty ? nil : safe
    }
    try take("--name", \.name)
    try take("--kana", \.kana)
    try take("--roman", \.roman)
    try take("--blood-type", \.bloodType)
    try take("--phone", \.phone)
    try take("--address", \.address)
    try take("--postal-code", \.postalCode)
    if let sex = try context.choice("--sex", Profile.Sex.self) { profile.sex = sex }
    if let text = context.invocation.value("--birth-date") {
      profile.birthDate = try birthDate(text, today: context.now.day)
    }
    if let name = context.invocation.value("--remove-contact") {
      let others = profile.contacts.filter { $0.name != name }
      guard others.count < profile.contacts.count else { throw CommandFailure.noSuchContact }
      profile.contacts = others
    }
    return profile
  }

  /// A day that a living person can be born on; nothing takes the date away.
  private static func birthDate(_ text: String, today: CivilDay) throws -> PartialDate? {
    if text.isEmpty { return nil }
    guard let date = JapaneseDate.parse(text), date.first <= today,
      date.last > today.adding(months: -130 * 12)
    else {
      throw UsageError.badValue(option: "--birth-date", expected: "1985-04-15 | 昭和60年4月15日")
    }
    return date
  }

  private static func show(_ profile: Profile, _ context: CommandContext) throws {
    if context.wantsJSON {
      return try context.output.line(try RecordJSON.shown(profile).serialized())
    }
    for (label, value) in ProfileWords.rows(of: profile, language: context.language) {
      try context.output.line(label.padded(toColumns: 20) + "  " + value)
    }
  }
}
