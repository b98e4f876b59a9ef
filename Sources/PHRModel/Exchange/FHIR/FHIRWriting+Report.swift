extension FHIRWriting {
  /// DiagnosticReport with an Observation per item.
  ///
  /// A group of items becomes an Observation that has them as members.
  func report(_ checkup: Checkup) -> FHIRWriter.Written {
    var object = FHIRObject("DiagnosticReport", id: id)
    if let programme = checkup.programme {
      let url = FHIRSystem.extensionOwn("programme")
      object.extend(url, "valueCoding", Self.coding(programme))
    }
    extendInsurance(checkup, in: &object)
    extendNote(&object)
    object.set("status", status("final"))
    object.set("category", checkup.category.flatMap(Self.coding).map { [["coding": [$0]]] })
    let code: JSONValue = [
      "coding": [["system": .string(FHIRSystem.documentType), "code": "53576-5"]],
      "text": "健診結果",
    ]
    object.set("code", code)
    object.set("subject", patient)
    object.set("effectiveDateTime", code: when)
    object.set("issued", code: checkup.reported?.exactDay.map { "\(Instant(startOf: $0))" })
    object.set("performer", .array(body.facilities.map(Self.reference)))
    let people = checkup.practitioners
      .compactMap { Self.professional($0, at: nil, in: &object) }
    object.set("resultsInterpreter", .array(people))
    let parts = observations(checkup.items)
    object.set("result", .array(parts.top.map { ["reference": .string("Observation/\($0)")] }))
    object.set("conclusion", text: checkup.conclusion)
    return FHIRWriter.Written(resource: object.value, parts: parts.all)
  }

  /// The numbers of ticket and card leave only with their own tick.
  private func extendInsurance(_ checkup: Checkup, in object: inout FHIRObject) {
    guard options.includesInsuranceNumbers else { return }
    let ticket = checkup.ticket.flatMap(FHIRObject.exported).map { JSONValue.string($0) }
    object.extend(FHIRSystem.extensionOwn("ticket"), "valueString", ticket)
    guard let insured = checkup.insured else { return }
    let parts = [insured.insurerNumber, insured.symbol, insured.number, insured.branch]
    let text = parts.map { $0 ?? "" }.joined(separator: ":")
    object.extend(FHIRSystem.extensionOwn("insured"), "valueString", .string(text))
  }

  /// The Observations, and the ids of those that the report itself names.
  private func observations(_ items: [Observation]) -> (top: [String], all: [JSONValue]) {
    var top: [String] = []
    var all: [JSONValue] = []
    var groups: [(key: String, members: [String])] = []
    for (index, entry) in items.enumerated() {
      let part = FHIRWriter.id("\(id.prefix(50))-\(index + 1)")
      all.append(item(entry, id: part))
      guard let group = entry.group else {
        top.append(part)
        continue
      }
      if let place = groups.firstIndex(where: { $0.key == group }) {
        groups[place].members.append(part)
      } else {
        groups.append((group, [part]))
        top.append(FHIRWriter.id("\(id.prefix(50))-g\(groups.count)"))
      }
    }
    for (index, group) in groups.enumerated() {
      all.append(panel(group.key, members: group.members, number: index + 1))
    }
    return (top, all)
  }

  private func panel(_ key: String, members: [String], number: Int) -> JSONValue {
    var object = FHIRObject("Observation", id: FHIRWriter.id("\(id.prefix(50))-g\(number)"))
    object.set("status", status("final"))
    object.set("code", Self.words(key))
    object.set("subject", patient)
    object.set("effectiveDateTime", code: when)
    let references = members.map { ["reference": .string("Observation/\($0)")] as JSONValue }
    object.set("hasMember", .array(references))
    return object.value
  }
}
