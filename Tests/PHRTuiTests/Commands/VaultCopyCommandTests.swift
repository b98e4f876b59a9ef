import Foundation
import Testing

@testable import PHRModel
@testable import phr_tui

/// Backups, restoring, compacting and the plain export from the command line.
@Suite struct VaultCopyCommandTests {
  @Test func `a backup is private, whole and never written over anything unasked`() throws {
    let place = try CommandPlace()
    try place.create()
    let target = place.place("b.phr")
    let made = place.run("vault", "backup", target)
    #expect(made.code == .done && made.output.contains("read back"))
    let mode = try FileManager.default.attributesOfItem(atPath: target)[.posixPermissions]
    #expect(mode as? Int == 0o600)
    let again = place.run("vault", "backup", target, language: .japanese)
    #expect(again.code == .failed && again.messages.contains("--force"))
    #expect(place.run("vault", "backup", target, "--force").code == .done)
    let itself = place.run("vault", "backup", place.path, "--force")
    #expect(itself.code == .refused)
    #expect(itself.messages.contains("is the vault itself"))
    #expect(place.run("vault", "backup").code == .usage)
    #expect(place.run("vault", "backup", place.directory + "/no/such/folder.phr").code == .failed)
    #expect(try place.names.filter { $0.contains(".new-") }.isEmpty)
    #expect(place.records("b.phr") == 1)
  }

  @Test func `after every change a backup is made, and the newest are kept`() throws {
    let place = try CommandPlace()
    try place.create()
    let set = place.run("vault", "backup", "--keep", "3")
    #expect(set.code == .done && set.messages.contains("keep one elsewhere"))
    for number in 0..<5 {
      #expect(place.run("profile", "--name", "見本 \(number)").code == .done)
    }
    #expect(place.run("list").code == .done)
    let folder = place.path + ".backups"
    let kept = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    #expect(kept.count == 3)
    let last = place.run("vault", "verify", folder + "/" + (kept.last ?? ""))
    #expect(last.code == .done)
    #expect(!last.messages.contains("older"))
    let first = place.run("vault", "verify", folder + "/" + (kept.first ?? ""))
    #expect(first.code == .done && first.messages.contains("older than the state last seen"))
    #expect(place.run("vault", "backup", "--keep", "0").code == .done)
    #expect(place.run("profile", "--name", "見本").code == .done)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count == 3)
  }

  @Test func `a backup folder that is gone is a warning: the change itself is safe`() throws {
    let place = try CommandPlace()
    try place.create()
    let folder = place.place("no/such")
    #expect(place.run("vault", "backup", "--keep", "2", "--folder", folder).code == .done)
    let changed = place.run("profile", "--name", "見本")
    #expect(changed.code == .done)
    #expect(changed.messages.contains("The change is saved, but the automatic backup failed"))
  }

  @Test func `restoring over a newer vault needs a yes, and keeps what it replaces`() throws {
    let place = try CommandPlace()
    try place.create()
    #expect(place.run("vault", "backup", place.place("b.phr")).code == .done)
    try place.addRecord("egg")
    let unasked = place.run("vault", "restore", place.place("b.phr"))
    #expect(unasked.code == .refused && unasked.messages.contains("--force"))
    #expect(unasked.messages.contains("Note: this copy is older"))
    #expect(place.run("vault", "restore", place.place("b.phr"), answers: ["no"]).code == .refused)
    #expect(place.records() == 2)
    let asked = place.run("vault", "restore", place.place("b.phr"), answers: ["yes"])
    #expect(asked.code == .done && asked.messages.contains("nothing was merged"))
    #expect(place.questions.last?.contains("at least 1 changes that the backup lacks") == true)
    // It is this machine's truth now, and goes on as another device.
    let listed = place.run("list")
    #expect(listed.code == .done && listed.messages.isEmpty)
    try place.addRecord("milk")
    #expect(try place.open().info().devices == 2)
    #expect(place.records("record.phr.prev") == -1)
    #expect(place.run("vault", "verify", place.path + ".prev").messages.contains("different ways"))
    let back = place.run("vault", "restore", "--force")
    #expect(back.code == .done)
    #expect(place.records() == 2)
  }

  @Test func `a missing vault comes back without a question`() throws {
    let place = try CommandPlace()
    try place.create()
    try place.addRecord("egg")
    #expect(place.run("vault", "backup", place.place("b.phr")).code == .done)
    try FileManager.default.removeItem(atPath: place.path)
    #expect(place.run("vault", "restore", place.place("b.phr")).code == .done)
    #expect(place.records() == 2)
    #expect(!place.exists("record.phr.prev"))
  }

  @Test(arguments: [
    ("another vault", "is another vault"), ("no vault", "cannot be read"),
    ("damaged", "cannot be read"), ("rekeyed", "has another data key"),
    ("diverged", "went different ways"),
  ])
  func `what stands in the way is named`(_ state: String, _ words: String) throws {
    let place = try CommandPlace()
    try place.create()
    #expect(place.run("vault", "backup", place.place("b.phr")).code == .done)
    switch state {
    case "another vault":
      try FileManager.default.removeItem(atPath: place.path)
      try place.create()
    case "no vault": try place.write("a letter to nobody", to: "record.phr")
    case "damaged":
      try place.addRecord("egg")
      try place.change { $0[9_000] ^= 1 }
    case "rekeyed":
      let vault = try place.open()
      try vault.rekey(credentials: [try #require(CommandPlace.credential)])
      vault.close()
    default:
      try place.addRecord("egg")
      let here = place.options
      place.options.stateDirectory = .at(place.place("elsewhere"))
      let copy = try place.open(place.place("b.phr"))
      try CommandPlace.add("milk", to: copy)
      copy.close()
      place.options = here
    }
    let before = try place.bytes()
    let outcome = place.run("vault", "restore", place.place("b.phr"), answers: ["yes"])
    #expect(outcome.code == .done, "\(outcome.messages)")
    #expect(place.questions.last?.contains(words) == true)
    #expect(try place.bytes("record.phr.prev") == before)
    let listed = place.run("list")
    #expect(listed.code == .done && listed.messages.isEmpty, "\(listed.messages)")
  }

  @Test func `a damaged backup replaces nothing`() throws {
    let place = try CommandPlace()
    try place.create()
    #expect(place.run("vault", "backup", place.place("b.phr")).code == .done)
    var bytes = try place.bytes("b.phr")
    bytes[bytes.count - 9_000] ^= 1
    try place.replace("b.phr", with: bytes)
    let before = try place.bytes()
    for arguments in [
      ["restore", place.place("b.phr"), "--force"], ["verify", place.place("b.phr")],
    ] {
      let outcome = place.runOn("record.phr", ["vault"] + arguments)
      #expect(outcome.code == .damaged)
      #expect(outcome.messages.contains("damaged or tampered with"))
    }
    #expect(try place.bytes() == before)
  }

  @Test func `a restore waits for no open program in vain: its changes stay`() throws {
    let place = try CommandPlace()
    try place.create()
    #expect(place.run("vault", "backup", place.place("b.phr")).code == .done)
    let other = try place.open()
    try CommandPlace.add("egg", to: other)
    #expect(place.run("vault", "restore", place.place("b.phr"), "--force").code == .done)
    #expect(throws: (any Error).self) { try CommandPlace.add("milk", to: other) }
    guard case .replacedWhileOpen(let conflict?) = other.lastError else {
      Issue.record("not told that the file was replaced")
      return
    }
    place.options.stateDirectory = .none
    #expect(place.records((conflict as NSString).lastPathComponent) == 2)
  }

  @Test(arguments: Language.allCases)
  func `compact says what stays, with --forget what it cannot do`(_ language: Language) throws {
    let place = try CommandPlace()
    try place.create()
    let plain = place.run("vault", "compact", language: language)
    #expect(plain.code == .done && plain.messages.contains("--forget"))
    #expect(place.exists("record.phr.prev"))
    let thorough = place.run("vault", "compact", "--forget", language: language)
    #expect(thorough.code == .done && thorough.messages.contains("SSD"))
    #expect(!place.exists("record.phr.prev"))
    #expect(place.records() == 1)
  }

  @Test func `after compact --forget deleted content is gone, the full-text index included`() throws
  {
    let place = try CommandPlace()
    try place.create()
    let vault = try place.open()
    try withExtendedLifetime(vault) {
      let connection = try Connection(path: vault.path, vfs: vault.vfsName)
      try connection.execute(
        "CREATE VIRTUAL TABLE word USING fts5(text, tokenize='trigram'); "
          + "CREATE TABLE memo(text TEXT)")
      for number in 0..<200 {
        for table in ["word", "memo"] {
          try connection.run("INSERT INTO \(table)(text) VALUES(?)", [.text("zqxjk\(number)vwm")])
        }
      }
      for table in ["word", "memo"] { try connection.execute("DELETE FROM \(table)") }
    }
    vault.close()
    #expect(place.run("vault", "compact", "--forget").code == .done)
    let plain = place.place("plain.db")
    #expect(place.run("vault", "export-sqlite", plain, "--yes-plain").code == .done)
    let image = try Data(contentsOf: URL(fileURLWithPath: plain))
    for trace in ["zqxjk", "zqx", "qxj", "vwm"] {
      #expect(image.range(of: Data(trace.utf8)) == nil)
    }
    #expect(try place.names.filter { $0.contains(".prev") || $0.contains(".tail-") }.isEmpty)
  }

  @Test func `the plain export asks for the word and is an ordinary database`() throws {
    let place = try CommandPlace()
    try place.create()
    let target = place.place("plain.db")
    let unasked = place.run("vault", "export-sqlite", target)
    #expect(unasked.code == .refused && unasked.messages.contains("--yes-plain"))
    #expect(place.run("vault", "export-sqlite", target, answers: ["ok"]).code == .refused)
    #expect(!place.exists("plain.db"))
    let asked = place.run("vault", "export-sqlite", target, language: .japanese, answers: ["はい"])
    #expect(asked.code == .done && asked.messages.contains("守られていません"))
    let mode = try FileManager.default.attributesOfItem(atPath: target)[.posixPermissions]
    #expect(mode as? Int == 0o600)
    let plain = try Connection(path: target, readOnly: true)
    #expect(try plain.query("PRAGMA integrity_check") { $0.text(at: 0) } == ["ok"])
    #expect(try plain.first("SELECT count(*) FROM record") { $0.int(at: 0) } == 1)
    #expect(place.run("vault", "export-sqlite", target, "--yes-plain").code == .failed)
  }

  @Test func `a person may confirm an older file at the terminal`() throws {
    let place = try CommandPlace()
    try place.create()
    let before = try place.bytes()
    try place.addRecord("egg")
    try place.replace(with: before)
    let read = place.run("list", answers: [])
    #expect(read.code == .done && read.messages.contains("Opened read-only"))
    #expect(place.run("profile", "--name", "見本", answers: ["no"]).code == .refused)
    #expect(place.run("profile", "--name", "見本", answers: ["yes"]).code == .done)
    let listed = place.run("list")
    #expect(listed.code == .done && listed.messages.isEmpty)
  }

  @Test(arguments: Language.allCases)
  func `a writer says that it waits, then gives up as busy`(_ language: Language) throws {
    let place = try CommandPlace()
    try place.create()
    place.waitLimit = 0.4
    let other = try place.open()
    let connection = try Connection(path: other.path, vfs: other.vfsName)
    try connection.execute("BEGIN IMMEDIATE")
    let busy = place.run("profile", "--name", "見本", language: language)
    try connection.execute("COMMIT")
    #expect(busy.code == .failed)
    let words = VaultStandingWords.waiting.in(language)
    #expect(busy.messages.components(separatedBy: words).count == 2)
    #expect(place.run("profile", "--name", "見本").code == .done)
    withExtendedLifetime(other) {}
  }
}
