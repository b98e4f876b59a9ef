/// A point in time, in whole seconds.
///
/// Consent windows and logs are in whole seconds (issue on consent, "Times"); a clock is read
/// only at the border of the program and comes in as a value.
public struct Instant: Sendable, Hashable, Comparable {
  /// Seconds since 1970-01-01T00:00:00Z.
  public let seconds: Int64

  /// Japan has had one zone without summer time since 1951: +09:00.
  public static let tokyoOffset = 9 * 3600

  /// The instant that many seconds after 1970-01-01T00:00:00Z.
  public init(seconds: Int64) {
    self.seconds = seconds
  }

  /// The first second of a day in Asia/Tokyo.
  public init(startOf day: CivilDay) {
    seconds = Int64(day.number) * 86_400 - Int64(Self.tokyoOffset)
  }

  /// The day in Asia/Tokyo.
  public var day: CivilDay {
    let shifted = seconds + Int64(Self.tokyoOffset)
    return CivilDay(number: Int((shifted - modulo(shifted, 86_400)) / 86_400))
  }

  /// This instant moved by that many seconds.
  public func adding(seconds count: Int64) -> Instant {
    Instant(seconds: seconds + count)
  }

  /// Earlier instants come first.
  public static func < (left: Instant, right: Instant) -> Bool {
    left.seconds < right.seconds
  }
}

extension Instant {
  /// Reads a FHIR `instant` or `dateTime` with time and zone (`2026-03-10T09:00:00.123+09:00`).
  ///
  /// Fractions of a second are cut. A time without a zone is read as Asia/Tokyo, which is what
  /// Japanese senders mean by it.
  public init?(iso text: some StringProtocol) {
    if let usual = Self.seconds(usualForm: Array(text.utf8)) {
      seconds = usual
      return
    }
    guard let split = text.firstIndex(where: { $0 == "T" || $0 == " " }),
      let date = PartialDate(iso: text[..<split]), let day = date.exactDay,
      let time = ClockTime(iso: text[text.index(after: split)...])
    else { return nil }
    seconds = Int64(day.number) * 86_400 + Int64(time.secondOfDay - time.offset)
  }
}

extension Instant {
  /// Reads `2026-03-10T09:00:00` with `Z` or `+09:00` and perhaps a fraction, byte by byte; `nil`
  /// for every other form.
  ///
  /// A pull reads several for every record, and nearly all look like this.
  private static func seconds(usualForm bytes: [UInt8]) -> Int64? {
    guard bytes.count >= 20, bytes[10] == UInt8(ascii: "T"), bytes[4] == UInt8(ascii: "-"),
      bytes[7] == UInt8(ascii: "-"), bytes[13] == UInt8(ascii: ":"),
      bytes[16] == UInt8(ascii: ":"), let year = bytes.digits(0..<4),
      let month = bytes.digits(5..<7), let day = bytes.digits(8..<10),
      let date = CivilDay(year: year, month: month, day: day), let hour = bytes.digits(11..<13),
      let minute = bytes.digits(14..<16), let second = bytes.digits(17..<19), hour <= 24,
      minute < 60, second <= 60, let offset = offset(in: bytes)
    else { return nil }
    let time = hour * 3600 + minute * 60 + second
    return Int64(date.number) * 86_400 + Int64(time - offset)
  }

  /// The zone behind the seconds and a fraction.
  private static func offset(in bytes: [UInt8]) -> Int? {
    var place = 19
    if bytes[place] == UInt8(ascii: ".") {
      place += 1
      while place < bytes.count, bytes.digits(place..<place + 1) != nil { place += 1 }
    }
    if bytes.count == place + 1 { return bytes[place] == UInt8(ascii: "Z") ? 0 : nil }
    guard bytes.count == place + 6, bytes[place + 3] == UInt8(ascii: ":"),
      bytes[place] == UInt8(ascii: "+") || bytes[place] == UInt8(ascii: "-"),
      let hours = bytes.digits(place + 1..<place + 3), hours <= 14,
      let minutes = bytes.digits(place + 4..<place + 6), minutes < 60
    else { return nil }
    return (hours * 3600 + minutes * 60) * (bytes[place] == UInt8(ascii: "-") ? -1 : 1)
  }
}

extension Instant: CustomStringConvertible, Codable {
  /// The instant as ISO 8601 in Asia/Tokyo, `2026-03-10T09:00:00+09:00`.
  public var description: String { "\(day)T\(clock)+09:00" }

  /// The instant as ISO 8601 in UTC, `2026-03-10T00:00:00Z`.
  public var utc: String {
    let shifted = Instant(seconds: seconds - Int64(Self.tokyoOffset))
    return "\(shifted.day)T\(shifted.clock)Z"
  }

  /// Hours, minutes and seconds in Asia/Tokyo, `09:00:00`.
  public var clock: String {
    let second = Int(modulo(seconds + Int64(Self.tokyoOffset), 86_400))
    let parts = [second / 3600, second / 60 % 60, second % 60]
    return parts.map { padded($0, to: 2) }.joined(separator: ":")
  }

  /// Reads seconds since 1970.
  public init(from decoder: any Decoder) throws {
    self.init(seconds: try decoder.singleValueContainer().decode(Int64.self))
  }

  /// Writes seconds since 1970.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if encoder.userInfo[.instantsAsText] != nil {
      try container.encode(description)
    } else {
      try container.encode(seconds)
    }
  }
}

/// A time of day with its zone, as ISO 8601 writes it.
private struct ClockTime {
  let secondOfDay: Int
  let offset: Int

  init?(iso text: some StringProtocol) {
    var time = String(text)
    var offset = Instant.tokyoOffset
    if time.hasSuffix("Z") || time.hasSuffix("z") {
      time.removeLast()
      offset = 0
    } else if let sign = time.lastIndex(where: { $0 == "+" || $0 == "-" }) {
      let zone = time[time.index(after: sign)...].split(separator: ":").compactMap { Int($0) }
      guard zone.count == 2, zone[0] <= 14, zone[1] < 60, zone.allSatisfy({ $0 >= 0 }) else {
        return nil
      }
      offset = (zone[0] * 3600 + zone[1] * 60) * (time[sign] == "-" ? -1 : 1)
      time = String(time[..<sign])
    }
    let whole = time.prefix { $0 != "." }
    let parts = whole.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
    guard (2...3).contains(parts.count), let hour = parts[0], let minute = parts[1],
      (0...24).contains(hour), (0..<60).contains(minute)
    else { return nil }
    let second = parts.count == 3 ? parts[2] : 0
    guard let second, (0...60).contains(second) else { return nil }
    secondOfDay = hour * 3600 + minute * 60 + second
    self.offset = offset
  }
}

/// The remainder that is never negative.
private func modulo(_ value: Int64, _ divisor: Int64) -> Int64 {
  let rest = value % divisor
  return rest < 0 ? rest + divisor : rest
}

extension CodingUserInfoKey {
  /// Set by an encoder whose text is for people and other programs, and is not read back.
  ///
  /// Instants are then written as ISO 8601 instead of seconds.
  public static let instantsAsText: CodingUserInfoKey = {
    guard let key = CodingUserInfoKey(rawValue: "phr.instantsAsText") else {
      preconditionFailure("every text is a key")
    }
    return key
  }()
}
