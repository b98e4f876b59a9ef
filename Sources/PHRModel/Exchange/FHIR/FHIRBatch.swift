/// Resources that are mapped together, because they refer to each other: one document, one page
/// of a portal, or a run of NDJSON lines.
struct FHIRBatch {
  /// The resources.
  private(set) var context: FHIRContext
  /// What was found while taking the Bundles apart.
  private(set) var asides: [ImportEvent] = []

  /// An empty batch.
  init(base: String?) {
    context = FHIRContext(base: base)
  }

  /// Adds a document: a Bundle of any type, a list of resources, or a single resource.
  ///
  /// Positions are the line of an NDJSON file, or count entries if there is none.
  mutating func add(_ document: JSONValue, line: Int? = nil) {
    if case .array(let resources) = document {
      for (index, resource) in resources.enumerated() {
        add(resource: resource, fullURL: nil, position: line ?? index + 1)
      }
    } else {
      add(resource: document, fullURL: nil, position: line ?? 1, line: line)
    }
  }

  private mutating func add(
    resource: JSONValue, fullURL: String?, position: Int, line: Int? = nil
  ) {
    switch resource["resourceType"]?.string {
    case "Bundle": add(bundle: resource, line: line)
    case "OperationOutcome": asides.append(.keptRaw(type: "OperationOutcome"))
    default:
      guard !context.add(resource, fullURL: fullURL, position: position) else { return }
      asides.append(
        .problem(ImportProblem(.missingField, line: position, field: "resourceType")))
    }
  }

  private mutating func add(bundle: JSONValue, line: Int?) {
    let entries = Array((bundle["entry"]?.elements ?? []).enumerated())
    // A history begins with the newest version (R4 http, "history"); versions are to grow.
    let ordered = bundle["type"]?.string == "history" ? entries.reversed() : entries
    for (index, entry) in ordered {
      guard let resource = entry["resource"], resource != .null else {
        // A deletion in a history, or the bare answer to a write.
        asides.append(.keptRaw(type: "Bundle.entry"))
        continue
      }
      add(
        resource: resource, fullURL: entry["fullUrl"]?.string, position: line ?? index + 1,
        line: line)
    }
  }

  /// Starts the next run of a stream, remembering what later resources may refer to.
  mutating func startAgain() {
    var next = FHIRContext(base: context.base)
    for entry in context.entries.filter({ Self.served.contains($0.type) })
      .suffix(Self.rememberedReferences)
    {
      next.add(
        entry.resource, fullURL: entry.fullURL, position: entry.position, forReference: true)
    }
    context = next
    asides = []
  }

  /// Types that others refer to; in bulk exports they come in lines of their own.
  private static let served: Set<String> = [
    "Patient", "Organization", "Practitioner", "PractitionerRole", "Location", "Medication",
    "Device", "Coverage",
  ]

  /// How many of them a stream remembers, so that its memory stays bounded.
  private static let rememberedReferences = 5_000
}

extension FHIRMapping {
  /// Everything that the resources of a context become, in their order.
  ///
  /// Observations that a report or a checkup document holds become its items and nothing of their
  /// own.
  public static func drafts(in context: FHIRContext) -> [FHIRMapped] {
    let claimed = FHIRClaims(context).places
    let episodes = FHIREpisode.names(in: context)
    return context.entries.lazy
      .filter { !$0.forReference && !claimed.contains($0.place) }
      .flatMap { entry in
        [
          draft(of: FHIRScope(entry, context: context)).part(of: episodes[entry.place])
        ]
          + FHIRAbsence.stated(by: entry.resource).map {
            draft(of: $0, context: context, position: entry.position)
          }
      }
  }
}
