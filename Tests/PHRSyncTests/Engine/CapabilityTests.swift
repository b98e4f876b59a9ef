import Foundation
import PHRModel
import Testing

@testable import PHRSync

@Suite struct CapabilityTests {
  private static func capability(_ rest: String, version: String = "4.0.1") throws -> Capability {
    try Capability(
      JSONValue(
        parsing:
          "{\"resourceType\":\"CapabilityStatement\",\"fhirVersion\":\"\(version)\",\"rest\":\(rest)}"
      ))
  }

  @Test func `each type offers what stands under it and what stands for all`() throws {
    let found = try Self.capability(
      """
      [{"searchParam":[{"name":"_lastUpdated"}],"resource":[
        {"type":"Task","searchParam":[{"name":"patient"}],"interaction":[{"code":"history-type"}]},
        {"type":"Consent"}]}]
      """)
    #expect(found.offers("Task") && found.offers("Consent") && !found.offers("Coverage"))
    #expect(found.filtersByUpdate("Task") && found.filtersByUpdate("Consent"))
    #expect(!found.filtersByUpdate("Coverage"))
    #expect(found.keepsHistory("Task") && !found.keepsHistory("Consent"))
  }

  @Test(arguments: ["[]", "[{}]", "[{\"resource\":[]}]", "7", "null"])
  func `a statement without types forbids nothing and promises nothing`(_ rest: String) throws {
    let found = try Self.capability(rest)
    #expect(found.offers("Task"))
    #expect(!found.filtersByUpdate("Task"))
    #expect(!found.keepsHistory("Task"))
  }

  @Test(arguments: [
    ("4.0.0", true), ("4.0.1", true), ("4.3.0", true), ("4.3.0-cibuild", true), ("4.1.0", false),
    ("4.6.0", false), ("5.0.0", false), ("3.0.2", false), ("1.0.2", false), ("", false),
  ])
  func `R4 and R4B are understood`(_ version: String, _ isUnderstood: Bool) {
    let found = try? Self.capability("[]", version: version)
    #expect((found != nil) == isUnderstood)
  }

  @Test(arguments: ["{}", "[]", "7", "{\"resourceType\":\"Bundle\",\"fhirVersion\":\"4.0.1\"}"])
  func `anything else is no FHIR server`(_ text: String) throws {
    let value = try JSONValue(parsing: text)
    #expect(throws: Capability.Problem.notFHIR) { _ = try Capability(value) }
  }

  @Test func `every type of a pull asks for the holder's own, notices first`() {
    #expect(SyncType.order.first?.name == "Communication")
    for type in SyncType.order {
      let query = type.query(patient: "p1")
      let name = type.resource == "Communication" ? "recipient" : "patient"
      let value = type.resource == "Communication" ? "Patient/p1" : "p1"
      #expect(query.map(\.0) == [name])
      #expect(query.map(\.1) == [value])
    }
    for type in SyncType.observationCategories {
      #expect(type.query(patient: "p1").map(\.0) == ["patient", "category"])
      #expect(type.name == "Observation:\(type.category ?? "")")
    }
    #expect(Set(SyncType.order.map(\.name)).count == SyncType.order.count)
  }

  @Test(arguments: [
    ("https://a.example/fhir", "https", "a.example", 443, false),
    ("http://A.example:80/", "http", "a.example", 80, false),
    ("http://127.0.0.1:8080/x", "http", "127.0.0.1", 8080, true),
    ("http://127.1.2.3/", "http", "127.1.2.3", 80, true),
    ("http://[::1]:7/", "http", "::1", 7, true),
    ("http://LOCALHOST/", "http", "localhost", 80, true),
    ("http://127.0.0.1.example/", "http", "127.0.0.1.example", 80, false),
    ("http://127.0.0.256/", "http", "127.0.0.256", 80, false),
    ("http://0.0.0.0/", "http", "0.0.0.0", 80, false),
  ])
  func `origins are told apart`(
    _ text: String, _ scheme: String, _ host: String, _ port: Int, _ isLoopback: Bool
  ) throws {
    let url = try #require(URL(string: text))
    let origin = try #require(Origin(url))
    #expect(origin.scheme == scheme)
    #expect(origin.host.trimmingCharacters(in: ["[", "]"]) == host)
    #expect(origin.port == port)
    #expect(origin.isLoopback == isLoopback)
    #expect(origin.isAllowed == (scheme == "https" || isLoopback))
  }
}
