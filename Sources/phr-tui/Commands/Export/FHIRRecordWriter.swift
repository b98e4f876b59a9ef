import PHRModel

/// FHIR R4, written resource by resource.
final class FHIRRecordWriter: RecordWriter {
  /// How the resources stand together.
  enum Style {
    /// One Bundle of type collection, whose references are full URLs.
    case bundle
    /// A resource on each line (FHIR Bulk Data, "NDJSON"), for any number of records.
    case lines
  }

  private let style: Style
  private let sink: ExportSink
  private let audience: ExportAudience
  private let writer: FHIRWriter
  private var organizations: Set<String> = []
  private var uuids: [String: String] = [:]
  private var isFirst = true

  init(_ sink: ExportSink, _ audience: ExportAudience, _ style: Style = .bundle) {
    self.style = style
    self.sink = sink
    self.audience = audience
    writer = FHIRWriter(
      .init(
        patient: "Patient/holder",
        includesInsuranceNumbers: audience.view?.showsInsuredNumbers ?? true))
  }

  func begin(_ profile: Profile, made: Instant) throws {
    if style == .bundle {
      try sink.write(
        "{\"resourceType\":\"Bundle\",\"type\":\"collection\","
          + "\"timestamp\":\"\(made)\",\"entry\":[")
    }
    try add(writer.patient(profile, id: "holder"))
    guard let maker = audience.maker else { return }
    try add([
      "resourceType": "Provenance", "id": "export",
      "target": [["reference": "Patient/holder"]], "recorded": .string(made.description),
      "agent": [["who": ["display": .string(maker)]]],
    ])
  }

  func write(_ record: Record) throws {
    let written = writer.write(record)
    try add(written.resource)
    for part in written.parts { try add(part) }
    for organization in written.organizations
    where organizations.insert(organization["id"]?.string ?? "").inserted {
      try add(organization)
    }
    if audience.isHolder { try add(provenance(of: record, written.resource)) }
  }

  func write(_ episode: ExportedEpisode) throws {
    guard episode.isDispensing || episode.records.count > 1 || !episode.notes.isEmpty else {
      return
    }
    try add(
      FHIREpisode.list(
        episode.name(for: audience), day: episode.day, notes: episode.notes,
        records: episode.records, patient: "Patient/holder"))
  }

  func writeConsent(of store: RecordStore, at now: Instant) throws {
    try ConsentExport(store, now: now).forEach(patient: "holder") { try add($0) }
  }

  func end() throws {
    if style == .bundle { try sink.write("]}\n") }
  }

  private func provenance(of record: Record, _ resource: JSONValue) -> JSONValue {
    let name = "\(resource["resourceType"]?.string ?? "")/\(resource["id"]?.string ?? "")"
    let source = record.provenance
    let words = [source.channel.rawValue, source.format, source.name].filter { !$0.isEmpty }
    let provenance: JSONValue = [
      "resourceType": "Provenance", "id": .string(FHIRWriter.id("p-" + record.id.text)),
      "target": [["reference": .string(name)]],
      "recorded": .string(source.received.description),
      "agent": [["who": ["display": .string(words.joined(separator: " "))]]],
    ]
    guard let origin = source.upstream, let base = origin.base else { return provenance }
    let url = "\(base)/\(origin.type)/\(origin.id)"
    return provenance.adding(
      "entity", [["role": "source", "what": ["reference": .string(url)]]])
  }

  /// The UUID of a resource; the last ones are kept, because a name comes several times in a row.
  private func uuid(_ name: String) -> String {
    if let known = uuids[name] { return known }
    if uuids.count >= 256 { uuids.removeAll(keepingCapacity: true) }
    let made = audience.uuid(name)
    uuids[name] = made
    return made
  }

  private func add(_ resource: JSONValue) throws {
    let type = resource["resourceType"]?.string ?? ""
    let name = "\(type)/\(resource["id"]?.string ?? "")"
    let linked = resource.relinked(link)
    let shown = audience.isHolder ? linked : linked.named(uuid(name))
    guard style == .bundle else { return try sink.writeLine(shown) }
    let entry: JSONValue = [
      "fullUrl": .string("urn:uuid:" + uuid(name)), "resource": shown,
    ]
    try sink.write(isFirst ? "\n" : ",\n")
    try sink.write(bytes: entry.serializedBytes())
    isFirst = false
  }

  /// The reference to a resource of this export.
  private func link(_ name: String) -> String {
    switch style {
    case .bundle: "urn:uuid:" + uuid(name)
    case .lines:
      audience.isHolder
        ? name : "\(name.prefix { $0 != "/" })/\(uuid(name))"
    }
  }
}
