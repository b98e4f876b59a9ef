/// What a delegate proposes: a new record, or a correction; the holder accepts or declines it.
///
/// Typed fields rather than a record, so that the holder's program judges every value as it judges
/// what is typed at its own keyboard (`ManualEntry`).
public struct Proposal: Sendable, Hashable, Codable {
  /// One typed field.
  public struct Field: Sendable, Hashable, Codable {
    /// The field's name, as on the command line.
    public var name: String
    /// What was typed.
    public var value: String

    /// A field with its value.
    public init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  /// The kind of the record.
  public var kind: Kind
  /// The record to be corrected; `nil` = a new one.
  public var correcting: RecordID?
  /// What was typed.
  public var fields: [Field]

  /// A proposal.
  public init(kind: Kind, correcting: RecordID? = nil, fields: [Field]) {
    self.kind = kind
    self.correcting = correcting
    self.fields = fields
  }

  var pairs: [(name: String, value: String)] { fields.map { ($0.name, $0.value) } }
}

/// What a delegate did with a file.
public enum DelegateAct: Sendable, Hashable, Codable {
  /// Opened it.
  case opened
  /// Looked at a record.
  case viewed(RecordID)
  /// Wrote something out of it, by the command's name.
  case exported(String)
  /// Wrote a note, to a record or to all.
  case note(RecordID?, String)
  /// Proposed a record or a correction.
  case proposed(Proposal)
  /// Set consent on the holder's behalf.
  case consent(ConsentRequest)
}

/// One entry of a delegate's reply, in the order of its number.
public struct ReplyEntry: Sendable, Hashable {
  /// Its number in the reply, from 1.
  public var number: Int
  /// When, by the delegate's clock.
  public var at: Instant
  /// What.
  public var act: DelegateAct
}

/// An entry as it reached the holder.
public struct DelegateEntry: Sendable, Hashable, Identifiable {
  /// How the holder's program judged it.
  public enum State: String, Sendable, Codable, CaseIterable {
    /// Nothing to decide: the log.
    case noted
    /// A proposal that waits for the holder.
    case pending
    /// The holder took it, or the grant let it be carried out.
    case accepted
    /// The holder did not take it.
    case declined
    /// Outside the grant: after its end, or about a record that the delegate is not shown.
    case outside
  }

  /// Its number in the holder's vault.
  public var id: Int
  /// Whose.
  public var delegate: RecipientID
  /// When, by the delegate's clock.
  public var at: Instant
  /// When it reached the holder.
  public var received: Instant
  /// What.
  public var act: DelegateAct
  /// How it was judged.
  public var state: State
  /// The record that came of an accepted proposal.
  public var record: RecordID?
}
