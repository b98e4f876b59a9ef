/// Why something about a delegate's file was refused.
public enum DelegateError: Error, Sendable, Equatable {
  /// The grant begins later.
  case notYet(Instant)
  /// The grant ended by its date.
  case expired(Instant)
  /// The holder ended the grant.
  case revoked(Instant)
  /// The clock says an earlier time than was seen before.
  case clockSetBack(lastSeen: Instant)
  /// There is no reply beside the file, and no code opens it any more.
  case replyMissing
  /// The file was not opened here yet: the one-time code is needed.
  case codeNeeded
  /// The file does not fit the reply beside it.
  case otherReply
  /// The file is no delegate's file.
  case notADelegateFile
  /// An earlier version of the program wrote the delegate's file.
  case olderFile
  /// A delegate may only look.
  case viewOnly
  /// The grant does not allow to export.
  case exportNotGranted
  /// The grant does not allow to manage consent.
  case consentNotGranted
  /// What the delegate wants to set lies outside the grant.
  case consentOutsideGrant
  /// The holder has rules for emergencies that the file does not hold.
  case emergencyRulesUnknown
  /// The holder is not of age yet.
  case notOfAge(CivilDay)
  /// No delegate has that name.
  case noSuchDelegate
  /// Several delegates have that name.
  case ambiguousDelegate
  /// A delegate of that name has a grant already.
  case nameTaken
  /// Another delegate's file has its place there.
  case placeTaken
  /// The delegate's file cannot be reached where it was written.
  case unreachable(path: String)
  /// No such proposal waits.
  case noSuchProposal
  /// The grant cannot be given so.
  case problems([Grant.Problem])
  /// A typed value of a proposal does not fit its field.
  case unfitProposal(ManualEntryFault)

  /// What is wrong with a proposed field; never its value.
  public enum ManualEntryFault: Sendable, Equatable {
    /// The kind has no such field, or it does not take the value.
    case field
    /// A needed field is missing.
    case missing
    /// It holds a My Number (個人番号).
    case myNumber
  }
}
