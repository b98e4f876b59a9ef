import Foundation
import Testing

@testable import PHRModel
@testable import phr_tui

/// Every export in every format, as the commands make them, in memory.
enum EveryExport {
  /// One file.
  struct Made {
    let name: String
    let bytes: Data
  }

  static let year = Story.now.day.components.year

  /// What a clinic can be handed.
  static func forClinic(_ store: RecordStore) throws -> [Made] {
    let audience = try ExportAudience(
      store, recipient: ExportWorld.clinic, now: Story.now)
    return try pages(store, audience) + records(store, audience) + notebooks(store, audience)
      + expenses(store, audience)
  }

  /// The card for an emergency.
  static func forEmergency(_ store: RecordStore) throws -> [Made] {
    let audience = try ExportAudience(store, recipient: .emergency, now: Story.now)
    var request = SummaryRequest(now: Story.now, frame: 7)
    request.ticks = ExportEmergencyCommand.ticks(try ConsentStore(store).state().emergency)
    let card = ExportEmergencyCommand.card(
      try request.summary(of: store, for: audience), languages)
    return [
      Made(name: "card text", bytes: Data(ExportEmergencyCommand.text(card).utf8)),
      Made(name: "card html", bytes: Data(HTMLPage(card, size: .card).html.utf8)),
    ]
  }

  /// The copy for a research project.
  static func forResearch(_ store: RecordStore) throws -> [Made] {
    let audience = try ExportAudience(
      store, recipient: ExportWorld.clinic, purpose: .research, now: Story.now)
    let code = try #require(LinkageCode(randomBytes: Array(2...17)))
    let project = ResearchProject(code: code, shift: 40)
    let head = ExportResearchCommand.head(of: "p", project, try store.profile(), codes: [])
    return [
      try made("research") { sink in
        try sink.write(head.serialized() + "\n")
        _ = try ExportResearchCommand.write(project, audience, store, to: sink)
      }
    ]
  }

  private static let languages = PageLanguages(languages: [.japanese, .english])

  private static func pages(
    _ store: RecordStore, _ audience: ExportAudience
  ) throws -> [Made] {
    let summary = try SummaryRequest(now: Story.now, frame: 7).summary(of: store, for: audience)
    return ExportSummaryCommand.Format.allCases.map { format in
      let page = ExportSummaryCommand.page(summary, format, audience, languages)
      return Made(name: "summary \(format)", bytes: Data(page.utf8))
    }
  }

  private static func records(
    _ store: RecordStore, _ audience: ExportAudience
  ) throws -> [Made] {
    try ExportRecordsCommand.Format.allCases.map { format in
      try made("records \(format)") { sink in
        _ = try ExportRecordsCommand.write(
          RecordQuery(), of: store, for: audience, as: format, ticks: [], made: Story.now,
          to: sink)
      }
    }
  }

  private static func notebooks(
    _ store: RecordStore, _ audience: ExportAudience
  ) throws -> [Made] {
    let notebook = try ExportJahisCommand.notebook(store, audience, [])
    let cuttings: [ExportJahisCommand.Cutting] = [
      .init(), .init(perDispensing: true), .init(splits: true),
    ]
    return cuttings.flatMap { cutting in
      ExportJahisCommand.files(of: notebook, cutting, at: Story.now).files.enumerated().map {
        Made(name: "jahis \(cutting) \($0)", bytes: $1)
      }
    }
  }

  private static func expenses(
    _ store: RecordStore, _ audience: ExportAudience
  ) throws -> [Made] {
    let expenses = try ExpensesCommand.expenses(year, store, audience)
    return try ExpensesCommand.Format.allCases.map { format in
      try made("expenses \(format)") {
        try ExpensesCommand.write(expenses, as: format, .english, to: $0)
      }
    }
  }

  private static func made(
    _ name: String, _ write: (ExportSink) throws -> Void
  ) throws -> Made {
    let output = Output(.memory)
    try write(ExportSink(into: output))
    return Made(name: name, bytes: Data(output.text.utf8))
  }
}
