import Foundation
import Testing

@testable import PHRModel
@testable import phr_tui

/// Keys from the command line: who can open the vault, and what a change does not do.
@Suite struct VaultKeyCommandTests {
  private static let second = "another four word phrase"

  @Test func `slots are listed and removed, but not the last one`() throws {
    let place = try CommandPlace()
    try place.create()
    let listed = place.run("vault", "slots", "--json")
    #expect(listed.output.split(separator: "\n").count == 2)
    #expect(listed.output.contains(#""slot":0,"kind":"passphrase","log2N":14"#))
    #expect(place.run("vault", "slots", "remove", "9", "--force").code == .usage)
    #expect(place.run("vault", "slots", "remove", "x").code == .usage)
    let unasked = place.run("vault", "slots", "remove", "1")
    #expect(unasked.code == .refused && unasked.messages.contains("add --force"))
    #expect(place.run("vault", "slots", "remove", "1", answers: ["no"]).code == .refused)
    let removed = place.run("vault", "slots", "remove", "1", language: .japanese, answers: ["はい"])
    #expect(removed.code == .done)
    #expect(removed.messages.contains("前の鍵で今後も開けます"))
    let last = place.run("vault", "slots", "remove", "0", "--force")
    #expect(last.code == .refused && last.messages.contains("The last key cannot be removed"))
  }

  @Test func `a passphrase is changed by file, and the program says what that does not do`() throws
  {
    let place = try CommandPlace()
    try place.create()
    try place.write(Self.second, to: "new")
    let changed = place.run(
      "vault", "passphrase", "--new-passphrase-file", place.place("new"))
    #expect(changed.code == .done)
    #expect(changed.messages.contains("Older copies (.prev, backups"))
    #expect(changed.messages.contains("vault rekey"))
    #expect(place.run("list").code == .wrongKey)
    try place.write(Self.second, to: "pass")
    #expect(place.records() == 1)
  }

  @Test(arguments: [
    (["new words to type", "new words to type"], ExitCode.done),
    (["new words to type", "new words to tpye"], .usage), (["short", "short"], .usage),
    ([], .wrongKey),
  ])
  func `on a terminal the new passphrase is typed twice`(
    _ answers: [String], _ code: ExitCode
  ) throws {
    let place = try CommandPlace()
    try place.create()
    #expect(place.run("vault", "passphrase", answers: answers).code == code)
    #expect(place.run("list").code == (code == .done ? .wrongKey : .done))
  }

  @Test func `a forgotten passphrase is replaced by means of the recovery code`() throws {
    let place = try CommandPlace()
    let code = try place.create()
    try place.write(code.printed.lowercased(), to: "pass")
    try place.write(Self.second, to: "new")
    let changed = place.run(
      "vault", "passphrase", "--new-passphrase-file", place.place("new"))
    #expect(changed.code == .done)
    try place.write(Self.second, to: "pass")
    #expect(place.records() == 1)
    #expect(place.run("vault", "slots").output.split(separator: "\n").count == 2)
  }

  @Test func `a new recovery code ends the former one and is shown once`() throws {
    let place = try CommandPlace()
    let former = try place.create()
    let made = place.run("vault", "recovery")
    #expect(made.code == .done)
    #expect(made.messages.contains("The former code no longer opens this file"))
    let code = made.output.trimmingCharacters(in: .whitespacesAndNewlines)
    #expect(try RecoveryCode(parsing: code).printed == code)
    try place.write(former.printed, to: "pass")
    #expect(place.run("list").code == .wrongKey)
    try place.write(code, to: "pass")
    #expect(place.records() == 1)
  }

  @Test(arguments: Language.allCases)
  func `the sheet names the vault and what is needed`(_ language: Language) throws {
    let place = try CommandPlace()
    try place.create()
    let sheet = place.run("vault", "recovery", "--sheet", language: language)
    #expect(sheet.code == .done)
    let id = HexText.of(try place.open().id)
    #expect(sheet.output.contains(id) && sheet.output.contains("salvage"))
    #expect(HexText.of(try RecoverySheet(parsing: sheet.output).vaultID) == id)
    // Printing changes nothing.
    #expect(try place.open().slots.count == 2)
  }

  @Test func `a key file protects only when no plain passphrase is left`() throws {
    let place = try CommandPlace()
    try place.create()
    try place.write("any bytes will do", to: "key")
    let added = place.run("vault", "keyfile", "add", place.place("key"))
    #expect(added.code == .done)
    #expect(added.messages.contains("slots remove 0"))
    let key = "--key-file=" + place.place("key")
    #expect(place.run("vault", "slots", "remove", "0", "--force", key).code == .done)
    let without = place.run("list")
    #expect(without.code == .wrongKey && without.messages.contains("--key-file FILE"))
    #expect(place.run("list", key).code == .done)
    try place.write("another file", to: "other")
    #expect(place.run("list", "--key-file", place.place("other")).code == .wrongKey)
    let wrong = place.run("vault", "keyfile", "remove", place.place("other"), "--force", key)
    #expect(wrong.code == .wrongKey)
    let removed = place.run("vault", "keyfile", "remove", place.place("key"), "--force", key)
    #expect(removed.code == .done)
    #expect(place.run("vault", "slots").code == .wrongKey)
  }

  @Test func `rekey drops other keys by name, removes what the old key opens, locks others`() throws
  {
    let place = try CommandPlace()
    let former = try place.create()
    try place.write("any bytes will do", to: "key")
    #expect(place.run("vault", "keyfile", "add", place.place("key")).code == .done)
    #expect(place.run("vault", "backup", "--keep", "2").code == .done)
    #expect(place.run("vault", "compact").code == .done)
    #expect(place.exists("record.phr.prev"))
    let copy = try place.bytes()
    let other = try place.open()
    let connection = try Connection(path: other.path, vfs: other.vfsName)
    #expect(try connection.query("SELECT name FROM sqlite_schema") { _ in 0 }.isEmpty == false)

    #expect(place.run("vault", "rekey").code == .refused)
    let rekeyed = place.run("vault", "rekey", answers: ["yes"])
    #expect(rekeyed.code == .done, "\(rekeyed.messages)")
    let question = try #require(place.questions.last)
    #expect(question.contains("2: passphrase and key file"))
    #expect(question.contains("record.phr.prev") && question.contains("automatic backups"))
    #expect(rekeyed.messages.contains("What it cannot do"))
    #expect(!place.exists("record.phr.prev"))

    #expect(throws: SQLiteError.self) {
      try connection.query("SELECT count(*) FROM record") { $0.int(at: 0) }
    }
    #expect(other.lastError == .rekeyedElsewhere)
    #expect(place.records() == 1)
    #expect(try place.open().slots.map(\.kind) == [.passphrase, .recoveryCode])
    let code = rekeyed.output.split(separator: "\n").last.map(String.init)
    #expect(code?.isEmpty == false && code != former.printed)
    // The one automatic backup there is was made after, under the new key.
    let kept = try FileManager.default.contentsOfDirectory(atPath: place.path + ".backups")
    #expect(kept.count == 1)
    #expect(place.run("vault", "verify", place.path + ".backups/" + kept[0]).code == .done)
    // Whoever kept a copy can still read it: exactly what the program said.
    try place.replace("copy.phr", with: copy)
    #expect(place.run("vault", "verify", place.place("copy.phr")).code == .done)
  }

  @Test func `rekey can take a new passphrase`() throws {
    let place = try CommandPlace()
    try place.create()
    try place.write(Self.second, to: "new")
    let outcome = place.run(
      "vault", "rekey", "--force", "--new-passphrase-file", place.place("new"))
    #expect(outcome.code == .done)
    #expect(place.run("list").code == .wrongKey)
    try place.write(Self.second, to: "pass")
    #expect(place.records() == 1)
  }

  @Test func `three wrong passphrases in a row slow down, five end the command`() throws {
    let place = try CommandPlace()
    try place.create()
    let wrong = place.run(
      "list", answers: ["a b c d", "e f g h", "i j k l", "m n o p", "q r s t", "u v w x"],
      givesPassphrase: false)
    #expect(wrong.code == .wrongKey)
    #expect(place.pauses == [0, 0, 2, 4, 8])
    #expect(place.questions.count == 5)
    let right = place.run(
      "list", answers: ["a slip of the hand", CommandPlace.passphrase], givesPassphrase: false)
    #expect(right.code == .done)
    #expect(place.run("list", givesPassphrase: false).code == .wrongKey)
  }

  @Test func `init warns of a weak passphrase and refuses a short one`() throws {
    let place = try CommandPlace()
    try place.write("1234567", to: "pass")
    #expect(place.run("init").code == .usage)
    try place.write("password12", to: "pass")
    let weak = place.run("init")
    #expect(weak.code == .done)
    #expect(weak.messages.split(separator: "\n").count > 2)
    #expect(place.records() == 0)
  }

  @Test func `a key changed by another program while a person thinks locks this one`() throws {
    let place = try CommandPlace()
    try place.create()
    let outcome = place.run("vault", "slots", "remove", "1", answers: ["yes"]) { question in
      guard question.contains("Remove key") else { return }
      let other = try place.open()
      try other.rekey(credentials: [try #require(CommandPlace.credential)])
      other.close()
    }
    #expect(outcome.code == .wrongKey)
    #expect(outcome.messages.contains("The data key was changed meanwhile"))
  }

  @Test func `a file replaced while a person thinks costs nothing`() throws {
    let place = try CommandPlace()
    try place.create()
    let older = try place.bytes()
    try place.addRecord("egg")
    let outcome = place.run("vault", "slots", "remove", "1", answers: ["yes"]) { question in
      guard question.contains("Remove key") else { return }
      try FileManager.default.removeItem(atPath: place.path)
      try place.replace(with: older)
    }
    #expect(outcome.code == .damaged)
    #expect(outcome.messages.contains("was replaced while it was open"))
    let conflict = try #require(try place.names.first { $0.contains(".conflict-") })
    place.options.stateDirectory = .none
    #expect(place.records(conflict) == 2)
  }
}
