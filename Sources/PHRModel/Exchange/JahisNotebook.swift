/// What goes into a medication-notebook file, in its order.
public struct JahisNotebook: Sendable, Equatable {
  /// Whose notebook it is.
  public var person: Profile
  /// Records outside dispensings: allergies, conditions, self-reported drugs, memos.
  public var records: [RecordBody]
  /// Dispensings, the newest first as the standard orders them.
  public var dispensings: [Dispensing]

  /// One dispensing.
  public struct Dispensing: Sendable, Equatable {
    /// Remarks on the whole; leave them out if not all lines are shown.
    public var notes: [EpisodeNote]
    /// What the source held for the whole; only for the holder's own copy.
    public var raw: [RawField]
    /// Its drug lines.
    public var lines: [RecordBody]

    /// A dispensing of those lines.
    public init(lines: [RecordBody], notes: [EpisodeNote] = [], raw: [RawField] = []) {
      self.lines = lines
      self.notes = notes
      self.raw = raw
    }
  }

  /// A notebook of a person.
  public init(person: Profile, records: [RecordBody] = [], dispensings: [Dispensing] = []) {
    self.person = person
    self.records = records
    self.dispensings = dispensings
  }
}
