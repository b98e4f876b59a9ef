import Foundation
import Testing

@testable import PHRModel

/// Several programs on one file; two `Vault` objects lock each other out like two processes,
/// because the locks belong to the open file.
@Suite struct VaultSharingTests {
  @Test func `each sees the commits of the other at once`() throws {
    let place = try Workplace()
    let first = try place.create()
    let one = try Notebook(first)
    try one.makeTable()
    let second = try place.open()
    let two = try Notebook(second)
    for round in 0..<20 {
      try one.add("one \(round)")
      #expect(second.hasForeignChanges())
      #expect(try two.count == Int64(2 * round + 1))
      #expect(!second.hasForeignChanges())
      try two.add("two \(round)")
      #expect(try one.count == Int64(2 * round + 2))
    }
    #expect(try one.integrity == ["ok"])
    #expect(try first.info().commit == second.info().commit)
    #expect(try first.info().devices == 1)
  }

  @Test func `a reader keeps its state until it ends, and the writer waits`() throws {
    let place = try Workplace()
    let first = try place.create()
    let one = try Notebook(first)
    try one.makeTable()
    try one.add("before")
    let second = try place.open()
    let two = try Notebook(second)
    try two.connection.execute("PRAGMA busy_timeout = 0")
    try one.connection.execute("BEGIN")
    #expect(try one.count == 1)
    #expect(throws: SQLiteError.self) { try two.add("must wait") }
    #expect(try one.count == 1)
    try one.connection.execute("COMMIT")
    try two.add("now")
    #expect(try one.texts == ["before", "now"])
  }

  @Test func `compaction under another open program is safe`() throws {
    let place = try Workplace()
    let first = try place.create()
    let one = try Notebook(first)
    try one.makeTable()
    try one.addMany(2_000)
    let second = try place.open()
    let two = try Notebook(second)
    #expect(try two.count == 2_000)
    try two.connection.execute("BEGIN")
    #expect(try two.count == 2_000)
    #expect(throws: VaultError.busy) { try first.file.compact(patience: .none) }
    try two.connection.execute("COMMIT")
    for round in 0..<3 {
      try first.compact()
      #expect(try two.count == Int64(2_000 + 2 * round))
      try two.add("through the new file \(round)")
      try one.add("and back \(round)")
      #expect(try two.count == Int64(2_002 + 2 * round))
    }
    #expect(try two.integrity == ["ok"])
    #expect(try one.integrity == ["ok"])
  }

  @Test func `two processes that never pause lose nothing`() async throws {
    let place = try Workplace()
    try Notebook(kept: place.create()) { try $0.makeTable() }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for worker in 0..<2 {
        group.addTask {
          let vault = try place.open()
          try Notebook(kept: vault) { notebook in
            try notebook.connection.execute("PRAGMA busy_timeout = 20000")
            for round in 0..<40 { try notebook.add("\(worker) \(round)") }
          }
        }
      }
      try await group.waitForAll()
    }
    let vault = try place.open()
    let notebook = try Notebook(vault)
    #expect(try notebook.count == 80)
    #expect(try vault.info().commit == 81)
    #expect(try notebook.integrity == ["ok"])
  }

  @Test func `a file replaced under an open program loses no acknowledged commit`() throws {
    let place = try Workplace()
    let vault = try place.create()
    let notebook = try Notebook(vault)
    try notebook.makeTable()
    try notebook.add("in both")
    let older = try place.bytes
    try notebook.add("acknowledged")
    try FileManager.default.removeItem(atPath: place.path)
    try place.replace(with: older)
    #expect(throws: SQLiteError.self) { try notebook.texts }
    guard case .replacedWhileOpen(let conflict?) = vault.lastError else {
      Issue.record("not called replaced")
      return
    }
    let saved = try Vault.open(
      at: conflict, credential: Workplace.key, options: place.options(remembering: false))
    #expect(try Notebook(saved).texts == ["in both", "acknowledged"])
    #expect(try place.bytes == older)
  }

  @Test func `a copy over the open file in the same inode is noticed`() throws {
    let place = try Workplace()
    let vault = try place.create()
    let notebook = try Notebook(vault)
    try notebook.makeTable()
    let older = try place.bytes
    try notebook.add("acknowledged")
    try place.overwrite(with: older)
    #expect(throws: SQLiteError.self) { try notebook.add("not into an older file") }
    guard case .replacedWhileOpen(let conflict?) = vault.lastError else {
      Issue.record("not called replaced")
      return
    }
    let saved = try Vault.open(
      at: conflict, credential: Workplace.key, options: place.options(remembering: false))
    #expect(try Notebook(saved).texts == ["acknowledged"])
  }

  @Test func `where nothing can be written beside the vault, the state directory takes it`() throws
  {
    let disk = SimulatedDisk()
    var options = VaultOptions()
    options.stateDirectory = .at("/state")
    options.keepsReserve = false
    options.files = disk
    let path = "/disk/vault.phr"
    let vault = try Vault.create(at: path, credentials: [Workplace.key], options: options)
    let notebook = try Notebook(vault)
    try notebook.makeTable()
    try notebook.add("acknowledged")
    disk.refuseNewFiles(in: "/disk")
    try disk.remove(path)
    #expect(throws: SQLiteError.self) { try notebook.count }
    guard case .replacedWhileOpen(let conflict?) = vault.lastError else {
      Issue.record("nothing was saved")
      return
    }
    #expect(conflict.hasPrefix("/state/"))
    options.stateDirectory = .none
    let saved = try Vault.open(at: conflict, credential: Workplace.key, options: options)
    let texts = try Notebook(kept: saved) { _ in }.texts
    #expect(texts == ["acknowledged"])
  }

  @Test func `a newer file of the same line is simply taken over`() throws {
    let place = try Workplace()
    let elsewhere = try Workplace()
    let vault = try place.create()
    let notebook = try Notebook(vault)
    try notebook.makeTable()
    try elsewhere.replace(with: try place.bytes)
    let theirs = try elsewhere.open()
    try Notebook(kept: theirs) { try $0.add("from the other machine") }
    try FileManager.default.removeItem(atPath: place.path)
    try place.replace(with: try elsewhere.bytes)
    #expect(try notebook.texts == ["from the other machine"])
    try notebook.add("here")
    #expect(try notebook.texts == ["from the other machine", "here"])
    #expect(try vault.info().devices == 2)
  }

  @Test func `a rekey after a commit that nobody here has seen yet needs no conflict file`() throws
  {
    let place = try Workplace()
    let vault = try place.create()
    try Notebook(kept: vault) { try $0.makeTable() }
    let watcher = try place.open()
    let watching = try Notebook(watcher)
    #expect(try watching.count == 0)
    try Notebook(kept: vault) { try $0.add("unseen") }
    try vault.rekey(credentials: [Workplace.key])
    #expect(throws: SQLiteError.self) { try watching.count }
    #expect(watcher.failure == .rekeyedElsewhere)
    #expect(try !place.names.contains { $0.contains("conflict") })
  }

  @Test(arguments: [false, true])
  func `a file rekeyed elsewhere without our last commit leaves a conflict file`(
    inTheSameInode: Bool
  ) throws {
    let place = try Workplace()
    let elsewhere = try Workplace()
    let vault = try place.create()
    let notebook = try Notebook(vault)
    try notebook.makeTable()
    try elsewhere.replace(with: try place.bytes)
    try notebook.add("acknowledged here")
    let theirs = try elsewhere.open()
    // As many commits as here, but others.
    try Notebook(kept: theirs) { try $0.add("acknowledged there") }
    try theirs.rekey(credentials: [Workplace.key])
    theirs.close()
    if inTheSameInode {
      try place.overwrite(with: try elsewhere.bytes)
    } else {
      try FileManager.default.removeItem(atPath: place.path)
      try place.replace(with: try elsewhere.bytes)
    }
    #expect(throws: SQLiteError.self) { try notebook.texts }
    guard case .replacedWhileOpen(let conflict?) = vault.failure else {
      Issue.record("the commit is lost: \(String(describing: vault.failure))")
      return
    }
    let saved = try Vault.open(
      at: conflict, credential: Workplace.key, options: place.options(remembering: false))
    #expect(try Notebook(kept: saved) { _ in }.texts == ["acknowledged here"])
  }

  @Test func `a made-up header of a later data key costs no acknowledged commit`() throws {
    let place = try Workplace()
    let vault = try place.create()
    let notebook = try Notebook(vault)
    try notebook.makeTable()
    try notebook.add("acknowledged")
    // Anybody can write a header with a right checksum; only the HMAC needs the key.
    var forged = VaultHeader(
      vaultID: vault.file.header.vaultID, epoch: vault.file.header.epoch + 1, generation: 99)
    forged.seal(with: .random(count: 32))
    var bytes = try place.bytes
    bytes.replaceSubrange(0..<HeaderCopies.length, with: forged.bytes + forged.bytes)
    try place.overwrite(with: bytes)
    #expect(throws: SQLiteError.self) { try notebook.texts }
    guard case .replacedWhileOpen(let conflict?) = vault.failure else {
      Issue.record("the commit is lost: \(String(describing: vault.failure))")
      return
    }
    let saved = try Vault.open(
      at: conflict, credential: Workplace.key, options: place.options(remembering: false))
    #expect(try Notebook(kept: saved) { _ in }.texts == ["acknowledged"])
  }

  @Test func `a killed lock holder blocks nobody`() throws {
    let place = try Workplace()
    let vault = try place.create()
    let notebook = try Notebook(vault)
    try notebook.makeTable()
    // Another open file description that dies with its locks, as the kernel does for a killed one.
    let files = SystemFileOperations()
    let other = try files.openFile(place.path, .readWrite)
    for byte in [SealedFile.LockByte.pending, SealedFile.LockByte.shared] {
      try files.tryLock(other, byte: byte, .exclusive)
    }
    try notebook.connection.execute("PRAGMA busy_timeout = 0")
    #expect(throws: SQLiteError.self) { try notebook.count }
    files.close(other)
    #expect(try notebook.count == 0)
  }

  @Test func `a missing file is told from one whose predecessor is there`() throws {
    let place = try Workplace()
    let vault = try place.create()
    try Notebook(kept: vault) { try $0.makeTable() }
    try vault.compact()
    vault.close()
    try FileManager.default.removeItem(atPath: place.path)
    #expect(throws: VaultError.noSuchFile(previousExists: true)) { try place.open() }
    #expect(throws: VaultError.noSuchFile(previousExists: true)) { try place.create() }
    try FileManager.default.removeItem(atPath: place.path + ".prev")
    #expect(throws: VaultError.noSuchFile(previousExists: false)) { try place.open() }
  }

  @Test func `links, directories and existing files are refused`() throws {
    let place = try Workplace()
    try place.create().close()
    #expect(throws: VaultError.alreadyExists) { try place.create() }
    let link = place.directory + "/link.phr"
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: place.path)
    #expect(throws: VaultError.symbolicLink) {
      try Vault.open(at: link, credential: Workplace.key, options: place.options())
    }
    #expect(throws: VaultError.notARegularFile) {
      try Vault.open(at: place.directory, credential: Workplace.key, options: place.options())
    }
  }
}

/// Looking whether the file is still ours, at every read: as little as is safe.
@Suite struct SettledFileTests {
  private static func vault(_ disk: SimulatedDisk) throws -> Vault {
    var options = VaultOptions()
    options.stateDirectory = .none
    options.keepsReserve = false
    options.files = disk
    return disk.names.isEmpty
      ? try Vault.create(at: "/disk/v.phr", credentials: [Workplace.key], options: options)
      : try Vault.open(at: "/disk/v.phr", credential: Workplace.key, options: options)
  }

  @Test func `where nothing changed for a while, one look is enough for a reader`() throws {
    // This disk's times of change count from 1970: everything on it is old.
    let disk = SimulatedDisk()
    let vault = try Self.vault(disk)
    let notebook = try Notebook(vault)
    try notebook.makeTable()
    try notebook.add("one")
    var calls: [Int] = []
    for _ in 0..<3 {
      disk.arm(nil, at: 0)
      #expect(try notebook.count == 1)
      calls.append(disk.calls)
    }
    // PENDING and SHARED taken, PENDING given back, the look, SHARED given back; at first also the
    // header and the last frame.
    #expect(calls == [7, 5, 5])
  }

  @Test func `another program's commits are seen all the same, at once`() throws {
    let disk = SimulatedDisk()
    let first = try Self.vault(disk)
    let one = try Notebook(first)
    try one.makeTable()
    let second = try Self.vault(disk)
    let two = try Notebook(second)
    for round in 1...10 {
      for _ in 0..<3 { #expect(try two.count == Int64(round - 1)) }
      try one.add("\(round)")
      #expect(try two.count == Int64(round))
    }
    #expect(try two.integrity == ["ok"])
  }

  /// A change within one tick of the file system's clock need not show in its times.
  @Test func `what changed just now is never taken for settled`() throws {
    let place = try Workplace()
    let vault = try place.create()
    let notebook = try Notebook(vault)
    try notebook.makeTable()
    for _ in 0..<5 {
      #expect(try notebook.count == 0)
      #expect(vault.file.settled == nil)
    }
  }

  /// Bytes changed without a trace in the file's times, as through a shared mapping.
  @Test(arguments: [20, 4_200, 8_192 + 300])
  func `a writer looks for himself before he builds upon what he read`(offset: Int) throws {
    let disk = SimulatedDisk()
    let vault = try Self.vault(disk)
    let notebook = try Notebook(vault)
    try notebook.makeTable()
    try notebook.add("acknowledged")
    #expect(try notebook.count == 1)
    #expect(vault.file.settled != nil)
    let isHeader = offset < HeaderCopies.length
    let place = isHeader ? offset : Int(vault.file.log.position.lastFrameOffset) + 100
    disk.flipSilently("/disk/v.phr", at: place)
    // A reader is served from memory, which holds the acknowledged state.
    #expect(try notebook.texts == ["acknowledged"])
    let before = try #require(disk.content("/disk/v.phr"))
    if isHeader {
      // The other copy of the header is good: the commit goes on, and the header is not lost.
      try notebook.add("next")
      #expect(try notebook.texts == ["acknowledged", "next"])
    } else {
      #expect(throws: SQLiteError.self) { try notebook.add("next") }
      guard case .replacedWhileOpen(_?) = vault.failure else {
        Issue.record("built upon a frame that is gone")
        return
      }
      #expect(disk.content("/disk/v.phr") == before)
    }
  }
}
