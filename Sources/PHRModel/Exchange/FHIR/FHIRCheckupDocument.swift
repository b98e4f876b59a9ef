/// The Japanese checkup document (健診結果報告書, JP_Bundle_eCheckupGeneral) → one checkup.
///
/// Its Composition says what the document is; all Observations of the Bundle are its items.
enum FHIRCheckupDocument {
  /// Whether the Composition is that of a checkup, by its type or by its report category.
  static func isCheckup(_ node: FHIRNode) -> Bool {
    guard node.scope.type == "Composition" else { return false }
    let type = node.child("type")?.children("coding") ?? []
    let categories = node.children("category").flatMap { $0.children("coding") }
    return type.contains {
      $0.value["code"]?.string == "53576-5" && $0.value["system"]?.string != FHIRSystem.loinc
    } || categories.contains { $0.value["system"]?.string == FHIRSystem.reportCategory }
  }

  /// The record body, or `nil` for any other Composition.
  static func body(_ node: FHIRNode) -> RecordBody? {
    guard isCheckup(node) else { return nil }
    let encounter = node.target("encounter")?.resource
    let day = encounter?.child("period")?.date("start")
    let items = items(node, day: day)
    var checkup = Checkup(items: items.found)
    checkup.category =
      node.children("category").lazy.flatMap { $0.children("coding") }
      .compactMap { $0.ownCoding() }.first
    checkup.programme = node.child("event")?.child("code")?.child("coding")?.ownCoding()
    checkup.reported = node.date("date")
    node.child("type")?.takeConcept()
    node.drop("status", ifAnyOf: ["final"])
    let coverages = takeCoverages(node, into: &checkup)

    let authors = node.children("author").map { $0.ownActor(.author) }
    checkup.practitioners = authors.compactMap(\.person)
    let places =
      [encounter?.facility("serviceProvider", .performer)] + authors.map(\.facility).map(performer)
      + [node.facility("custodian", .performer)]
    let facilities = places.compactMap { $0 }
    let event = node.child("event")?.period("period").start
    var body = RecordBody(
      date: day ?? items.firstDay ?? event, title: "", content: .checkup(checkup))
    body.facilities = facilities
    body.raw = coverages
    body.title = facilities.first?.name ?? node.text("title") ?? ""
    return body
  }

  /// The items in the order of the sections, then what no section mentions.
  private static func items(_ node: FHIRNode, day: PartialDate?) -> FHIRItems {
    var items = FHIRItems(date: day)
    addSections(of: node, to: &items)
    for entry in node.scope.context.entries where entry.type == "Observation" {
      items.add(node.scope.aside(entry).root)
    }
    return items
  }

  private static func addSections(of node: FHIRNode, to items: inout FHIRItems) {
    for section in node.children("section") {
      for entry in section.targets("entry") where entry.type == "Observation" || entry.type == nil {
        items.add(entry)
      }
      addSections(of: section, to: &items)
    }
  }

  /// The ticket and the insurance card come as Coverage resources of the Bundle.
  ///
  /// - Returns: What of them has no field.
  private static func takeCoverages(
    _ node: FHIRNode, into checkup: inout Checkup
  ) -> [RawField] {
    var leftovers: [RawField] = []
    for entry in node.scope.context.entries where entry.type == "Coverage" {
      let coverage = node.scope.aside(entry).root
      let systems = coverage.child("type")?.children("coding")
        .compactMap { $0.value["system"]?.string }
      if systems?.contains(FHIRSystem.checkupTicket) == true {
        checkup.ticket = checkup.ticket ?? coverage.text("subscriberId")
      } else {
        checkup.insured = checkup.insured ?? FHIRCoverage.insured(coverage)
      }
      FHIRMapping.takeBookkeeping(of: coverage)
      _ = coverage.subject()
      leftovers += coverage.scope.leftovers(below: "Coverage[\(entry.position)].")
    }
    return leftovers
  }

  /// The author of the document is also who examined.
  private static func performer(_ facility: Facility?) -> Facility? {
    var facility = facility
    facility?.role = .performer
    return facility
  }
}
