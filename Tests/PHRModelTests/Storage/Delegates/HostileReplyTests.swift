import Foundation
import Testing

@testable import PHRModel

/// Replies that no honest program writes: each is refused, or taken as an import without harm.
@Suite struct `A hostile reply` {
  private static let now = DelegatePair.now

  /// A pair whose delegate has opened the file and viewed a record; the holder has not seen it.
  private struct Target {
    let pair: DelegatePair
    let grant: Grant
    let drug: RecordID
    var reply: String { DelegateFileName.reply(of: pair.path) }

    init(right: Grant.Right = .view) throws {
      pair = try DelegatePair()
      drug = try pair.add(Samples.drug())
      grant = try pair.give(DelegatePair.grant([.all], right: right))
    }

    /// Puts a reply of that schema and content in its place, sealed with the right key.
    func plant(_ sql: [String], version: Int = Schema.version) throws {
      try? FileManager.default.removeItem(atPath: reply)
      let link = try #require(try pair.delegates.link(of: grant.id))
      var options = pair.options
      options.stateDirectory = .none
      let vault = try Vault.create(at: reply, credentials: [link.key], options: options)
      defer { vault.close() }
      let connection = try Connection(path: vault.path, vfs: vault.vfsName)
      for statement in sql { try connection.execute(statement) }
      try connection.execute("PRAGMA user_version = \(version)")
    }

    func refresh(at instant: Instant = now) throws -> DelegateExchange.Outcome {
      try pair.exchange.refresh(grant.id, now: instant)
    }
  }

  private static func entry(_ act: String, number: Int64 = 1, at: Int64 = now.seconds) -> String {
    "INSERT INTO reply_entry VALUES(\(number), \(at), '\(act)')"
  }

  private static let opened = #"{"opened":{}}"#

  @Test func `is told from an honest one by its shape alone`() throws {
    let target = try Target()
    try target.plant([Schema.replyTable, Self.entry(Self.opened)])
    let outcome = try target.refresh()
    #expect(outcome.problem == nil)
    #expect(outcome.received == 1)
  }

  @Test(arguments: [
    // A view, with and without a real table behind it.
    ["CREATE VIEW reply_entry AS SELECT 1 AS number, 2 AS at, '{\"opened\":{}}' AS act"],
    [
      "CREATE TABLE other(number, at, act)",
      "CREATE VIEW reply_entry AS SELECT number, at, randomblob(1000000000) AS act FROM other",
    ],
    // A virtual table.
    ["CREATE VIRTUAL TABLE reply_entry USING fts5(number, at, act)"],
    // A computed column that costs memory when it is read.
    [
      """
      CREATE TABLE reply_entry(number INTEGER PRIMARY KEY, at INTEGER NOT NULL,
        act TEXT AS (printf('%.*c', 900000000, 'x')))
      """,
      "INSERT INTO reply_entry(number, at) VALUES(1, 1)",
    ],
    // Other types than ours.
    [
      "CREATE TABLE reply_entry(number, at, act)",
      "INSERT INTO reply_entry VALUES('x', x'00', 3.5)",
    ],
    // The right table with a trigger, an index, another name of the same letters.
    [
      Schema.replyTable,
      "CREATE TRIGGER t AFTER INSERT ON reply_entry BEGIN DELETE FROM reply_entry; END",
    ],
    [Schema.replyTable, "CREATE INDEX i ON reply_entry(act)"],
    ["CREATE TABLE \"Reply_Entry\"(number INTEGER PRIMARY KEY, at INTEGER, act TEXT)"],
    // Nothing at all.
    [],
  ])
  func `of another schema is not read`(sql: [String]) throws {
    let target = try Target()
    try target.plant(sql)
    let outcome = try target.refresh()
    #expect(outcome.problem == .unreadable)
    #expect(outcome.received == 0)
    #expect(try target.pair.delegates.entries().isEmpty)
    // The way to the delegate is not hurt by it, and the code slot stays.
    #expect(outcome.records == 1)
    #expect(try Vault.slotKinds(at: target.pair.path).contains(.recoveryCode))
  }

  @Test func `of a later program says so, by its number and by its file`() throws {
    let target = try Target()
    try target.plant(["CREATE TABLE reply_entry(number, at, act, more)"], version: 99)
    #expect(try target.refresh().problem == .newerProgram)
    // A later program that kept the table is understood.
    try target.plant([Schema.replyTable, Self.entry(Self.opened)], version: 99)
    #expect(try target.refresh().received == 1)
  }

  @Test func `of another pair is not taken in`() throws {
    let target = try Target()
    let other = try Target()
    try other.pair.admit().close()
    try FileManager.default.copyItem(atPath: other.reply, toPath: target.reply)
    let outcome = try target.refresh()
    #expect(outcome.problem == .otherPair)
    #expect(outcome.received == 0)
    #expect(try target.pair.delegates.entries().isEmpty)
  }

  @Test(arguments: ["", "not a vault", String(repeating: "PHRVLT01", count: 2_000)])
  func `that is no vault is not taken in`(content: String) throws {
    let target = try Target()
    try Data(content.utf8).write(to: URL(fileURLWithPath: target.reply))
    #expect(try target.refresh().problem == .unreadable)
    #expect(try target.refresh().way == .unchanged)
  }

  @Test func `that is a folder, a link or too large is not taken in`() throws {
    let target = try Target()
    try FileManager.default.createDirectory(
      atPath: target.reply, withIntermediateDirectories: false)
    #expect(try target.refresh().problem == .unreadable)
    try FileManager.default.removeItem(atPath: target.reply)
    try FileManager.default.createSymbolicLink(
      atPath: target.reply, withDestinationPath: "/etc/passwd")
    #expect(try target.refresh().problem == .unreadable)
    try FileManager.default.removeItem(atPath: target.reply)
    let made = FileManager.default.createFile(atPath: target.reply, contents: Data())
    #expect(made)
    let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: target.reply))
    try handle.truncate(atOffset: ReplyReader.sizeLimit + 1)
    try handle.close()
    #expect(try target.refresh().problem == .unreadable)
  }

  @Test(arguments: [0.1, 0.3, 0.5, 0.7, 0.9])
  func `with flipped bits or cut off harms nothing`(place: Double) throws {
    let target = try Target()
    let file = try target.pair.admit()
    for _ in 0..<20 { try file.reply.note(.viewed(target.drug), at: Self.now) }
    file.close()
    let url = URL(fileURLWithPath: target.reply)
    let sound = try Data(contentsOf: url)
    var flipped = sound
    flipped[Int(Double(sound.count) * place)] ^= 0x40
    try flipped.write(to: url)
    let outcome = try target.refresh()
    #expect(outcome.received == 0 || outcome.problem == nil)
    try sound.prefix(Int(Double(sound.count) * place)).write(to: url)
    _ = try target.refresh()
    try sound.write(to: url)
    _ = try target.refresh()
    #expect(try target.pair.delegates.entries().count == 21)
  }

  @Test(arguments: [
    #"{"viewed":{"_0":"../../etc/passwd"}}"#, #"{"viewed":{"_0":""}}"#, #"{"viewed":{"_0":7}}"#,
    #"{"revoked":{}}"#, #"{"opened":"#, "", "[]", "null", #"{"note":{"_0":"x y","_1":"z"}}"#,
    #"{"proposed":{"_0":{"kind":"virus","fields":[]}}}"#,
    #"{"consent":{"_0":{"effect":"hide","selector":"","who":"anyone","window":{}}}}"#,
    #"{"consent":{"_0":{"effect":"burn","selector":"all","who":"anyone","window":{}}}}"#,
  ])
  func `entry that says nothing known is left out, and the next one is taken`(act: String) throws {
    let target = try Target(right: .consent)
    try target.plant([
      Schema.replyTable, Self.entry(act.replacing("'", with: "''")),
      Self.entry(Self.opened, number: 2),
    ])
    let outcome = try target.refresh()
    #expect(outcome.problem == nil)
    #expect(try target.pair.delegates.entries().map(\.act) == [.opened])
    #expect(try ConsentStore(target.pair.records).state().directives.all.isEmpty)
  }

  @Test func `entry of a depth or length that no program writes is left out`() throws {
    let target = try Target()
    let deep = String(repeating: "[", count: 20_000) + String(repeating: "]", count: 20_000)
    let long = String(repeating: "x", count: ReplyReader.entryLimit)
    try target.plant([
      Schema.replyTable, Self.entry(deep),
      Self.entry(#"{"note":{"_1":"\#(long)"}}"#, number: 2), Self.entry(Self.opened, number: 3),
    ])
    #expect(try target.refresh().received == 1)
    #expect(try target.pair.delegates.entries().map(\.act) == [.opened])
  }

  @Test(arguments: [Int64.min, -1, 7_258_118_401, .max])
  func `time that no clock shows becomes that of arrival`(seconds: Int64) throws {
    let target = try Target()
    try target.plant([Schema.replyTable, Self.entry(Self.opened, at: seconds)])
    #expect(try target.refresh().received == 1)
    #expect(try target.pair.delegates.entries().map(\.at) == [Self.now])
    #expect(try AccessLog(target.pair.records).entries().map(\.entry.at) == [Self.now])
  }

  @Test(arguments: [Int64.min, -5, 0])
  func `number below one is not taken`(number: Int64) throws {
    let target = try Target()
    try target.plant([Schema.replyTable, Self.entry(Self.opened, number: number)])
    #expect(try target.refresh().received == 0)
  }

  @Test func `number at the end of all numbers ends only its own reply`() throws {
    let target = try Target()
    try target.plant([Schema.replyTable, Self.entry(Self.opened, number: .max)])
    #expect(try target.refresh().received == 1)
    #expect(try target.refresh().received == 0)
    try target.plant([Schema.replyTable, Self.entry(Self.opened)])
    #expect(try target.refresh().received == 1)
  }

  @Test func `text is cleaned before it is kept: controls, direction, My Number, length`() throws {
    let target = try Target()
    let link = try #require(try target.pair.delegates.link(of: target.grant.id))
    #expect(link.reply == nil)
    let file = try target.pair.admit()
    let dirty = "見た\u{1B}]0;x\u{7}\u{202E}メモ\u{0}"
    // An invented number with a right check digit.
    let number = "1234 5678 9018"
    #expect(MyNumber.isPresent(in: number))
    let long = String(repeating: "長", count: 9_000)
    try file.reply.note(.note(nil, dirty), at: Self.now)
    try file.reply.note(.note(nil, "番号 \(number)"), at: Self.now)
    try file.reply.note(.note(nil, long), at: Self.now)
    try file.reply.note(.exported(dirty), at: Self.now)
    let fields = (0..<100).map { Proposal.Field(name: "f\($0)", value: "\(number)\u{9B}1m") }
    try file.reply.note(.proposed(Proposal(kind: .allergy, fields: fields)), at: Self.now)
    file.close()
    _ = try target.refresh()
    let acts = try target.pair.delegates.entries().map(\.act)
    let texts = acts.compactMap { act -> String? in
      switch act {
      case .note(_, let text), .exported(let text): text
      case .proposed(let proposal): proposal.fields.map(\.value).joined()
      default: nil
      }
    }
    #expect(texts.count == 5)
    for text in texts {
      #expect(!text.unicodeScalars.contains { $0.value < 0x20 || $0 == "\u{202E}" })
      #expect(!MyNumber.isPresent(in: text))
    }
    #expect(texts.contains("見たメモ"))
    #expect(texts.contains { $0.count == 4_000 && $0.allSatisfy { $0 == "長" } })
    guard case .proposed(let proposal)? = acts.first else { return #expect(Bool(false)) }
    #expect(proposal.fields.count == 64)
    #expect(throws: (any Error).self) {
      try target.pair.delegates.accept(
        try #require(try target.pair.delegates.entries().first).id, at: Self.now)
    }
  }

  @Test func `older copy put back is noticed, and its new entries are not taken for old ones`()
    throws
  {
    let target = try Target()
    try target.pair.admit().close()
    let old = try Data(contentsOf: URL(fileURLWithPath: target.reply))
    let file = try target.pair.open()
    try file.reply.note(.viewed(target.drug), at: Self.now)
    file.close()
    #expect(try target.refresh().received == 3)
    let newest = try Data(contentsOf: URL(fileURLWithPath: target.reply))

    try old.write(to: URL(fileURLWithPath: target.reply))
    #expect(try target.refresh().problem == .setBack)
    var forgetful = target.pair.options
    forgetful.acceptOlder = true
    let link = try #require(try target.pair.delegates.link(of: target.grant.id))
    forgetful.stateDirectory = .none
    let vault = try Vault.open(at: target.reply, credential: link.key, options: forgetful)
    let book = try ReplyBook(vault)
    for _ in 0..<4 { try book.note(.note(nil, "another story"), at: Self.now) }
    book.close()
    let outcome = try target.refresh()
    #expect(outcome.problem == .setBack)
    #expect(try target.pair.delegates.entries().count == 3)

    try newest.write(to: URL(fileURLWithPath: target.reply))
    #expect(try target.refresh().problem == nil)
    #expect(try target.pair.delegates.entries().count == 3)
  }

  @Test func `entry may come ten thousand times: the rest comes with the next refresh`() throws {
    let target = try Target()
    let count = ReplyReader.intakeLimit + 5
    try target.plant([
      Schema.replyTable,
      """
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < \(count))
      INSERT INTO reply_entry SELECT i, \(Self.now.seconds), '\(Self.opened)' FROM n
      """,
    ])
    #expect(try target.refresh().received == ReplyReader.intakeLimit)
    #expect(try target.refresh().received == 5)
    #expect(try target.refresh().received == 0)
  }

  @Test func `does not keep other delegates' files waiting`() throws {
    let target = try Target()
    try target.plant(["CREATE TABLE reply_entry(x)"])
    var other = DelegatePair.grant([.all])
    other.delegate = "架空 次郎"
    let path = target.pair.place.directory + "/second.phr"
    let given = try target.pair.delegates.give(other, path: path, at: Self.now)
    _ = try target.pair.exchange.refresh(given.grant.id, now: Self.now)
    try target.pair.add(Samples.drug("あとの薬", pharmacy: "あとの薬局"))
    let sweep = try target.pair.exchange.refreshReachable(now: Self.now)
    #expect(Set(sweep.updated) == [target.grant.id, given.grant.id])
    #expect(sweep.problems.map(\.0) == [target.grant.id])
    #expect(sweep.problems.map(\.1) == [.unreadable])
    #expect(sweep.isWorthTelling)
  }
}
