import PHRModel

/// `trend`: one checkup or measurement item over time.
enum TrendCommand {
  static let spec = CommandSpec(
    "trend", operands: "ITEM", count: 1...1,
    summary: Text(ja: "一つの項目の推移", en: "one item over time"), run: run)

  private static func run(_ context: CommandContext) throws -> ExitCode {
    let items = ItemCodes.items(of: context.operands[0])
    return try context.withVault { open in
      let values = try open.store.values(ofItem: ItemCodes.codes(of: context.operands[0]))
      for value in values { try write(value, named: items.count > 1, context) }
      if values.isEmpty, !context.wantsJSON { try context.tell(RecordMessages.noRecords) }
      return .done
    }
  }

  private static func write(
    _ value: ItemValue, named: Bool, _ context: CommandContext
  ) throws {
    if context.wantsJSON {
      let json = RecordJSON.object([
        ("id", .string(value.record.text)), ("date", RecordJSON.text(value.date?.description)),
        ("code", .string(value.code)), ("value", .number(value.value)),
        ("unit", RecordJSON.text(value.unit)), ("flag", RecordJSON.text(value.flag?.rawValue)),
      ])
      return try context.output.line(json.serialized())
    }
    let item = named ? ItemCodes.item(code: value.code) : nil
    let name = item.map { Text(ja: $0.japanese, en: $0.english).in(context.language) }
    let result = [value.value, value.unit, value.flag?.rawValue, name].compactMap { $0 }
    let date = value.date?.description ?? "–"
    try context.output.line(date + "  " + TextWidth.safe(result.joined(separator: " ")))
  }
}

/// The codes under which an item stands in records.
enum ItemCodes {
  /// The items that a name in either language or a code means; blood pressure is two.
  static func items(of word: String) -> [CheckupItem] {
    if ["血圧", "bloodpressure"].contains(FoldedText.search(word)) {
      return ["systolic-pressure", "diastolic-pressure"].compactMap { CheckupItems.item(key: $0) }
    }
    let item = CheckupItems.item(inEitherLanguage: word) ?? item(code: word)
    return item.map { [$0] } ?? []
  }

  /// The item with that national or LOINC code.
  static func item(code: String) -> CheckupItem? {
    CheckupItems.item(code: code) ?? CheckupItems.item(loinc: code)
  }

  /// All codes of what a word means; an unknown word stands for itself.
  static func codes(of word: String) -> Set<String> {
    let items = items(of: word)
    guard !items.isEmpty else { return [word, FoldedText.search(word)] }
    return items.reduce(into: []) { $0.formUnion(CheckupItems.recordCodes(of: $1)) }
  }
}
