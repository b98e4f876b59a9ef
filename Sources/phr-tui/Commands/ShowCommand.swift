import PHRModel

/// `show`: one record with everything that is known of it.
enum ShowCommand {
  static let spec = CommandSpec(
    "show", operands: "ID", count: 1...1,
    options: [
      OptionSpec("--history", Text(ja: "すべての版", en: "every version")),
      OptionSpec("--fhir", Text(ja: "FHIR R4 の Bundle として出力", en: "as a FHIR R4 Bundle")),
      OptionSpec("--original", Text(ja: "取り込んだ原本をそのまま出力", en: "the bytes it was read from")),
    ],
    summary: Text(ja: "記録を一件表示する", en: "show one record"), run: run)

  private static func run(_ context: CommandContext) throws -> ExitCode {
    try context.withVault { open in
      let record = try open.store.find(context.operands[0])
      try context.noteViewing(record.id)
      if context.invocation.has("--original") {
        return try writeOriginal(of: record, open.store, context)
      }
      if context.invocation.has("--fhir") {
        return try writeBundle(of: record, open.store, context)
      }
      if context.invocation.has("--history") {
        for version in try open.store.history(of: record.id) {
          try write(version, of: record, context)
        }
        return .done
      }
      let notes = try record.episode.map { try open.store.episode($0).notes } ?? []
      if context.wantsJSON {
        let hidden = try SharingFacts(open.store, now: context.now).hidden(among: [record.id])
        let json = try RecordJSON.whole(record, notes: notes, hidden: !hidden.isEmpty)
        try context.output.line(json.serialized(.indented))
      } else {
        for line in page(of: try open.store.detail(of: record), context) {
          try context.output.line(line)
        }
      }
      return .done
    }
  }

  private static func page(of detail: RecordDetail, _ context: CommandContext) -> [String] {
    RecordPage.lines(of: detail, language: context.language)
  }

  private static func write(
    _ version: RecordVersion, of record: Record, _ context: CommandContext
  ) throws {
    if context.wantsJSON {
      return try context.output.line(try RecordJSON.version(version).serialized())
    }
    var old = record
    old.version = version.number
    old.status = version.status
    old.body = version.body
    old.provenance = version.provenance
    for line in page(of: RecordDetail(record: old), context) {
      try context.output.line(line)
    }
    try context.output.line()
  }

  private static func writeOriginal(
    of record: Record, _ store: RecordStore, _ context: CommandContext
  ) throws -> ExitCode {
    guard let original = record.provenance.original else { throw CommandFailure.noOriginal }
    try store.readOriginal(original) { try context.output.write(bytes: [UInt8]($0)) }
    return .done
  }

  /// The record with the holder and the institutions it names; insurance numbers stay out, as the
  /// text may go anywhere.
  private static func writeBundle(
    of record: Record, _ store: RecordStore, _ context: CommandContext
  ) throws -> ExitCode {
    let writer = FHIRWriter(.init(patient: "Patient/holder"))
    let holder = writer.patient(try store.profile(), id: "holder")
    // Full URLs let the relative references resolve (R4 Bundle, "Resolving references"); the
    // domain is reserved and leads nowhere (RFC 2606).
    let bundle = FHIRWriter.collection(
      writer.write(record).all + [holder], base: "https://phr-tui.invalid/fhir")
    try context.output.line(bundle.serialized(.indented))
    return .done
  }
}
