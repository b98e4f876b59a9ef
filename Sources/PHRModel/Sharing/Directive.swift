/// The name of a directive; the same as the id of its FHIR Consent.
public struct DirectiveID: VaultName {
  /// The characters (FHIR `id`: up to 64 of A–Z, a–z, 0–9, `-`, `.`).
  public let text: String

  /// The directive with that name.
  public init(_ text: String) {
    self.text = text
  }
}

/// Show or hide (見せる／見せない).
public enum Effect: String, Sendable, Hashable, Codable, CaseIterable {
  /// Show.
  case show
  /// Hide.
  case hide
}

/// Who changed something.
public enum Author: Sendable, Hashable, Codable {
  /// The holder.
  case holder
  /// A delegate on the holder's behalf; the log names both.
  case delegate(RecipientID)
  /// A consent that came from a portal, by the portal's base URL.
  case portal(String)
}

/// One rule that the holder set (同意設定): show or hide, which records, to whom, why, and when.
public struct Directive: Sendable, Hashable, Codable, Identifiable {
  /// Where it comes from.
  public enum Origin: Sendable, Hashable, Codable {
    /// Set here.
    case local
    /// Imported as a FHIR Consent from that portal.
    case portal(String)
  }

  /// Its name.
  public var id: DirectiveID
  /// Show or hide.
  public var effect: Effect
  /// Which records.
  public var selector: Selector
  /// To whom, from whom.
  public var who: WhoSelector
  /// For which purpose; `nil` = any.
  public var purpose: Purpose?
  /// When it is in force.
  public var window: ConsentWindow
  /// When it was set.
  public var set: Instant
  /// By whom.
  public var by: Author
  /// Why; for the holder only.
  public var reason: String?
  /// Where it comes from.
  public var origin: Origin

  /// A directive set here.
  public init(
    id: DirectiveID, effect: Effect, selector: Selector, who: WhoSelector,
    purpose: Purpose? = nil, window: ConsentWindow = .always, set: Instant, by: Author = .holder,
    reason: String? = nil, origin: Origin = .local
  ) {
    self.id = id
    self.effect = effect
    self.selector = selector
    self.who = who
    self.purpose = purpose
    self.window = window
    self.set = set
    self.by = by
    self.reason = reason
    self.origin = origin
  }

  /// What it is about: directives of one key coexist, each in its own window.
  public var key: DirectiveKey {
    DirectiveKey(selector: selector.canonical, who: who, purpose: purpose)
  }

  /// What it says, apart from its name and history; equal entries are one.
  public var rule: DirectiveRule { DirectiveRule(effect: effect, key: key, window: window) }
}

/// Which records, to whom and why, without effect and window.
public struct DirectiveKey: Sendable, Hashable {
  /// Which records, in canonical form.
  public let selector: Selector
  /// To whom.
  public let who: WhoSelector
  /// For which purpose; `nil` = any.
  public let purpose: Purpose?
}

/// All that a directive says; two directives that say the same are one entry.
public struct DirectiveRule: Sendable, Hashable {
  /// Show or hide.
  public let effect: Effect
  /// What it is about.
  public let key: DirectiveKey
  /// When it is in force.
  public let window: ConsentWindow
}
