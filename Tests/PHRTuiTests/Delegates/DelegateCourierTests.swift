import Foundation
import Testing

@testable import PHRModel
@testable import phr_tui

/// The screen's way of keeping delegates' files up to date.
@Suite struct `Delegates' files while a vault is on the screen` {
  /// The mother's vault, open as the screen has it.
  private final class Desk {
    let family: Family
    let vault: Vault
    let store: RecordStore
    let courier: DelegateCourier

    init(_ family: Family) throws {
      self.family = family
      vault = try Vault.open(
        at: family.place("mother.phr"),
        credential: .passphrase(try Passphrase("mother of all words")), options: family.options)
      store = try RecordStore(Connection(path: vault.path, vfs: vault.vfsName))
      courier = DelegateCourier(store, options: family.options)
    }

    func look() throws -> DelegateExchange.Sweep? { try courier.look(vault, now: family.now) }

    func add(_ drug: String) throws {
      let body = try ManualEntry.body(
        of: .medication, fields: [("drug", drug), ("date", "2026-03-02")])
      let typed = Provenance(
        channel: .manual, format: "manual", name: "", received: family.now)
      _ = try store.connection.transaction {
        try store.apply(RecordDraft(body: body), provenance: typed, recorded: family.now)
      }
    }
  }

  @Test func `are looked at once after opening, and again only for a reason`() throws {
    let family = try Family()
    try family.prepare()
    family.admit()
    let desk = try Desk(family)
    #expect(try desk.look()?.intake.received == 1)
    #expect(try desk.look() == nil)
    try desk.add("画面で加えた薬")
    #expect(try desk.look()?.updated.count == 1)
    #expect(try desk.look() == nil)
    #expect(family.daughter("list").output.contains("画面で加えた薬"))
    // The opening just now is in the reply.
    #expect(try desk.look()?.intake.received == 1)
    #expect(try desk.look() == nil)
  }

  @Test func `are not thought of in a vault without delegates`() throws {
    let family = try Family()
    family.mother("init")
    let desk = try Desk(family)
    #expect(try desk.look() == nil)
    try desk.add("薬")
    #expect(try desk.look() == nil)
    let marks = try desk.store.connection.first("SELECT count(*) FROM touched") { $0.int(at: 0) }
    #expect(marks == 0)
  }

  @Test func `stay as they are while their place is away`() throws {
    let family = try Family()
    try family.prepare()
    try family.copy("mum.phr", to: "away.phr")
    try family.remove("mum.phr")
    let desk = try Desk(family)
    try desk.add("薬")
    #expect(try desk.look()?.isWorthTelling == false)
    try family.copy("away.phr", to: "mum.phr")
    try desk.add("次の薬")
    #expect(try desk.look()?.updated.count == 1)
  }
}
