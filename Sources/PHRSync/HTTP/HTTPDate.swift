public import PHRModel

/// Points in time in HTTP header fields.
public enum HTTPDate {
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
  private static let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]

  /// Reads the IMF-fixdate form, `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, section 5.6.7).
  public static func instant(_ text: String) -> Instant? {
    let parts = text.split(separator: " ")
    guard parts.count == 6, parts[5] == "GMT", let month = months.firstIndex(of: String(parts[2])),
      let day = Int(parts[1]), let year = Int(parts[3]),
      let civil = CivilDay(year: year, month: month + 1, day: day)
    else { return nil }
    return Instant(iso: "\(civil)T\(parts[4])Z")
  }

  /// Writes the IMF-fixdate form.
  public static func text(_ instant: Instant) -> String {
    let utc = instant.utc
    let day = CivilDay(number: Int((instant.seconds - modulo(instant.seconds)) / 86_400))
    let parts = day.components
    let weekday = weekdays[((day.number % 7) + 7) % 7]
    let date = utc.split(separator: "T")[0].split(separator: "-")[2]
    let time = utc.split(separator: "T")[1].dropLast()
    return "\(weekday), \(date) \(months[parts.month - 1]) \(parts.year) \(time) GMT"
  }

  /// Seconds to wait that a `Retry-After` names: a number, or a date (RFC 9110, section 10.2.3).
  public static func retryAfter(_ text: String, now: Instant) -> Int64? {
    if let seconds = Int64(text), seconds >= 0 { return seconds }
    return instant(text).map { max(0, $0.seconds - now.seconds) }
  }

  private static func modulo(_ seconds: Int64) -> Int64 {
    let rest = seconds % 86_400
    return rest < 0 ? rest + 86_400 : rest
  }
}
