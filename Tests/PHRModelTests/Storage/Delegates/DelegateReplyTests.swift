import Foundation
import Testing

@testable import PHRModel

@Suite struct `A delegate's reply` {
  private static let proposal = Proposal(
    kind: .allergy, fields: [Proposal.Field(name: "substance", value: "そば")])

  @Test func `opens the file from the first opening on and carries log and proposals back`()
    throws
  {
    let pair = try DelegatePair()
    let drug = try pair.add(Samples.drug())
    let grant = try pair.give(DelegatePair.grant([.all]))
    #expect(throws: DelegateError.codeNeeded) { try DelegatedFile.keyedFile(of: pair.path) }
    let file = try pair.admit()
    #expect(file.holder.name == "架空 はな")
    #expect(file.holder.address == nil)
    try file.reply.note(.viewed(drug), at: DelegatePair.now)
    try file.reply.note(.proposed(Self.proposal), at: DelegatePair.now)
    file.close()

    // The reply is seen: the next file has no slot for the code.
    let outcome = try pair.exchange.refresh(grant.id, now: DelegatePair.now)
    #expect(outcome.received == 3)
    #expect(outcome.way == .written)
    #expect(try Vault.slotKinds(at: pair.path) == [.exchangeKey])
    let reply = DelegateFileName.reply(of: pair.path)
    #expect(try Vault.slotKinds(at: reply) == [.passphrase, .exchangeKey])
    #expect(try pair.exchange.refresh(grant.id, now: DelegatePair.now).received == 0)

    let waiting = try pair.delegates.entries(states: [.pending])
    let number = try #require(waiting.first?.id)
    let accepted = try #require(try pair.delegates.accept(number, at: DelegatePair.now))
    #expect(try pair.records.record(accepted)?.provenance.name == grant.delegate)
    #expect(throws: DelegateError.noSuchProposal) {
      try pair.delegates.accept(number, at: DelegatePair.now)
    }
    #expect(try pair.exchange.refresh(grant.id, now: DelegatePair.now).way == .updated(1))

    let again = try pair.open()
    #expect(try again.reply.entries().map(\.act).last == .opened)
    again.close()
    try FileManager.default.removeItem(atPath: reply)
    #expect(throws: DelegateError.replyMissing) { try DelegatedFile.keyedFile(of: pair.path) }
  }

  @Test func `is an import: what does not fit or lies outside the grant is never followed`()
    throws
  {
    let pair = try DelegatePair()
    try pair.add(Samples.drug())
    let hidden = try pair.add(Samples.drug("見せない薬", pharmacy: "かくす薬局"))
    try pair.hide(.record(hidden))
    let grant = try pair.give(DelegatePair.grant([.all]))
    let file = try pair.admit()
    let field = Proposal.Field(name: "drug", value: "別の薬")
    try file.reply.note(
      .proposed(Proposal(kind: .medication, correcting: hidden, fields: [field])),
      at: DelegatePair.now)
    try file.reply.note(
      .proposed(Proposal(kind: .allergy, fields: [Proposal.Field(name: "x", value: "y")])),
      at: DelegatePair.now)
    try file.reply.note(
      .proposed(Self.proposal), at: DelegatePair.now.adding(seconds: 2 * DelegatePair.year))
    try file.reply.note(.exported("export"), at: DelegatePair.now)
    file.close()
    _ = try pair.exchange.refresh(grant.id, now: DelegatePair.now)
    let states = try pair.delegates.entries().map(\.state)
    #expect(states == [.outside, .outside, .pending, .outside, .noted])
    let waiting = try #require(try pair.delegates.entries(states: [.pending]).first)
    #expect(throws: DelegateError.unfitProposal(.field)) {
      try pair.delegates.accept(waiting.id, at: DelegatePair.now)
    }
    try pair.delegates.decline(waiting.id)
    #expect(try pair.delegates.entries(states: [.pending]).isEmpty)
  }

  @Test func `refuses after the end, after a revocation, and when the clock was set back`() throws {
    let pair = try DelegatePair()
    try pair.add(Samples.drug("架空薬Ａ錠"))
    let end = DelegatePair.now.adding(seconds: 90 * 86_400)
    let grant = try pair.give(DelegatePair.grant([.all], until: end))
    try pair.admit().close()
    let later = DelegatePair.now.adding(seconds: 10 * 86_400)
    try pair.open(at: later).close()
    #expect(throws: DelegateError.clockSetBack(lastSeen: later)) {
      try pair.open(at: DelegatePair.now)
    }
    #expect(throws: DelegateError.expired(end)) { try pair.open(at: end) }
    // Once the end was seen, no earlier clock brings the grant back.
    #expect(throws: DelegateError.expired(end)) { try pair.open(at: later) }

    try pair.delegates.revoke(grant.id, at: later)
    #expect(try pair.exchange.refresh(grant.id, now: later).records == 0)
    #expect(try pair.image(of: grant).range(of: Data("架空薬Ａ錠".utf8)) == nil)
    #expect(throws: DelegateError.revoked(later)) { try pair.open(at: later) }
  }

  @Test func `goes on after a narrowing, and refuses a file older than one seen here`() throws {
    let pair = try DelegatePair()
    let drug = try pair.add(Samples.drug())
    let grant = try pair.give(DelegatePair.grant([.all]))
    try pair.admit().close()
    _ = try pair.exchange.refresh(grant.id, now: DelegatePair.now)
    try pair.open().close()
    let wide = try Data(contentsOf: URL(fileURLWithPath: pair.path))
    try pair.hide(.record(drug))
    _ = try pair.exchange.refresh(grant.id, now: DelegatePair.now)
    try pair.open().close()
    try pair.open().close()
    try wide.write(to: URL(fileURLWithPath: pair.path))
    #expect(throws: VaultError.readOnly(.olderThanLastSeen)) { try pair.open() }
  }

  @Test func `a grant needs an end, a scope and a purpose, and one name has one grant`() throws {
    let pair = try DelegatePair()
    #expect(throws: DelegateError.problems([.emptyScope])) {
      try pair.delegates.give(DelegatePair.grant([]), path: pair.path, at: DelegatePair.now)
    }
    let grant = try pair.give(DelegatePair.grant([.all]))
    #expect(throws: DelegateError.nameTaken) {
      try pair.delegates.give(DelegatePair.grant([.all]), path: "x", at: DelegatePair.now)
    }
    try pair.delegates.revoke(grant.id, at: DelegatePair.now)
    let next = try pair.delegates.give(
      DelegatePair.grant([.all]), path: "x", at: DelegatePair.now)
    #expect(next.grant.id != grant.id)
    #expect(
      try pair.delegates.grant(named: "架空ゆり", at: DelegatePair.now).id == next.grant.id)
  }
}
