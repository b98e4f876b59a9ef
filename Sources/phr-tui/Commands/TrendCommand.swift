import PHRModel

/// `trend`: one checkup or measurement item over time.
enum TrendCommand {
  static let spec = CommandSpec(
    "trend", operands: "ITEM", count: 1...1,
    summary: Text(ja: "一つの項目の推移", en: "one item over time"), run: run)

  private static func run(_ context: CommandContext) throws -> ExitCode {
    let codes = ItemCodes.codes(of: context.operands[0])
    return try context.withVault { open in
      let values = try open.store.values(ofItem: codes)
      for value in values { try write(value, context) }
      if values.isEmpty, !context.wantsJSON { try context.tell(RecordMessages.noRecords) }
      return .done
    }
  }

  private static func write(_ value: ItemValue, _ context: CommandContext) throws {
    if context.wantsJSON {
      let json = RecordJSON.object([
        ("id", .string(value.record.text)), ("date", RecordJSON.text(value.date?.description)),
        ("code", .string(value.code)), ("value", .number(value.value)),
        ("unit", RecordJSON.text(value.unit)), ("flag", RecordJSON.text(value.flag?.rawValue)),
      ])
      return try context.output.line(json.serialized())
    }
    let result = [value.value, value.unit, value.flag?.rawValue].compactMap { $0 }
    try context.output.line(
      [value.date?.description ?? "–", result.joined(separator: " ")].joined(separator: "  "))
  }
}

/// The codes under which an item stands in records.
enum ItemCodes {
  /// All codes of the item that a name or a code means; an unknown word stands for itself.
  static func codes(of word: String) -> Set<String> {
    let item = CheckupItems.item(named: word) ?? CheckupItems.item(code: word)
    guard let item else { return [word] }
    return Set(item.codes.map(\.code))
  }
}
