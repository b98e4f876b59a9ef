import PHRModel

/// A delegate's own page: what the grant allows, and what the holder learns.
enum OwnGrantPage {
  /// Entries that are shown, the newest ones.
  static let listed = 500

  static func blocks(of own: OwnGrant, _ language: Language) -> [Block] {
    let row = DelegatesAnswer.Row(
      grant: own.grant, status: .inForce, path: "", refreshed: own.refreshed, hasReplied: true,
      lastSeen: nil, needsConfirmation: false)
    let name = own.holder.name ?? own.holder.roman ?? own.holder.kana ?? "–"
    let fields =
      [Block.Field(GrantWords.holder.in(language), name)]
      + GrantWords.ownFields(of: row).map { label, value, role in
        Block.Field(label.in(language), Line(value.in(language), role))
      }
    let rows = own.entries.suffix(listed).reversed().map { entry -> [Line] in
      let act = GrantWords.act(
        entry.act, about: own.titles[entry.number], consent: own.consents[entry.number])
      return [
        Line(GrantWords.time(entry.at), .textDim), Line(act.in(language)),
        Line(GrantWords.outcome(own.states[entry.number]).in(language), .textDim),
      ]
    }
    let columns = [
      Table.Column(title: "", priority: 1), Table.Column(title: "", priority: 3, minimum: 8),
      Table.Column(title: "", priority: 2),
    ]
    return [
      .fields(fields), .gap, .heading(GrantWords.log.in(language)),
      .paragraph(Line(GrantWords.holderSees.in(language), .textDim)),
      .table(Table(columns: columns, rows: rows, hasHeader: false)),
    ]
  }
}
