import PHRModel

/// `vault info`: facts on the file.
enum VaultInfoCommand {
  static let spec = CommandSpec(
    "vault info", summary: Text(ja: "記録ファイルの状態", en: "facts on the vault"), run: run)

  private static func run(_ context: CommandContext) throws -> ExitCode {
    try context.withVault { open in
      let info = try open.vault.info()
      let records = try open.store.count(RecordQuery())
      if context.wantsJSON {
        try context.output.line(json(info, records, path: open.vault.path).serialized())
        return .done
      }
      for (label, value) in VaultInfoWords.rows(info, records: records, path: open.vault.path) {
        let line = context.say(label).padded(toColumns: 24) + "  " + TextWidth.safe(value)
        try context.output.line(line)
      }
      try context.output.line()
      for line in VaultInfoWords.limits { try context.output.talk(context.say(line)) }
      return .done
    }
  }

  private static func json(_ info: VaultInfo, _ records: Int, path: String) -> JSONValue {
    RecordJSON.object([
      ("path", .string(path)), ("format", RecordJSON.number(info.format)),
      ("id", .string(HexText.of(info.id))), ("epoch", RecordJSON.number(info.epoch)),
      ("generation", RecordJSON.number(info.generation)),
      ("commit", RecordJSON.number(info.commit)),
      ("framesSinceBase", RecordJSON.number(info.framesSinceBase)),
      ("commitsSinceBase", RecordJSON.number(info.commitsSinceBase)),
      ("imageSize", RecordJSON.number(info.imageSize)),
      ("fileSize", RecordJSON.number(info.fileSize)),
      ("devices", RecordJSON.number(info.devices)),
      ("slots", .array(info.slots.map { .string(VaultInfoWords.name(of: $0.kind).en) })),
      ("records", RecordJSON.number(records)),
      (
        "verified",
        RecordJSON.text(
          info.lastVerified.map { Instant(seconds: Int64(clamping: $0)).description })
      ),
    ])
  }
}

/// Bytes in hexadecimal.
enum HexText {
  private static let digits = Array("0123456789abcdef".utf8)

  /// Two digits for every byte.
  static func of(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(2 * bytes.count)
    for byte in bytes { append(byte, to: &text) }
    return String(decoding: text, as: UTF8.self)
  }

  /// Adds the two digits of a byte to text.
  static func append(_ byte: UInt8, to text: inout [UInt8]) {
    text.append(digits[Int(byte >> 4)])
    text.append(digits[Int(byte & 15)])
  }
}
