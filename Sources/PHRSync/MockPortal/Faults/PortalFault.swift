/// Something that the mock portal does wrong on purpose.
///
/// Every line of sync-protocol section 4 and of the issue; `word:argument` on the command line.
public struct PortalFault: Sendable, Equatable, Hashable {
  /// What goes wrong.
  public enum Word: String, Sendable, CaseIterable {
    /// All notices carry one time stamp, over several pages.
    case equalTimestamps = "equal-timestamps"
    /// A page begins with the last entry of the page before.
    case duplicateEntry = "duplicate-entry"
    /// A notice changes while its list is being paged, so that the pages shift.
    case updateDuringPaging = "update-during-paging"
    /// The first link to a further page is gone.
    case nextGone = "next-gone"
    /// 429 with seconds, once per type (argument: the seconds).
    case throttleSeconds = "throttle-seconds"
    /// 429 with a date, once (argument: seconds from now).
    case throttleDate = "throttle-date"
    /// The token is refused once in the middle of the pull.
    case expireToken = "expire-token"
    /// The refresh token is refused.
    case refreshRefused = "refresh-refused"
    /// 403 for one type (argument).
    case refuseType = "refuse-type"
    /// 404 in HTML for one type (argument).
    case htmlError = "html-error"
    /// 200 in HTML for one type (argument).
    case htmlPage = "html-page"
    /// Every list ends with an OperationOutcome.
    case outcomeInList = "outcome-in-list"
    /// No resource carries `meta`.
    case missingMeta = "missing-meta"
    /// A list without `entry`, although there are resources of that type (argument).
    case missingEntry = "missing-entry"
    /// Ids of 90 characters.
    case longIDs = "long-ids"
    /// One immunization was deleted, which only the history tells.
    case deleted
    /// One immunization is marked as entered in error.
    case enteredInError = "entered-in-error"
    /// The Patient is somebody else.
    case wrongPatient = "wrong-patient"
    /// The first list of notices is cut off in its body.
    case truncated
    /// `next` leads to another host.
    case foreignNext = "foreign-next"
    /// The first list is redirected within the portal.
    case redirect
    /// The first list is redirected to another host.
    case foreignRedirect = "foreign-redirect"
    /// Notices are stamped a day in the future.
    case clockSkew = "clock-skew"
    /// Names and values in full width.
    case fullWidth = "full-width"
    /// The first list comes one byte at a time.
    case slowLoris = "slow-loris"
    /// The first list never ends.
    case endless
    /// The first list unpacks to far more than it weighs.
    case gzipBomb = "gzip-bomb"
    /// One notice holds bytes that are not UTF-8.
    case invalidUTF8 = "invalid-utf8"
    /// One notice is nested ten thousand levels deep.
    case deepJSON = "deep-json"
    /// The connection is reset after so many bytes of the first list of notices (argument).
    case reset
    /// 503 with `Retry-After` (argument: the seconds).
    case unavailable
    /// 500 for one type (argument).
    case serverError = "server-error"
    /// A notice that is no Communication as FHIR means it.
    case unreadable
    /// Observations are listed only by category.
    case categoryRequired = "category-required"
    /// A Consent changes between look and write.
    case consentConflict = "consent-conflict"
    /// A resource of somebody else among the answers.
    case strangerInList = "stranger-in-list"
    /// Small pages (argument: entries).
    case pages
    /// Access tokens live that many seconds (argument).
    case tokenLifetime = "token-lifetime"
  }

  /// What goes wrong.
  public var word: Word
  /// The detail, by word.
  public var argument: String?

  /// A fault.
  public init(_ word: Word, _ argument: String? = nil) {
    self.word = word
    self.argument = argument
  }

  /// Reads `word` or `word:argument`; `nil` for a word that is none.
  public init?(parsing text: String) {
    let parts = text.split(separator: ":", maxSplits: 1)
    guard let first = parts.first, let word = Word(rawValue: String(first)) else { return nil }
    self.init(word, parts.count > 1 ? String(parts[1]) : nil)
  }
}
