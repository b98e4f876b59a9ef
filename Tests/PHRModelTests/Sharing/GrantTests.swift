import Testing

@testable import PHRModel

private func day(_ text: String) throws -> CivilDay {
  try #require(PartialDate(iso: text)?.first)
}

private func parentsGrant(
  _ basis: Grant.Basis = .parentOfMinor, from: String = "2026-01-01", until: String = "2030-01-01"
) throws -> Grant {
  Grant(
    id: RecipientID("father"), delegate: "father", relation: "parent", basis: basis,
    scope: [.all],
    window: ConsentWindow(
      from: Instant(startOf: try day(from)), until: Instant(startOf: try day(until))),
    purpose: "to keep the vaccinations")
}

@Suite struct `Grant of a delegate` {
  @Test(arguments: [
    ("2025-12-31", false), ("2026-01-01", true), ("2029-12-31", true), ("2030-01-01", false),
  ])
  func `is in force from its first second until its end`(on text: String, inForce: Bool) throws {
    #expect(try parentsGrant().isInForce(at: Instant(startOf: try day(text))) == inForce)
  }

  @Test func `a clock set back revives nothing`() throws {
    let (past, seen) = (
      Instant(startOf: try day("2026-05-01")), Instant(startOf: try day("2031-01-01"))
    )
    let end = Instant(startOf: try day("2030-01-01"))
    #expect(try parentsGrant().status(at: past, lastSeen: seen) == .expired(end))
  }

  @Test func `revocation ends it from that second on`() throws {
    var grant = try parentsGrant()
    let then = Instant(startOf: try day("2027-01-01"))
    grant.revoked = then
    #expect(grant.isInForce(at: then.adding(seconds: -1)))
    #expect(grant.status(at: then) == .revoked(then))
  }

  @Test(arguments: [
    ("2012-04-10", "2027-04-10", "2030-04-10"), ("2012-02-29", "2027-03-01", "2030-03-01"),
    ("2012-04", "2027-04-01", "2030-04-01"),
  ])
  func `fifteen and eighteen begin on the birthday`(born: String, fifteen: String, ofAge: String)
    throws
  {
    let birth = try #require(PartialDate(iso: born))
    #expect(LifeEvent.fifteen.day(born: birth).description == fifteen)
    #expect(LifeEvent.ofAge.day(born: birth).description == ofAge)
    let ahead = LifeEvent.upcoming(born: birth, on: try day(fifteen))
    #expect(ahead.map(\.0) == [.ofAge])
  }

  @Test func `a parent's grant ends at eighteen and asks the child at fifteen`() throws {
    let born = try #require(PartialDate(iso: "2011-06-15"))
    var grant = try parentsGrant().limited(holderBorn: born)
    #expect(grant.window.until == Instant(startOf: try day("2029-06-15")))
    let fifteen = Instant(startOf: try day("2026-06-15"))
    #expect(!grant.needsConfirmation(at: fifteen.adding(seconds: -1), holderBorn: born))
    #expect(grant.needsConfirmation(at: fifteen, holderBorn: born))
    grant.confirmed = fifteen
    #expect(!grant.needsConfirmation(at: fifteen, holderBorn: born))
    let other = try parentsGrant(.powerOfAttorney)
    #expect(other.limited(holderBorn: born) == other)
  }

  @Test func `an end is always proposed, a year ahead or the eighteenth birthday`() throws {
    let today = try day("2028-12-01")
    let born = PartialDate(iso: "2011-06-15")
    #expect(
      Grant.proposedEnd(from: today, basis: .parentOfMinor, holderBorn: born)
        == Instant(startOf: try day("2029-06-15")))
    #expect(
      Grant.proposedEnd(from: today, basis: .other, holderBorn: born)
        == Instant(startOf: try day("2029-12-01")))
  }

  @Test func `says what is missing before it is given`() throws {
    let now = Instant(startOf: try day("2026-02-01"))
    #expect(try parentsGrant().problems(at: now, holderBorn: PartialDate(iso: "2015-01-01")) == [])
    var poor = try parentsGrant(.caringRelative)
    poor.window.until = nil
    poor.scope = []
    poor.purpose = " "
    #expect(
      poor.problems(at: now, holderBorn: nil)
        == [.noEnd, .emptyScope, .noPurpose, .reasonMissing])
    poor = try parentsGrant()
    #expect(poor.problems(at: now, holderBorn: PartialDate(iso: "2000-01-01")) == [.notAMinor])
  }
}
