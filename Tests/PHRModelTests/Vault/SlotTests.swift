import Testing

@testable import PHRModel

/// Who can open a vault, and how that changes.
@Suite struct SlotTests {
  private static func passphrase(_ text: String) throws -> VaultCredential {
    .passphrase(try Passphrase(text))
  }

  private static func opens(_ place: Workplace, _ credential: VaultCredential) -> VaultError? {
    do {
      _ = try Vault.open(at: place.path, credential: credential, options: place.options())
      return nil
    } catch {
      return error as? VaultError
    }
  }

  @Test func `a changed passphrase opens, the former one does not, the data stay`() throws {
    let place = try Workplace()
    let old = try Self.passphrase("the first one")
    let new = try Self.passphrase("the second one")
    let (vault, code) = try Vault.create(at: place.path, credential: old, options: place.options())
    let notebook = try Notebook(vault)
    try notebook.makeTable()
    let generation = try vault.info().generation
    try vault.replaceSlot(0, with: new)
    #expect(try vault.info().generation == generation + 1)
    try notebook.add("still open")
    #expect(Self.opens(place, new) == nil)
    #expect(Self.opens(place, .recoveryCode(code)) == nil)
    #expect(Self.opens(place, old) == .wrongPassphrase(.none))
  }

  @Test func `a slot that only the older header copy has opens nothing`() throws {
    let place = try Workplace()
    let old = try Self.passphrase("the first one")
    let (vault, _) = try Vault.create(at: place.path, credential: old, options: place.options())
    let before = try place.bytes
    try vault.replaceSlot(0, with: try Self.passphrase("the second one"))
    vault.close()
    var mixed = try place.bytes
    mixed.replaceSubrange(4_096..<8_192, with: before[4_096..<8_192])
    try place.replace(with: mixed)
    #expect(Self.opens(place, old) == .wrongPassphrase(.changed))
  }

  @Test func `an old header put back is noticed`() throws {
    let place = try Workplace()
    let vault = try place.create()
    let before = try place.bytes
    _ = try vault.addSlot(for: .recoveryCode(.random()))
    vault.close()
    var mixed = try place.bytes
    mixed.replaceSubrange(0..<8_192, with: before[0..<8_192])
    try place.replace(with: mixed)
    let fresh = try place.open(place.options(remembering: false))
    #expect(fresh.readOnlyReason == .headerRolledBack)
    fresh.close()
    var options = place.options()
    options.acceptOlder = true
    let accepted = try place.open(options)
    #expect(accepted.readOnlyReason == nil)
    #expect(try accepted.info().generation == 3)
    accepted.close()
    #expect(try place.open().readOnlyReason == nil)
  }

  @Test func `a forged newer copy does not hide the good one`() throws {
    let place = try Workplace()
    try place.create().close()
    var bytes = try place.bytes
    bytes.put(UInt64(99), at: 16)
    bytes[70] ^= 1
    bytes.replaceSubrange(4_064..<4_096, with: SHA256.hash(Array(bytes[0..<4_064])))
    try place.replace(with: bytes)
    let vault = try place.open()
    #expect(try vault.info().generation == 1)
    #expect(vault.takeNotices() == [.headerCopyRepaired])
    vault.close()
    #expect(try place.open().takeNotices() == [])
  }

  @Test func `the last slot cannot be removed, and there are four for passphrases`() throws {
    let place = try Workplace()
    let vault = try place.create()
    #expect(throws: VaultError.lastSlot) { try vault.removeSlot(0) }
    #expect(throws: VaultError.noSuchSlot) { try vault.removeSlot(7) }
    for number in 1...4 {
      #expect(try vault.addSlot(for: try Self.passphrase("passphrase \(number)")) == number)
    }
    #expect(throws: VaultError.noFreeSlot) {
      try vault.addSlot(for: try Self.passphrase("one too many"))
    }
    try vault.removeSlot(0)
    #expect(
      try vault.info().slots.map(\.kind) == [.passphrase, .passphrase, .passphrase, .passphrase])
  }

  @Test func `a key file is half of the key`() throws {
    let place = try Workplace()
    let phrase = try Passphrase("with a file")
    let file = try #require(KeyFile(content: Array("any content".utf8)))
    let other = try #require(KeyFile(content: Array("any content.".utf8)))
    try Vault.create(
      at: place.path, credentials: [.passphraseAndKeyFile(phrase, file)],
      options: place.options()
    ).close()
    #expect(Self.opens(place, .passphraseAndKeyFile(phrase, file)) == nil)
    #expect(Self.opens(place, .passphraseAndKeyFile(phrase, other)) == .wrongPassphrase(.none))
    #expect(Self.opens(place, .passphrase(phrase)) == .wrongPassphrase(.keyFileNeeded))
  }

  @Test func `after a rekey nothing old opens the file and open programs lock`() throws {
    let place = try Workplace()
    let old = try Self.passphrase("the first one")
    let new = try Self.passphrase("the second one")
    let (vault, code) = try Vault.create(at: place.path, credential: old, options: place.options())
    do {
      let notebook = try Notebook(vault)
      try notebook.makeTable()
      try notebook.addMany(500)
    }
    let watcher = try Vault.open(at: place.path, credential: old, options: place.options())
    let watching = try Notebook(watcher)
    #expect(try watching.count == 500)
    try vault.rekey(credentials: [new])
    #expect(throws: SQLiteError.self) { try watching.count }
    #expect(watcher.lastError == .rekeyedElsewhere)
    let notebook = try Notebook(vault)
    try notebook.add("under the new key")
    #expect(try vault.info().epoch == 2)
    #expect(Self.opens(place, old) == .wrongPassphrase(.none))
    #expect(Self.opens(place, .recoveryCode(code)) == .wrongPassphrase(.none))
    let again = try Vault.open(at: place.path, credential: new, options: place.options())
    #expect(again.readOnlyReason == nil)
    #expect(try Notebook(again).count == 501)
    #expect(try place.names == ["state", "test.phr"])
  }

  @Test func `a rekeyed file from elsewhere wants one confirmation`() throws {
    let place = try Workplace()
    let elsewhere = try Workplace()
    let vault = try place.create()
    try elsewhere.replace(with: try place.bytes)
    vault.close()
    let theirs = try elsewhere.open()
    try theirs.rekey(credentials: [Workplace.key])
    theirs.close()
    try place.replace(with: try elsewhere.bytes)
    #expect(try place.open().readOnlyReason == .rekeyedElsewhere)
    var options = place.options()
    options.acceptOlder = true
    #expect(try place.open(options).readOnlyReason == nil)
    #expect(try place.open().readOnlyReason == nil)
  }
}
