/// Communication, and Task when the patient has to act → notice.
enum FHIRNotice {
  /// The record body of a Communication.
  static func communication(_ node: FHIRNode) -> RecordBody? {
    var notice = Notice(category: .other)
    takeCategory(node, into: &notice)
    notice.priority = node.code("priority")
    node.drop("status", ifAnyOf: ["completed"])
    node.children("recipient").filter { $0.ownTarget().type == "Patient" }.forEach { $0.take() }
    notice.about = node.children("about").compactMap { reference($0) }
    takePayload(node, into: &notice)
    let own = FHIRSystem.extensionOwn("deadline")
    notice.deadline = node.extended(own) { $0.date("valueDate") }
    let sender = node.actor("sender", .author)
    notice.sender = sender.facility?.name ?? sender.person?.name ?? sender.device
    let title = node.words("topic")
    return body(notice, title: title, sent: node.moment("sent"), sender: sender, node: node)
  }

  /// The record body of a Task whose owner is the patient, or a person who acts for the patient.
  static func task(_ node: FHIRNode) -> RecordBody? {
    let owner = node.child("owner")?.ownTarget()
    guard ["Patient", "RelatedPerson"].contains(owner?.type) else { return nil }
    owner?.node.take()
    var notice = Notice(category: .reminder)
    notice.receivedCategory = node.concept("code")
    notice.priority = node.code("priority")
    notice.body = [node.text("description", as: .remark)].compactMap { $0 }
    notice.about = [node.child("focus")].compactMap { $0 }.compactMap { reference($0) }
    notice.deadline = node.child("restriction")?.period("period").end
    let sender = node.actor("requester", .author)
    notice.sender = sender.facility?.name ?? sender.person?.name
    let title = notice.receivedCategory?.shown
    return body(
      notice, title: title, sent: node.moment("authoredOn"), sender: sender, node: node)
  }

  private static func body(
    _ notice: Notice, title: String?, sent: FHIRMoment?, sender: FHIRActor, node: FHIRNode
  ) -> RecordBody {
    var notice = notice
    let moment = sent ?? node.moment("received")
    notice.sent = moment?.time
    let shown = title ?? notice.body.first ?? notice.receivedCategory?.shown ?? ""
    var body = RecordBody(date: moment?.date, title: shown, content: .notice(notice))
    body.time = moment?.time
    body.facilities = [sender.facility].compactMap { $0 }
    return body
  }

  /// Our category, from our own code or from the coarser HL7 list and what the notice is about.
  private static func takeCategory(_ node: FHIRNode, into notice: inout Notice) {
    let received = node.child("category")
    let codings = received?.children("coding") ?? []
    if let own = codings.first(where: { $0.value["system"]?.string == FHIRSystem.noticeCategory }),
      let category = own.token("code", Notice.Category.init(rawValue:))
    {
      own.child("system")?.take()
      notice.category = category
      let coarse = codings.first {
        $0.value["system"]?.string == FHIRSystem.communicationCategory
      }
      coarse?.takeCoding()
      return
    }
    let codes = codings.compactMap { $0.value["code"]?.string?.lowercased() }
    let about = node.children("about").compactMap { $0.ownTarget().type }
    notice.category = category(codes: codes, about: about)
    notice.receivedCategory = received?.ownConcept()
  }

  private static func category(codes: [String], about: [String]) -> Notice.Category {
    if codes.contains("alert") { return .alert }
    if codes.contains("reminder") { return .reminder }
    guard codes.contains("notification") else { return .other }
    if about.contains("AuditEvent") { return .access }
    if about.contains("Consent") { return .research }
    let results: Set<String> = ["DiagnosticReport", "Observation", "Immunization", "Bundle"]
    return about.contains(where: results.contains) ? .result : .announcement
  }

  /// Words become parts of the message, references what the notice is about; attachments stay raw.
  private static func takePayload(_ node: FHIRNode, into notice: inout Notice) {
    for payload in node.children("payload") {
      if let text = payload.text("contentString", as: .remark) {
        notice.body.append(text)
      } else if let inner = payload.child("contentReference"), let about = reference(inner),
        !notice.about.contains(about)
      {
        notice.about.append(about)
      } else if let title = payload.child("contentAttachment")?.text("title") {
        notice.body.append(title)
      }
    }
  }

  /// The name of the resource that is meant, if the reference says it.
  private static func reference(_ node: FHIRNode) -> UpstreamReference? {
    let target = node.ownTarget()
    guard let named = target.named else {
      guard let resource = target.resource, let type = target.type,
        let id = resource.value["id"]?.string
      else { return nil }
      target.takeReference()
      return UpstreamReference(base: node.scope.context.base, type: type, id: id)
    }
    target.takeReference()
    return UpstreamReference(
      base: node.scope.context.base, type: node.scope.clean(named.type, at: node.path, as: .code),
      id: node.scope.clean(named.id, at: node.path, as: .code))
  }
}
