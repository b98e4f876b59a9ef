/// All that decisions rest on at one moment: who is registered, what is set.
public struct ConsentState: Sendable, Equatable {
  /// The recipients, archived ones too.
  public var recipients: [RecipientID: Recipient]
  /// The delegates' grants, ended ones too.
  public var grants: [RecipientID: Grant]
  /// The directives.
  public var directives: DirectiveSet
  /// The seals.
  public var seals: Set<RecordSeal>
  /// What holds for records that no directive matches.
  public var base: BaseRule
  /// What a doctor sees in an emergency.
  public var emergency: EmergencyProfile
  /// Who sees insured symbol and number; they never appear without this tick of their own.
  public var insuredNumbers: Set<RecipientID>

  /// A vault in which nothing is set yet.
  public init(base: BaseRule = .optOut) {
    recipients = [:]
    grants = [:]
    directives = DirectiveSet()
    seals = []
    self.base = base
    emergency = EmergencyProfile()
    insuredNumbers = []
  }
}
