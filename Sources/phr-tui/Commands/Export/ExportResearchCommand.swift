import Foundation
import PHRModel

/// `export research`: a copy for one research project.
enum ExportResearchCommand {
  static let spec = CommandSpec(
    "export research",
    options: [
      ExportAudience.option,
      OptionSpec("--project", "NAME", Text(ja: "研究課題の名前", en: "the project's name")),
      OptionSpec(
        "--project-key", "FILE",
        Text(ja: "認定された研究が渡した鍵（符号を作る）", en: "the key an authorised project gave (makes codes)")),
      OptionSpec(
        "--insured-code",
        Text(ja: "被保険者番号の符号も作る", en: "make the code of the insured number, too")),
      ExportSink.sealing,
    ] + ExportSink.options,
    summary: Text(ja: "研究用の写しを書き出す", en: "write a copy for research"), run: run)

  private static func run(_ context: CommandContext) throws -> ExitCode {
    guard let name = context.invocation.value("--project"), !name.isEmpty else {
      throw UsageError.missingValue("--project")
    }
    let key = try key(context)
    return try context.withVault(writing: true) { open in
      let audience = try ExportAudience(context, open.store, purpose: .research)
      guard !audience.isHolder else { throw ExportFailure.recipientNeeded }
      try audience.tellLeaks(context, open.store)
      let project = try ResearchProject.kept(name, in: open.store)
      let profile = try open.store.profile()
      let codes = try key.map { key in
        try ResearchCodes(profile, insured: context.invocation.has("--insured-code"))
          .made(with: key)
      }
      let sink = try ExportSink(context)
      let head = head(of: name, project, profile, codes: codes ?? [])
      try sink.write(head.serialized() + "\n")
      let count = try write(project, audience, open.store, to: sink)
      try sink.finish(type: "application/x-ndjson")
      try audience.noteAccess(context, open)
      try context.tell(ExportWords.notAnonymised)
      if let path = sink.path { try context.tell(ExportWords.written(path, records: count)) }
      return audience.exit
    }
  }

  /// The first line: whose copy it is without a name, and by which rule it was made.
  static func head(
    of name: String, _ project: ResearchProject, _ profile: Profile,
    codes: [(name: String, text: String)]
  ) -> JSONValue {
    var members: [(String, JSONValue)] = [
      ("type", "header"), ("project", .string(name)), ("person", .string(project.code.text)),
      ("birthYear", birthYear(profile)), ("sex", RecordJSON.text(profile.sex?.rawValue)),
      ("rule", .string(ExportWords.researchRule.en)),
      ("ruleJa", .string(ExportWords.researchRule.ja)),
      ("notice", .string(ExportWords.notAnonymised.en)),
      ("noticeJa", .string(ExportWords.notAnonymised.ja)),
    ]
    members += codes.map { ($0.name, .string($0.text)) }
    return RecordJSON.object(members)
  }

  /// Writes the records, a line each.
  ///
  /// - Returns: how many.
  static func write(
    _ project: ResearchProject, _ audience: ExportAudience, _ store: RecordStore,
    to sink: ExportSink
  ) throws -> Int {
    var query = RecordQuery()
    query.kinds = ResearchCopy.kinds
    let rule = ResearchCopy(shift: project.shift)
    var count = 0
    try audience.reader(store).forEach(query) { record in
      guard let body = rule.copy(of: record) else { return }
      let line = RecordJSON.object([
        ("type", "record"), ("kind", .string(body.kind.rawValue)),
        ("date", RecordJSON.text(body.date?.description)),
        ("content", try RecordJSON.encoded(body.content)["value"] ?? .null),
      ])
      try sink.writeLine(line)
      count += 1
    }
    return count
  }

  private static func birthYear(_ profile: Profile) -> JSONValue {
    profile.birthDate.map { RecordJSON.number($0.first.components.year) } ?? .null
  }

  /// The shortest key that codes are made with.
  private static let keyLength = 32

  private static func key(_ context: CommandContext) throws -> SecretBytes? {
    guard let file = context.invocation.value("--project-key") else {
      if context.invocation.has("--insured-code") { throw ExportFailure.unusableKey }
      return nil
    }
    let bytes = try InputFile.readWhole(file, limit: 1 << 16)
    guard bytes.count >= keyLength else { throw ExportFailure.unusableKey }
    return SecretBytes([UInt8](bytes))
  }
}

/// What the vault keeps for a project, so that later copies can be joined without names.
struct ResearchProject: Codable {
  /// The person's random code in this project.
  let code: LinkageCode
  /// Days by which every date moves: within half a year, never zero.
  let shift: Int

  /// The project's entry, drawn at its first copy.
  static func kept(_ name: String, in store: RecordStore) throws -> ResearchProject {
    let key = "research-project:" + FoldedText.search(name)
    if let text = try store.setting(key),
      let kept = try? JSONDecoder().decode(Self.self, from: Data(text.utf8))
    {
      return kept
    }
    guard let code = LinkageCode(randomBytes: RandomBytes.array(count: 16)) else {
      preconditionFailure("16 bytes make a code")
    }
    let days = Int(RandomBytes.uint64() % 182) + 1
    let project = ResearchProject(
      code: code, shift: RandomBytes.uint64().isMultiple(of: 2) ? days : -days)
    let json = try JSONEncoder().encode(project)
    try store.connection.transaction {
      try store.set(key, to: String(decoding: json, as: UTF8.self))
    }
    return project
  }
}

/// The keyed one-way codes of the national database's form: HMAC-SHA-256 over folded fields.
struct ResearchCodes {
  /// What each code is made of, by its name in the copy.
  let texts: [(name: String, text: String)]

  /// The name's code; the insured number's only if asked for.
  init(_ profile: Profile, insured: Bool) throws {
    guard let kana = profile.kana, let birth = profile.birthDate, let sex = profile.sex else {
      throw ExportFailure.missingIdentity
    }
    let who = "\(birth)|\(sex.rawValue)"
    var texts = [("nameCode", FoldedText.search(kana) + "|" + who)]
    if insured {
      guard let card = profile.insured, let number = card.number else {
        throw ExportFailure.missingIdentity
      }
      let parts = [card.insurerNumber, card.symbol, number].map { FoldedText.name($0 ?? "") }
      texts.append(("insuredCode", parts.joined(separator: "-") + "|" + who))
    }
    self.texts = texts.map { (name: $0.0, text: $0.1) }
  }

  /// The codes under a project's key.
  func made(with key: SecretBytes) -> [(name: String, text: String)] {
    texts.map { (name: $0.name, text: Self.code(of: $0.text, key: key)) }
  }

  /// The code of a text under a project's key, in hex.
  static func code(of text: String, key: SecretBytes) -> String {
    Array(text.utf8).withUnsafeBytes { message in
      key.withUnsafeBytes { HexText.of(HMACSHA256().authenticate(message, key: $0)) }
    }
  }
}
