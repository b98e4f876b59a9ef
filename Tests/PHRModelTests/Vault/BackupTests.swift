import Foundation
import Testing

@testable import PHRModel

/// Copies of a vault: made while it is in use, kept in a row, brought back.
@Suite struct BackupTests {
  @Test func `backups made while others write are each one whole state`() async throws {
    let place = try Workplace()
    try Notebook(kept: place.create()) { try $0.makeTable() }
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        let vault = try place.open()
        try Notebook(kept: vault) { notebook in
          try notebook.connection.execute("PRAGMA busy_timeout = 20000")
          for round in 0..<60 {
            // Two rows in one commit: half of them would be seen.
            try notebook.connection.transaction {
              try notebook.add("first \(round)")
              try notebook.add("second \(round)")
            }
          }
        }
      }
      group.addTask {
        let vault = try place.open()
        for number in 0..<6 {
          let target = place.directory + "/backup-\(number)"
          let found = try vault.backUp(to: target)
          let copy = try Vault.openCopy(at: target, credential: Workplace.key)
          let notebook = try Notebook(copy)
          #expect(try notebook.count % 2 == 0)
          #expect(try notebook.integrity == ["ok"])
          #expect(found.commits == 0 && found.frames >= 1)
          withExtendedLifetime(copy) {}
        }
      }
      try await group.waitForAll()
    }
    let last = try place.open()
    #expect(try Notebook(last).count == 120)
    withExtendedLifetime(last) {}
  }

  @Test func `a copy is the same vault at the same position and remembers nothing`() throws {
    let place = try Workplace()
    let vault = try place.create()
    try Notebook(kept: vault) { notebook in
      try notebook.makeTable()
      try notebook.addMany(500)
    }
    let target = place.directory + "/copy"
    try vault.backUp(to: target)
    #expect(throws: VaultError.alreadyExists) { try vault.backUp(to: target) }
    #expect(throws: VaultError.alreadyExists) {
      try vault.backUp(to: place.path, replacing: true)
    }
    let copy = try Vault.openCopy(at: target, credential: Workplace.key, options: place.options())
    #expect(copy.position.commit == vault.position.commit)
    #expect(copy.id == vault.id)
    #expect(copy.readOnlyReason == .requested)
    #expect(copy.objection(rememberedIn: place.options().stateDirectory) == nil)
    #expect(try copy.standing(over: place.path) == .same)
    try Notebook(kept: vault) { try $0.add("later") }
    #expect(
      copy.objection(rememberedIn: place.options().stateDirectory) == .olderThanLastSeen)
    #expect(try copy.standing(over: place.path) == .older(commits: 1))
    #expect(try copy.standing(over: place.directory + "/nothing") == .nothingThere)
  }

  @Test func `a failing disk leaves neither half a backup nor a changed vault`() throws {
    let place = try Workplace()
    let vault = try place.create()
    try Notebook(kept: vault) { notebook in
      try notebook.makeTable()
      try notebook.addMany(200)
    }
    let before = try place.bytes
    let names = try place.names
    #expect(throws: VaultError.self) { try vault.backUp(to: place.directory + "/no/where") }
    try FileManager.default.createDirectory(
      atPath: place.directory + "/folder", withIntermediateDirectories: false)
    #expect(throws: VaultError.notARegularFile) {
      try vault.backUp(to: place.directory + "/folder", replacing: true)
    }
    try FileManager.default.removeItem(atPath: place.directory + "/folder")
    #expect(try place.bytes == before)
    #expect(try place.names == names)
  }

  @Test func `rolling backups remove only their own kind`() throws {
    let place = try Workplace()
    let vault = try place.create()
    let backups = RollingBackups(folder: place.directory + "/kept", keep: 2)
    try FileManager.default.createDirectory(
      atPath: backups.folder, withIntermediateDirectories: false)
    let foreign = ["test.phr.letter.backup.phr", "other.phr", "a.txt"]
    for name in foreign { try place.write([1, 2, 3], to: "kept/" + name) }
    var last: RollingBackups.Outcome?
    for round in 0..<4 {
      try Notebook(kept: vault) { notebook in
        if round == 0 { try notebook.makeTable() }
        try notebook.add("round \(round)")
      }
      last = try backups.make(of: vault)
    }
    #expect(last?.removed == 1)
    let kept = try backups.list(of: vault)
    #expect(kept.count == 2 && kept.last == last?.path)
    let names = try FileManager.default.contentsOfDirectory(atPath: backups.folder)
    #expect(Set(names).isSuperset(of: foreign) && names.count == 5)
    #expect(try backups.removeAll(of: vault) == 2)
    #expect(try FileManager.default.contentsOfDirectory(atPath: backups.folder).count == 3)
  }

  @Test func `a backup from before a rekey is restored for good, not older for ever`() throws {
    let place = try Workplace()
    let vault = try place.create()
    try Notebook(kept: vault) { try $0.makeTable() }
    let target = place.directory + "/before"
    try vault.backUp(to: target)
    try vault.rekey(credentials: [Workplace.key])
    vault.close()
    let copy = try Vault.openCopy(at: target, credential: Workplace.key, options: place.options())
    #expect(try copy.standing(over: place.path) == .otherKey)
    let previous = try copy.restore(
      to: place.path, rememberingIn: place.options().stateDirectory)
    #expect(previous == place.path + ".prev")
    let restored = try place.open()
    #expect(restored.readOnlyReason == nil)
    #expect(try restored.info().epoch == 1)
    restored.close()
    #expect(try place.open().readOnlyReason == nil)
  }

  @Test func `nothing is restored under a link, or while another program writes`() throws {
    let place = try Workplace()
    let vault = try place.create()
    try Notebook(kept: vault) { try $0.makeTable() }
    let target = place.directory + "/copy"
    try vault.backUp(to: target)
    let copy = try Vault.openCopy(at: target, credential: Workplace.key)
    let notebook = try Notebook(vault)
    try notebook.connection.execute("BEGIN IMMEDIATE")
    #expect(throws: VaultError.busy) { try copy.restore(to: place.path, rememberingIn: .none) }
    try notebook.connection.execute("COMMIT")
    let link = place.directory + "/link"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: place.path)
    #expect(throws: VaultError.symbolicLink) { try copy.restore(to: link, rememberingIn: .none) }
  }
}
