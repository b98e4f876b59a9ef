import PHRModel

/// The members of a record as an export shows them.
enum RecordShape {
  /// Everything for the holder; for others under other names and without the way it came in.
  static func members(
    of record: Record, _ audience: ExportAudience
  ) throws -> [(String, JSONValue)] {
    var shaped = record
    if !audience.isHolder {
      shaped.id = RecordID(audience.uuid("record/\(record.id.text)"))
      shaped.episode = record.episode.map { EpisodeID(audience.uuid("episode/\($0.text)")) }
      shaped.twins = []
      // A version number counts corrections that are not shown.
      shaped.version = 1
    }
    let holderOnly: Set<String> = ["tags", "twins", "provenance", "version"]
    return try RecordJSON.whole(shaped, notes: [], hidden: false).members.compactMap { member in
      if member.name == "hidden" || member.name == "episodeNotes" { return nil }
      if !audience.isHolder, holderOnly.contains(member.name) { return nil }
      return (member.name, member.value)
    }
  }

  /// The remarks on an episode.
  static func members(
    of episode: ExportedEpisode, _ audience: ExportAudience
  ) throws -> [(String, JSONValue)] {
    [
      ("id", .string(episode.name(for: audience))),
      ("date", RecordJSON.text(episode.day?.description)),
      ("notes", try RecordJSON.encoded(episode.notes)),
    ]
  }
}
