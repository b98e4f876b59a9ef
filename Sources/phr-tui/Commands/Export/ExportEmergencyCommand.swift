import Foundation
import PHRModel

/// `export emergency`: a card-size page of what a doctor sees in an emergency.
enum ExportEmergencyCommand {
  /// The layouts of a card.
  enum Format: String, CaseIterable {
    case text, html, qr
  }

  static let spec = CommandSpec(
    "export emergency",
    options: [
      ExportAudience.option, ExportAudience.purposeOption,
      OptionSpec(
        "--format", "text|html|qr", Text(ja: "形式（既定: text）", en: "form (default: text)")),
      ExportSink.sealing,
    ] + ExportSink.options,
    summary: Text(ja: "救急カードを書き出す", en: "write the emergency card"), run: run)

  /// Columns of a card's text.
  private static let columns = 48

  private static func run(_ context: CommandContext) throws -> ExitCode {
    let format = try context.choice("--format", Format.self) ?? .text
    return try context.withVault { open in
      let audience = try audience(context, open.store)
      try audience.tellLeaks(context, open.store)
      let emergency = try ConsentStore(open.store).state().emergency
      let request = try ExportSummaryCommand.request(context, open, ticks(emergency))
      let card = card(
        try request.summary(of: open.store, for: audience), context.pageLanguages)
      try write(card, format, context)
      try audience.noteAccess(context, open)
      return audience.exit
    }
  }

  /// Without `--for` whoever helps in an emergency, by the emergency profile.
  private static func audience(
    _ context: CommandContext, _ store: RecordStore
  ) throws -> ExportAudience {
    guard !context.invocation.has("--for") else { return try ExportAudience(context, store) }
    if context.delegated?.head.hasEmergencyRules ?? false {
      throw DelegateError.emergencyRulesUnknown
    }
    var audience = try ExportAudience(
      store, recipient: .emergency, now: context.now, leaksAtMost: ExportAudience.told + 1)
    audience.maker = context.maker
    return audience
  }

  /// What the emergency profile shows of the person.
  static func ticks(_ profile: EmergencyProfile) -> Set<ProfileTick> {
    var ticks: Set<ProfileTick> = []
    if profile.bloodType { ticks.insert(.bloodType) }
    if profile.contacts { ticks.insert(.contacts) }
    return ticks
  }

  /// The sections that an emergency needs; empty ones only where their silence could mislead.
  static func card(_ summary: PatientSummary, _ languages: PageLanguages) -> PrintedDocument {
    let page = SummaryPage(summary: summary, languages: languages, isCard: true)
    let topics: Set<PrintedDocument.Section.Topic> = [
      .person, .allergies, .medication, .conditions, .contacts,
    ]
    let sections = page.sections.filter { topics.contains($0.topic) }
    return PrintedDocument(
      language: languages.main.rawValue, title: languages.phrase(SummaryWords.cardTitle),
      sections: sections, foot: Array(page.foot.prefix(2)) + page.foot.suffix(1))
  }

  /// The card as text.
  static func text(_ card: PrintedDocument) -> String {
    PlainPage(columns: columns, width: { $0.cellWidth }).text(card)
  }

  private static func write(
    _ card: PrintedDocument, _ format: Format, _ context: CommandContext
  ) throws {
    let text = text(card)
    let sink = try ExportSink(context)
    switch format {
    case .text: try sink.write(text)
    case .html: try sink.write(HTMLPage(card, size: .card).html)
    case .qr: try sink.write(try QRCodes.symbol(of: Data(text.utf8)))
    }
    try sink.finish(type: format == .html ? "text/html" : "text/plain")
    if let path = sink.path { try context.tell(ExportWords.written(path, records: nil)) }
  }
}
