import Foundation

@testable import PHRModel

/// A holder's vault and a delegate's two files in a folder of their own.
final class DelegatePair {
  static let now = Instant(startOf: CivilDay(number: 20_600)).adding(seconds: 43_200)
  static let year: Int64 = 365 * 86_400

  let place: Workplace
  let records: RecordStore
  let delegates: DelegateStore
  let exchange: DelegateExchange
  let options: VaultOptions
  var path: String { place.directory + "/mother.phr" }
  private(set) var code: RecoveryCode?

  init() throws {
    place = try Workplace(inMemory: true)
    records = try Samples.store()
    delegates = DelegateStore(records)
    options = place.options()
    exchange = DelegateExchange(delegates, options: options)
    var profile = Profile()
    profile.name = "架空 はな"
    profile.birthDate = PartialDate(iso: "1950-02-03")
    profile.address = "秘密県架空市"
    try records.setProfile(profile, origin: "manual", recorded: Self.now)
  }

  /// An invented grant.
  static func grant(
    _ scope: [Selector], except: [Selector] = [], right: Grant.Right = .view,
    until: Instant = now.adding(seconds: year)
  ) -> Grant {
    Grant(
      id: RecipientID(""), delegate: "架空 ゆり", relation: "娘", basis: .powerOfAttorney,
      scope: scope, exclusions: except, right: right,
      window: ConsentWindow(from: now.adding(seconds: -60), until: until), purpose: "見守り")
  }

  /// Gives a grant and writes its file.
  @discardableResult
  func give(_ grant: Grant, at now: Instant = now) throws -> Grant {
    let given = try delegates.give(grant, path: path, at: now)
    code = given.code
    _ = try exchange.refresh(given.grant.id, now: now)
    return given.grant
  }

  /// Brings the file up to date and rewrites it, as its program does when its log has grown.
  func compactAfterRefresh(of grant: Grant, now: Instant) throws {
    _ = try exchange.refresh(grant.id, now: now)
    guard var link = try delegates.link(of: grant.id) else { throw DelegateError.noSuchDelegate }
    var options = options
    options.stateDirectory = .none
    let vault = try Vault.open(at: path, credential: link.key, options: options)
    defer { vault.close() }
    try vault.compact(forget: true)
    link.lineage = vault.lineage
    try delegates.save(link, of: grant.id)
  }

  /// Opens the file for the first time, with the code.
  func admit(at now: Instant = now) throws -> DelegatedFile {
    guard let code else { throw DelegateError.codeNeeded }
    return try DelegatedFile.admit(
      at: path, code: code, passphrase: Passphrase("delegates own words"), options: options,
      now: now)
  }

  /// Opens the file by the delegate's passphrase.
  func open(at now: Instant = now) throws -> DelegatedFile {
    let keyed = try DelegatedFile.keyedFile(of: path)
    let key = try Vault.unlock(
      at: keyed, credential: .passphrase(Passphrase("delegates own words")), options: options)
    return try DelegatedFile.open(at: path, by: key, options: options, now: now)
  }

  /// What the holder's file holds, read with the holder's key.
  func content<Value>(of grant: Grant, _ body: (RecordStore) throws -> Value) throws -> Value {
    let vault = try holderFile(grant)
    defer { vault.close() }
    return try inside(vault, body)
  }

  private func inside<Value>(
    _ vault: Vault, _ body: (RecordStore) throws -> Value
  ) throws -> Value {
    try body(RecordStore(Connection(path: vault.path, vfs: vault.vfsName, readOnly: true)))
  }

  /// The plain SQLite image in the file.
  func image(of grant: Grant) throws -> Data {
    let vault = try holderFile(grant)
    defer { vault.close() }
    let plain = place.directory + "/plain.db"
    try vault.exportPlain(to: plain, replacing: true)
    return try Data(contentsOf: URL(fileURLWithPath: plain))
  }

  /// Where the file stands.
  func lineage(of grant: Grant) throws -> VaultLineage {
    let vault = try holderFile(grant)
    defer { vault.close() }
    return vault.lineage
  }

  private func holderFile(_ grant: Grant) throws -> Vault {
    guard let link = try delegates.link(of: grant.id) else { throw DelegateError.noSuchDelegate }
    var options = options
    options.readOnly = true
    options.stateDirectory = .none
    return try Vault.open(at: path, credential: link.key, options: options)
  }

  /// Hides records from everybody.
  func hide(_ selector: Selector) throws {
    let directive = Directive(
      id: ConsentStore.newDirectiveID(), effect: .hide, selector: selector, who: .anyone,
      set: Self.now, reason: "ひみつの理由")
    try ConsentStore(records).append(
      .directives(removed: [], added: [directive]), at: Self.now)
  }

  @discardableResult
  func add(_ draft: RecordDraft) throws -> RecordID {
    try records.apply(draft, provenance: Samples.manual, recorded: Self.now.adding(seconds: -90)).id
  }
}
