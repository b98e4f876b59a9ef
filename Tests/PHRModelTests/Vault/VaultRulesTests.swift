import Glibc
import Testing

@testable import PHRModel

/// What a vault refuses, and what it tells apart.
@Suite struct VaultRulesTests {
  @Test(arguments: [
    "PRAGMA journal_mode = WAL", "PRAGMA journal_mode = OFF", "PRAGMA journal_mode = DELETE",
    "PRAGMA synchronous = OFF", "PRAGMA synchronous = NORMAL", "PRAGMA temp_store = FILE",
    "PRAGMA secure_delete = OFF", "PRAGMA locking_mode = EXCLUSIVE",
    "ATTACH '/tmp/plain.db' AS other", "ATTACH 'file:/tmp/plain.db?vfs=unix' AS other",
    "VACUUM INTO '/tmp/plain.db'",
  ])
  func `settings and files that would leak or lose are refused`(sql: String) throws {
    let place = try Workplace(inMemory: true)
    let vault = try place.create()
    let notebook = try Notebook(vault)
    try notebook.makeTable()
    // SQLite answers a refused journal mode with the present one instead of an error.
    _ = try? notebook.connection.execute(sql)
    let mode = try notebook.connection.first("PRAGMA journal_mode") { $0.text(at: 0) ?? "" }
    let synchronous = try notebook.connection.first("PRAGMA synchronous") { $0.int(at: 0) }
    let temporary = try notebook.connection.first("PRAGMA temp_store") { $0.int(at: 0) }
    let secure = try notebook.connection.first("PRAGMA secure_delete") { $0.int(at: 0) }
    let databases = try notebook.connection.query("PRAGMA database_list") { $0.text(at: 1) ?? "" }
    #expect(mode == "memory")
    #expect(synchronous == 2)
    #expect(temporary == 2)
    #expect(secure == 1)
    #expect(databases == ["main"])
    try notebook.add("still works")
    #expect(try place.names == ["state", "test.phr"])
  }

  @Test func `VACUUM works and shrinks the image`() throws {
    let place = try Workplace(inMemory: true)
    let vault = try place.create()
    let notebook = try Notebook(vault)
    try notebook.makeTable()
    try notebook.addMany(2_000)
    let before = try vault.info().imageSize
    try notebook.connection.execute("DELETE FROM note WHERE id > 10")
    try notebook.connection.execute("VACUUM")
    #expect(try vault.info().imageSize < before / 10)
    try notebook.addMany(500)
    try notebook.connection.execute("DELETE FROM note WHERE id > 10; VACUUM")
    let other = try place.open()
    let seen = try Notebook(other)
    let count = try seen.count
    let integrity = try seen.integrity
    #expect(count == 10)
    #expect(integrity == ["ok"])
  }

  /// Only root can give a file to another user; elsewhere this cannot be tried.
  @Test(.enabled(if: geteuid() == 0, "needs root to give a file away"))
  func `another user's vault is refused, and one made for two is read-only`() throws {
    let place = try Workplace(inMemory: true)
    let phrase = VaultCredential.passphrase(try Passphrase("eight or more"))
    let vault = try Vault.create(
      at: place.path, credentials: [phrase], options: place.options(remembering: false))
    try Notebook(kept: vault) { notebook in
      try notebook.makeTable()
      try notebook.add("kept")
    }
    vault.close()
    try #require(chown(place.path, 65_534, 65_534) == 0)
    var options = place.options(remembering: false)
    #expect(throws: VaultError.foreignOwner) {
      try Vault.open(at: place.path, credential: phrase, options: options)
    }
    options.readOnly = true
    let looked = try Vault.open(at: place.path, credential: phrase, options: options)
    #expect(looked.readOnlyReason == .requested)
    looked.close()
    options.readOnly = false

    try #require(chown(place.path, geteuid(), 0) == 0)
    let own = try Vault.open(at: place.path, credential: phrase, options: options)
    _ = try own.addSlot(for: Workplace.key)
    own.close()
    try #require(chown(place.path, 65_534, 65_534) == 0)
    let before = try place.bytes
    let shared = try Vault.open(at: place.path, credential: phrase, options: options)
    #expect(shared.readOnlyReason == .foreignOwner)
    do {
      let notebook = try Notebook(shared)
      #expect(try notebook.texts == ["kept"])
      #expect(throws: SQLiteError.self) { try notebook.add("no") }
    }
    #expect(throws: VaultError.readOnly(.foreignOwner)) { try shared.removeSlot(0) }
    #expect(throws: VaultError.readOnly(.foreignOwner)) { try shared.compact() }
    shared.close()
    #expect(try place.bytes == before)
  }

  /// Playing a rollback back can itself fail: SQLite then gives the lock up without a sync.
  ///
  /// Such a transaction must leave nothing, and must not cost the next one its commit.
  @Test(arguments: [false, true])
  func `a rollback that fails half-way neither stays nor swallows the next commit`(
    counterWasWritten: Bool
  ) throws {
    let place = try Workplace(inMemory: true)
    let vault = try place.create()
    let notebook = try Notebook(vault)
    try notebook.makeTable()
    try notebook.add("kept")
    let good = try vault.file.image.bytes(0, vault.file.image.committedSize).map { $0 }
    // What SQLite does: lock, spill pages of an unfinished transaction, put some of them back, and
    // then fail and unlock.
    try vault.file.lock(.exclusive)
    let garbage = [UInt8](repeating: 0xA5, count: 4_096)
    try garbage.withUnsafeBytes { bytes in
      guard let start = bytes.baseAddress else { return }
      try vault.file.image.write(start, at: 4_096, count: 4_096)
      if counterWasWritten { try vault.file.image.write(start, at: 24, count: 4) }
    }
    vault.file.unlock(to: .none)
    #expect(Array(try vault.file.image.bytes(0, good.count)) == good)
    try notebook.add("the next one")
    let other = try place.open()
    let texts = try Notebook(kept: other) { _ in }.texts
    #expect(texts == ["kept", "the next one"])
    #expect(try notebook.integrity == ["ok"])
  }

  @Test func `a rollback after pages were spilled writes nothing to the file`() throws {
    let place = try Workplace(inMemory: true)
    let vault = try place.create()
    let notebook = try Notebook(vault)
    try notebook.makeTable()
    try notebook.add("kept")
    let before = try place.bytes
    try notebook.connection.execute("PRAGMA cache_size = 10")
    for _ in 0..<3 {
      try notebook.connection.execute("BEGIN IMMEDIATE")
      for number in 0..<500 {
        try notebook.add("\(number) " + String(repeating: "spilled ", count: 60))
      }
      #expect(vault.file.image.dirtyCount > 10)
      try notebook.connection.execute("ROLLBACK")
      #expect(!vault.file.image.hasChanges)
      #expect(try notebook.texts == ["kept"])
    }
    #expect(try place.bytes == before)
    try notebook.add("the next one")
    #expect(try place.bytes.count > before.count)
  }

  @Test func `one connection at a time`() throws {
    let place = try Workplace(inMemory: true)
    let vault = try place.create()
    let notebook = try Notebook(vault)
    try notebook.makeTable()
    #expect(throws: SQLiteError.self) { try Notebook(vault) }
    #expect(throws: VaultError.inUse) { try vault.rekey(credentials: [Workplace.key]) }
  }

  @Test func `half of a large commit changes nothing and is kept aside before it is cut`() throws {
    let place = try Workplace(inMemory: true)
    do {
      let vault = try place.create()
      let notebook = try Notebook(vault)
      try notebook.makeTable()
      try notebook.add("before")
      try notebook.addMany(8_000)
      #expect(vault.file.log.frames > 4)
    }
    let bytes = try place.bytes
    try place.replace(with: Array(bytes.dropLast(700_000)))
    let vault = try place.open(place.options(remembering: false))
    let notices = vault.takeNotices()
    #expect(notices.count == 1)
    guard case .tailDropped(_, .cutOff) = notices.first else {
      Issue.record("no word of the tail")
      return
    }
    let notebook = try Notebook(vault)
    let texts = try notebook.texts
    #expect(texts == ["before"])
    try notebook.add("after")
    #expect(vault.takeNotices() == [.tailKept(path: place.path + ".tail-3")])
    #expect(try place.names.contains("test.phr.tail-3"))
    try vault.compact()
    #expect(try !place.names.contains("test.phr.tail-3"))
  }

  @Test(arguments: [0, 1, 111, 112, 5_000])
  func `zeros behind the log are the remains of a crash`(count: Int) throws {
    let place = try Workplace(inMemory: true)
    do {
      let vault = try place.create()
      try Notebook(kept: vault) { notebook in
        try notebook.makeTable()
        try notebook.add("one")
      }
    }
    try place.replace(with: place.bytes + [UInt8](repeating: 0, count: count))
    let vault = try place.open()
    #expect(vault.readOnlyReason == nil)
    #expect(vault.takeNotices().count == (count == 0 ? 0 : 1))
    let notebook = try Notebook(vault)
    try notebook.add("two")
    vault.file.unlock(to: .none)
    let again = try place.open()
    let texts = try Notebook(kept: again) { _ in }.texts
    #expect(texts == ["one", "two"])
    #expect(again.takeNotices() == [])
  }

  /// Flag bits of a frame behind the log, and whether version 1 may go on.
  @Test(arguments: [(UInt32(8), false), (0x8000, false), (0x1_0000, true), (0x8000_0000, true)])
  func `flags of later versions are refused or passed over`(bits: UInt32, isPassed: Bool) throws {
    let place = try Workplace(inMemory: true)
    let vault = try place.create()
    try Notebook(kept: vault) { try $0.makeTable() }
    let file = vault.file
    file.appender.begin(
      file.descriptor, at: file.log.position.end, after: file.log.position.lastFrame)
    FrameBodyHead(imageSize: 1, generation: 1, device: 1).write(to: try file.appender.body(24))
    try file.appender.append(
      commit: file.log.position.commit + 1, flags: [FrameFlags(rawValue: bits), .last],
      bodyLength: 24)
    vault.file.close()
    guard isPassed else {
      #expect(throws: VaultError.newerFormat) { try place.open() }
      return
    }
    let again = try place.open()
    try Notebook(kept: again) { notebook in
      let count = try notebook.count
      #expect(count == 0)
      try notebook.add("behind it")
    }
    #expect(throws: VaultError.newerFormat) { try again.compact() }
  }

  @Test(arguments: [
    (48, VaultError.newerFormat), (56, .newerFormat), (3_904, .newerFormat), (64 + 256 + 12, nil),
  ])
  func `reserved header fields in use mean a newer format`(
    offset: Int, error: VaultError?
  ) throws {
    let place = try Workplace(inMemory: true)
    let vault = try place.create()
    let dataKey = vault.file.keys.dataKey
    vault.close()
    var bytes = try place.bytes
    bytes[offset] = 1
    // A slot of an unknown kind is none of our business.
    if error == nil { bytes.put(UInt32(77), at: 64 + 256) }
    var header = try #require(Self.header(bytes, dataKey: dataKey))
    header.seal(with: dataKey)
    bytes.replaceSubrange(0..<8_192, with: header.bytes + header.bytes)
    try place.replace(with: bytes)
    if let error {
      #expect(throws: error) { try place.open() }
    } else {
      let again = try place.open()
      let kinds = try again.info().slots.map(\.kind)
      #expect(kinds == [.exchangeKey, .unknown(77)])
      #expect(throws: VaultError.noSuchSlot) { try again.removeSlot(1) }
      _ = try again.addSlot(for: .recoveryCode(.random()))
      #expect(try place.bytes[(64 + 256)..<(64 + 512)] == bytes[(64 + 256)..<(64 + 512)])
    }
  }

  /// The header with whatever bytes, as its writer would have sealed it.
  private static func header(_ bytes: [UInt8], dataKey: SecretBytes) -> VaultHeader? {
    var copy = Array(bytes[0..<4_096])
    copy.replaceSubrange(4_064..<4_096, with: SHA256.hash(Array(copy[..<4_064])))
    return HeaderCopies(copy + copy).newestFirst.first
  }

  @Test func `must-understand-to-write bits leave the vault readable`() throws {
    let place = try Workplace(inMemory: true)
    let vault = try place.create()
    try Notebook(kept: vault) { try $0.makeTable() }
    let dataKey = vault.file.keys.dataKey
    vault.close()
    var bytes = try place.bytes
    bytes[52] = 1
    var header = try #require(Self.header(bytes, dataKey: dataKey))
    header.seal(with: dataKey)
    bytes.replaceSubrange(0..<8_192, with: header.bytes + header.bytes)
    try place.replace(with: bytes)
    let again = try place.open()
    #expect(again.readOnlyReason == .newerHeader)
    let notebook = try Notebook(again)
    let count = try notebook.count
    #expect(count == 0)
    #expect(throws: SQLiteError.self) { try notebook.add("no") }
  }

  @Test func `a file system that may not lock is read-only until one program alone uses it`() throws
  {
    let disk = SimulatedDisk()
    var options = VaultOptions()
    options.cost = .cheapest
    options.stateDirectory = .at("/disk/state")
    options.keepsReserve = false
    options.files = disk
    let path = "/disk/vault.phr"
    try Vault.create(at: path, credentials: [Workplace.key], options: options).close()
    disk.becomeNetworkFileSystem()
    let refused = try Vault.open(at: path, credential: Workplace.key, options: options)
    #expect(refused.readOnlyReason == .unsafeFileSystem)
    refused.close()
    options.soleUser = true
    let alone = try Vault.open(at: path, credential: Workplace.key, options: options)
    #expect(alone.readOnlyReason == nil)
    alone.close()
    options.soleUser = false
    let later = try Vault.open(at: path, credential: Workplace.key, options: options)
    #expect(later.readOnlyReason == nil)
  }

  @Test func `the length of a commit says little about its content`() throws {
    let place = try Workplace(inMemory: true)
    let vault = try place.create()
    let notebook = try Notebook(vault)
    try notebook.makeTable()
    for length in stride(from: 0, through: 300, by: 7) {
      let before = try vault.info().fileSize
      try notebook.add(String(repeating: "y", count: length))
      let added = try vault.info().fileSize - before
      #expect(added % 256 == 0)
    }
  }

  @Test func `compaction happens by rule, and only by someone who has written`() throws {
    let place = try Workplace(inMemory: true)
    let vault = try place.create()
    let notebook = try Notebook(vault)
    try notebook.makeTable()
    #expect(try !vault.compactIfNeeded())
    try notebook.addMany(4_000)
    for _ in 0..<3 {
      try notebook.connection.execute("UPDATE note SET text = hex(randomblob(190))")
    }
    #expect(vault.file.shouldCompact)
    let reader = try place.open()
    #expect(try !reader.compactIfNeeded())
    reader.close()
    #expect(try vault.compactIfNeeded())
    #expect(!vault.file.shouldCompact)
    let integrity = try notebook.integrity
    #expect(integrity == ["ok"])
  }

  @Test func `what compaction forgets is in no file any more`() throws {
    let place = try Workplace(inMemory: true)
    let vault = try place.create()
    let notebook = try Notebook(vault)
    try notebook.makeTable()
    try notebook.add("架空の秘密 to be forgotten")
    try notebook.add("kept")
    try notebook.connection.execute("DELETE FROM note WHERE id = 1")
    #expect(try vault.compact(forget: true) == [])
    #expect(try place.names == ["state", "test.phr"])
    let image = try vault.file.image.bytes(0, vault.file.image.committedSize)
    #expect(!Array(image).contains(subsequence: Array("forgotten".utf8)))
    let texts = try notebook.texts
    #expect(texts == ["kept"])
  }
}
