import Foundation
import PHRModel
import Testing

@testable import PHRSync

@Suite struct SearchPageTests {
  private static func page(_ text: String) -> SearchPage? { SearchPage(Data(text.utf8)) }

  @Test func `entries, outcomes and the next link are told apart`() throws {
    let page = try #require(
      Self.page(
        """
        {"resourceType":"Bundle","link":[{"relation":"self","url":"a"},{"relation":"next","url":"b"}],
        "entry":[{"resource":{"resourceType":"Task","id":"1"}},
        {"resource":{"resourceType":"OperationOutcome"},"search":{"mode":"outcome"}},
        {"resource":{"resourceType":"Organization","id":"o"},"search":{"mode":"include"}},
        {"fullUrl":"x/Task/2"}]}
        """))
    #expect(page.next == "b")
    #expect(page.warnings == 1)
    #expect(page.entries.map(\.isIncluded) == [false, true, false])
    #expect(page.entries[2].unreadable != nil)
  }

  @Test(arguments: [
    "", "[]", "{}", "<html></html>", "{\"resourceType\":\"Patient\"}",
    "{\"resourceType\":\"Bundle\",\"entry\":[{\"resource\":", "null",
    "{\"resourceType\":\"Bundle\",\"entry\":[}",
  ])
  func `what is no Bundle is no page`(_ text: String) {
    #expect(Self.page(text) == nil)
  }

  @Test func `one entry that is too deep does not take the others with it`() throws {
    let deep = String(repeating: "[", count: 5_000) + String(repeating: "]", count: 5_000)
    let page = try #require(
      Self.page(
        """
        {"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Task","id":"1"}},
        {"fullUrl":"http://x/Task/2","resource":{"resourceType":"Task","id":"2","x":\(deep)}},
        {"resource":{"resourceType":"Task","id":"3","note":"a \\"]} b"}}],"total":3}
        """))
    #expect(page.entries.count == 3)
    #expect(page.entries[1].unreadable != nil)
    #expect(page.entries[1].fullURL == "http://x/Task/2")
    #expect(page.entries[2].resource?["id"]?.string == "3")
  }

  @Test func `bytes that are no text are marked and counted`() throws {
    var bytes = Data("{\"resourceType\":\"Bundle\",\"entry\":[{\"resource\":".utf8)
    bytes += Data("{\"resourceType\":\"Task\",\"id\":\"1\",\"note\":\"".utf8)
    bytes += Data([0xE3, 0xFF]) + Data("\"}}]}".utf8)
    let page = try #require(SearchPage(bytes))
    #expect(page.warnings == 1)
    #expect(page.entries.first?.resource?["note"]?.string?.contains("\u{FFFD}") == true)
  }
}
