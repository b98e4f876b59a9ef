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
      OptionSpec(
        "--format", "text|html|qr", Text(ja: "形式（既定: text）", en: "form (default: text)")),
      ExportSink.sealing,
    ] + ExportSink.options,
    summary: Text(ja: "緊急時カードを書き出す", en: "write the emergency card"), run: run)

  /// Columns of a card's text.
  private static let columns = 48

  private static func run(_ context: CommandContext) throws -> ExitCode {
    let format = try context.choice("--format", Format.self) ?? .text
    return try context.withVault { open in
      let state = try ConsentStore(open.store).state()
      let view = try SharingView(open.store, recipient: .emergency, now: context.now)
      let leaks = try SharingFacts(open.store, now: context.now).leaks(for: .emergency)
      let audience = ExportAudience(view: view, name: nil, linkageCode: nil, leaks: leaks)
      try audience.tellLeaks(context, open.store)
      var ticks: Set<ProfileTick> = []
      if state.emergency.bloodType { ticks.insert(.bloodType) }
      if state.emergency.contacts { ticks.insert(.contacts) }
      let summary = try ExportSummaryCommand.summary(context, open, audience, ticks)
      let card = card(summary, context.pageLanguages)
      try write(card, format, context)
      return audience.exit
    }
  }

  /// The sections that an emergency needs; empty ones only where their silence could mislead.
  static func card(_ summary: PatientSummary, _ languages: PageLanguages) -> PrintedDocument {
    let page = SummaryPage(summary: summary, languages: languages)
    let topics: Set<PrintedDocument.Section.Topic> = [
      .person, .allergies, .medication, .conditions, .contacts,
    ]
    let sections = page.sections.filter { topics.contains($0.topic) }
    return PrintedDocument(
      language: languages.main.rawValue, title: languages.phrase(SummaryWords.cardTitle),
      sections: sections, foot: Array(page.foot.prefix(2)) + page.foot.suffix(1))
  }

  private static func write(
    _ card: PrintedDocument, _ format: Format, _ context: CommandContext
  ) throws {
    let text = PlainPage(columns: columns, width: { $0.cellWidth }).text(card)
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
