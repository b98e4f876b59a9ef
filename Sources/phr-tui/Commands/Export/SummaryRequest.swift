import PHRModel

/// What a summary is asked to hold besides the records, and from where it is made.
struct SummaryRequest {
  /// What of the profile was ticked.
  var ticks: Set<ProfileTick> = []
  /// A note by the patient.
  var note: String?
  /// When it is made.
  let now: Instant
  /// The number of the vault's frame.
  let frame: UInt64

  /// The summary of what the audience is shown.
  ///
  /// - Throws: `SQLiteError`, `StoreError`.
  func summary(
    of store: RecordStore, for audience: ExportAudience
  ) throws -> PatientSummary {
    let profile = try store.profile()
    var builder = SummaryBuilder(today: now.day, sex: profile.sex)
    var query = RecordQuery()
    query.kinds = SummaryBuilder.kinds
    try audience.reader(store).forEach(query) { builder.add($0) }
    let person = PatientSummary.Person(
      profile: profile.reduced(to: ticks), age: profile.age(on: now.day),
      linkageCode: audience.linkageCode?.grouped)
    return builder.summary(
      of: person, note: note.map { SafeText($0).text },
      origin: PatientSummary.Origin(
        made: now, recipient: audience.name, delegate: audience.maker, frame: frame))
  }
}
