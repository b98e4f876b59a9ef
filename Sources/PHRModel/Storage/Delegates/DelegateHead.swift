import Foundation

/// What a delegate's file says about itself: the grant, and the key of the way back.
public struct DelegateHead: Sendable, Codable {
  /// The grant as the delegate may know it.
  public var grant: Grant
  /// When the holder's program brought the file up to date.
  public var refreshed: Instant
  /// Whether insured symbol and number are shown; a change writes the file anew.
  var showsInsuredNumbers: Bool
  /// 32 bytes that go into the reply at the first opening.
  var exchangeKey: Data
  /// Whom consent can be set for, for a delegate who may set it; names and classes alone.
  var recipients: [Recipient]?
  /// Whether the holder has rules of their own for emergencies; they are not in the file, so that a
  /// card made from it would break them.
  public var hasEmergencyRules: Bool?
  /// What of the reply has reached the holder.
  public var receipt: DelegateReceipt?

  /// Raised when records leave the vault in another form than before: files of another form are
  /// made anew.
  var form = 1

  static let setting = "delegate-file"

  /// The head of a database, or `nil` if it is no delegate's file.
  static func read(_ store: RecordStore) throws -> DelegateHead? {
    guard let text = try store.setting(setting) else { return nil }
    return try store.value(DelegateHead.self, from: text, table: "setting", row: 0)
  }

  /// Whether both say the same, whenever they were written.
  func says(sameAs other: DelegateHead) -> Bool {
    grant == other.grant && showsInsuredNumbers == other.showsInsuredNumbers
      && recipients == other.recipients && receipt == other.receipt
      && hasEmergencyRules == other.hasEmergencyRules
  }

  /// Whom a delegate who may set consent can name.
  public var consentState: ConsentState {
    var state = ConsentState()
    for recipient in recipients ?? [] { state.recipients[recipient.id] = recipient }
    return state
  }

  func write(to store: RecordStore) throws {
    try store.set(Self.setting, to: try store.json(self))
  }
}

/// How far a delegate's reply has come.
public struct DelegateReceipt: Sendable, Hashable, Codable {
  /// The reply's name.
  var reply: Data
  /// The last entry that reached the holder.
  var through = 0
  /// When it did.
  public internal(set) var at = Instant(seconds: 0)
  /// What became of entries that asked for something.
  var outcomes: [Int: DelegateEntry.State] = [:]

  /// What became of an entry; `nil` if it has not reached the holder yet.
  func state(of number: Int) -> DelegateEntry.State? {
    number > through ? nil : outcomes[number] ?? .noted
  }
}

extension Recipient {
  /// The recipient as a delegate may know it: no code, no remark.
  var forDelegate: Recipient {
    var recipient = self
    recipient.institutionCode = nil
    recipient.note = nil
    recipient.codes = []
    return recipient
  }
}

extension Grant {
  /// The grant without what would tell the delegate what is kept back: exclusions, and scopes that
  /// name the holder's own tags or single records.
  var forDelegate: Grant {
    var grant = self
    grant.exclusions = []
    grant.scope = scope.filter { selector in
      switch selector {
      case .tag, .record, .episode: false
      case .facility, .kind, .period, .all: true
      }
    }
    if !readsReasons { grant.incapacityReason = nil }
    return grant
  }
}

extension Profile {
  /// What is needed to show the records: whose they are, and what results are judged by.
  var forDelegate: Profile {
    var profile = Profile()
    profile.name = name
    profile.kana = kana
    profile.roman = roman
    profile.birthDate = birthDate
    profile.sex = sex
    return profile
  }
}

/// The names of the two one-way files.
public enum DelegateFileName {
  /// The reply that stands beside a delegate's file.
  public static func reply(of path: String) -> String {
    let stem = path.hasSuffix(".phr") ? String(path.dropLast(4)) : path
    return stem + ".reply.phr"
  }
}

extension ConsentState {
  /// Whether anything but the usual profile decides what a doctor sees in an emergency.
  var hasEmergencyRules: Bool {
    emergency != EmergencyProfile()
      || directives.all.contains { $0.who == .recipient(.emergency) }
  }
}
