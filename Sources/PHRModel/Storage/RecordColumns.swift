import Foundation

/// What the table `record` repeats of a body, so that lists, searches and consent need not
/// decode it.
struct RecordColumns {
  let body: RecordBody

  private static let repeated = [
    "kind", "date", "first_day", "last_day", "moment", "title", "detail", "facility",
    "facilities", "abnormal", "about", "search",
  ]
  private static let names = repeated.joined(separator: ", ")
  private static let marks = repeated.map { _ in "?" }.joined(separator: ", ")

  /// Inserts a record: its id, version, status, source and episode, then ``values``.
  static let insertion = """
    INSERT INTO record(id, version, status, source, episode, \(names))
    VALUES(?, ?, ?, ?, ?, \(marks))
    """

  /// Gives a record another version: number, status and ``values``, then the row.
  static let change = """
    UPDATE record SET (version, status, \(names)) = (?, ?, \(marks)) WHERE row = ?
    """

  /// What the table repeats.
  var values: [SQLiteValue] {
    [
      .text(body.kind.rawValue), SQLiteValue(body.date?.description),
      SQLiteValue(body.date?.first.number), SQLiteValue(body.date?.last.number), .int(moment),
      .text(body.title), SQLiteValue(detail), SQLiteValue(facility), .text(facilityKeys),
      SQLiteValue(abnormal), SQLiteValue(about), .text(search),
    ]
  }

  /// The value by which lists are ordered: the moment, else the first second of the date.
  var moment: Int64 {
    body.time?.seconds ?? body.date.map { Instant(startOf: $0.first).seconds } ?? Int64.min
  }

  /// The institution that a list shows.
  var facility: String? { body.shownFacility }

  /// Every institution as code and NFKC name, for consent by facility.
  var facilityKeys: String {
    body.facilities.map { "\($0.code ?? "")\u{1F}\(FoldedText.name($0.name))" }
      .joined(separator: "\u{1E}")
  }

  /// How many results carry a flag.
  var abnormal: Int {
    observations.count { ($0.flag ?? .normal) != .normal }
  }

  /// The records a notice is about, by their names at the portal.
  var about: String? {
    guard case .notice(let notice) = body.content, !notice.about.isEmpty else { return nil }
    return notice.about.map { "\($0.type)/\($0.id)" }.joined(separator: "\u{1E}")
  }

  /// The most telling value besides the title.
  var detail: String? {
    switch body.content {
    case .medication(let line): line.usage?.shown
    case .cost(let block): block.selfPay.map(String.init)
    case .measurement(let measurement): measurement.item.shownResult
    case .vaccination(let dose) where dose.status == .notDone: Vaccination.Status.notDone.rawValue
    case .vaccination(let dose): dose.doseNumber.map(String.init) ?? dose.doseText
    case .checkup, .allergy, .condition, .notice, .insurance: nil
    }
  }

  /// The observations with a code of their own, parts after their whole.
  var observations: [Observation] {
    let top: [Observation] =
      switch body.content {
      case .checkup(let checkup): checkup.items
      case .measurement(let measurement): [measurement.item]
      default: []
      }
    return top.flatMap { [$0] + $0.components }
  }

  /// Everything a person may look for, folded.
  var search: String {
    FoldedText.search(SearchText.words(of: body).joined(separator: " "))
  }
}

extension Observation {
  /// The result as one short text: the value with its unit, or the parts joined by `/`.
  public var shownResult: String? {
    switch value {
    case .quantity(let quantity):
      return [quantity.value, quantity.unit ?? quantity.unitCode].compactMap { $0 }
        .joined(separator: " ")
    case .coded(let answer): return answer.shown
    case .text(let text): return text
    case .absent(.inComponents):
      let parts = components.compactMap(\.value.quantityText)
      return parts.isEmpty ? nil : parts.joined(separator: "/")
    case .absent: return nil
    }
  }
}
