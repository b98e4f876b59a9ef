import Foundation
import Testing

@testable import PHRModel
@testable import phr_tui

/// The scripts of `Tests/PHRTuiTests/Scripts`: command lines with all that they write.
///
/// `PHR_WRITE_GENERATED=1` renews what is expected; look at the difference before it is kept.
@Suite struct ScriptTests {
  static let folder = Checkout.root + "/Tests/PHRTuiTests/Scripts"
  static let names: [String] =
    ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
    .filter { $0.hasSuffix(".txt") }.sorted()

  @Test func `there are scripts`() { #expect(Self.names.count > 10) }

  @Test(arguments: names)
  func `command lines write what the script says`(name: String) throws {
    let path = Self.folder + "/" + name
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let script = Script(text)
    var commands: [ScriptCommand] = []
    var stage = try ScriptStage(hasVault: false)
    for item in script.items {
      switch item {
      case .remark: break
      case .story(_, let hasVault): stage = try ScriptStage(hasVault: hasVault)
      case .file(let file): try stage.write(file)
      case .command(let command):
        let done = stage.run(command)
        commands.append(done.isExpected ? command : done.found)
        guard !done.isExpected else { continue }
        let place = SourceLocation(
          fileID: "PHRTuiTests/" + name, filePath: path, line: command.line, column: 1)
        Issue.record(
          "expected:\n\(command.written)\n\nfound:\n\(done.found.written)",
          sourceLocation: place)
      }
    }
    let renewed = script.written(commands)
    if renewed != text { try Checkout.writeIfAsked(renewed, to: path) }
  }
}

/// Where the commands of one story run.
private struct ScriptStage {
  private let place: CommandPlace
  private var names: ScriptNames

  init(hasVault: Bool) throws {
    place = try CommandPlace()
    names = ScriptNames(directory: place.directory)
    guard hasVault, let credential = CommandPlace.credential else { return }
    try Vault.create(at: place.path, credential: credential, options: place.options).vault.close()
  }

  func write(_ file: ScriptFile) throws {
    try file.bytes.write(to: URL(fileURLWithPath: place.place(file.name)))
  }

  /// Runs a command; `found` is the command with what it did.
  mutating func run(_ command: ScriptCommand) -> (isExpected: Bool, found: ScriptCommand) {
    var words = command.words.map(names.filledIn)
    var environment = ["HOME": place.directory, "PHR_VAULT": place.path]
    while let first = words.first, let end = first.firstIndex(of: "="),
      first[..<end].allSatisfy({ $0.isUppercase || $0 == "_" })
    {
      environment[String(first[..<end])] = String(first[first.index(after: end)...])
      words.removeFirst()
    }
    let secret = words.contains { $0.hasPrefix("--passphrase-") }
    let given = secret ? [] : ["--passphrase-file", place.place("pass")]
    let done = place.execute(given + words.dropFirst(), environment: environment)
    let output = lines(done.output)
    let messages = lines(done.messages)
    let isExpected =
      names.matches(output, command.output) && names.matches(messages, command.messages)
      && done.code.rawValue == command.exit
    guard !isExpected else { return (true, command) }
    var found = command
    found.output = names.matches(output, command.output) ? command.output : names.named(output)
    found.messages =
      names.matches(messages, command.messages) ? command.messages : names.named(messages)
    found.exit = done.code.rawValue
    return (false, found)
  }

  private func lines(_ text: String) -> [String] {
    var lines = text.components(separatedBy: "\n")
    if lines.last == "" { lines.removeLast() }
    return lines
  }
}
