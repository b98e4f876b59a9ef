import Foundation
import PHRModel

/// A program that commits without a pause until it is killed; the other half of `CrashTests`.
///
/// It prints the number of each row once its commit is acknowledged, and compacts now and then.
enum CrashWriter {
  static func run(_ arguments: [String]) throws {
    guard arguments.count == 2 else { return }
    var options = VaultOptions()
    options.stateDirectory = .at(arguments[1])
    options.keepsReserve = false
    let key = VaultCredential.exchangeKey(SecretBytes([UInt8](repeating: 7, count: 32)))
    let vault = try Vault.open(at: arguments[0], credential: key, options: options)
    let connection = try Connection(path: vault.path, vfs: vault.vfsName)
    var number =
      try connection.first("SELECT coalesce(max(id), 0) FROM note") { $0.int(at: 0) } ?? 0
    while true {
      number += 1
      let length = number % 11 == 0 ? 30_000 : 40
      let text = "\(number) " + String(repeating: "x", count: length)
      try connection.run("INSERT INTO note(id, text) VALUES (?, ?)", [.int(number), .text(text)])
      FileHandle.standardOutput.write(Data("\(number)\n".utf8))
      if number % 25 == 0 { try vault.compact() }
    }
  }
}
