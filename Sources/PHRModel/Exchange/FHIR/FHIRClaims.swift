/// Which resources of a context are parts of another one's record.
struct FHIRClaims {
  /// Their places.
  private(set) var places: Set<Int> = []

  /// Finds the parts of all reports and checkup documents.
  init(_ context: FHIRContext) {
    for entry in context.entries where !entry.forReference {
      let root = FHIRScope(entry, context: context).root
      if entry.type == "DiagnosticReport" {
        root.targets("result").forEach { claim($0) }
      } else if FHIRCheckupDocument.isCheckup(root) {
        claimDocument(context)
      } else if entry.type == "Observation" {
        // Members of a panel that belongs to no report are parts of the panel.
        root.targets("hasMember").forEach { claim($0) }
      }
    }
  }

  private mutating func claim(_ target: FHIRTarget) {
    guard let resource = target.resource, resource.path.isEmpty,
      resource.scope.type == "Observation", let place = resource.scope.place,
      places.insert(place).inserted
    else { return }
    resource.targets("hasMember").forEach { claim($0) }
  }

  /// A checkup document is one record with everything in it.
  private mutating func claimDocument(_ context: FHIRContext) {
    let parts: Set<String> = ["Observation", "DiagnosticReport"]
    for entry in context.entries where parts.contains(entry.type) { places.insert(entry.place) }
    for entry in context.entries where entry.type == "Coverage" { places.insert(entry.place) }
  }
}
