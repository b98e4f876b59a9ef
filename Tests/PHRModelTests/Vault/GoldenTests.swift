import Foundation
import Testing

@testable import PHRModel

/// A vault that was written by the first release opens for ever, and by an independent reader.
@Suite struct GoldenTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  private static let golden = folder.appending(path: "Fixtures/golden-1.phr")

  private static func credentials() throws -> [(String, String, VaultCredential)] {
    let phrase = "golden passphrase ABC ガ"
    let code = "6V0J-NSZ2-0TYR-FE5N-8EPY-06JV-E637"
    let key = [UInt8](repeating: 7, count: 32)
    return [
      ("--passphrase", phrase, .passphrase(try Passphrase(phrase))),
      ("--recovery", code, .recoveryCode(try RecoveryCode(parsing: code))),
      ("--exchange", key.hexadecimal, .exchangeKey(SecretBytes(key))),
    ]
  }

  @Test func `the golden vault of format 1 opens with each of its keys`() throws {
    for (_, _, credential) in try Self.credentials() {
      let place = try Workplace()
      try FileManager.default.copyItem(atPath: Self.golden.path, toPath: place.path)
      let vault = try Vault.open(
        at: place.path, credential: credential, options: place.options())
      #expect(vault.readOnlyReason == nil)
      let notebook = try Notebook(vault)
      let texts = try notebook.texts
      #expect(texts.count == 601)
      #expect(texts.first == "changed")
      #expect(texts.last == "behind the base")
      #expect(texts.reduce(0) { $0 + $1.unicodeScalars.count } == 77_784)
      #expect(try notebook.integrity == ["ok"])
      #expect(try vault.verify().frames == 8)
      try notebook.add("and it can be written to")
    }
  }

  @Test func `a reader in another language, written from the README, agrees`() throws {
    let place = try Workplace()
    try FileManager.default.copyItem(atPath: Self.golden.path, toPath: place.path)
    let vault = try place.open()
    let image = try vault.file.image.bytes(0, vault.file.image.committedSize)
    for (option, secret, _) in try Self.credentials() {
      let output = place.directory + "/" + option + ".db"
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      process.arguments = [
        "python3", Self.folder.appending(path: "reader.py").path, place.path, output, option,
        secret,
      ]
      process.standardOutput = Pipe()
      process.standardError = Pipe()
      try process.run()
      process.waitUntilExit()
      // 127: a machine without Python, where the fixture test above must do.
      if process.terminationStatus == 127 { return }
      #expect(process.terminationStatus == 0, "\(option)")
      let read = Array(try Data(contentsOf: URL(fileURLWithPath: output)))
      #expect(read.count == image.count)
      #expect(read == Array(image), "\(option)")
    }
  }
}
