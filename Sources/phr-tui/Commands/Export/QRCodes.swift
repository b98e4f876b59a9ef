import Foundation
import PHRModel

/// QR codes on the terminal, through Debian's `qrencode` if it is installed.
enum QRCodes {
  /// Where programs of the system lie; a folder of the person's is never searched.
  private static let program = "/usr/bin/qrencode"
  /// Whether codes can be drawn here.
  static var isInstalled: Bool { FileManager.default.isExecutableFile(atPath: program) }

  /// Most bytes of one symbol: version 40, level L (ISO/IEC 18004).
  static let limit = 2953

  /// Shows one symbol after another, a key for the next.
  static func show(_ files: [Data], _ context: CommandContext) throws {
    for (index, file) in files.enumerated() {
      try context.output.line(try symbol(of: file))
      try context.output.line("\(index + 1)/\(files.count)")
      try context.output.flush()
      guard index + 1 < files.count, let prompter = context.prompter else { continue }
      guard try prompter.ask(context.say(ExportWords.nextCode), secret: false) != nil else {
        return
      }
    }
  }

  /// The symbol of some bytes as blocks of text.
  ///
  /// - Throws: `ExportFailure.noQRProgram`, `.tooLongForQR`.
  static func symbol(of bytes: Data) throws -> String {
    guard bytes.count <= limit else { throw ExportFailure.tooLongForQR }
    guard FileManager.default.isExecutableFile(atPath: program) else {
      throw ExportFailure.noQRProgram
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = ["-8", "-t", "UTF8", "-l", "L", "-o", "-"]
    let input = Pipe()
    let output = Pipe()
    process.standardInput = input
    process.standardOutput = output
    do { try process.run() } catch { throw ExportFailure.noQRProgram }
    // At most 2,953 bytes: less than a pipe holds, so this never waits.
    input.fileHandleForWriting.write(bytes)
    try? input.fileHandleForWriting.close()
    let drawn = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw ExportFailure.noQRProgram }
    return String(decoding: drawn, as: UTF8.self)
  }
}
