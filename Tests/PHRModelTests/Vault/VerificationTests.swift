import Foundation
import Testing

@testable import PHRModel

/// Reading every body, at once and in slices beside other work.
@Suite struct VerificationTests {
  /// A compacted vault of several blocks and a few commits behind them.
  private static func filled(_ place: Workplace) throws -> Vault {
    let vault = try place.create()
    try Notebook(kept: vault) { notebook in
      try notebook.makeTable()
      try notebook.addMany(1_500)
    }
    try vault.compact()
    try Notebook(kept: vault) { notebook in
      for number in 0..<5 { try notebook.add("behind the base \(number)") }
    }
    return vault
  }

  /// Goes on until the end; how many slices it took, and the counts.
  private static func inSlices(
    _ vault: Vault, bytes: Int = 65_536, meanwhile: (Int) throws -> Void = { _ in }
  ) throws -> (slices: Int, found: VaultVerification) {
    for slice in 1...10_000 {
      if let found = try vault.verifySlice(bytes: bytes) { return (slice, found) }
      try meanwhile(slice)
    }
    throw VaultError.busy
  }

  @Test(arguments: [1, 4_096, 65_536, 300_000, 1 << 30])
  func `slices of any size count what one reading counts`(bytes: Int) throws {
    let place = try Workplace(inMemory: true)
    let vault = try Self.filled(place)
    let whole = try vault.verify()
    let (slices, found) = try Self.inSlices(vault, bytes: bytes)
    #expect(found == whole)
    #expect(found.commits == 5)
    #expect(found.bytes == UInt64(try place.bytes.count))
    #expect(bytes < 1 << 30 ? slices > 2 : slices == 1)
  }

  @Test func `commits and a compaction in between do no harm`() throws {
    let place = try Workplace(inMemory: true)
    let vault = try Self.filled(place)
    let other = try place.open()
    let (_, found) = try Self.inSlices(vault) { slice in
      if slice == 3 { try Notebook(kept: vault) { try $0.add("ours") } }
      if slice == 5 { try Notebook(kept: other) { try $0.add("another program's") } }
      if slice == 7 { try other.compact() }
    }
    // It began anew in the compacted file.
    #expect(found.commits == 0)
    #expect(found.bytes == UInt64(try place.bytes.count))
  }

  @Test func `while another program writes, a slice does nothing`() throws {
    let place = try Workplace(inMemory: true)
    let vault = try Self.filled(place)
    let other = try place.open()
    try other.file.exclusively(patience: .standard) {
      let found = try vault.verifySlice(bytes: 1 << 30)
      #expect(found == nil)
    }
    #expect(try vault.verifySlice(bytes: 1 << 30) != nil)
  }

  @Test func `within a transaction of our own, a slice does nothing`() throws {
    let place = try Workplace(inMemory: true)
    let vault = try Self.filled(place)
    let notebook = try Notebook(vault)
    try notebook.connection.execute("BEGIN")
    #expect(try notebook.count == 1_505)
    #expect(try vault.verifySlice(bytes: 1 << 30) == nil)
    #expect(try notebook.count == 1_505)
    try notebook.connection.execute("COMMIT")
  }

  /// Where the flipped byte lies, seen from the end of the base.
  @Test(arguments: [-400_000, -70_000, -10, 112, 300])
  func `a flipped byte that nobody has read since is found, with its place`(offset: Int) throws {
    let place = try Workplace(inMemory: true)
    let vault = try Self.filled(place)
    let end = try Int(vault.info().baseSize)
    vault.close()
    let watching = try place.open()
    var bytes = try place.bytes
    bytes[end + offset] ^= 1
    try place.overwrite(with: bytes)
    let error = #expect(throws: VaultError.self) { try Self.inSlices(watching) }
    guard case .damaged(let damage) = error else {
      Issue.record("not called damaged but \(String(describing: error))")
      return
    }
    #expect(damage.offset <= UInt64(end + offset))
    #expect(damage.offset + UInt64(112 + 24 + 65_536 + 16) > UInt64(end + offset))
  }

  @Test func `a log that was cut off meanwhile is called replaced, and nothing is lost`() throws {
    let place = try Workplace(inMemory: true)
    let vault = try Self.filled(place)
    #expect(try vault.verifySlice(bytes: 1) == nil)
    try place.overwrite(with: Array(try place.bytes.dropLast(700)))
    #expect(throws: VaultError.self) { try Self.inSlices(vault) }
    guard case .replacedWhileOpen(let conflict?) = vault.failure else {
      Issue.record("not called replaced")
      return
    }
    let saved = try Vault.open(
      at: conflict, credential: Workplace.key, options: place.options(remembering: false))
    #expect(try Notebook(kept: saved) { _ in }.count == 1_505)
  }

  @Test(arguments: [
    ("never", 0, true), ("a day ago", 86_400, false), ("29 days ago", 29 * 86_400, false),
    ("30 days ago", 30 * 86_400, true), ("tomorrow", -86_400, true),
  ])
  func `a verification is due after 30 days`(what: String, ago: Int, isDue: Bool) throws {
    let place = try Workplace(inMemory: true)
    let vault = try place.create()
    #expect(!vault.isVerificationDue)
    let now = Int(vault.file.secondsNow)
    vault.file.remembered.verifiedAt = what == "never" ? 0 : UInt64(now - ago)
    #expect(vault.isVerificationDue == isDue)
    _ = try Self.inSlices(vault)
    #expect(!vault.isVerificationDue)
    vault.close()
    // The state directory remembers it for the next program.
    let later = try place.open()
    #expect(!later.isVerificationDue)
    #expect(try later.info().lastVerified == later.lastVerified)
  }

  @Test func `where nothing is remembered, nothing is due`() throws {
    let place = try Workplace(inMemory: true)
    let vault = try place.create(place.options(remembering: false))
    vault.file.remembered.verifiedAt = 0
    #expect(!vault.isVerificationDue)
  }

  @Test func `the file before a compaction goes when a later program has read the new one`() throws
  {
    let place = try Workplace(inMemory: true)
    let vault = try Self.filled(place)
    #expect(try place.names.contains("test.phr.prev"))
    _ = try Self.inSlices(vault)
    #expect(try place.names.contains("test.phr.prev"))
    vault.close()
    let later = try place.open()
    #expect(try place.names.contains("test.phr.prev"))
    _ = try Self.inSlices(later)
    #expect(try !place.names.contains("test.phr.prev"))
  }
}
