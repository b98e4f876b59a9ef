import Foundation
import Testing

@testable import PHRModel
@testable import phr_tui

/// Two people and their files: a mother with her vault, a daughter with what she was given.
final class Family {
  struct Outcome {
    let code: ExitCode
    let output: String
    let messages: String
  }

  let folder: TemporaryFolder
  var now = Story.now
  private(set) var options = VaultOptions()

  init() throws {
    folder = try TemporaryFolder()
    options.cost = .cheapest
    options.stateDirectory = .at(folder.path + "/state")
    options.keepsReserve = false
    try folder.write("mother of all words\n", to: "mother.pass")
    try folder.write("daughter of all words\n", to: "daughter.pass")
  }

  @discardableResult
  func mother(_ arguments: String..., language: Language = .english) -> Outcome {
    run("mother.phr", "mother.pass", arguments, language)
  }

  @discardableResult
  func daughter(_ arguments: String..., language: Language = .english) -> Outcome {
    run("mum.phr", "daughter.pass", arguments, language)
  }

  /// Runs a command line on a file with a passphrase; with answers somebody sits at a terminal.
  func run(
    _ file: String, _ secret: String?, _ arguments: [String], _ language: Language,
    answers: [String]? = nil
  ) -> Outcome {
    let output = Output(.memory)
    let messages = Output(.memory)
    let now = now
    var program = Program(
      environment: ["XDG_DATA_HOME": folder.path + "/data"], output: output, messages: messages,
      prompter: answers.map { ScriptedPrompter(answers: $0) }, clock: { now })
    program.vaults.options = options
    var all = ["--vault", place(file), "--lang", language.rawValue]
    if let secret { all += ["--passphrase-file", place(secret)] }
    let code = program.run(all + arguments) { _ in .done }
    return Outcome(code: code, output: output.text, messages: messages.text)
  }

  func place(_ name: String) -> String { folder.path + "/" + name }

  func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: place(name)) }

  func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: place(name)) }

  func copy(_ name: String, to other: String) throws {
    try? remove(other)
    try FileManager.default.copyItem(atPath: place(name), toPath: place(other))
  }

  /// Lets days pass.
  func wait(days: Int64) { now = now.adding(seconds: days * 86_400) }

  /// The vault with two records and a grant for the medication alone; its code in a file.
  func prepare(
    _ options: [String] = [
      "--basis", "power-of-attorney", "--scope", "kind:medication", "--until", "2027-03-31",
    ]
  ) throws {
    #expect(mother("init").code == .done)
    #expect(mother("profile", "--name", "架空 はな").code == .done)
    #expect(mother("add", "medication", "--drug", "見せる薬", "--date", "2026-03-01").code == .done)
    #expect(mother("add", "condition", "--name", "見せない病名").code == .done)
    let given = give(options)
    #expect(given.code == .done, "\(given.messages)")
    try folder.write(given.output, to: "code")
  }

  @discardableResult
  func give(_ options: [String], language: Language = .english) -> Outcome {
    run(
      "mother.phr", "mother.pass",
      ["delegates", "add", "架空 ゆり", "--relation", "娘", "--out", place("mum.phr")] + options,
      language)
  }

  @discardableResult
  func admit(language: Language = .english) -> Outcome {
    daughter("people", "add", place("mum.phr"), "--code-file", place("code"), language: language)
  }

  /// Works on the plain database in the file that goes to the daughter, with the holder's key.
  func changeFile(_ name: String = "mum.phr", _ sql: String) throws {
    var options = options
    options.stateDirectory = .none
    let mother = try Vault.open(
      at: place("mother.phr"), credential: .passphrase(try Passphrase("mother of all words")),
      options: options)
    defer { mother.close() }
    let key = try key(in: mother)
    let file = try Vault.open(at: place(name), credential: key, options: options)
    defer { file.close() }
    let connection = try Connection(path: file.path, vfs: file.vfsName)
    try connection.execute(sql)
  }

  /// Works on the plain database in the mother's vault.
  func changeMother(_ sql: String) throws {
    let mother = try Vault.open(
      at: place("mother.phr"), credential: .passphrase(try Passphrase("mother of all words")),
      options: options)
    defer { mother.close() }
    let connection = try Connection(path: mother.path, vfs: mother.vfsName)
    try connection.execute(sql)
  }

  private func key(in vault: Vault) throws -> VaultCredential {
    let store = try RecordStore(Connection(path: vault.path, vfs: vault.vfsName))
    let delegates = DelegateStore(store)
    let id = try #require(try delegates.grants().last?.id)
    return try #require(try delegates.link(of: id)).key
  }
}
