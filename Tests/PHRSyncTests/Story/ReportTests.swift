import Foundation
import PHRModel
import Testing

@testable import PHRSync

/// Reports, panels and results in every order in which a portal may hand them out.
@Suite struct ReportTests {
  private typealias House = ScriptedHouse

  private static func pages(
    _ reports: [JSONValue], _ results: [JSONValue]
  ) -> [String: [String]] {
    ["DiagnosticReport": [House.page(reports)], "Observation": [House.page(results)]]
  }

  private func house(_ reports: [JSONValue], _ results: [JSONValue]) throws -> ScriptedHouse {
    try ScriptedHouse(Self.pages(reports, results))
  }

  private func change(
    _ house: ScriptedHouse, _ reports: [JSONValue], _ results: [JSONValue]
  ) {
    let pages = Self.pages(reports, results)
    house.transport.play { request throws(TransportError) in House.answer(request, pages) }
  }

  @Test func `a result that came before its report stands behind it and has not vanished`()
    async throws
  {
    let house = try house([], [House.result("o1", "90"), House.result("o2", "91")])
    #expect(try await house.sync().total.new == 2)
    #expect(try house.bodies(.measurement).count == 2)

    change(
      house, [House.report("r1", ["Observation/o1", "Observation/o2"])],
      [House.result("o1", "90"), House.result("o2", "91")])
    let report = try await house.sync()
    #expect(report.total.new == 1)
    #expect(report.total.vanished == 0)
    #expect(try house.bodies(.measurement).isEmpty)
    let checkup = try #require(try house.bodies(.checkup).first)
    #expect(checkup.itemValues == ["検査 o1=90 mg/dL", "検査 o2=91 mg/dL"])

    let id = try #require(try house.records.list(RecordQuery()).first?.id)
    let behind = try house.records.twins(of: id)
    #expect(behind.count == 2)
    for record in behind { #expect(try house.records.record(record)?.status == .active) }
    #expect(try await house.sync(full: true).total == Self.unchanged(3))
  }

  private static func unchanged(_ count: Int) -> SyncCounts {
    var counts = SyncCounts()
    counts.unchanged = count
    return counts
  }

  @Test func `a result that its report lets go stands alone again`() async throws {
    let results = [House.result("o1", "90"), House.result("o2", "91")]
    let house = try house([House.report("r1", ["Observation/o1", "Observation/o2"])], results)
    #expect(try await house.sync().total.new == 1)
    change(house, [House.report("r1", ["Observation/o1"])], results)
    #expect(try await house.sync().total.changed == 1)
    #expect(try house.bodies(.checkup).map(\.itemValues) == [["検査 o1=90 mg/dL"]])
    #expect(try house.bodies(.measurement).map(\.title) == ["検査 o2"])

    change(house, [House.report("r1", ["Observation/o1", "Observation/o2"])], results)
    _ = try await house.sync()
    #expect(try house.bodies(.measurement).isEmpty)
    #expect(try house.bodies(.checkup).first?.itemValues.count == 2)
  }

  @Test func `a corrected result changes the report and what stands behind it`() async throws {
    let house = try house([], [House.result("o1", "90")])
    _ = try await house.sync()
    change(house, [House.report("r1", ["Observation/o1"])], [House.result("o1", "90")])
    _ = try await house.sync()
    change(house, [House.report("r1", ["Observation/o1"])], [House.result("o1", "99")])
    let report = try await house.sync()
    #expect(report.total.changed == 1)
    let checkup = try #require(try house.records.list(RecordQuery()).first)
    let behind = try #require(try house.records.twins(of: checkup.id).first)
    let body = try #require(try house.records.record(behind)?.body)
    guard case .measurement(let measurement) = body.content else {
      Issue.record("the result is no measurement")
      return
    }
    #expect(measurement.item.shownResult == "99 mg/dL")
  }

  @Test func `panels within panels come whole, whatever the order`() async throws {
    let results = [
      House.result("p1", holding: ["Observation/p2", "Observation/o1"]),
      House.result("o2", "2"), House.result("p2", holding: ["Observation/o2", "Observation/o3"]),
      House.result("o1", "1"), House.result("o3", "3"),
    ]
    for order in [results, results.reversed()] {
      let house = try house([House.report("r1", ["Observation/p1"])], order)
      #expect(try await house.sync().total.new == 1)
      #expect(
        try house.bodies(.checkup).map(\.itemValues)
          == [["検査 o2=2 mg/dL", "検査 o3=3 mg/dL", "検査 o1=1 mg/dL"]])
      #expect(try house.bodies(.measurement).isEmpty)
      #expect(try await house.sync().total.new == 0)
    }
  }

  @Test func `a panel without a report is one measurement with its members`() async throws {
    let results = [
      House.result("o1", "120"), House.result("p", holding: ["Observation/o1", "Observation/q"]),
      House.result("o2", "80"), House.result("q", holding: ["Observation/o2"]),
    ]
    let house = try house([], results)
    _ = try await house.sync()
    let bodies = try house.bodies(.measurement)
    #expect(bodies.map(\.title) == ["検査 p"])
    #expect(bodies.first?.partValues == ["検査 o1=120 mg/dL", "検査 o2=80 mg/dL"])
    #expect(try await house.sync(full: true).total.changed == 0)
  }

  @Test func `panels that hold each other in a circle are all shown`() async throws {
    let results = [
      House.result("a", "1", holding: ["Observation/b"]),
      House.result("b", "2", holding: ["Observation/a"]),
      House.result("c", "3", holding: ["Observation/c"]),
    ]
    let house = try house([], results)
    _ = try await house.sync()
    let all = try house.bodies(.measurement)
    let text = all.map { "\($0)" }.joined()
    #expect(!all.isEmpty)
    for value in ["検査 a", "検査 b", "検査 c"] { #expect(text.contains(value)) }
    #expect(try await house.sync().total.new == 0)
  }

  @Test func `results that the list does not hold are read one by one, through panels`()
    async throws
  {
    let singles: [String: JSONValue] = [
      "Observation/p": House.result("p", holding: ["Observation/x", "Observation/y"]),
      "Observation/x": House.result("x", "7"), "Observation/y": House.result("y", "8"),
    ]
    let pages = ["DiagnosticReport": [House.page([House.report("r", ["Observation/p"])])]]
    let house = try ScriptedHouse(pages, singles: singles)
    let report = try await house.sync()
    #expect(report.rows.last?.type == SyncReport.singlesType)
    #expect(report.rows.last?.fetched == 3)
    #expect(
      try house.bodies(.checkup).map(\.itemValues)
        == [["検査 x=7 mg/dL", "検査 y=8 mg/dL"]])
  }

  @Test func `a result that cannot be had now is asked for again the next time`() async throws {
    let pages = ["DiagnosticReport": [House.page([House.report("r", ["Observation/x"])])]]
    let house = try ScriptedHouse { request throws(TransportError) in
      if request.url.path.hasSuffix("Observation/x") { return HTTPResponse(status: 500) }
      return House.answer(request, pages)
    }
    _ = try await house.sync()
    #expect(try house.bodies(.checkup).map(\.itemValues) == [[]])
    house.transport.play { request throws(TransportError) in
      House.answer(request, pages, ["Observation/x": House.result("x", "7")])
    }
    #expect(try await house.sync().total.changed == 1)
    #expect(try house.bodies(.checkup).map(\.itemValues) == [["検査 x=7 mg/dL"]])
  }

  @Test(arguments: [404, 410, 403])
  func `a result that does not exist is not asked for again and again`(_ status: Int)
    async throws
  {
    let pages = ["DiagnosticReport": [House.page([House.report("r", ["Observation/x"])])]]
    let house = try ScriptedHouse { request throws(TransportError) in
      if request.url.path.hasSuffix("Observation/x") { return HTTPResponse(status: status) }
      return House.answer(request, pages)
    }
    for _ in 0..<3 { _ = try await house.sync() }
    #expect(house.transport.requests.count { $0.url.path.hasSuffix("Observation/x") } == 1)
    #expect(try house.bodies(.checkup).count == 1)
  }

  @Test func `a report entered in error is withdrawn and its results do not come back`()
    async throws
  {
    let house = try house(
      [House.report("r1", ["Observation/o1"])], [House.result("o1", "90")])
    _ = try await house.sync()
    change(
      house, [House.report("r1", ["Observation/o1"], status: "entered-in-error")],
      [House.result("o1", "90")])
    #expect(try await house.sync().total.withdrawn == 1)
    #expect(try house.records.list(RecordQuery()).map(\.status) == [.withdrawn])
    #expect(try house.bodies(.measurement).isEmpty)
  }

  @Test func `a result entered in error leaves its report`() async throws {
    let report = House.report("r1", ["Observation/o1", "Observation/o2"])
    let house = try house([report], [House.result("o1", "90"), House.result("o2", "91")])
    _ = try await house.sync()
    change(
      house, [report],
      [House.result("o1", "90", status: "entered-in-error"), House.result("o2", "91")])
    #expect(try await house.sync().total.changed == 1)
    #expect(try house.bodies(.checkup).map(\.itemValues) == [["検査 o2=91 mg/dL"]])
  }

  @Test func `results inside the report itself are its items`() async throws {
    let inner: JSONValue = .array([
      House.result("c1", "5"),
      ["resourceType": "Organization", "id": "lab", "name": "架空検査センター"],
    ])
    let report = House.report(
      "r1", ["#c1", "Observation/o1"],
      more: [
        JSONMember("contained", inner), JSONMember("performer", [["reference": "#lab"]]),
      ])
    let house = try house([report], [House.result("o1", "90")])
    _ = try await house.sync()
    let body = try #require(try house.bodies(.checkup).first)
    #expect(body.itemValues == ["検査 c1=5 mg/dL", "検査 o1=90 mg/dL"])
    #expect(body.facilities.map(\.name) == ["架空検査センター"])
  }

  @Test func `more reports than fit in one step are all put together`() async throws {
    let reports = (0..<53).map { House.report("r\($0)", ["Observation/o\($0)"]) }
    let results = (0..<53).map { House.result("o\($0)", "\($0)") }
    let house = try house(reports, results)
    let report = try await house.sync()
    #expect(report.total.new == 53)
    let found = try house.bodies(.checkup)
    #expect(Set(found.flatMap(\.itemValues)) == Set((0..<53).map { "検査 o\($0)=\($0) mg/dL" }))
  }
}
