/// Dates of foreign files, with limits that catch what no file can mean.
enum ReceivedDate {
  /// The years that a health record of a living person can speak of: 令和99年 (2117) is a slip.
  static let years = 1868...2099

  /// The date in any Japanese or ISO form, or `nil` if there is no such date.
  static func parse(_ text: String) -> PartialDate? {
    guard let date = JapaneseDate.parse(text), years.contains(date.first.components.year) else {
      return nil
    }
    return date
  }
}
