extension FHIRWriting {
  /// Communication.
  func communication(_ notice: Notice) -> JSONValue {
    var object = FHIRObject("Communication", id: id)
    let deadline = notice.deadline.map { JSONValue.string($0.description) }
    object.extend(FHIRSystem.extensionOwn("deadline"), "valueDate", deadline)
    object.set("status", status("completed"))
    object.set("category", category(notice))
    let priorities: Set<String> = ["routine", "urgent", "asap", "stat"]
    object.set("priority", code: notice.priority.flatMap { priorities.contains($0) ? $0 : nil })
    object.set("subject", patient)
    object.set("topic", Self.words(body.title))
    object.set("about", .array(notice.about.map(reference)))
    object.set("sent", code: notice.sent?.description ?? when)
    object.set("recipient", [patient])
    object.set("sender", sender(notice))
    let parts = notice.body.compactMap { FHIRObject.exported($0) }
    object.set("payload", .array(parts.map { ["contentString": .string($0)] }))
    object.set("note", note)
    return object.value
  }

  private func sender(_ notice: Notice) -> JSONValue? {
    if let facility = body.facilities.first { return Self.reference(facility) }
    return notice.sender.flatMap(FHIRObject.exported).map { ["display": .string($0)] }
  }

  private func reference(_ about: UpstreamReference) -> JSONValue {
    ["reference": .string("\(about.type)/\(about.id)")]
  }

  /// Our category beside the coarser one of HL7; a category as received goes back as it came.
  private func category(_ notice: Notice) -> JSONValue? {
    if let received = Self.concept(notice.receivedCategory) { return [received] }
    let coarse =
      switch notice.category {
      case .alert: "alert"
      case .reminder: "reminder"
      default: "notification"
      }
    return [
      [
        "coding": [
          ["system": .string(FHIRSystem.communicationCategory), "code": .string(coarse)],
          [
            "system": .string(FHIRSystem.noticeCategory),
            "code": .string(notice.category.rawValue),
          ],
        ]
      ]
    ]
  }

  /// Coverage (profile JP_Coverage); the numbers of the card only with their own tick.
  func coverage(_ insurance: Insurance) -> JSONValue {
    var object = FHIRObject("Coverage", id: id)
    object.set(
      "meta", ["profile": ["http://jpfhir.jp/fhir/core/StructureDefinition/JP_Coverage"]])
    if options.includesInsuranceNumbers { Self.extend(insurance.insured, in: &object) }
    extendNote(&object)
    let known: Set<String> = ["active", "cancelled", "draft"]
    object.set(
      "status", status(insurance.status.flatMap { known.contains($0) ? $0 : nil } ?? "active"))
    object.set("type", Self.concept(insurance.type))
    object.set("beneficiary", patient)
    object.set("relationship", Self.concept(insurance.relationship))
    object.set("period", Self.period(insurance.validFrom, insurance.validTo))
    object.set("payor", [facilities(.insurer).first.map(Self.reference) ?? Self.unknown])
    return object.value
  }

  /// Symbol, number and branch as JP Core has them; the insurer's number is the Organization's.
  static func extend(_ insured: InsuredIdentity?, in object: inout FHIRObject) {
    let parts = [
      ("Symbol", insured?.symbol), ("Number", insured?.number), ("SubNumber", insured?.branch),
    ]
    for (name, text) in parts {
      let url = FHIRSystem.extensionJP("Coverage_InsuredPerson" + name)
      object.extend(url, "valueString", text.flatMap(FHIRObject.exported).map { .string($0) })
    }
  }
}
