import Foundation
import Testing

@testable import PHRModel

@Suite struct JahisSplitTests {
  private let first = Data(
    "JAHISTC08,1\r\n1,甲,1,S500101\r\n5,20260101,1\r\n911,20260701000000,3,1\r\n".utf8)
  private let second = Data(
    "JAHISTC08,1\r\n201,1,薬,1,錠,1,,1\r\n911,20260701000000,3,2".utf8)
  private let third = Data("JAHISTC08,1\r\n501,終,1\r\n911,20260701000000,3,3\u{1A}".utf8)
  private let other = Data("JAHISTC08,1\r\n1,甲,1,S500101\r\n".utf8)

  @Test(arguments: [[0, 1, 2, 3], [3, 2, 1, 0], [2, 0, 3, 1], [1, 1, 0, 2, 3]])
  func `parts in any order make one file`(order: [Int]) throws {
    let files = order.map { [first, second, third, other][$0] }
    let joined = JahisSplit.join(files)
    #expect(joined.count == 2)
    let whole = try #require(joined.first { $0.sources.count > 1 }?.bytes)
    let reading = try Reading(whole, with: JahisReader())
    #expect(reading.marks == [])
    #expect(reading.medications.map(\.drug.text) == ["薬"])
    #expect(reading.episodes.first?.notes.map(\.text) == ["終"])
    #expect(joined.first { $0.sources.count == 1 }?.bytes == other)
  }

  @Test func `missing parts are named and nothing is joined`() {
    #expect(
      JahisSplit.join([third, first]) == [
        JahisSplit.Joined(sources: [1, 0], bytes: nil, missing: [2])
      ])
    #expect(
      JahisSplit.part(of: second) == JahisSplit.Part(id: "20260701000000", total: 3, number: 2))
    #expect(JahisSplit.part(of: other) == nil)
    #expect(JahisSplit.part(of: Data("{}".utf8)) == nil)
    #expect(JahisSplit.part(of: Data("JAHISTC08\n911,1,2,9".utf8)) == nil)
  }

  @Test func `a part by itself is refused by the reader`() throws {
    let reading = try Reading(second, with: JahisReader())
    #expect(reading.problems.contains(ImportProblem(.partMissing)))
  }
}
