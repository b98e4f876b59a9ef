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
        "--qr", Text(ja: "QRコードを端末に表示する（qrencode）", en: "show QR codes (needs qrencode)")),
      ExportSink.sealing,
    ] + ExportSink.options,
    summary: Text(ja: "お薬手帳を書き出す（JAHIS）", en: "write the medication notebook (JAHIS)"),
    run: run)

  private static func run(_ context: CommandContext) throws -> ExitCode {
    let ticks = try ExportSummaryCommand.ticks(context)
    return try context.withVault { open in
      let audience = try ExportAudience(context, open.store)
      try audience.tellLeaks(context, open.store)
      let notebook = try notebook(open.store, audience, ticks)
      let (files, losses) = files(of: notebook, context)
      if losses > 0 { try context.tell(ExportWords.losses(losses)) }
      if context.invocation.has("--qr") {
        try QRCodes.show(files, context)
      } else {
        try write(files, context)
      }
      return losses > 0 ? .problems : audience.exit
    }
  }

  private static func notebook(
    _ store: RecordStore, _ audience: ExportAudience, _ ticks: Set<ProfileTick>
  ) throws -> JahisNotebook {
    let profile = try store.profile()
    var builder = NotebookBuilder(
      person: audience.isHolder ? profile.withoutRaw : profile.reduced(to: ticks))
    var query = RecordQuery()
    query.kinds = NotebookBuilder.kinds
    let reader = audience.reader(store)
    try reader.forEach(query) { builder.add($0) }
    return try builder.notebook { try reader.notes(of: $0) }
  }

  /// The files, and how much did not fit the standard.
  private static func files(
    of notebook: JahisNotebook, _ context: CommandContext
  ) -> (files: [Data], losses: Int) {
    var wholes = [notebook]
    if context.invocation.has("--per-dispensing"), notebook.dispensings.count > 1 {
      wholes = notebook.dispensings.map {
        JahisNotebook(person: notebook.person, records: notebook.records, dispensings: [$0])
      }
    }
    let outputs = wholes.map { JahisWriter.write($0) }
    let losses = outputs.map(\.losses.count).reduce(0, +)
    guard context.invocation.has("--split") || context.invocation.has("--qr") else {
      return (outputs.map(\.file), losses)
    }
    let now = context.now
    let digits = "\(now.day)\(now.clock)".filter(\.isNumber)
    let parts = outputs.enumerated().flatMap { index, output in
      // データ固有ID: 14 digits, another one for every whole.
      JahisSplit.split(output.file, id: String((Int(digits) ?? 0) + index))
    }
    return (parts, losses)
  }

  private static func write(_ files: [Data], _ context: CommandContext) throws {
    let path = context.invocation.value("--out")
    for (index, file) in files.enumerated() {
      let own = files.count == 1 ? path : path.map { numbered($0, index + 1) }
      let sink = try ExportSink(context, path: own)
      try sink.write(bytes: Array(file))
      try sink.finish(type: "text/plain; charset=windows-31j")
      if let path = sink.path { try context.tell(ExportWords.written(path, records: nil)) }
    }
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

extension Profile {
  /// The profile without fields as received.
  fileprivate var withoutRaw: Profile {
    var profile = self
    profile.raw = []
    return profile
  }
}
