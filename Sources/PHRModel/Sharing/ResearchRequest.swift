/// A request to stop passing data on for research (提供停止の求め, 次世代医療基盤法 第52条).
///
/// Issue on consent, "Research opt-out". The request itself is a directive; this is what was said
/// with it, so that it can be tracked and printed.
public struct ResearchRequest: Sendable, Hashable, Codable, Identifiable {
  /// The usual wait before data are passed on after a notice, in days.
  public static let usualWait = 30
  /// Below this age the guardian is asked too.
  public static let ownAge = 16

  /// The directive that hides.
  public let id: DirectiveID
  /// The notice that was answered; `nil` if the holder refuses in general.
  public var notice: RecordID?
  /// The institution that would pass data on; `nil` = all.
  public var facility: FacilityName?
  /// When it was asked.
  public var asked: Instant
  /// The guardian who asks too or instead, by name.
  public var guardian: String?
  /// Whether data already passed on shall be deleted.
  public var asksDeletion: Bool
  /// When it was last printed as a letter.
  public var printed: Instant?

  /// A request.
  public init(
    id: DirectiveID, notice: RecordID? = nil, facility: FacilityName? = nil, asked: Instant,
    guardian: String? = nil, asksDeletion: Bool = true
  ) {
    self.id = id
    self.notice = notice
    self.facility = facility
    self.asked = asked
    self.guardian = guardian
    self.asksDeletion = asksDeletion
  }

  /// The name of the Task that asks for deletion at a portal.
  public var deletionTask: String { id.text + "-del" }

  /// The day from which data are usually passed on after a notice of that day.
  public static func usualStart(after notice: CivilDay) -> CivilDay {
    notice.adding(days: usualWait)
  }

  /// Whether the guardian is asked too: under 16 on that day, or named because the holder cannot
  /// decide.
  public static func needsGuardian(age: Int?) -> Bool { age.map { $0 < ownAge } ?? false }
}

extension FacilityName: Codable {
  private enum Key: String, CodingKey {
    case name, code
  }

  /// Reads name and code.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: Key.self)
    self.init(
      name: try values.decode(String.self, forKey: .name),
      code: try values.decodeIfPresent(String.self, forKey: .code))
  }

  /// Writes name and code.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: Key.self)
    try values.encode(name, forKey: .name)
    try values.encodeIfPresent(code, forKey: .code)
  }
}
