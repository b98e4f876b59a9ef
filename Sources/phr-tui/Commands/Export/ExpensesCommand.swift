import PHRModel

/// `expenses YEAR` and `export expenses YEAR`: medical expenses for the tax return.
enum ExpensesCommand {
  /// The layouts of rows.
  enum Format: String, CaseIterable {
    case text, tsv, csv
  }

  static let show = CommandSpec(
    "expenses", operands: "YEAR", count: 1...1,
    options: [
      OptionSpec("--income", "YEN", Text(ja: "総所得金額等（円）", en: "income in yen")),
      OptionSpec("--reimbursed", "YEN", Text(ja: "補填される金額（円）", en: "yen paid back")),
    ],
    summary: Text(ja: "年間の医療費と控除の目安", en: "a year's costs and the deduction estimate"),
    run: runShow)

  static let export = CommandSpec(
    "export expenses", operands: "YEAR", count: 1...1,
    options: [
      ExportAudience.option, ExportAudience.purposeOption,
      OptionSpec(
        "--format", "text|tsv|csv", Text(ja: "形式（既定: tsv）", en: "form (default: tsv)")),
      ExportSink.sealing,
    ] + ExportSink.options,
    summary: Text(
      ja: "国税庁の医療費集計フォームの行を書き出す", en: "write the rows of the tax office's form"),
    run: runExport)

  private static func runShow(_ context: CommandContext) throws -> ExitCode {
    let year = try year(context)
    let income = try context.number("--income", in: 0...Int(Int32.max))
    let reimbursed = try context.number("--reimbursed", in: 0...Int(Int32.max)) ?? 0
    return try context.withVault { open in
      let expenses = try expenses(year, open.store, .holder)
      let deduction = MedicalExpenseDeduction.rule(for: year).map {
        MedicalExpenseDeduction(
          paid: expenses.total, reimbursed: Int64(reimbursed), income: income.map { Int64($0) },
          rule: $0)
      }
      if context.wantsJSON {
        try context.output.line(json(expenses, deduction).serialized())
      } else {
        try context.output.write(table(expenses, context.language))
        for line in ExpensesWords.deduction(deduction) {
          try context.output.talk(context.say(line))
        }
      }
      return .done
    }
  }

  private static func runExport(_ context: CommandContext) throws -> ExitCode {
    let year = try year(context)
    let format = try context.choice("--format", Format.self) ?? .tsv
    return try context.withVault { open in
      let audience = try ExportAudience(context, open.store)
      try audience.tellLeaks(context, open.store)
      let expenses = try expenses(year, open.store, audience)
      let sink = try ExportSink(context)
      try write(expenses, as: format, context.language, to: sink)
      // Rows for the tax form hold nothing else; who made them is told beside them.
      if let maker = audience.maker {
        let by = ExportWords.madeBy(maker, on: context.now.day)
        if format == .text { try sink.write(context.say(by) + "\n") } else { try context.tell(by) }
      }
      try sink.finish(type: "text/csv")
      try audience.noteAccess(context, open)
      if let path = sink.path {
        try context.tell(ExportWords.written(path, records: expenses.rows.count))
      }
      return audience.exit
    }
  }

  /// Writes the rows in one of their layouts.
  static func write(
    _ expenses: MedicalExpenses, as format: Format, _ language: Language, to sink: ExportSink
  ) throws {
    switch format {
    case .text: try sink.write(table(expenses, language))
    case .tsv: try sink.write(rows(expenses, separator: .tab))
    case .csv:
      // Spreadsheets take a file for UTF-8 only with this mark.
      try sink.write(bytes: [0xEF, 0xBB, 0xBF])
      try sink.write(rows(expenses, separator: .comma))
    }
  }

  private static func year(_ context: CommandContext) throws -> Int {
    guard let year = Int(context.operands[0]), (1950...2200).contains(year) else {
      throw UsageError.badValue(option: "YEAR", expected: "2026")
    }
    return year
  }

  /// The expenses of a year in what the audience is shown.
  static func expenses(
    _ year: Int, _ store: RecordStore, _ audience: ExportAudience
  ) throws -> MedicalExpenses {
    var query = RecordQuery()
    query.kinds = [.cost]
    query.from = CivilDay(year: year, month: 1, day: 1)
    query.to = CivilDay(year: year, month: 12, day: 31)
    var expenses = MedicalExpenses(year: year, person: try store.profile().name ?? "")
    try audience.reader(store).forEach(query) { expenses.add($0) }
    return expenses
  }

  /// Columns B to J of the form, to paste at B9: no heads, no numbers.
  static func rows(
    _ expenses: MedicalExpenses, separator: CSVCell.Separator
  ) -> String {
    expenses.rows.map { row in
      let ticks: [MedicalExpenses.Category] = [.treatment, .medicine, .care, .other]
      let cells =
        [row.person, row.place] + ticks.map { $0 == row.category ? ExpensesWords.tick : "" }
        + [String(row.paid), "", row.date?.exactDay?.description ?? ""]
      return CSVCell.line(
        cells.map { $0.replacing("\t", with: " ") }, separator: separator)
    }.joined()
  }

  private static func table(_ expenses: MedicalExpenses, _ language: Language) -> String {
    var text = ""
    for row in expenses.rows {
      let cells = [
        (row.date?.description ?? "–").padded(toColumns: 10), row.place.padded(toColumns: 30),
        ExpensesWords.category(row.category).in(language).padded(toColumns: 12),
        "\(row.paid)",
      ]
      text += cells.joined(separator: "  ") + "\n"
    }
    for line in ExpensesWords.total(expenses) { text += line.in(language) + "\n" }
    return text
  }

  private static func json(
    _ expenses: MedicalExpenses, _ deduction: MedicalExpenseDeduction?
  ) -> JSONValue {
    RecordJSON.object([
      ("year", RecordJSON.number(expenses.year)), ("total", RecordJSON.number(expenses.total)),
      ("rows", RecordJSON.number(expenses.rows.count)),
      ("withoutAmount", RecordJSON.number(expenses.withoutAmount)),
      ("borne", deduction.map { RecordJSON.number($0.borne) } ?? .null),
      ("deduction", deduction.map { RecordJSON.number($0.amount) } ?? .null),
    ])
  }
}
