import PHRModel

/// `see-as`: exactly what a recipient would get, in the shape of `list`.
enum SeeAsCommand {
  static let spec = CommandSpec(
    "see-as", operands: "WHO [KIND…]", count: 1...10,
    options: ListCommand.selection + [ConsentOptions.purpose, ConsentOptions.at]
      + ExportSink.options,
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
      let sink = try ExportSink(context, allowsSealing: false)
      let columns = sink.path == nil ? context.output.columns : nil
      for row in rows {
        let line =
          context.wantsJSON
          ? RecordJSON.line(row, hidden: false).serialized()
          : RecordLine.text(row, language: context.language, columns: columns)
        try sink.write(line + "\n")
      }
      try sink.finish(type: "text/plain")
      if sink.path != nil || context.output.isFile { try note(rows, view, context, open) }
      if rows.isEmpty, !context.wantsJSON { try context.tell(RecordMessages.noRecords) }
      return .done
    }
  }

  /// What was written to a file can be handed on: it is written down.
  private static func note(
    _ rows: [RecordSummary], _ view: SharingView, _ context: CommandContext, _ open: OpenVault
  ) throws {
    guard open.vault.readOnlyReason == nil else {
      return try context.tell(ConsentWords.notLogged)
    }
    try AccessLog(open.store).add(
      AccessEntry(
        .seeAs, who: view.state.name(of: view.recipient), recipient: view.recipient,
        purpose: view.purpose, records: rows.map(\.id), at: context.now), now: context.now)
  }
}
