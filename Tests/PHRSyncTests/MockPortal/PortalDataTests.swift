import Foundation
import PHRModel
import Testing

@testable import PHRSync

/// What the mock portal serves is FHIR as the standard wants it, faults apart.
@Suite struct PortalDataTests {
  /// Every value inside a value, with its path.
  private static func all(_ value: JSONValue, _ path: String) -> [(String, JSONValue)] {
    let inner =
      value.members.map { ("\(path).\($0.name)", $0.value) }
      + value.elements.enumerated().map { ("\(path)[\($0.offset)]", $0.element) }
    return [(path, value)] + inner.flatMap { all($0.1, $0.0) }
  }

  @Test(arguments: PortalPerson.invented)
  func `nothing in it is empty, null or said twice`(_ person: PortalPerson) {
    for resource in person.resources {
      let name = ResourceReader.key(of: resource)?.description ?? "?"
      for (path, value) in Self.all(resource, name) {
        switch value {
        case .null: Issue.record("\(path) is null")
        case .string(let text): #expect(!text.isEmpty, "\(path)")
        case .array(let elements): #expect(!elements.isEmpty, "\(path)")
        case .object(let members):
          #expect(!members.isEmpty, "\(path)")
          #expect(Set(members.map(\.name)).count == members.count, "\(path)")
        case .bool, .number: break
        }
      }
    }
  }

  @Test(arguments: PortalPerson.invented)
  func `ids are as R4 wants them, and every reference leads somewhere`(_ person: PortalPerson)
    throws
  {
    let everybody = PortalPerson.invented.flatMap(\.resources)
    let known = Set(everybody.compactMap { ResourceReader.key(of: $0) })
    for resource in person.resources {
      let key = try #require(ResourceReader.key(of: resource))
      #expect(key.id.count <= 64)
      #expect(
        key.id.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-.".contains($0)) })
      for (path, value) in Self.all(resource, key.description) {
        guard let text = value["reference"]?.string, let named = ResourceKey(reference: text)
        else { continue }
        #expect(known.contains(named), "\(path)")
      }
    }
  }

  @Test func `every kind of news says something new and leads to it`() async throws {
    let house = try await Household.open()
    defer { house.portal.stop() }
    _ = try await house.sync()
    for kind in MockPortal.newsKinds {
      let before = try house.records.unreadNotices()
      let base = house.portal.base.replacingOccurrences(of: "/fhir", with: "")
      let url = try #require(URL(string: base + "/admin/push"))
      let body = JSONValue.object([JSONMember("kind", .string(kind))])
      let response = try await house.transport.send(
        HTTPRequest(.post, url, body: Data(body.serialized().utf8)))
      #expect(response.status < 300, "\(kind)")
      let report = try await house.sync()
      #expect(report.outcome == .complete)
      #expect(try house.records.unreadNotices() == before + 1, "\(kind)")
    }
    #expect(try await house.sync().total.new == 0)
  }
}
