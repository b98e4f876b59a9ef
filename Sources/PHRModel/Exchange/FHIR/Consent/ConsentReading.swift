/// What a FHIR Consent says in the terms of this program.
public enum ConsentReading: Sendable, Equatable {
  /// These directives, exactly.
  case directives([Directive])
  /// A seal of our own shape.
  case seal(RecordSeal)
  /// The base rule of a vault like this one.
  case base(BaseRule)
  /// It no longer holds: what it said is taken back.
  case ended
  /// It cannot be said exactly here, so nothing of it holds here; it is kept as it came.
  case kept(Obstacle)

  /// Why a Consent cannot be said here.
  public enum Obstacle: String, Sendable, CaseIterable {
    /// Not about sharing data, or without a status that we know.
    case notPrivacy = "not-privacy"
    /// A base stance that is none of ours.
    case stance
    /// Something else than looking at data.
    case action
    /// An actor that is no recipient here.
    case actor
    /// A purpose without a word of ours.
    case purpose
    /// Data that none of our selectors means, or that is not here.
    case data
    /// A list under a tag or an institution, which only the vault that wrote it can name.
    case list
    /// A period that cannot be read.
    case period
    /// Provisions whose order of precedence differs from ours.
    case precedence
    /// More rules than anybody would set.
    case size
  }
}

/// Reads FHIR R4 Consents: our own shape exactly, others only if every decision comes out the
/// same.
///
/// In a foreign Consent the deepest matching provision wins and deny beats permit at equal depth;
/// here the most specific rule wins. The two agree if of every permit and deny of one Consent the
/// one that wins there also ranks first here; then the rules are taken, otherwise the Consent is
/// kept as it came and nothing of it holds.
public struct ConsentReader {
  /// Who is known here.
  let state: ConsentState
  /// The recipient that a reference names.
  let recipient: (String) -> RecipientID?
  /// The record that a reference names, with its episode.
  let record: (String) -> (id: RecordID, episode: EpisodeID?)?
  /// Where the Consent comes from.
  let origin: Directive.Origin
  /// When it was taken in, for Consents that do not say when they were set.
  let now: Instant

  /// Ends the reading of a Consent that cannot be said here.
  struct Refusal: Error {
    let obstacle: ConsentReading.Obstacle
  }

  /// What the Consent says.
  public func read(_ consent: JSONValue) -> ConsentReading {
    do throws(Refusal) {
      return try reading(of: consent)
    } catch {
      return .kept(error.obstacle)
    }
  }

  private func reading(of consent: JSONValue) throws(Refusal) -> ConsentReading {
    switch consent["status"]?.string {
    case "active": break
    case "inactive", "rejected", "entered-in-error": return .ended
    default: throw Refusal(obstacle: .notPrivacy)
    }
    let scope = consent["scope"]?["coding"]?.elements ?? []
    guard scope.isEmpty || scope.contains(where: { $0["code"]?.string == "patient-privacy" })
    else { throw Refusal(obstacle: .notPrivacy) }
    let root = consent["provision"] ?? .object([])
    let window = try Self.window(root["period"])
    if let word = Self.extended(consent, ConsentWire.base).flatMap(BaseRule.init(rawValue:)) {
      return .base(word)
    }
    if let word = Self.extended(consent, ConsentWire.seal) {
      return .seal(try seal(consent, word, root, window))
    }
    let rules = root["provision"]?.elements ?? []
    if let only = rules.first, rules.count == 1, let word = Self.word(of: only) {
      return .directives([try own(consent, word, only, window)])
    }
    return .directives(try foreign(consent, root, window))
  }

  /// The name and moment that every rule of a Consent has.
  func named(
    _ consent: JSONValue, _ number: Int?, _ effect: Effect, _ selector: Selector,
    _ who: WhoSelector, _ purpose: Purpose?, _ window: ConsentWindow
  ) -> Directive {
    let id = consent["id"]?.string ?? "consent"
    let author: Author = if case .portal(let base) = origin { .portal(base) } else { .holder }
    return Directive(
      id: DirectiveID(number.map { "\(id)-\($0)" } ?? id), effect: effect, selector: selector,
      who: who, purpose: purpose, window: window, set: set(consent), by: author, origin: origin)
  }

  /// When it was set.
  func set(_ consent: JSONValue) -> Instant {
    consent["dateTime"]?.string.flatMap { ConsentTime.parse($0, edge: .start) } ?? now
  }
}

// MARK: Our own shape

extension ConsentReader {
  /// The word of a provision for how specific its selector is; only our own extension counts.
  private static func word(of provision: JSONValue) -> Selector.Rank? {
    extended(provision, ConsentWire.selector).flatMap(Selector.Rank.init(rawValue:))
  }

  static func extended(_ value: JSONValue, _ url: String) -> String? {
    (value["extension"]?.elements ?? []).first { $0["url"]?.string == url }?["valueCode"]?
      .string
  }

  private func own(
    _ consent: JSONValue, _ word: Selector.Rank, _ rule: JSONValue, _ window: ConsentWindow
  ) throws(Refusal) -> Directive {
    let effect = try Self.effect(rule)
    let purposes = try Self.purposes(rule)
    guard purposes.count <= 1 else { throw Refusal(obstacle: .purpose) }
    var chosen = Self.words(consent, word)
    if chosen == nil { chosen = try selector(word, rule) }
    guard let chosen else { throw Refusal(obstacle: .data) }
    return named(
      consent, nil, effect, chosen, try ownWho(rule), purposes.first, window)
  }

  /// The words for a tag or an institution in the holder's own export: a portal must not know them.
  private static func words(_ consent: JSONValue, _ rank: Selector.Rank) -> Selector? {
    guard rank == .tag || rank == .facility else { return nil }
    return (consent["extension"]?.elements ?? []).lazy
      .compactMap { $0["valueString"]?.string }
      .compactMap { try? Selector(parsing: $0) }.first { $0.rank == rank }
  }

  /// Whom the actors of our own shape mean together.
  private func ownWho(_ rule: JSONValue) throws(Refusal) -> WhoSelector {
    let actors = rule["actor"]?.elements ?? []
    guard !actors.isEmpty else { return .anyone }
    let words = actors.map(Self.roleWords)
    if words.contains(where: { $0.contains(ConsentWire.anyone) }) { return .anyone }
    if words == [[ConsentWire.emergency]] { return .recipient(.emergency) }
    if let word = words.first?.first, let named = RecipientClass(rawValue: word),
      words.allSatisfy({ $0 == [word] })
    {
      return .recipientClass(named)
    }
    guard actors.count == 1, let name = Self.reference(actors[0]), let id = recipient(name) else {
      throw Refusal(obstacle: .actor)
    }
    return .recipient(id)
  }

  /// The words of our classes in an actor's role.
  static func roleWords(_ actor: JSONValue) -> [String] {
    (actor["role"]?["coding"]?.elements ?? [])
      .filter { $0["system"]?.string == ConsentWire.classes }.compactMap { $0["code"]?.string }
  }

  private func selector(
    _ word: Selector.Rank, _ rule: JSONValue
  ) throws(Refusal) -> Selector {
    switch word {
    case .record, .episode:
      let found = try records(rule)
      guard let first = found.first else { throw Refusal(obstacle: .data) }
      if word == .record { return .record(first.id) }
      guard let episode = first.episode, found.allSatisfy({ $0.episode == episode }) else {
        throw Refusal(obstacle: .data)
      }
      return .episode(episode)
    case .tag, .facility: throw Refusal(obstacle: .list)
    case .kind, .kindInPeriod:
      let kinds = try Self.kinds(rule)
      guard kinds.count == 1, let kind = kinds.first else { throw Refusal(obstacle: .data) }
      return .kind(kind, try Self.days(rule))
    case .period:
      guard let days = try Self.days(rule) else { throw Refusal(obstacle: .period) }
      return .period(days)
    case .all: return .all
    }
  }

  private func records(
    _ rule: JSONValue
  ) throws(Refusal) -> [(id: RecordID, episode: EpisodeID?)] {
    var found: [(id: RecordID, episode: EpisodeID?)] = []
    for entry in rule["data"]?.elements ?? [] {
      guard let name = Self.reference(entry), let known = record(name) else {
        throw Refusal(obstacle: .data)
      }
      found.append(known)
    }
    return found
  }

  private func seal(
    _ consent: JSONValue, _ word: String, _ root: JSONValue, _ window: ConsentWindow
  ) throws(Refusal) -> RecordSeal {
    guard let rank = Selector.Rank(rawValue: word),
      let rule = root["provision"]?.elements.first
    else { throw Refusal(obstacle: .data) }
    var seal = RecordSeal(selector: try selector(rank, rule), set: set(consent))
    seal.window = window
    if case .portal(let base) = origin { seal.by = .portal(base) }
    return seal
  }
}
