/// A half-open span of time, in whole seconds: from the first instant inside to the first after it.
///
/// Issue on consent, "Times". Either side may be open.
public struct ConsentWindow: Sendable, Hashable, Codable {
  /// The first second inside; `nil` = always before too.
  public var from: Instant?
  /// The first second after it; `nil` = without end.
  public var until: Instant?

  /// Always.
  public static let always = ConsentWindow()

  /// From an instant (inside) until an instant (outside).
  public init(from: Instant? = nil, until: Instant? = nil) {
    self.from = from
    self.until = until
  }

  /// Whether the instant lies inside.
  public func contains(_ instant: Instant) -> Bool {
    if let from, instant < from { return false }
    if let until, instant >= until { return false }
    return true
  }

  /// Whether no instant lies inside.
  public var isEmpty: Bool {
    guard let from, let until else { return false }
    return until <= from
  }

  /// Whether some instant lies in both.
  public func overlaps(_ other: ConsentWindow) -> Bool { !intersection(other).isEmpty }

  /// The instants that lie in both; may be empty.
  public func intersection(_ other: ConsentWindow) -> ConsentWindow {
    let starts = [from, other.from].compactMap(\.self)
    let ends = [until, other.until].compactMap(\.self)
    return ConsentWindow(from: starts.max(), until: ends.min())
  }

  /// The up to two windows that are left when another one is cut out.
  public func subtracting(_ other: ConsentWindow) -> [ConsentWindow] {
    guard !isEmpty, overlaps(other) else { return isEmpty ? [] : [self] }
    var pieces: [ConsentWindow] = []
    if let start = other.from { pieces.append(ConsentWindow(from: from, until: start)) }
    if let end = other.until { pieces.append(ConsentWindow(from: end, until: until)) }
    return pieces.filter { !$0.isEmpty }
  }

  /// The last second inside: FHIR's `Period.end`, which is inclusive.
  public var lastSecond: Instant? { until?.adding(seconds: -1) }
}

/// The moments that people write on the command line.
public enum ConsentTime {
  /// What a date without a time stands for.
  public enum Edge: Sendable {
    /// `--after D`, `--at D`: D at 00:00.
    case start
    /// `--until D`: after all of D.
    case end
  }

  /// The instant that a text means, or `nil` if it is neither a time nor a date.
  ///
  /// A time is taken as it is, in Asia/Tokyo if it names no zone; a month or a year is taken like
  /// a date, from its first day or until after its last.
  public static func parse(_ text: String, edge: Edge) -> Instant? {
    if let instant = Instant(iso: text) { return instant }
    guard let date = JapaneseDate.parse(text) else { return nil }
    switch edge {
    case .start: return Instant(startOf: date.first)
    case .end: return Instant(startOf: date.last.adding(days: 1))
    }
  }
}
