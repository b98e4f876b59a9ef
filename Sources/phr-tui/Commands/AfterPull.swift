import PHRModel

/// What follows when a portal has been asked: accesses are judged, its consents are taken in, and
/// what the holder should know is raised as notices.
enum AfterPull {
  /// Judges and takes in what came since; what was told once is not told again.
  ///
  /// - Returns: whether anything was raised as a notice.
  @discardableResult
  static func run(_ store: RecordStore, now: Instant) throws -> Bool {
    let accesses = try AccessLog(store).takeIn(now: now)
    for access in accesses {
      try raise(
        .access, ConsentWords.alert(access), at: access.entry.at, sender: access.entry.who,
        key: "access " + access.entry.name, isUrgent: true, in: store, now: now)
    }
    let consents = try ConsentIntake(store).takeIn(now: now)
    for taken in consents {
      try raise(
        .other, ConsentWords.taken(taken), at: now, sender: taken.portal,
        key: "consent \(taken.portal ?? "") \(taken.id) \(now)", isUrgent: false, in: store,
        now: now)
    }
    return !accesses.isEmpty || !consents.isEmpty
  }

  private static func raise(
    _ category: Notice.Category, _ text: Text, at moment: Instant, sender: String?, key: String,
    isUrgent: Bool, in store: RecordStore, now: Instant
  ) throws {
    var notice = Notice(category: category)
    // Both languages: the notice outlives the choice of one.
    notice.body = [text.ja, text.en]
    notice.sent = moment
    notice.sender = sender
    notice.priority = isUrgent ? "urgent" : nil
    let body = RecordBody(
      date: PartialDate(moment.day), title: text.ja, content: .notice(notice))
    try store.raise(RecordDraft(body: body, sourceKey: key), now: now)
  }
}
