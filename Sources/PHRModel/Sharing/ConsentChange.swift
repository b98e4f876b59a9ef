/// One entry of the consent history: what was changed, when, by whom.
///
/// Never altered or removed.
public struct ConsentChange: Sendable, Hashable, Codable, Identifiable {
  /// Its number, from 1, in the order of entry.
  public let number: Int
  /// When.
  public let at: Instant
  /// By whom.
  public let by: Author
  /// What.
  public let step: ConsentStep

  /// An entry.
  public init(number: Int, at: Instant, by: Author, step: ConsentStep) {
    self.number = number
    self.at = at
    self.by = by
    self.step = step
  }

  /// Its number.
  public var id: Int { number }
}

/// What can be changed; each is one step that `undo` takes back as a whole.
public enum ConsentStep: Sendable, Hashable, Codable {
  /// Directives were cleared, cut or set: `hide`, `show`, `clear` and `apply` alike.
  case directives(removed: [Directive], added: [Directive])
  /// The base rule was chosen.
  case base(BaseRule)
  /// Records were sealed.
  case sealed(RecordSeal)
  /// Seals were taken off.
  case unsealed([RecordSeal])
  /// The emergency profile was chosen.
  case emergency(EmergencyProfile)
  /// The tick for insured numbers was set or cleared.
  case insuredNumbers(RecipientID, shown: Bool)
  /// A recipient was added for the first time.
  case recipientAdded(Recipient)
  /// An archived recipient was added again, with its old directives, and maybe a code now known.
  case recipientReturned(RecipientID, institutionCode: String?)
  /// A recipient was removed, which archives it.
  case recipientArchived(RecipientID)
  /// A recipient got another name.
  case recipientRenamed(RecipientID, name: String)
  /// A recipient got another class, institution code or remark.
  case recipientDescribed(RecipientID, RecipientDescription)
  /// A recipient got a further linkage code, to keep two uses apart.
  case codeAdded(RecipientID, AssignedCode)
  /// A linkage code was replaced; the old one is useless from then on.
  case codeRotated(RecipientID, old: LinkageCode, new: LinkageCode)
  /// A delegate was given a grant, or another one.
  case granted(Grant)
  /// A grant was revoked.
  case grantRevoked(RecipientID)
  /// An earlier change was undone, by its number.
  case undone(Int)

  /// Whether `undo` takes it back.
  ///
  /// Who is registered, linkage codes and grants have commands of their own: undoing a rotation
  /// would make a code useful again that others were told is dead.
  public var isUndoable: Bool {
    switch self {
    case .directives, .base, .sealed, .unsealed, .emergency, .insuredNumbers: true
    default: false
    }
  }
}

extension ConsentState {
  /// Carries out one step that happened at an instant.
  ///
  /// Total: a step on a recipient that is not there changes nothing.
  public mutating func apply(_ step: ConsentStep, at instant: Instant) {
    switch step {
    case .directives(let removed, let added):
      for directive in removed { directives.remove(directive) }
      for directive in added { directives.insert(directive) }
    case .base(let rule): base = rule
    case .sealed(let seal): seals.insert(seal)
    case .unsealed(let gone): seals.subtract(gone)
    case .emergency(let profile): emergency = profile
    case .insuredNumbers(let id, true): insuredNumbers.insert(id)
    case .insuredNumbers(let id, false): insuredNumbers.remove(id)
    case .granted(let grant): grants[grant.id] = grant
    case .grantRevoked(let id): grants[id]?.revoked = instant
    case .undone: break
    case .recipientAdded, .recipientReturned, .recipientArchived, .recipientRenamed,
      .recipientDescribed, .codeAdded, .codeRotated:
      applyToRecipient(step, at: instant)
    }
  }

  private mutating func applyToRecipient(_ step: ConsentStep, at instant: Instant) {
    switch step {
    case .recipientAdded(let recipient): recipients[recipient.id] = recipient
    case .recipientReturned(let id, let code):
      recipients[id]?.register(at: instant)
      if let code { recipients[id]?.institutionCode = code }
    case .recipientArchived(let id): recipients[id]?.archive(at: instant)
    case .recipientRenamed(let id, let name): recipients[id]?.name = name
    case .recipientDescribed(let id, let description): recipients[id]?.take(description)
    case .codeAdded(let id, let code): recipients[id]?.codes.append(code)
    case .codeRotated(let id, let old, let new):
      recipients[id]?.rotate(old, to: new, at: instant)
    default: break
    }
  }
}

extension Recipient {
  /// Opens a window of registration, unless one is open.
  mutating func register(at instant: Instant) {
    guard !isRegistered(at: instant) else { return }
    registrations.append(ConsentWindow(from: instant))
  }

  /// Closes the window of registration that is open.
  mutating func archive(at instant: Instant) {
    for index in registrations.indices where registrations[index].contains(instant) {
      registrations[index].until = instant
    }
  }

  /// Closes a linkage code and opens the next one for the same use.
  mutating func rotate(_ old: LinkageCode, to new: LinkageCode, at instant: Instant) {
    guard let index = codes.firstIndex(where: { $0.code == old && $0.window.contains(instant) })
    else { return }
    codes[index].window.until = instant
    let former = codes[index]
    codes.append(
      AssignedCode(code: new, label: former.label, purpose: former.purpose, since: instant))
  }
}
