import Foundation
import PHRModel

/// Makes the pages that leave the vault, and puts them into files and other programs' hands.
struct HandoutDesk {
  let store: RecordStore
  let now: Instant
  /// How many frames the vault has; see ``PrintedFrame``.
  let frame: UInt64
  /// The delegate's own file, if a delegate makes it.
  var delegated: DelegatedFile?

  /// Carries out an effect about pages that leave; `nil` for all others.
  func perform(_ effect: Effect) throws -> [Event]? {
    switch effect {
    case .loadHandoutChoices(let recipient): [.handoutChoices(try choices(recipient))]
    case .makeHandout(let request): [.handoutMade(try handout(request))]
    case .saveHandout(let saving): [try saved(saving)]
    case .printHandout(let handout): try printed(handout)
    case .openFile(let path): try opened(path)
    default: nil
    }
  }

  // MARK: Choices

  private func choices(_ recipient: RecipientID?) throws -> HandoutChoices {
    let consent = try ConsentStore(store).state()
    let known = consent.registered(at: now).map(\.id).filter { consent.recipients[$0] != nil }
    let audience =
      known.map {
        HandoutChoices.Audience(
          recipient: $0, name: ConsentWords.name(of: .recipient($0), consent))
      } + [HandoutChoices.Audience(recipient: nil, name: HandoutWords.holder)]
    return HandoutChoices(
      audience: audience,
      selected: recipient.flatMap { wanted in audience.firstIndex { $0.recipient == wanted } } ?? 0,
      canDrawSymbols: QRCodes.isInstalled)
  }

  // MARK: Pages

  private func handout(_ request: HandoutRequest) throws -> Handout {
    let audience = try audience(request)
    let made = try made(request, audience)
    let name = audienceName(request, audience)
    return Handout(
      request: request, audience: name, content: made.content, lines: made.lines,
      symbols: made.symbols, clues: try clues(audience, name),
      losses: made.losses, fileName: fileName(request),
      records: try audience.view?.list(made.query).map(\.id) ?? [])
  }

  /// A page in the form in which it leaves and in the one in which it is looked at.
  private struct Made {
    var content: Data
    var lines: [String]
    var symbols: [[String]] = []
    var losses = 0
    var query = RecordQuery()
  }

  private func made(_ request: HandoutRequest, _ audience: ExportAudience) throws -> Made {
    guard request.form.isPage else { return try notebook(request, audience) }
    var asked = SummaryRequest(
      ticks: request.ticks, note: request.note, now: now,
      frame: try PrintedFrame.number(store, committed: frame))
    if request.form.isCard {
      asked.ticks = ExportEmergencyCommand.ticks(try ConsentStore(store).state().emergency)
    }
    let summary = try asked.summary(of: store, for: audience)
    let languages = PageLanguages(languages: request.languages)
    var made =
      request.form.isCard
      ? try card(request.form, ExportEmergencyCommand.card(summary, languages))
      : page(request.form, summary, audience, languages)
    made.query.kinds = SummaryBuilder.kinds
    return made
  }

  private func page(
    _ form: HandoutForm, _ summary: PatientSummary, _ audience: ExportAudience,
    _ languages: PageLanguages
  ) -> Made {
    let format: ExportSummaryCommand.Format =
      switch form {
      case .summaryHTML: .html
      case .summaryFHIR: .fhir
      default: .text
      }
    let text = ExportSummaryCommand.page(summary, .text, audience, languages)
    let content =
      format == .text ? text : ExportSummaryCommand.page(summary, format, audience, languages)
    return Made(content: Data(content.utf8), lines: Self.lines(text))
  }

  private func card(_ form: HandoutForm, _ card: PrintedDocument) throws -> Made {
    let text = ExportEmergencyCommand.text(card)
    var made = Made(content: Data(text.utf8), lines: Self.lines(text))
    switch form {
    case .cardHTML: made.content = Data(HTMLPage(card, size: .card).html.utf8)
    case .cardQR: made.symbols = [Self.lines(try QRCodes.symbol(of: made.content))]
    default: break
    }
    return made
  }

  private func notebook(_ request: HandoutRequest, _ audience: ExportAudience) throws -> Made {
    var notebook = try ExportJahisCommand.notebook(store, audience, request.ticks)
    if let maker = audience.maker {
      let memo = ExportWords.madeBy(maker, on: now.day).ja
      notebook.records.append(.memo(memo, on: now.day))
    }
    let isSymbol = request.form.isSymbol
    let (files, losses) = ExportJahisCommand.files(
      of: notebook, ExportJahisCommand.Cutting(splits: isSymbol), at: now)
    let content = files.reduce(Data(), +)
    var made = Made(content: content, lines: Self.lines(Self.decoded(content)), losses: losses)
    made.query.kinds = NotebookBuilder.kinds
    if isSymbol { made.symbols = try files.map { Self.lines(try QRCodes.symbol(of: $0)) } }
    return made
  }

  private func audience(_ request: HandoutRequest) throws -> ExportAudience {
    if request.form.isCard, delegated?.head.hasEmergencyRules ?? false {
      throw DelegateError.emergencyRulesUnknown
    }
    var audience =
      try request.recipient.map {
        try ExportAudience(store, recipient: $0, purpose: request.purpose, now: now)
      } ?? .holder
    audience.maker = delegated?.head.grant.delegate
    return audience
  }

  private func audienceName(_ request: HandoutRequest, _ audience: ExportAudience) -> Text {
    guard let recipient = request.recipient else { return HandoutWords.holder }
    return ConsentWords.name(
      of: .recipient(recipient), audience.view?.state ?? ConsentState())
  }

  private func clues(_ audience: ExportAudience, _ name: Text) throws -> [ConsentPreview.Clue] {
    try ConsentPreview.Clue.list(audience.leaks, recipient: audience.name ?? name.en) { id in
      try store.record(id)?.body.title ?? "–"
    }
  }

  private func fileName(_ request: HandoutRequest) -> String {
    let what =
      switch request.form {
      case .summaryText, .summaryHTML, .summaryFHIR: "summary"
      case .cardText, .cardHTML, .cardQR: "emergency-card"
      case .notebook, .notebookQR: "okusuri"
      }
    return "phr-\(what)-\(now.day).\(request.form.fileEnding)"
  }

  private static func lines(_ text: String) -> [String] {
    text.split(omittingEmptySubsequences: false) { $0.isNewline }.map(String.init)
  }

  /// The notebook's CP932 as text to look at.
  private static func decoded(_ data: Data) -> String {
    String(data: data, encoding: .shiftJIS) ?? String(decoding: data, as: UTF8.self)
  }

  // MARK: Leaving

  private func saved(_ saving: HandoutSaving) throws -> Event {
    let path = TypedPath.expanded(saving.path)
    let name = saving.isSealed && !path.hasSuffix(".jwe") ? path + ".jwe" : path
    if !saving.replaces, FileManager.default.fileExists(atPath: name) {
      return .handoutExists(saving)
    }
    let handout = saving.handout
    let passcode = saving.isSealed ? Passcode.random() : nil
    let bytes =
      try passcode.map {
        try JWE.seal(handout.content, passcode: $0, type: handout.request.form.mediaType)
          + Data([0x0A])
      } ?? handout.content
    let sink = try ExportSink(file: name, replacing: saving.replaces)
    try sink.write(bytes: Array(bytes))
    try sink.finish(type: handout.request.form.mediaType)
    try note(handout)
    return .handoutSaved(path: name, passcode: passcode?.text)
  }

  /// What was handed out is in the access log, like what others have read; what a delegate hands
  /// out is in the log that goes back to the holder.
  private func note(_ handout: Handout) throws {
    if let delegated { return try delegated.reply.note(.exported("export"), at: now) }
    let recipient = handout.request.recipient
    let purpose: Purpose? = recipient == .emergency ? .emergency : handout.request.purpose
    let name = try recipient.map { try ConsentStore(store).state().name(of: $0) }
    let entry = AccessEntry(
      .export, who: name ?? AccessEntry.holder, recipient: recipient, purpose: purpose,
      records: handout.records, at: now)
    try PrintedFrame.note(entry, store, committed: frame, now: now)
  }

  private func printed(_ handout: Handout) throws -> [Event] {
    let page = Data((handout.lines.joined(separator: "\n") + "\n").utf8)
    try OtherProgram.printer.run(input: page)
    try note(handout)
    return [.handoutPrinted]
  }

  private func opened(_ path: String) throws -> [Event] {
    try OtherProgram.viewer.start([path])
    return [.fileOpened(path)]
  }
}
