/// A moment as FHIR gives it: a partial date, with a time of day if there is one.
struct FHIRMoment: Equatable {
  /// The date as written.
  var date: PartialDate
  /// The moment, if a time of day was written.
  var time: Instant?

  /// Reads `date`, `dateTime` and `instant` (R4 datatypes, primitive types), and the forms that
  /// Japanese senders write by mistake (`2026/3/10`).
  ///
  /// Years that no record of a living person can have are refused.
  init?(_ text: String) {
    let day = text.prefix { $0 != "T" && $0 != " " }
    guard let date = PartialDate(iso: day) ?? JapaneseDate.parse(String(day)) else { return nil }
    guard (1850...2099).contains(date.first.components.year) else { return nil }
    self.date = date
    if day.endIndex < text.endIndex {
      guard let time = Instant(iso: text) else { return nil }
      self.time = time
    }
  }

  /// Whether the two fields say all that the text said: not so for fractions of a second and for
  /// other zones than Japan's.
  func says(_ text: String) -> Bool {
    guard let time else { return date.description == text }
    let shown = time.description
    if shown == text { return true }
    return text.utf8.contains(UInt8(ascii: ".")) && shown == text.replacing(".000", with: "")
  }
}

extension FHIRNode {
  /// The moment in the leaf of that name.
  ///
  /// The leaf stays raw beside the fields if they cannot say all of it; a text that is no date is
  /// reported and stays raw.
  func moment(_ name: String) -> FHIRMoment? {
    child(name)?.ownMoment()
  }

  /// The moment in this leaf.
  func ownMoment() -> FHIRMoment? {
    guard case .string(let text) = value else { return nil }
    guard let moment = FHIRMoment(text) else {
      scope.report(.badDate, at: path)
      return nil
    }
    if moment.says(text) { take() }
    return moment
  }

  /// The date in the leaf of that name; a time of day beside it stays raw.
  func date(_ name: String) -> PartialDate? {
    guard let leaf = child(name), case .string(let text) = leaf.value else { return nil }
    guard let moment = FHIRMoment(text) else {
      scope.report(.badDate, at: leaf.path)
      return nil
    }
    if moment.time == nil, moment.says(text) { leaf.take() }
    return moment.date
  }

  /// Start and end of the period of that name.
  func period(_ name: String) -> (start: PartialDate?, end: PartialDate?) {
    guard let period = child(name) else { return (nil, nil) }
    return (period.date("start"), period.date("end"))
  }

  /// When it happened: `<stem>DateTime`, `<stem>Instant`, or the start of `<stem>Period`.
  func moment(stem: String) -> FHIRMoment? {
    moment(stem + "DateTime") ?? moment(stem + "Instant")
      ?? child(stem + "Period")?.moment("start")
  }
}
