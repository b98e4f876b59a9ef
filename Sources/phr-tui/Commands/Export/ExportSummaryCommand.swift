import PHRModel

/// `export summary`: one page that a doctor wants to read.
enum ExportSummaryCommand {
  /// The layouts of a page.
  enum Format: String, CaseIterable {
    case text, html, fhir

    /// The media type.
    var type: String {
      switch self {
      case .text: "text/plain"
      case .html: "text/html"
      case .fhir: "application/fhir+json"
      }
    }
  }

  static let formatOption = OptionSpec(
    "--format", "text|html|fhir", Text(ja: "形式（既定: text）", en: "form (default: text)"))
  static let withOption = OptionSpec(
    "--with", "address,phone,contacts,blood-type,insured",
    Text(ja: "加える本人情報", en: "what of the profile to add"))

  static let spec = CommandSpec(
    "export summary",
    options: [
      ExportAudience.option, ExportAudience.purposeOption, formatOption, withOption,
      OptionSpec("--note", "TEXT", Text(ja: "本人からの一言", en: "a note from the patient")),
      ExportSink.sealing,
    ] + ExportSink.options,
    summary: Text(ja: "診療のための要約を書き出す", en: "write a summary for a doctor"), run: run)

  private static func run(_ context: CommandContext) throws -> ExitCode {
    let format = try context.choice("--format", Format.self) ?? .text
    let ticks = try ticks(context)
    return try context.withVault { open in
      let audience = try ExportAudience(context, open.store)
      try audience.tellLeaks(context, open.store)
      let request = try request(context, open, ticks)
      let summary = try request.summary(of: open.store, for: audience)
      let sink = try ExportSink(context)
      try sink.write(page(summary, format, audience, context.pageLanguages))
      try sink.finish(type: format.type)
      try audience.noteAccess(context, open)
      if let path = sink.path { try context.tell(ExportWords.written(path, records: nil)) }
      return audience.exit
    }
  }

  /// The page that a command line asks for.
  static func request(
    _ context: CommandContext, _ open: OpenVault, _ ticks: Set<ProfileTick>
  ) throws -> SummaryRequest {
    SummaryRequest(
      ticks: ticks, note: context.invocation.value("--note"), now: context.now,
      frame: try PrintedFrame.number(open.store, committed: open.vault.position.commit))
  }

  /// What of the profile was ticked.
  static func ticks(_ context: CommandContext) throws -> Set<ProfileTick> {
    let words = context.invocation.value("--with")?.split(separator: ",") ?? []
    return Set(
      try words.map { word in
        guard let tick = ProfileTick(rawValue: String(word)) else {
          throw UsageError.badValue(
            option: "--with", expected: ProfileTick.allCases.map(\.rawValue).joined(separator: ","))
        }
        return tick
      })
  }

  /// The page in one of its forms.
  static func page(
    _ summary: PatientSummary, _ format: Format, _ audience: ExportAudience,
    _ languages: PageLanguages
  ) -> String {
    let page = SummaryPage(summary: summary, languages: languages).document
    switch format {
    case .text: return PlainPage(width: { $0.cellWidth }).text(page)
    case .html: return HTMLPage(page).html
    case .fhir:
      let nothing = languages.phrase(SummaryWords.nothing).text
      let bundle = IPSDocument(summary, page: page, nothing: nothing, uuid: audience.uuid)
        .bundle()
      return bundle.serialized(.indented) + "\n"
    }
  }
}

extension Character {
  /// The columns that it takes in a terminal.
  var cellWidth: Int {
    var width = 0
    for cluster in Clusters(String(self)) { width += cluster.width }
    return width
  }
}
