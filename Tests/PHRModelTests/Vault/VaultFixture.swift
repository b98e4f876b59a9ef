import Foundation
import Testing

@testable import PHRModel

/// A directory of its own for one test, removed at the end.
final class Workplace: Sendable {
  let directory: String
  var path: String { directory + "/test.phr" }

  /// In memory, where thousands of files are made and nothing depends on a disk.
  init(inMemory: Bool = false) throws {
    let root =
      inMemory && FileManager.default.isWritableFile(atPath: "/dev/shm")
      ? "/dev/shm/" : NSTemporaryDirectory()
    directory = root + "phr-vault-" + UUID().uuidString
    try FileManager.default.createDirectory(
      atPath: directory, withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700])
  }

  deinit { try? FileManager.default.removeItem(atPath: directory) }

  /// Options with the cheapest key derivation and the state beside the vault.
  func options(remembering: Bool = true) -> VaultOptions {
    var options = VaultOptions()
    options.cost = .cheapest
    options.stateDirectory = remembering ? .at(directory + "/state") : .none
    options.keepsReserve = false
    return options
  }

  /// A new vault under a key that costs nothing to derive.
  func create(_ options: VaultOptions? = nil) throws -> Vault {
    try Vault.create(at: path, credentials: [Self.key], options: options ?? self.options())
  }

  func open(_ options: VaultOptions? = nil) throws -> Vault {
    try Vault.open(at: path, credential: Self.key, options: options ?? self.options())
  }

  static let key = VaultCredential.exchangeKey(SecretBytes([UInt8](repeating: 7, count: 32)))

  var bytes: [UInt8] {
    get throws { Array(try Data(contentsOf: URL(fileURLWithPath: path))) }
  }

  func replace(with bytes: [UInt8]) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: path))
  }

  /// Writes over the content, in the same inode, as `cp` does.
  func overwrite(with bytes: [UInt8]) throws {
    let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    try handle.truncate(atOffset: 0)
    try handle.write(contentsOf: Data(bytes))
    try handle.close()
  }

  func write(_ bytes: [UInt8], to name: String) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: directory + "/" + name))
  }

  func read(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: directory + "/" + name)))
  }

  var names: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: directory).sorted() }
  }
}

/// A connection to the database in a vault, with the two-column table that the tests write.
struct Notebook {
  let connection: Connection

  init(_ vault: Vault) throws {
    connection = try Connection(
      path: vault.path, vfs: vault.vfsName, readOnly: vault.readOnlyReason != nil)
  }

  /// Works on a vault and closes the connection before the vault can go.
  @discardableResult
  init(kept vault: Vault, _ body: (Notebook) throws -> Void) throws {
    self = try Notebook(vault)
    try withExtendedLifetime(vault) { try body(self) }
  }

  func makeTable() throws {
    try connection.execute("CREATE TABLE note(id INTEGER PRIMARY KEY, text TEXT NOT NULL)")
  }

  func add(_ text: String) throws {
    try connection.run("INSERT INTO note(text) VALUES (?)", [.text(text)])
  }

  /// Adds many rows of 400 bytes in one transaction.
  func addMany(_ count: Int) throws {
    let filler = String(repeating: "x", count: 390)
    try connection.transaction {
      for number in 0..<count { try add("\(number) \(filler)") }
    }
  }

  var texts: [String] {
    get throws {
      try connection.query("SELECT text FROM note ORDER BY id") { $0.text(at: 0) ?? "" }
    }
  }

  var count: Int64 {
    get throws { try connection.first("SELECT count(*) FROM note") { $0.int(at: 0) } ?? -1 }
  }

  var integrity: [String] {
    get throws { try connection.query("PRAGMA integrity_check") { $0.text(at: 0) ?? "" } }
  }
}
