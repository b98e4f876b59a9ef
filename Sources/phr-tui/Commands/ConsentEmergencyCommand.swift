import PHRModel

/// `consent emergency`: what a doctor sees in an emergency.
enum ConsentEmergencyCommand {
  private enum Answer: String, CaseIterable {
    case yes
    case no
  }

  private static let options: [OptionSpec] = [
    OptionSpec("--kinds", "KIND,…", Text(ja: "見せる種別", en: "kinds that are shown")),
    OptionSpec("--medication", "yes|no", Text(ja: "服用中の薬", en: "current medication")),
    OptionSpec("--blood-type", "yes|no", Text(ja: "血液型", en: "blood type")),
    OptionSpec("--contacts", "yes|no", Text(ja: "緊急連絡先", en: "emergency contacts")),
    OptionSpec("--record", "ID", repeats: true, Text(ja: "ほかに見せる記録", en: "further records")),
    OptionSpec("--with-tag", "TAG", repeats: true, Text(ja: "この印の記録も", en: "records of a tag")),
  ]

  static let spec = CommandSpec(
    "consent emergency",
    options: options,
    summary: Text(ja: "救急の医師に見せるものを見る・変える", en: "show or choose the emergency profile")
  ) { context in
    let changes = options.contains { context.invocation.has($0.name) }
    guard changes else {
      return try context.withVault { open in
        let profile = try ConsentStore(open.store).state().emergency
        try context.output.line(
          context.wantsJSON
            ? json(profile).serialized() : context.say(ConsentWords.emergency(profile)))
        return .done
      }
    }
    return try ConsentSetCommands.changing(context) { consent, store in
      .emergency(try changed(try consent.state().emergency, store, context))
    }
  }

  private static func changed(
    _ former: EmergencyProfile, _ store: RecordStore, _ context: CommandContext
  ) throws -> EmergencyProfile {
    var profile = former
    if let kinds = context.invocation.value("--kinds") {
      profile.kinds = Set(try kinds.split(separator: ",").map { try ListCommand.kind(String($0)) })
    }
    func set(_ option: String, _ path: WritableKeyPath<EmergencyProfile, Bool>) throws {
      if let answer = try context.choice(option, Answer.self) {
        profile[keyPath: path] = answer == .yes
      }
    }
    try set("--medication", \.currentMedication)
    try set("--blood-type", \.bloodType)
    try set("--contacts", \.contacts)
    let records = try context.invocation.values("--record").map { try store.find($0).id }
    if !records.isEmpty { profile.records = Set(records) }
    let tags = context.invocation.values("--with-tag")
    if !tags.isEmpty { profile.tags = Set(tags) }
    return profile
  }

  private static func json(_ profile: EmergencyProfile) -> JSONValue {
    RecordJSON.object([
      ("kinds", .array(profile.kinds.map(\.rawValue).sorted().map { .string($0) })),
      ("currentMedication", .bool(profile.currentMedication)),
      ("bloodType", .bool(profile.bloodType)), ("contacts", .bool(profile.contacts)),
      ("records", .array(profile.records.sorted().map { .string($0.text) })),
      ("tags", .array(profile.tags.sorted().map { .string($0) })),
    ])
  }
}
