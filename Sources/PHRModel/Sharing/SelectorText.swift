/// What is wrong with a selector that somebody typed.
public enum SelectorProblem: Error, Sendable, Hashable {
  /// Nothing, or nothing after the colon.
  case empty
  /// A word before the colon that is no form of selector.
  case unknownForm
  /// No kind of record.
  case unknownKind
  /// No date.
  case badDate
  /// No `FROM..TO`, or open on both sides.
  case badPeriod
  /// The last day comes before the first.
  case reversedPeriod
}

extension Selector {
  /// Reads the command line's form: a record id, `episode:ID`, `tag:T`, `facility:NAME`,
  /// `kind:K[:FROM..TO]`, `period:FROM..TO` or `all`.
  ///
  /// A facility may also be `facility:CODE` or `facility:CODE NAME` with a 10-digit code. FROM
  /// and TO are dates as people write them; a month or a year means all of it. Whether a record
  /// or an episode exists is for the caller to see.
  public init(parsing text: String) throws(SelectorProblem) {
    let text = text.withoutEdgeSpace
    guard !text.isEmpty else { throw .empty }
    guard let colon = text.firstIndex(of: ":") else {
      self = text == "all" ? .all : .record(RecordID(String(text)))
      return
    }
    let rest = text[text.index(after: colon)...].withoutEdgeSpace
    guard !rest.isEmpty else { throw .empty }
    switch text[..<colon] {
    case "record": self = .record(RecordID(String(rest)))
    case "episode": self = .episode(EpisodeID(String(rest)))
    case "tag": self = .tag(String(rest))
    case "facility": self = .facility(FacilityName(parsing: rest))
    case "kind": self = try Self.kind(parsing: rest)
    case "period": self = .period(try DayPeriod(parsing: rest))
    default: throw .unknownForm
    }
  }

  private static func kind(parsing text: Substring) throws(SelectorProblem) -> Selector {
    let colon = text.firstIndex(of: ":")
    guard let kind = Kind(rawValue: String(text[..<(colon ?? text.endIndex)])) else {
      throw .unknownKind
    }
    guard let colon else { return .kind(kind, nil) }
    return .kind(kind, try DayPeriod(parsing: text[text.index(after: colon)...]))
  }
}

extension Selector: CustomStringConvertible, Codable {
  /// The command line's form, which reads back as the same selector.
  public var description: String {
    switch self {
    case .record(let id): id.text
    case .episode(let id): "episode:\(id.text)"
    case .tag(let tag): "tag:\(tag)"
    case .facility(let facility): "facility:\(facility)"
    case .kind(let kind, nil): "kind:\(kind.rawValue)"
    case .kind(let kind, let period?): "kind:\(kind.rawValue):\(period)"
    case .period(let period): "period:\(period)"
    case .all: "all"
    }
  }

  /// Reads the command line's form.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    do throws(SelectorProblem) {
      try self.init(parsing: try Self.text(in: container))
    } catch {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a selector")
    }
  }

  private static func text(
    in container: any SingleValueDecodingContainer
  ) throws(SelectorProblem) -> String {
    guard let text = try? container.decode(String.self) else { throw .empty }
    return text
  }

  /// Writes the command line's form.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

extension FacilityName: CustomStringConvertible {
  private static let codeLength = 10

  /// Reads `NAME`, `CODE` or `CODE NAME`.
  fileprivate init(parsing text: Substring) {
    let head = text.prefix(Self.codeLength)
    let rest = text.dropFirst(Self.codeLength)
    let isCode = head.count == Self.codeLength && head.allSatisfy(\.isASCIIDigit)
    if isCode, rest.first?.isWhitespace ?? true {
      self.init(name: String(rest.withoutEdgeSpace), code: String(head))
    } else {
      self.init(name: String(text))
    }
  }

  /// `NAME`, `CODE` or `CODE NAME`.
  public var description: String {
    [code ?? "", name].filter { !$0.isEmpty }.joined(separator: " ")
  }
}

extension DayPeriod: CustomStringConvertible {
  /// Reads `FROM..TO`; either side may be left out.
  public init(parsing text: some StringProtocol) throws(SelectorProblem) {
    guard let dots = Self.dots(in: String(text)) else { throw .badPeriod }
    let from = try Self.date(dots.before)?.first
    let to = try Self.date(dots.after)?.last
    guard from != nil || to != nil else { throw .badPeriod }
    guard let period = DayPeriod(from: from, to: to) else { throw .reversedPeriod }
    self = period
  }

  private static func dots(in text: String) -> (before: String, after: String)? {
    var index = text.startIndex
    while let dot = text[index...].firstIndex(of: ".") {
      let next = text.index(after: dot)
      if next < text.endIndex, text[next] == "." {
        return (String(text[..<dot]), String(text[text.index(after: next)...]))
      }
      index = next
    }
    return nil
  }

  private static func date(_ text: String) throws(SelectorProblem) -> PartialDate? {
    guard !text.withoutEdgeSpace.isEmpty else { return nil }
    guard let date = JapaneseDate.parse(text) else { throw .badDate }
    return date
  }

  /// `FROM..TO` with ISO 8601 dates; an open side is empty.
  public var description: String {
    "\(from?.description ?? "")..\(to?.description ?? "")"
  }
}

extension StringProtocol {
  /// The text without white space at both ends.
  fileprivate var withoutEdgeSpace: Self.SubSequence {
    guard let first = firstIndex(where: { !$0.isWhitespace }),
      let last = lastIndex(where: { !$0.isWhitespace })
    else { return self[startIndex..<startIndex] }
    return self[first...last]
  }
}
