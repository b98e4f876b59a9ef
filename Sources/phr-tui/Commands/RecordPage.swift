import PHRModel

/// A record's page as lines of text, for the command line.
enum RecordPage {
  /// The lines of the page.
  static func lines(
    of record: Record, notes: [EpisodeNote], language: Language
  ) -> [String] {
    let values = [
      ("id", record.id.text), ("date", record.body.date?.description ?? "–"),
      ("title", TextWidth.safe(record.body.title)),
    ]
    return values.map { "\($0.0): \($0.1)" } + notes.map { TextWidth.safe($0.text) }
  }
}
