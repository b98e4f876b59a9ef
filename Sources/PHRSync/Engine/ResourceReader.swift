import Foundation
public import PHRModel

/// Turns resources of a portal into what the vault stores.
struct ResourceReader {
  let base: PortalBase
  let patient: String
  /// Institutions, drugs and people that records refer to.
  private(set) var context: FHIRContext
  private var known: Set<ResourceKey> = []
  private var names = PortalNames()

  init(base: PortalBase, patient: String) {
    self.base = base
    self.patient = patient
    context = FHIRContext(base: base.text)
  }

  /// Types that records only refer to.
  static let served: Set<String> = [
    "Organization", "Practitioner", "PractitionerRole", "Location", "Medication",
  ]

  /// Learns a resource that others refer to.
  mutating func learn(_ resource: JSONValue) {
    guard let key = Self.key(of: resource), known.insert(key).inserted else { return }
    context.add(resource, position: known.count, forReference: true)
  }

  /// The entries of a page with references under the names that this program uses.
  mutating func localized(_ entries: [SearchPage.Entry]) -> [SearchPage.Entry] {
    for entry in entries {
      guard let url = entry.fullURL, let resource = entry.resource else { continue }
      names.learn(url, of: resource, base: base.text)
    }
    guard !names.isEmpty else { return entries }
    return entries.map { entry in
      var entry = entry
      entry.resource = entry.resource.map(names.localized)
      return entry
    }
  }

  /// A resource with references under the names that this program uses.
  func localized(_ resource: JSONValue) -> JSONValue {
    names.isEmpty ? resource : names.localized(resource)
  }

  /// Notes that a resource cannot be had, so that it is not asked for again.
  mutating func giveUp(_ key: ResourceKey) { known.insert(key) }

  /// What the resources refer to and what is not known yet.
  func wanted(by resources: [JSONValue]) -> [ResourceKey] {
    var found: Set<ResourceKey> = []
    for resource in resources { collect(resource, into: &found) }
    return found.subtracting(known).sorted()
  }

  private func collect(_ value: JSONValue, into found: inout Set<ResourceKey>) {
    switch value {
    case .array(let elements):
      for element in elements { collect(element, into: &found) }
    case .object(let members):
      if let reference = value["reference"]?.string, let key = key(of: reference),
        key.type == "Organization" || value["display"] == nil, Self.served.contains(key.type)
      {
        found.insert(key)
      }
      for member in members { collect(member.value, into: &found) }
    default: return
    }
  }

  /// The name in a relative reference, or in one below the base.
  func key(of reference: String) -> ResourceKey? {
    let prefix = base.text + "/"
    return ResourceKey(
      reference: reference.hasPrefix(prefix)
        ? String(reference.dropFirst(prefix.count)) : reference)
  }

  static func key(of resource: JSONValue) -> ResourceKey? {
    guard let type = resource["resourceType"]?.string, let id = resource["id"]?.string,
      !type.isEmpty, !id.isEmpty
    else { return nil }
    return ResourceKey(type: type, id: id)
  }

  /// What changes whenever the resource does.
  static func mark(of resource: JSONValue) -> String {
    if let version = resource["meta"]?["versionId"]?.string,
      let updated = resource["meta"]?["lastUpdated"]?.string
    {
      return "v:\(version)@\(updated)"
    }
    return digest(resource.serialized(.canonical))
  }

  private static func digest(_ text: String) -> String {
    "h:" + Data(SHA256.hash(Array(text.utf8)).prefix(18)).base64EncodedString()
  }

  /// The name of an entry, and what changes with it; `nil` for an entry that holds nothing.
  func named(_ entry: SearchPage.Entry, type: String) -> ListedPage.Entry? {
    guard let text = entry.unreadable else { return entry.resource.map(Self.named) }
    let mark = Self.digest(text)
    let key = entry.fullURL.flatMap { self.key(of: $0) } ?? ResourceKey(type: type, id: mark)
    return ListedPage.Entry(key: key, mark: mark, content: .unreadable(text))
  }

  private static func named(_ resource: JSONValue) -> ListedPage.Entry {
    guard let key = key(of: resource) else {
      let text = resource.serialized()
      let mark = digest(text)
      let type = resource["resourceType"]?.string ?? "Resource"
      return ListedPage.Entry(
        key: ResourceKey(type: type, id: mark), mark: mark, content: .unreadable(text))
    }
    return ListedPage.Entry(
      key: key, mark: mark(of: resource), updated: resource["meta"]?["lastUpdated"]?.string,
      content: .resource(resource))
  }

  /// Reads a resource; `nil` for what belongs to somebody else.
  func read(_ resource: JSONValue, received: Instant) -> PulledResource? {
    read(Self.named(resource), received: received)
  }

  /// Reads an entry of a page; `nil` for what belongs to somebody else.
  func read(_ entry: ListedPage.Entry, received: Instant) -> PulledResource? {
    let reading: PulledResource.Reading?
    switch entry.content {
    case .unreadable(let text): reading = .unreadable(text)
    case .resource(let resource):
      reading = self.reading(of: resource, type: entry.key.type, received: received)
    }
    return reading.map { PulledResource(key: entry.key, mark: entry.mark, reading: $0) }
  }

  private func reading(
    of resource: JSONValue, type: String, received: Instant
  ) -> PulledResource.Reading? {
    if type == "Consent" || type == "AuditEvent" || Self.served.contains(type) {
      return .kept(resource.serialized())
    }
    let mapped = FHIRMapping.draft(of: resource, context: context)
    return isHolder(mapped.subject) ? reading(of: resource, mapped, received) : nil
  }

  private func reading(
    of resource: JSONValue, _ mapped: FHIRMapped, _ received: Instant
  ) -> PulledResource.Reading {
    var draft: RecordDraft?
    if case .record(let found) = mapped.outcome { draft = found }
    func record() -> PulledResource.Reading? { self.record(draft, received) }
    switch resource["resourceType"]?.string {
    case "DiagnosticReport":
      return .whole(resource.serialized(), parts: observations(resource["result"]))
    case "Observation":
      let members = observations(resource["hasMember"])
      guard members.isEmpty else { return .whole(resource.serialized(), parts: members) }
      return .part(resource.serialized(), alone: draft)
    case "Task":
      // A task of the portal's own people says nothing to the holder.
      return record() ?? .kept(resource.serialized())
    case "Communication":
      let isNotice = draft.map(Self.hasWords) ?? false
      guard isNotice, resource["status"]?.string != nil, let found = record() else {
        return .unreadable(resource.serialized())
      }
      return found
    default:
      return record() ?? .unreadable(resource.serialized())
    }
  }

  /// The record of a draft, prepared here: the thread of the vault has keys to answer.
  private func record(_ draft: RecordDraft?, _ received: Instant) -> PulledResource.Reading? {
    guard let draft else { return nil }
    let provenance = Provenance.portal(base.text, received: received)
    return (try? PreparedDraft(draft, provenance: provenance)).map { .record($0) }
  }

  /// The Observations of the portal that references name.
  private func observations(_ references: JSONValue?) -> [ResourceKey] {
    let all = references.map { $0.elements.isEmpty ? [$0] : $0.elements } ?? []
    return all.compactMap { $0["reference"]?.string.flatMap { key(of: $0) } }
      .filter { $0.type == "Observation" }
  }

  /// Whether a notice says anything at all.
  private static func hasWords(_ draft: RecordDraft) -> Bool {
    guard case .notice(let notice) = draft.body.content else { return false }
    return !draft.body.title.isEmpty || !notice.body.isEmpty || !notice.about.isEmpty
  }

  /// Whether a resource is about the holder; a list of the holder's own resources may leave it
  /// out.
  private func isHolder(_ subject: FHIRSubject) -> Bool {
    switch subject {
    case .unresolved(let reference):
      key(of: reference).map { $0 == ResourceKey(type: "Patient", id: patient) } ?? false
    case .resource(let name): name.hasSuffix("Patient/" + patient)
    case .named, .contained, .unnamed: true
    case .notAPerson: false
    }
  }
}

/// Puts reports of a portal and their results together.
public struct ReportAssembler {
  /// Institutions, drugs and people that reports refer to.
  private let served: FHIRContext

  /// An assembler that knows the institutions whose JSON is given.
  public init(base: String, served: [String]) {
    var context = FHIRContext(base: base)
    for text in served {
      guard let resource = try? JSONValue(parsing: text) else { continue }
      context.add(resource, position: 0, forReference: true)
    }
    self.served = context
  }

  /// The record of a report with its results.
  public func assemble(_ whole: String, _ parts: [String]) -> RecordDraft? {
    guard let report = try? JSONValue(parsing: whole) else { return nil }
    var context = served
    for (index, part) in parts.enumerated() {
      guard let result = try? JSONValue(parsing: part) else { continue }
      context.add(result, position: index + 2)
    }
    let mapped = FHIRMapping.draft(of: report, context: context)
    if case .record(let draft) = mapped.outcome { return draft }
    return nil
  }
}
