import PHRModel

/// What records and episodes are called on the screen, where a script would read their ids.
struct RecordNames: Sendable, Equatable {
  var records: [RecordID: String] = [:]
  var episodes: [EpisodeID: String] = [:]
}
