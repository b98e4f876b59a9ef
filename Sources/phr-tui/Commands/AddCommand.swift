import PHRModel

/// The options that manual entry takes: one for every field of every kind.
enum EntryOptions {
  /// Every field once, under its name.
  static let all: [OptionSpec] = {
    var seen: Set<String> = []
    var options: [OptionSpec] = []
    for field in Kind.allCases.flatMap({ ManualEntry.fields(of: $0) })
    where seen.insert(field.name).inserted {
      options.append(
        OptionSpec(
          "--" + field.name, placeholder(field), repeats: field.name == "item",
          FieldWords.label(of: field.name)))
    }
    return options
  }()

  private static func placeholder(_ field: ManualField) -> String {
    switch field.form {
    case .text: "TEXT"
    case .date: "D"
    case .number: "N"
    case .choice(let words): words.joined(separator: "|")
    }
  }

  /// The typed fields in the order of the kind's form.
  static func values(
    of kind: Kind, in invocation: Invocation
  ) throws -> [(name: String, value: String)] {
    let fields = ManualEntry.fields(of: kind)
    let names = fields.map(\.name)
    try refuse(all + contact, besides: names, in: invocation)
    return names.compactMap { name in
      let values = invocation.values("--" + name)
      return values.isEmpty ? nil : (name, values.joined(separator: ";"))
    }
  }

  /// Options that only emergency contacts have, besides `--name`.
  static let contact: [OptionSpec] = [
    OptionSpec("--relation", "TEXT", Text(ja: "続柄（連絡先）", en: "relation (contact)")),
    OptionSpec("--phone", "TEXT", Text(ja: "電話（連絡先）", en: "telephone (contact)")),
  ]

  /// Refuses options of another kind, which would be lost without a word.
  static func refuse(
    _ options: [OptionSpec], besides names: [String], in invocation: Invocation
  ) throws {
    for option in options.map({ String($0.name.dropFirst(2)) })
    where !names.contains(option) && invocation.has("--" + option) {
      throw CommandFailure.unknownField(option, known: names)
    }
  }

  /// An error of manual entry in the words of the command line.
  static func failure(_ error: ManualEntryError, kind: Kind) -> any Error {
    switch error {
    case .unknownField(let name):
      CommandFailure.unknownField(name, known: ManualEntry.fields(of: kind).map(\.name))
    case .badValue(let field):
      CommandFailure.badField(
        field, ManualEntry.fields(of: kind).first { $0.name == field }?.form)
    case .endsTooEarly(let field): CommandFailure.endsTooEarly(field)
    case .missing(let field): CommandFailure.missingField("--" + field)
    case .myNumber: StoreError.myNumber
    }
  }
}

/// `add`: a record, or an emergency contact, typed in.
enum AddCommand {
  static let spec = CommandSpec(
    "add", operands: "KIND|contact", count: 1...1,
    options: EntryOptions.all + EntryOptions.contact,
    summary: Text(ja: "記録を手で追加する", en: "add a record by hand"), run: run)

  private static func run(_ context: CommandContext) throws -> ExitCode {
    if context.operands[0] == "contact" { return try addContact(context) }
    let kind = try ListCommand.kind(context.operands[0])
    let values = try EntryOptions.values(of: kind, in: context.invocation)
    let body: RecordBody
    do throws(ManualEntryError) {
      body = try ManualEntry.body(of: kind, fields: values)
    } catch {
      throw EntryOptions.failure(error, kind: kind)
    }
    return try context.withVault(writing: true) { open in
      let applied = try open.store.connection.transaction {
        try open.store.add(body, provenance: .manual(at: context.now))
      }
      try report(applied, context)
      return .done
    }
  }

  private static func report(_ applied: Applied, _ context: CommandContext) throws {
    let isNew = applied == .new(applied.id)
    if context.wantsJSON {
      let json = RecordJSON.object([
        ("id", .string(applied.id.text)), ("new", .bool(isNew)),
      ])
      return try context.output.line(json.serialized())
    }
    try context.output.line(applied.id.text)
    let id = applied.id.text
    switch applied {
    case .new: try context.tell(RecordMessages.added(id))
    case .changed: try context.tell(RecordMessages.reinstated(id))
    case .unchanged, .withdrawn: try context.tell(RecordMessages.known(id))
    }
  }

  private static func addContact(_ context: CommandContext) throws -> ExitCode {
    try EntryOptions.refuse(
      EntryOptions.all, besides: ["name", "relation", "phone"], in: context.invocation)
    func typed(_ option: String) throws -> String? {
      let text = try context.invocation.value(option).map(context.typed)
      return text?.isEmpty == true ? nil : text
    }
    guard let name = try typed("--name") else { throw CommandFailure.missingField("--name") }
    let contact = Profile.Contact(
      name: name, relation: try typed("--relation"), phone: try typed("--phone"))
    return try context.withVault(writing: true) { open in
      try open.store.connection.transaction {
        var profile = try open.store.profile()
        profile.contacts.append(contact)
        try open.store.setProfile(profile, origin: "manual", recorded: context.now)
      }
      try context.tell(RecordMessages.contactAdded)
      return .done
    }
  }
}

extension Provenance {
  /// Something that the holder typed.
  static func manual(at now: Instant) -> Provenance {
    Provenance(channel: .manual, format: "manual", name: "", received: now)
  }
}
