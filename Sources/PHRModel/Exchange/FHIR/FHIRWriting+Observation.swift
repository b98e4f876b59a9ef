extension FHIRWriting {
  /// Observation for a value that was measured by itself; blood pressure with components.
  func measurement(_ measurement: SelfMeasurement) -> JSONValue {
    var object = observation(measurement.item, id: id, when: when)
    object.set(
      "performer", .array(body.facilities.map(Self.reference)))
    object.set("note", note)
    object.set(
      "device", measurement.device.flatMap(FHIRObject.exported).map { ["display": .string($0)] })
    return object.value
  }

  /// Observation for an item of a checkup.
  func item(_ item: Observation, id: String) -> JSONValue {
    var object = observation(item, id: id, when: item.time?.description ?? when)
    let note = item.note.flatMap(FHIRObject.exported).map { JSONValue.string($0) }
    object.set("note", note.map { [["text": $0]] })
    return object.value
  }

  private func observation(_ item: Observation, id: String, when: String?) -> FHIRObject {
    var object = FHIRObject("Observation", id: id)
    object.set("status", status("final"))
    object.set("category", Self.category(item.category))
    object.set("code", Self.namedConcept(item.code))
    object.set("subject", patient)
    object.set("effectiveDateTime", code: when)
    Self.set(item, in: &object)
    object.set("method", Self.concept(item.method))
    object.set("component", .array(item.components.map(component)))
    return object
  }

  private func component(_ item: Observation) -> JSONValue {
    var object = FHIRObject()
    object.set("code", Self.namedConcept(item.code))
    Self.set(item, in: &object)
    return object.value
  }

  /// Value, reason for its absence, flag, reference range.
  private static func set(_ item: Observation, in object: inout FHIRObject) {
    switch item.value {
    case .quantity(let quantity): object.set("valueQuantity", Self.quantity(quantity))
    case .coded(let concept): object.set("valueCodeableConcept", Self.concept(concept))
    case .text(let text): object.set("valueString", text: text)
    case .absent(let reason): object.set("dataAbsentReason", absence(reason))
    }
    if let flag = item.flag {
      object.set("interpretation", [concept(FHIRSystem.interpretation, flag.rawValue)])
    }
    object.set("referenceRange", range(item).map { [$0] })
  }

  /// 未実施, 測定不能 in the words of the Japanese checkup document, with HL7's code.
  private static func absence(_ reason: AbsentReason) -> JSONValue? {
    let code: String
    switch reason {
    case .notPerformed: code = "not-performed"
    case .notMeasurable: code = "error"
    case .unknown: code = "unknown"
    case .inComponents: return nil
    }
    var object = FHIRObject()
    object.set(
      "coding", [["system": .string(FHIRSystem.dataAbsentReason), "code": .string(code)]])
    object.set("text", text: reason.japanese)
    return object.value
  }

  /// A range needs a limit or words (invariant obs-3).
  private static func range(_ item: Observation) -> JSONValue? {
    var object = FHIRObject()
    let flag = item.beyondRange.map { JSONValue.string($0.rawValue) }
    object.extend(FHIRSystem.extensionOwn("beyond-range"), "valueCode", flag)
    object.set("low", quantity(item.reference?.low))
    object.set("high", quantity(item.reference?.high))
    object.set("text", text: item.reference?.text)
    return object.valueIfAny
  }

  /// The category in both lists, as JP Core and the international ones ask for their own.
  private static func category(_ category: Coding?) -> JSONValue? {
    guard let category, let first = coding(category) else { return nil }
    var concepts: [JSONValue] = [["coding": [first]]]
    let lists = [FHIRSystem.observationCategoryJP, FHIRSystem.observationCategory]
    if let system = category.system, lists.contains(system) {
      for other in lists where other != system && isShared(category.code) {
        concepts.append(concept(other, category.code))
      }
    }
    return .array(concepts)
  }

  /// The codes that both lists have.
  private static func isShared(_ code: String) -> Bool {
    ["laboratory", "vital-signs", "social-history", "exam", "survey", "imaging", "procedure"]
      .contains(code)
  }

  /// A concept with a text: JP_Observation_LabResult requires `code.text`.
  ///
  /// A code that stands in for the words is marked, so that our reader takes it for none.
  private static func namedConcept(_ code: CodedText) -> JSONValue? {
    guard code.text == nil, let shown = code.shown else { return concept(code) }
    var named = code
    named.text = shown
    return concept(named)?.adding(
      "extension",
      [["url": .string(FHIRSystem.extensionOwn("text-is-code")), "valueBoolean": true]])
  }
}
