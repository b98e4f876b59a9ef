import Testing

@testable import PHRModel

/// Days, dates of any precision, and the ways people write them.
@Suite struct DateTests {
  @Test(arguments: [
    ("2026-03-10", "2026-03-10"), ("2026/3/10", "2026-03-10"), ("2026.3.10.", "2026-03-10"),
    ("2026年3月10日", "2026-03-10"), ("2026年3月", "2026-03"), ("2026年", "2026"),
    ("20260310", "2026-03-10"), ("202603", "2026-03"), ("2026", "2026"),
    ("令和8年3月10日", "2026-03-10"), ("令和元年5月1日", "2019-05-01"), ("R8.3.10", "2026-03-10"),
    ("R080310", "2026-03-10"), ("R0803", "2026-03"), ("R8", "2026"), ("R08", "2026"),
    ("㋿8年3月10日", "2026-03-10"), ("㍻31年4月30日", "2019-04-30"), ("㍼64年1月7日", "1989-01-07"),
    ("㍽15年", "1926"), ("㍾45年7月29日", "1912-07-29"), ("平成31年5月1日", "2019-05-01"),
    ("H31.05.01", "2019-05-01"), ("S64.01.08", "1989-01-08"), ("H32", "2020"),
    ("Ｒ８．３．１０", "2026-03-10"), ("令和 8 年 3 月 10 日", "2026-03-10"), ("r8/3/10", "2026-03-10"),
    ("西暦2026年3月10日", "2026-03-10"), ("2024-02-29", "2024-02-29"), ("1900-02-28", "1900-02-28"),
  ])
  func `dates are read in every form`(text: String, expected: String) {
    #expect(JapaneseDate.parse(text)?.description == expected)
  }

  @Test(arguments: [
    "", " ", "abc", "2026-13", "2026-00-01", "2026-02-30", "1900-02-29", "2026-3-10-1",
    "-2026-03-10", "2026--03", "2026-03-", "2026日3年", "2026月3", "26-03-10", "12", "123", "R",
    "令和", "R0", "R0.1.1", "2026-03-10T00:00", "2026-03-1x", "99999999999", "R123456789",
    "0000-01-01", "二〇二六年",
  ])
  func `what is no date is refused`(text: String) {
    // A separator at the end is no precision of its own.
    let expected: String? = text == "2026-03-" ? "2026-03" : nil
    #expect(JapaneseDate.parse(text)?.description == expected)
  }

  @Test(arguments: [
    ("1868-01-24", nil), ("1868-01-25", JapaneseEra.meiji), ("1912-07-29", .meiji),
    ("1912-07-30", .taisho), ("1926-12-24", .taisho), ("1926-12-25", .showa),
    ("1989-01-07", .showa), ("1989-01-08", .heisei), ("2019-04-30", .heisei),
    ("2019-05-01", .reiwa), ("9999-12-31", .reiwa),
  ])
  func `eras change at their days`(iso: String, era: JapaneseEra?) throws {
    let day = try #require(PartialDate(iso: iso)?.exactDay)
    #expect(JapaneseEra(of: day) == era)
  }

  @Test(arguments: [
    ("2019-05-01", "令和元年5月1日"), ("2019-04-30", "平成31年4月30日"), ("1989-01-07", "昭和64年1月7日"),
    ("2026-03-10", "令和8年3月10日"), ("1800-01-01", "1800年1月1日"),
  ])
  func `days are written with their era and read back`(iso: String, written: String) throws {
    let day = try #require(PartialDate(iso: iso)?.exactDay)
    #expect(JapaneseEra.format(day) == written)
    #expect(JapaneseDate.parse(written)?.exactDay == day)
  }

  @Test(arguments: [
    ("2026", "2026-01-01", "2026-12-31"), ("2026-02", "2026-02-01", "2026-02-28"),
    ("2024-02", "2024-02-01", "2024-02-29"), ("2026-12", "2026-12-01", "2026-12-31"),
    ("2026-03-10", "2026-03-10", "2026-03-10"), ("9999", "9999-01-01", "9999-12-31"),
  ])
  func `a date means all its days`(iso: String, first: String, last: String) throws {
    let date = try #require(PartialDate(iso: iso))
    #expect(date.first.description == first)
    #expect(date.last.description == last)
    #expect(date.description == iso)
  }

  @Test(arguments: ["2026-3-10", "2026-03-10T", "02026", "２０２６", "2026-", "-2026", "10000-01-01"])
  func `only ISO 8601 is ISO 8601`(text: String) {
    #expect(PartialDate(iso: text) == nil)
  }

  @Test func `dates are ordered by their first day, the coarser one first`() throws {
    let written = ["2025", "2025-01", "2025-01-01", "2025-01-02", "2025-02", "2026"]
    let dates = try written.map { try #require(PartialDate(iso: $0)) }
    #expect(dates.shuffled().sorted().map(\.description) == written)
  }

  @Test func `the day count and the calendar agree over four hundred years`() throws {
    var day = try #require(CivilDay(year: 1800, month: 1, day: 1))
    var previous = day.components
    for _ in 0..<146_097 {
      day = day.adding(days: 1)
      let parts = day.components
      #expect(CivilDay(year: parts.year, month: parts.month, day: parts.day) == day)
      let isNext =
        parts.day == previous.day + 1
        || (parts.day == 1
          && previous.day == CivilDay.length(ofMonth: previous.month, year: previous.year))
      #expect(isNext)
      previous = parts
    }
  }

  @Test(arguments: [
    ("2026-01-31", 1, "2026-02-28"), ("2024-01-31", 1, "2024-02-29"),
    ("2026-03-31", -1, "2026-02-28"),
    ("2026-01-15", -1, "2025-12-15"), ("2026-12-15", 1, "2027-01-15"),
    ("2026-06-30", 12, "2027-06-30"),
    ("2024-02-29", 12, "2025-02-28"), ("2026-03-10", 0, "2026-03-10"),
    ("2026-03-10", -1200, "1926-03-10"),
  ])
  func `months move to the same day or the last one`(from: String, months: Int, to: String) throws {
    let day = try #require(PartialDate(iso: from)?.exactDay)
    #expect(day.adding(months: months).description == to)
  }

  @Test(arguments: [
    (Int64.max - 1, Int64(1), Int64.max), (.max, 1, .max), (.max, .max, .max), (.min, -1, .min),
    (.min, .min, .min), (.max, .min, -1), (5, -7, -2), (0, 0, 0),
  ])
  func `sums stop at the largest number`(left: Int64, right: Int64, sum: Int64) {
    #expect(left.addingSaturated(right) == sum)
    #expect(right.addingSaturated(left) == sum)
  }
}
