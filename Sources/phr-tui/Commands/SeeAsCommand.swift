import PHRModel

/// `see-as`: exactly what a recipient would get, in the shape of `list`.
enum SeeAsCommand {
  static let spec = CommandSpec(
    "see-as", operands: "WHO [KIND…]", count: 1...10,
    options: ListCommand.selection + [ConsentOptions.purpose, ConsentOptions.at],
    summary: Text(ja: "相手から見える記録", en: "exactly what a recipient would get"), run: run)

  private static func run(_ context: CommandContext) throws -> ExitCode {
    let query = try ListCommand.query(context, kinds: context.operands.dropFirst())
    let moment = try context.moment("--at", edge: .start) ?? context.now
    let purpose = try context.purpose()
    return try context.withVault { open in
      let consent = ConsentStore(open.store)
      guard let id = try context.anyRecipient(context.operands[0], at: moment, consent) else {
        throw ConsentFailure.getsNothing
      }
      let view = try SharingView(
        open.store, recipient: id, purpose: purpose, at: moment, now: context.now)
      guard view.isRegistered else { throw ConsentFailure.getsNothing }
      let rows = try view.list(query)
      for row in rows {
        try context.output.line(
          context.wantsJSON
            ? RecordJSON.line(row, hidden: false).serialized()
            : RecordLine.text(row, language: context.language))
      }
      if rows.isEmpty, !context.wantsJSON { try context.tell(RecordMessages.noRecords) }
      return .done
    }
  }
}
