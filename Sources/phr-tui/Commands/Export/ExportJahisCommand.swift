import Foundation
import PHRModel

/// `export jahis`: the medication notebook for a pharmacy (`JAHISTC08,2`).
enum ExportJahisCommand {
  static let spec = CommandSpec(
    "export jahis",
    options: [
      ExportAudience.option, ExportAudience.purposeOption, ExportSummaryCommand.withOption,
      OptionSpec(
        "--per-dispensing", Text(ja: "調剤ごとに一つのファイル", en: "one file for each dispensing")),
      OptionSpec(
        "--split", Text(ja: "QRコードに入る大きさに分割する", en: "split into parts that fit a QR code")),
      OptionSpec(
        "--as-received",
        Text(ja: "受け取った行のまま書き出す（本人用）", en: "the lines as they were received (for the holder)")),
      OptionSpec(
        "--qr", Text(ja: "QRコードを端末に表示する（qrencode）", en: "show QR codes (needs qrencode)")),
      ExportSink.sealing,
    ] + ExportSink.options,
    summary: Text(ja: "お薬手帳を書き出す（JAHIS）", en: "write the medication notebook (JAHIS)"),
    run: run)

  private static func run(_ context: CommandContext) throws -> ExitCode {
    let ticks = try ExportSummaryCommand.ticks(context)
    return try context.withVault { open in
      let audience = try ExportAudience(context, open.store)
      let style: JahisWriter.Style =
        context.invocation.has("--as-received") ? .asReceived : .standard
      // Received lines hold what consent never decided about.
      if style == .asReceived, !audience.isHolder { throw ExportFailure.holderOnly }
      try audience.tellLeaks(context, open.store)
      var book = try GatheredNotebook(open.store, audience, ticks, style)
      if let maker = audience.maker {
        let memo = context.say(ExportWords.madeBy(maker, on: context.now.day))
        book.builder.add(memo: .memo(memo, on: context.now.day))
      }
      let cutting = cutting(context)
      let losses =
        cutting.isWhole && !context.invocation.has("--qr")
        ? try stream(book, style, context) : try write(book, cutting, style, context)
      try audience.noteAccess(context, open)
      return losses > 0 ? .problems : audience.exit
    }
  }

  /// How the notebook is cut into files.
  struct Cutting {
    /// One file for each dispensing.
    var perDispensing = false
    /// Parts that fit a QR code.
    var splits = false
    /// One file.
    var isWhole: Bool { !perDispensing && !splits }
  }

  private static func cutting(_ context: CommandContext) -> Cutting {
    Cutting(
      perDispensing: context.invocation.has("--per-dispensing"),
      splits: context.invocation.has("--split") || context.invocation.has("--qr"))
  }

  /// The notebook of what the audience is shown.
  static func notebook(
    _ store: RecordStore, _ audience: ExportAudience, _ ticks: Set<ProfileTick>,
    _ style: JahisWriter.Style = .standard
  ) throws -> JahisNotebook {
    try GatheredNotebook(store, audience, ticks, style).whole()
  }

  /// Writes one file, dispensing by dispensing; returns how much did not fit the standard.
  private static func stream(
    _ book: GatheredNotebook, _ style: JahisWriter.Style, _ context: CommandContext
  ) throws -> Int {
    let sink = try ExportSink(context)
    let losses = try book.write(style, to: sink)
    if losses > 0 { try context.tell(ExportWords.losses(losses)) }
    try finish(sink, context)
    return losses
  }

  /// Writes several files or shows codes; returns how much did not fit the standard.
  private static func write(
    _ book: GatheredNotebook, _ cutting: Cutting, _ style: JahisWriter.Style,
    _ context: CommandContext
  ) throws -> Int {
    let (files, losses) = files(of: try book.whole(), cutting, at: context.now, style: style)
    if losses > 0 { try context.tell(ExportWords.losses(losses)) }
    if context.invocation.has("--qr") {
      try QRCodes.show(files, context)
    } else {
      try write(files, context)
    }
    return losses
  }

  /// The files, and how much did not fit the standard.
  static func files(
    of notebook: JahisNotebook, _ cutting: Cutting, at now: Instant,
    style: JahisWriter.Style = .standard
  ) -> (files: [Data], losses: Int) {
    var wholes = [notebook]
    if cutting.perDispensing, notebook.dispensings.count > 1 {
      wholes = notebook.dispensings.map {
        JahisNotebook(person: notebook.person, records: notebook.records, dispensings: [$0])
      }
    }
    let outputs = wholes.map { JahisWriter.write($0, style: style) }
    let losses = outputs.map(\.losses.count).reduce(0, +)
    guard cutting.splits else { return (outputs.map(\.file), losses) }
    let digits = "\(now.day)\(now.clock)".filter(\.isNumber)
    let parts = outputs.enumerated().flatMap { index, output in
      // データ固有ID: 14 digits, another one for every whole.
      JahisSplit.split(output.file, id: String((Int(digits) ?? 0) + index))
    }
    return (parts, losses)
  }

  private static func write(_ files: [Data], _ context: CommandContext) throws {
    let path = context.invocation.value("--out").flatMap { $0 == "-" ? nil : $0 }
    let paths = files.indices.map { index in
      files.count == 1 ? path : path.map { numbered($0, index + 1) }
    }
    // All or none: half a set of files helps nobody.
    try ExportSink.refuseExisting(paths.compactMap { $0 }, context)
    for (file, own) in zip(files, paths) {
      let sink = try ExportSink(context, path: own)
      try sink.write(bytes: file)
      try finish(sink, context)
    }
  }

  private static func finish(_ sink: ExportSink, _ context: CommandContext) throws {
    try sink.finish(type: "text/plain; charset=windows-31j")
    if let path = sink.path { try context.tell(ExportWords.written(path, records: nil)) }
  }

  /// `okusuri.txt` → `okusuri-2.txt`.
  private static func numbered(_ path: String, _ number: Int) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else {
      return "\(path)-\(number)"
    }
    let ending = name[dot...]
    return "\(path.dropLast(ending.count))-\(number)\(ending)"
  }
}

extension RecordBody {
  /// A memo of the notebook (record 4).
  static func memo(_ text: String, on day: CivilDay) -> RecordBody {
    var notice = Notice(category: .memo)
    notice.body = [text]
    return RecordBody(date: PartialDate(day), title: text, content: .notice(notice))
  }
}
