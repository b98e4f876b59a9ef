import PHRModel

/// `export open`: opens a file that was sealed with a passcode, by this program or another.
enum ExportOpenCommand {
  static let spec = CommandSpec(
    "export open", operands: "FILE", count: 1...1,
    options: [
      OptionSpec(
        "--passcode-file", "FILE", Text(ja: "合言葉を書いたファイル", en: "a file with the passcode"))
    ] + ExportSink.options,
    summary: Text(ja: "封をしたファイルを開く", en: "open a sealed file"), run: run)

  /// Larger files are no summaries.
  private static let limit = 256 << 20

  private static func run(_ context: CommandContext) throws -> ExitCode {
    let sealed = try InputFile.readWhole(context.operands[0], limit: limit)
    guard JWE.isSealed(sealed) else { throw ExportFailure.notSealed }
    let code = try passcode(context)
    let sink = try ExportSink(context, allowsSealing: false)
    do {
      try sink.write(bytes: Array(try JWE.open(sealed, typed: code)))
    } catch JWE.Problem.notSealed {
      throw ExportFailure.notSealed
    } catch JWE.Problem.unsupported {
      throw ExportFailure.unsupportedSeal
    } catch is CryptoError {
      throw ExportFailure.wrongPasscode
    }
    try sink.finish(type: "")
    return .done
  }

  private static func passcode(_ context: CommandContext) throws -> String {
    if let file = context.invocation.value("--passcode-file") {
      return try context.secret(inFile: file)
    }
    let question = context.say(ExportWords.askPasscode)
    guard let typed = try context.prompter?.ask(question, secret: false) else {
      throw CommandFailure.noPassphrase
    }
    return typed
  }
}
