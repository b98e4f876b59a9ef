import PHRModel
import PHRSync

/// `portal ask`: what an institution is served at the mock portal, to see what consent does there.
enum PortalAskCommand {
  static let spec = CommandSpec(
    "portal ask", operands: "WHO", count: 1...1,
    options: [
      PortalOptions.portal, ConsentOptions.purpose,
      OptionSpec(
        "--anyway",
        Text(
          ja: "同意を無視して最新の薬を見たことにする（閲覧記録の試し）",
          en: "look at the newest drug against the consent, to see the access flagged")),
    ],
    summary: Text(
      ja: "デモ用ポータルで、その機関が見るものを見る", en: "see what an institution is served at the mock portal"),
    run: run)

  private static func run(_ context: CommandContext) throws -> ExitCode {
    let base = try PortalOptions.mockBase(context)
    let inquiry = PortalInquiry(base: base, transport: PortalLine.transport())
    let who = context.operands[0].nfkc
    let purpose = try context.purpose()?.actReason ?? Purpose.treatment.actReason ?? "TREAT"
    let isAnyway = context.invocation.has("--anyway")
    do {
      let found = try Waiting.result {
        isAnyway
          ? try await inquiry.lookAnyway(as: who)
          : try await inquiry.served(to: who, purpose: purpose)
      }
      for one in found { try write(one, context) }
      if !context.wantsJSON, !isAnyway { try context.tell(SyncWords.served(found.count)) }
      return .done
    } catch is TransportError {
      throw PortalCommandError.noAnswer
    }
  }

  private static func write(_ found: PortalInquiry.Found, _ context: CommandContext) throws {
    guard context.wantsJSON else {
      let cells = [found.date ?? "", found.title, found.name].filter { !$0.isEmpty }
      return try context.output.line(TextWidth.safe(cells.joined(separator: "  ")))
    }
    let line = RecordJSON.object([
      ("resource", .string(found.name)), ("date", found.date.map { .string($0) } ?? .null),
      ("title", .string(found.title)),
    ])
    try context.output.line(line.serialized())
  }
}
