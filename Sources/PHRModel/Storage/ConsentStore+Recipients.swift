/// Why somebody could not be added to or changed among the recipients.
public enum RecipientProblem: Error, Sendable, Hashable {
  /// Somebody of that name is registered already.
  case registered(name: String)
  /// The institution code belongs to that recipient.
  case codeTaken(name: String)
  /// The name has a meaning on the command line, or is empty.
  case reservedName
  /// The institution code is not ten digits.
  case badCode
  /// The built-in recipient and delegates cannot be changed so.
  case notARecipient
}

extension ConsentStore {
  /// Adds a recipient, or brings an archived one back with its old directives.
  ///
  /// - Parameters:
  ///   - name: what the holder calls it.
  ///   - recipientClass: what sort it is; a returning one keeps its class.
  ///   - institutionCode: the 10-digit 医療機関コード, if known.
  ///   - note: a remark of the holder.
  ///   - instant: now.
  ///   - author: who adds it.
  /// - Returns: the recipient, and whether it was known before.
  /// - Throws: `RecipientProblem`, `SQLiteError`.
  @discardableResult
  public func addRecipient(
    name: String, recipientClass: RecipientClass = .clinic, institutionCode: String? = nil,
    note: String? = nil, at instant: Instant, by author: Author = .holder
  ) throws -> (recipient: Recipient, returned: Bool) {
    let code = try Self.checked(institutionCode)
    return try connection.transaction {
      let state = try state()
      let id: RecipientID
      let admission = state.admission(name: name, institutionCode: code, at: instant)
      switch admission {
      case .new:
        id = RecipientID(Self.randomName(bytes: 8))
        var recipient = Recipient(
          id: id, name: name, recipientClass: recipientClass, institutionCode: code, note: note,
          registered: instant)
        recipient.codes = [AssignedCode(code: Self.newCode(), since: instant)]
        try append(.recipientAdded(recipient), at: instant, by: author)
      case .returning(let known):
        id = known
        try append(.recipientReturned(id, institutionCode: code), at: instant, by: author)
      case .registered(let other):
        throw RecipientProblem.registered(name: state.name(of: other))
      case .codeTaken(let other): throw RecipientProblem.codeTaken(name: state.name(of: other))
      case .reservedName: throw RecipientProblem.reservedName
      }
      guard let recipient = try self.state().recipients[id] else {
        preconditionFailure("a recipient that was added is there")
      }
      return (recipient, admission != .new)
    }
  }

  /// Gives a recipient another name, unless somebody else has it.
  public func rename(
    _ id: RecipientID, to name: String, at instant: Instant, by author: Author = .holder
  ) throws {
    try connection.transaction {
      let state = try state()
      guard state.recipients[id] != nil else { throw RecipientProblem.notARecipient }
      switch state.admission(name: name, institutionCode: nil, at: instant) {
      case .registered(let other) where other != id, .returning(let other) where other != id:
        throw RecipientProblem.registered(name: state.name(of: other))
      case .reservedName: throw RecipientProblem.reservedName
      default: try append(.recipientRenamed(id, name: name), at: instant, by: author)
      }
    }
  }

  /// Gives a recipient another class, institution code or remark; what is the same changes nothing.
  ///
  /// - Throws: `RecipientProblem`, `SQLiteError`.
  public func describe(
    _ id: RecipientID, _ description: RecipientDescription, at instant: Instant,
    by author: Author = .holder
  ) throws {
    var description = description
    description.institutionCode = try Self.checked(description.institutionCode)
    try connection.transaction {
      let state = try state()
      guard let recipient = state.recipients[id] else { throw RecipientProblem.notARecipient }
      let owner = state.recipients.values.first {
        $0.id != id && $0.facilityKey.code != nil
          && $0.facilityKey.code == description.institutionCode
      }
      if let owner { throw RecipientProblem.codeTaken(name: owner.name) }
      guard recipient.description != description else { return }
      try append(.recipientDescribed(id, description), at: instant, by: author)
    }
  }

  /// The ten digits of an institution code, or `nil` for none.
  private static func checked(_ institutionCode: String?) throws -> String? {
    let code = FacilityKey.digits(of: institutionCode)
    guard (institutionCode == nil) == (code == nil), code.map({ $0.utf8.count == 10 }) ?? true
    else { throw RecipientProblem.badCode }
    return code
  }

  /// Archives a recipient: it sees nothing from now on, its directives stay.
  public func archive(
    _ id: RecipientID, at instant: Instant, by author: Author = .holder
  ) throws {
    guard try state().recipients[id] != nil else { throw RecipientProblem.notARecipient }
    try append(.recipientArchived(id), at: instant, by: author)
  }

  /// Replaces the recipient's linkage codes: the old ones are useless from now on.
  ///
  /// - Parameters:
  ///   - id: the recipient.
  ///   - label: only the code that is kept apart under that label.
  ///   - instant: now.
  ///   - author: who replaces them.
  /// - Returns: the new codes; empty if it has none under that label.
  /// - Throws: `RecipientProblem.notARecipient`, `SQLiteError`.
  public func rotateCodes(
    of id: RecipientID, label: String? = nil, at instant: Instant, by author: Author = .holder
  ) throws -> [LinkageCode] {
    try connection.transaction {
      guard let recipient = try state().recipients[id] else {
        throw RecipientProblem.notARecipient
      }
      let live = recipient.codes.filter {
        $0.window.contains(instant) && (label == nil || $0.label == label)
      }
      return try live.map { old in
        let new = Self.newCode()
        try append(.codeRotated(id, old: old.code, new: new), at: instant, by: author)
        return new
      }
    }
  }

  /// Gives a recipient one more code, to keep a use apart that it cannot join with the others.
  public func addCode(
    to id: RecipientID, label: String?, purpose: Purpose?, at instant: Instant,
    by author: Author = .holder
  ) throws -> LinkageCode {
    guard try state().recipients[id] != nil else { throw RecipientProblem.notARecipient }
    let code = Self.newCode()
    let assigned = AssignedCode(code: code, label: label, purpose: purpose, since: instant)
    try append(.codeAdded(id, assigned), at: instant, by: author)
    return code
  }

  /// 128 random bits.
  private static func newCode() -> LinkageCode {
    guard let code = LinkageCode(randomBytes: RandomBytes.array(count: 16)) else {
      preconditionFailure("16 bytes make a linkage code")
    }
    return code
  }
}

extension ConsentState {
  /// What the holder calls a recipient or delegate; the id if nobody has it.
  public func name(of id: RecipientID) -> String {
    recipients[id]?.name ?? grants[id]?.delegate ?? id.text
  }
}
