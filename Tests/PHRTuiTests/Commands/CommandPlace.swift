import Foundation
import Testing

@testable import PHRModel
@testable import phr_tui

/// A folder of its own with a vault, in which whole command lines run in process.
final class CommandPlace {
  /// What a command line did.
  struct Outcome: Sendable {
    let code: ExitCode
    /// stdout.
    let output: String
    /// stderr.
    let messages: String
  }

  static let passphrase = "correct horse battery"
  static let credential: VaultCredential? = (try? Passphrase(passphrase)).map { .passphrase($0) }

  let directory: String
  var path: String { directory + "/record.phr" }
  /// Options for every command; cheap keys, state in the folder.
  var options = VaultOptions()
  var waitLimit = 0.0
  /// What the clock says to commands.
  var now = Story.now
  /// The pauses that commands made.
  private(set) var pauses: [Double] = []
  /// What commands asked, in order.
  private(set) var questions: [String] = []

  init() throws {
    directory = NSTemporaryDirectory() + "phr-command-" + UUID().uuidString
    try FileManager.default.createDirectory(
      atPath: directory, withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700])
    options.cost = .cheapest
    options.stateDirectory = .at(directory + "/state")
    options.keepsReserve = false
    try write(Self.passphrase + "\n", to: "pass")
  }

  deinit { try? FileManager.default.removeItem(atPath: directory) }

  /// A vault with one record.
  @discardableResult
  func create() throws -> RecoveryCode {
    let made = try Vault.create(
      at: path, credential: try #require(Self.credential), options: options)
    try Self.add("soba", to: made.vault)
    made.vault.close()
    return made.recoveryCode
  }

  func open(_ path: String? = nil) throws -> Vault {
    try Vault.open(
      at: path ?? self.path, credential: try #require(Self.credential), options: options)
  }

  /// Adds a record with the vault open, as another program would.
  func addRecord(_ substance: String) throws {
    let vault = try open()
    try Self.add(substance, to: vault)
    vault.close()
  }

  static func add(_ substance: String, to vault: Vault) throws {
    let connection = try Connection(path: vault.path, vfs: vault.vfsName)
    let store = try RecordStore(connection)
    let typed = Provenance(channel: .manual, format: "manual", name: "", received: Story.now)
    let body = try Sample.body(.allergy, [("substance", substance)])
    try withExtendedLifetime(vault) {
      _ = try connection.transaction {
        try store.apply(RecordDraft(body: body), provenance: typed, recorded: Story.now)
      }
    }
  }

  // MARK: Running

  /// Runs a command line; with answers somebody sits at a terminal and types them.
  func run(
    _ arguments: String..., language: Language = .english, answers: [String]? = nil,
    givesPassphrase: Bool = true, before: ((String) throws -> Void)? = nil
  ) -> Outcome {
    runOn(
      "record.phr", arguments, language: language, answers: answers,
      givesPassphrase: givesPassphrase, before: before)
  }

  /// Runs a command line on a certain file of the folder.
  func runOn(
    _ file: String, _ arguments: [String], language: Language = .english,
    answers: [String]? = nil, givesPassphrase: Bool = true,
    before: ((String) throws -> Void)? = nil
  ) -> Outcome {
    let prompter = answers.map { ScriptedPrompter(answers: $0, before: before) }
    var all = ["--vault", place(file), "--lang", language.rawValue] + arguments
    if givesPassphrase { all += ["--passphrase-file", directory + "/pass"] }
    let outcome = execute(all, prompter: prompter)
    questions += prompter?.questions ?? []
    return outcome
  }

  /// Runs a command line as it stands; what has no output of its own is kept in memory.
  func execute(
    _ arguments: [String], environment: [String: String] = [:], output: Output? = nil,
    messages: Output? = nil, prompter: (any Prompter)? = nil
  ) -> Outcome {
    let output = output ?? Output(.memory)
    let messages = messages ?? Output(.memory)
    var program = Program(
      environment: environment, output: output, messages: messages, prompter: prompter,
      clock: { [now] in now })
    program.vaults = VaultSurroundings(
      options: options, waitLimit: waitLimit, waitAnnouncement: 0.1,
      pause: { [unowned self] in pauses.append($0) })
    let code = program.run(arguments) { _ in .done }
    return Outcome(code: code, output: output.text, messages: messages.text)
  }

  // MARK: Files

  func place(_ name: String) -> String { directory + "/" + name }

  func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: place(name)))
  }

  func bytes(_ name: String = "record.phr") throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: place(name))))
  }

  func replace(_ name: String = "record.phr", with bytes: [UInt8]) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: place(name)))
  }

  /// Changes the bytes of the vault in place.
  func change(_ body: (inout [UInt8]) -> Void) throws {
    var bytes = try bytes()
    body(&bytes)
    try replace(with: bytes)
  }

  func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: place(name)) }

  var names: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: directory).sorted() }
  }

  /// The records as `list` shows them.
  func records(_ file: String? = nil) -> Int {
    let listed =
      file.map { runOn($0, ["list", "--json"]) } ?? run("list", "--json")
    return listed.code == .done ? listed.output.split(separator: "\n").count : -1
  }
}

/// Types prepared answers and keeps the questions.
final class ScriptedPrompter: Prompter {
  private var answers: [String]
  private let before: ((String) throws -> Void)?
  private(set) var questions: [String] = []

  /// `before` happens while the person thinks.
  init(answers: [String], before: ((String) throws -> Void)? = nil) {
    self.answers = answers
    self.before = before
  }

  func ask(_ question: String, secret: Bool) throws -> String? {
    questions.append(question)
    try before?(question)
    return answers.isEmpty ? nil : answers.removeFirst()
  }
}
