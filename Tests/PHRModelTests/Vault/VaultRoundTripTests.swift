import Testing

@testable import PHRModel

/// A vault as a place for a database: written, closed, opened again.
@Suite struct VaultRoundTripTests {
  @Test func `what was committed is there after reopening`() throws {
    let place = try Workplace()
    do {
      let vault = try place.create()
      let notebook = try Notebook(vault)
      try notebook.makeTable()
      try notebook.add("first")
      try notebook.add("second")
    }
    let vault = try place.open()
    let notebook = try Notebook(vault)
    #expect(try notebook.texts == ["first", "second"])
    #expect(try notebook.integrity == ["ok"])
    #expect(vault.takeNotices() == [])
    #expect(try vault.info().commit == 3)
  }

  @Test func `a rolled back transaction writes nothing`() throws {
    let place = try Workplace()
    let vault = try place.create()
    let notebook = try Notebook(vault)
    try notebook.makeTable()
    try notebook.add("kept")
    let before = try place.bytes
    struct Stop: Error {}
    #expect(throws: Stop.self) {
      try notebook.connection.transaction {
        try notebook.addMany(3_000)
        throw Stop()
      }
    }
    #expect(try place.bytes == before)
    #expect(try notebook.texts == ["kept"])
    try notebook.add("after")
    #expect(try notebook.texts == ["kept", "after"])
    #expect(try notebook.integrity == ["ok"])
  }

  @Test func `many rows survive compaction and reopening`() throws {
    let place = try Workplace()
    do {
      let vault = try place.create()
      let notebook = try Notebook(vault)
      try notebook.makeTable()
      try notebook.addMany(5_000)
      #expect(try notebook.integrity == ["ok"])
      try vault.compact()
      try notebook.add("behind the base")
      #expect(try notebook.count == 5_001)
    }
    let vault = try place.open()
    let notebook = try Notebook(vault)
    #expect(try notebook.count == 5_001)
    #expect(try notebook.integrity == ["ok"])
    let counted = try vault.verify()
    #expect(counted.commits == 1)
    #expect(try place.names.contains("test.phr.prev") == false)
  }

  @Test func `a passphrase, a recovery code and nothing else open a vault`() throws {
    let place = try Workplace()
    let right = VaultCredential.passphrase(try Passphrase("correct horse 電池"))
    let wrong = VaultCredential.passphrase(try Passphrase("correct horse"))
    let (vault, code) = try Vault.create(
      at: place.path, credential: right, options: place.options())
    try Notebook(vault).makeTable()
    vault.close()
    #expect(throws: VaultError.wrongPassphrase(.none)) {
      try Vault.open(at: place.path, credential: wrong, options: place.options())
    }
    let typed = try RecoveryCode(parsing: code.printed.lowercased())
    for credential in [right, .recoveryCode(typed)] {
      let again = try Vault.open(at: place.path, credential: credential, options: place.options())
      #expect(try Notebook(again).count == 0)
    }
  }
}
