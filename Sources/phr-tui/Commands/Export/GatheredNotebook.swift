import PHRModel

/// What a notebook will hold, and where its dispensings are read from.
///
/// Only their names are kept; each is read again when it is written, so that a notebook of any
/// length needs little memory.
struct GatheredNotebook {
  /// The order of the dispensings, and what stands outside them.
  var builder: NotebookBuilder
  private let store: RecordStore
  private let reader: ExportReader
  private let style: JahisWriter.Style

  /// Walks over what the audience is shown.
  init(
    _ store: RecordStore, _ audience: ExportAudience, _ ticks: Set<ProfileTick>,
    _ style: JahisWriter.Style
  ) throws {
    let profile = try store.profile()
    var builder = NotebookBuilder(
      person: audience.isHolder ? profile : profile.reduced(to: ticks), style: style)
    let reader = audience.reader(store)
    var query = RecordQuery()
    query.kinds = NotebookBuilder.kinds
    switch style {
    case .standard: try reader.forEach(query) { builder.add($0) }
    case .asReceived: try store.forEachRecord(query, asArrived: true) { builder.add($0) }
    }
    self.builder = builder
    self.store = store
    self.reader = reader
    self.style = style
  }

  /// All of it.
  func whole() throws -> JahisNotebook { try builder.notebook(contents: contents) }

  /// Writes all of it, dispensing by dispensing; returns how much did not fit the standard.
  func write(_ style: JahisWriter.Style, to sink: ExportSink) throws -> Int {
    var writer = JahisWriter(style: style)
    let head = builder.head
    writer.begin(head)
    try sink.write(bytes: writer.taken())
    try builder.forEachDispensing(contents: contents) { dispensing in
      writer.write(dispensing)
      try sink.write(bytes: writer.taken())
    }
    writer.end(head)
    try sink.write(bytes: writer.taken())
    return writer.losses.count
  }

  private func contents(of episode: EpisodeID) throws -> NotebookBuilder.Contents {
    (
      try reader.lines(of: episode), try reader.notes(of: episode),
      style == .asReceived ? try store.episodeRaw(episode) : []
    )
  }
}
