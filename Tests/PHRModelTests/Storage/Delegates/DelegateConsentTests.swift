import Foundation
import Testing

@testable import PHRModel

/// A holder with recipients and some records, and a guardian who may manage consent.
private struct Guardianship {
  let pair: DelegatePair
  let grant: Grant
  let clinic: RecipientID
  let shown: RecordID
  let kept: RecordID

  init(
    scope: [Selector] = [.all], except: [Selector] = [], right: Grant.Right = .consent,
    until: Instant = DelegatePair.now.adding(seconds: DelegatePair.year)
  ) throws {
    pair = try DelegatePair()
    clinic = try ConsentStore(pair.records).addRecipient(
      name: "架空医院", institutionCode: "1310000001", note: "ひみつのメモ", at: DelegatePair.now
    ).recipient.id
    shown = try pair.add(Samples.drug("見せる薬"))
    kept = try pair.add(Samples.drug("見せない薬", pharmacy: "かくす薬局"))
    grant = try pair.give(
      DelegatePair.grant(scope, except: except, right: right, until: until))
    let own = Directive(
      id: ConsentStore.newDirectiveID(), effect: .hide, selector: .record(kept),
      who: .recipient(grant.id), set: DelegatePair.now)
    try ConsentStore(pair.records).append(
      .directives(removed: [], added: [own]), at: DelegatePair.now)
  }

  /// Writes into the reply what a program without scruples would.
  func ask(
    _ request: ConsentRequest, at instant: Instant = DelegatePair.now,
    received: Instant = DelegatePair.now
  ) throws -> DelegateEntry.State? {
    let isFirst = !FileManager.default.fileExists(
      atPath: DelegateFileName.reply(of: pair.path))
    let file = try isFirst ? pair.admit() : pair.open()
    try file.reply.note(.consent(request), at: instant)
    file.close()
    _ = try pair.exchange.refresh(grant.id, now: received)
    return try pair.delegates.entries().first {
      if case .consent = $0.act { return true }
      return false
    }?.state
  }

  var directives: [Directive] {
    get throws {
      try ConsentStore(pair.records).state().directives.all.filter {
        $0.by == .delegate(grant.id)
      }
    }
  }
}

@Suite struct `Consent on the holder's behalf` {
  private static func record(_ text: String) -> Selector { .record(RecordID(text)) }

  @Test func `is set by the grant, named with both, and taken back exactly`() throws {
    let ward = try Guardianship()
    let before = try ConsentStore(ward.pair.records).state()
    let request = ConsentRequest(
      effect: .hide, selector: .record(ward.shown), who: .recipient(ward.clinic),
      reason: "本人の\u{1B}[31m希望\u{202E}")
    #expect(try ward.ask(request) == .accepted)
    let set = try #require(try ward.directives.first)
    #expect(set.selector == request.selector)
    #expect(set.reason == "本人の希望")
    let consent = ConsentStore(ward.pair.records)
    #expect(try consent.changes().last?.by == .delegate(ward.grant.id))
    #expect(try consent.state().name(of: ward.grant.id) == "架空 ゆり")
    let view = try SharingView(
      ward.pair.records, recipient: ward.clinic, now: DelegatePair.now)
    #expect(try view.list().map(\.id) == [ward.kept])
    // Another refresh does not set it again.
    _ = try ward.pair.exchange.refresh(ward.grant.id, now: DelegatePair.now)
    #expect(try ward.directives.count == 1)
    #expect(try consent.undo(at: DelegatePair.now)?.by == .delegate(ward.grant.id))
    #expect(try consent.state() == before)
  }

  @Test(arguments: Grant.Right.allCases)
  func `needs the right`(right: Grant.Right) throws {
    let ward = try Guardianship(right: right)
    let state = try ward.ask(
      ConsentRequest(
        effect: .hide, selector: .record(ward.shown), who: .recipient(ward.clinic)))
    #expect(state == (right == .consent ? .accepted : .outside))
    #expect(try ward.directives.isEmpty == (right != .consent))
  }

  @Test(arguments: [
    ("anyone", DelegateEntry.State.outside), ("class:clinic", .accepted),
    ("id:emergency", .accepted), ("id:nobody", .outside),
  ])
  func `reaches registered recipients and classes, never anyone at once`(
    who: String, state: DelegateEntry.State
  ) throws {
    let ward = try Guardianship()
    let named = try #require(WhoSelector(stored: who))
    let found = try ward.ask(
      ConsentRequest(effect: .hide, selector: .record(ward.shown), who: named))
    #expect(found == state)
    #expect(try ward.directives.count == (state == .accepted ? 1 : 0))
  }

  @Test func `never reaches a delegate, oneself among them`() throws {
    let ward = try Guardianship()
    for effect in Effect.allCases {
      let state = try ward.ask(
        ConsentRequest(
          effect: effect, selector: .record(ward.kept), who: .recipient(ward.grant.id)))
      #expect(state == .outside)
    }
    #expect(try ward.directives.isEmpty)
  }

  @Test(arguments: [
    // scope, exclusions, selector, effect, what becomes of it
    ("all", "", "kind:medication", "hide", "accepted"),
    ("all", "", "kind:medication", "show", "pending"),
    ("all", "", "kind:allergy", "show", "accepted"),
    ("all", "", "all", "hide", "accepted"),
    ("all", "", "tag:心", "hide", "outside"),
    ("all", "kind:cost", "all", "hide", "outside"),
    ("all", "kind:cost", "kind:medication", "hide", "outside"),
    ("kind:medication", "", "kind:medication", "hide", "accepted"),
    ("kind:medication", "", "kind:medication:2026-01-01..2026-02-01", "hide", "accepted"),
    ("kind:medication", "", "kind:condition", "hide", "outside"),
    ("kind:medication", "", "all", "hide", "outside"),
    ("kind:medication", "", "period:2026-01-01..", "hide", "outside"),
    ("kind:medication:2026-01-01..2026-12-31", "", "kind:medication", "hide", "outside"),
    (
      "kind:medication:2026-01-01..2026-12-31", "", "kind:medication:2026-03-01..2026-03-31",
      "hide", "accepted"
    ),
    (
      "kind:medication:2026-01-01..2026-12-31", "", "kind:medication:2025-12-31..2026-03-31",
      "hide", "outside"
    ),
    ("period:2026-01-01..", "", "kind:cost:2026-02-01..", "hide", "accepted"),
    ("period:..2026-12-31", "", "period:2026-01-01..2026-12-31", "hide", "accepted"),
    ("period:..2026-12-31", "", "period:2026-01-01..", "hide", "outside"),
    ("facility:架空薬局", "", "facility:ｶｸｳ薬局", "hide", "outside"),
    ("facility:架空薬局", "", "facility:架空薬局", "hide", "accepted"),
  ])
  func `a wide selector must lie in the scope by its form`(
    scope: String, except: String, selector: String, effect: String, state: String
  ) throws {
    let ward = try Guardianship(
      scope: [try Selector(parsing: scope)],
      except: except.isEmpty ? [] : [try Selector(parsing: except)])
    let request = ConsentRequest(
      effect: try #require(Effect(rawValue: effect)), selector: try Selector(parsing: selector),
      who: .recipient(ward.clinic))
    #expect(try ward.ask(request) == DelegateEntry.State(rawValue: state))
    #expect(try ward.directives.count == (state == "accepted" ? 1 : 0))
  }

  @Test func `one record or dispensing must be shown to the delegate`() throws {
    let ward = try Guardianship()
    let family = try #require(try ward.pair.records.record(ward.shown)?.episode)
    let foreign = try #require(try ward.pair.records.record(ward.kept)?.episode)
    let cases: [(Selector, DelegateEntry.State)] = [
      (.record(ward.shown), .accepted), (.record(ward.kept), .outside),
      (.record(RecordID("aaaaaaaaaaaaaaaaaaaaaaaaaa")), .outside), (.episode(family), .accepted),
      (.episode(foreign), .outside), (.episode(EpisodeID("nothing")), .outside),
    ]
    for (selector, state) in cases {
      let request = ConsentRequest(
        effect: .hide, selector: selector, who: .recipient(ward.clinic))
      #expect(try ward.ask(request) == state, "\(selector)")
    }
  }

  @Test func `a show that reaches what is kept from the delegate waits for the holder`() throws {
    let ward = try Guardianship()
    let wide = ConsentRequest(
      effect: .show, selector: .kind(.medication, nil), who: .recipient(ward.clinic))
    #expect(try ward.ask(wide) == .pending)
    #expect(try ward.directives.isEmpty)
    let waiting = try #require(try ward.pair.delegates.entries(states: [.pending]).first)
    #expect(try ward.pair.delegates.accept(waiting.id, at: DelegatePair.now) == nil)
    #expect(try ward.directives.map(\.selector) == [.kind(.medication, nil)])
    #expect(try ward.directives.first?.purpose == .treatment)
    #expect(try ward.pair.delegates.entries(states: [.pending]).isEmpty)
  }

  @Test func `counts neither before, nor after the end, nor when it arrives after the end`() throws
  {
    let end = DelegatePair.now.adding(seconds: 86_400)
    let request = ConsentRequest(effect: .hide, selector: .all, who: .recipientClass(.clinic))
    for (at, received) in [
      (DelegatePair.now.adding(seconds: -3_600), DelegatePair.now), (end, end),
      (DelegatePair.now, end),
    ] {
      let ward = try Guardianship(until: end)
      #expect(try ward.ask(request, at: at, received: received) == .outside)
      #expect(try ward.directives.isEmpty)
    }
    let ward = try Guardianship(until: end)
    let file = try ward.pair.admit()
    try file.reply.note(.consent(request), at: DelegatePair.now)
    file.close()
    try ward.pair.delegates.revoke(ward.grant.id, at: DelegatePair.now.adding(seconds: 1))
    _ = try ward.pair.exchange.refresh(
      ward.grant.id, now: DelegatePair.now.adding(seconds: 2))
    #expect(try ward.directives.isEmpty)
  }

  @Test func `an empty or impossible window is not followed`() throws {
    let ward = try Guardianship()
    let now = DelegatePair.now
    let reversed = ConsentWindow(from: now, until: now)
    let request = ConsentRequest(
      effect: .hide, selector: .all, who: .recipient(ward.clinic), window: reversed)
    #expect(try ward.ask(request) == .outside)
    let never = ConsentWindow(from: Instant(seconds: .min), until: Instant(seconds: .max))
    let far = ConsentRequest(
      effect: .hide, selector: .all, who: .recipient(ward.clinic), window: never)
    _ = try ward.ask(far)
    #expect(try ward.directives.isEmpty)
    #expect(try ward.pair.delegates.entries().count { $0.state == .outside } == 1)
  }

  @Test(arguments: Grant.Right.allCases)
  func `only who may set consent learns the recipients, and only their names`(
    right: Grant.Right
  ) throws {
    let ward = try Guardianship(right: right)
    let file = try ward.pair.admit()
    defer { file.close() }
    let state = file.head.consentState
    #expect(state.recipients.isEmpty == (right != .consent))
    #expect(state.grants.isEmpty)
    let image = try ward.pair.image(of: ward.grant)
    #expect((image.range(of: Data("架空医院".utf8)) != nil) == (right == .consent))
    for text in ["ひみつのメモ", "1310000001"] {
      #expect(image.range(of: Data(text.utf8)) == nil)
    }
  }
}
