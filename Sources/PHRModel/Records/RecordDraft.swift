/// A record on its way into a vault: what a reader found, before ids and versions.
public struct RecordDraft: Sendable, Equatable {
  /// What the source calls the record, if it has a stable name for it.
  ///
  /// The same name again is the same record (a new version if it says something else). Without a
  /// name the content decides.
  public var sourceKey: String?
  /// What it says.
  public var body: RecordBody
  /// What ties it to others of one dispensing within its source; `nil` = institution and day.
  public var episodeKey: String?
  /// The source says it was entered in error.
  public var withdrawn: Bool
  /// Line or entry number in the source, from 1.
  public var position: Int?
  /// The resource's name at its portal.
  public var upstream: UpstreamReference?

  /// A draft.
  public init(body: RecordBody, sourceKey: String? = nil) {
    self.body = body
    self.sourceKey = sourceKey
    withdrawn = false
  }
}

/// A remark on a whole dispensing (JAHIS 401–601): it belongs to the episode and is shown to a
/// recipient only if all lines of the episode are.
public struct EpisodeNote: Sendable, Hashable, Codable {
  /// What the remark is (JAHIS record number).
  public enum Topic: String, Sendable, Codable {
    /// 401 服用注意.
    case caution
    /// 411 医療機関等提供情報.
    case fromInstitution
    /// 421 残薬確認.
    case leftover
    /// 501 備考.
    case remark
    /// 601 患者等記入.
    case fromPatient
  }

  /// What the remark is.
  public var topic: Topic
  /// The words.
  public var text: String
  /// Day it was written, if given.
  public var date: PartialDate?
  /// The source's own type code (411: 30, 31, 99).
  public var type: String?
  /// 作成者 (1 医療関係者, 2 患者等, 8 その他, 9 不明).
  public var creator: String?

  /// A remark.
  public init(topic: Topic, text: String) {
    self.topic = topic
    self.text = text
  }
}

/// Episode-wide facts of a source: notes and fields that belong to no single line.
public struct EpisodeDraft: Sendable, Equatable {
  /// The key that the drafts of the episode carry.
  public var key: String
  /// The day of the episode.
  public var date: PartialDate?
  /// Remarks on the whole.
  public var notes: [EpisodeNote]
  /// What the source held besides, shared by all lines.
  public var raw: [RawField]

  /// An episode without notes.
  public init(key: String, date: PartialDate? = nil) {
    self.key = key
    self.date = date
    notes = []
    raw = []
  }
}
