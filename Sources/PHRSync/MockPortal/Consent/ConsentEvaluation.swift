import PHRModel

/// Whether the Consents at the portal show a resource to an institution.
///
/// The most specific selector word wins, then the closest actor, then the named purpose; at equal
/// rank deny beats permit. Without a standing base Consent nothing is shown.
struct ConsentEvaluation {
  let store: PortalStore
  /// Now, in seconds.
  let now: Int64

  /// Whether the resource is shown to the organization for the purpose.
  func shows(
    _ version: PortalStore.Version, to organization: String, purpose: String
  ) -> Bool {
    guard let patient = version.patient else { return true }
    let consents = store.standing("Consent").filter { $0.patient == patient }.map(\.resource)
    return shows(
      version, consents: consents, asker: ConsentAsker(store, organization, purpose), within: [])
  }

  private func shows(
    _ version: PortalStore.Version, consents: [JSONValue], asker: ConsentAsker,
    within path: Set<String>
  ) -> Bool {
    let name = "\(version.type)/\(version.id)"
    guard !Self.neverShown.contains(version.type), !path.contains(name),
      let related = related(to: version)
    else { return false }
    // A result goes with its reports and not by its own type: hiding measurements hides no
    // checkup, and a hidden checkup hides its results.
    guard
      version.type == "Observation" && !related.isEmpty
        || decides(version, consents: consents, asker: asker)
    else { return false }
    return related.allSatisfy {
      shows($0, consents: consents, asker: asker, within: path.union([name]))
    }
  }

  /// What belongs to the patient and the portal alone.
  private static let neverShown: Set<String> = ["Consent", "AuditEvent", "Task"]

  /// What a resource gives away: a notice its record, a result its report; `nil` if a notice is
  /// about something that is not here, so that nobody can say who may know of it.
  private func related(to version: PortalStore.Version) -> [PortalStore.Version]? {
    switch version.type {
    case "Communication":
      let about = (version.resource["about"]?.elements ?? []).map { reference in
        let parts = (reference["reference"]?.string ?? "").split(separator: "/")
        return parts.count == 2 ? store.version(String(parts[0]), String(parts[1])) : nil
      }
      return about.contains { $0 == nil } ? nil : about.compactMap(\.self)
    case "Observation":
      return store.standing("DiagnosticReport").filter { report in
        (report.resource["result"]?.elements ?? []).contains {
          $0["reference"]?.string == "Observation/" + version.id
        }
      }
    default: return []
    }
  }

  private func decides(
    _ version: PortalStore.Version, consents: [JSONValue], asker: ConsentAsker
  ) -> Bool {
    let target = ConsentTarget(version)
    var best: (order: (Int, Int, Int), permits: Bool)?
    for rule in rules(of: consents) where matches(rule, target, asker) {
      let permits = exception(of: rule, target, asker) ?? rule.permits
      if let found = best {
        if rule.order > found.order { continue }
        if rule.order == found.order {
          best = (rule.order, found.permits && permits)
          continue
        }
      }
      best = (rule.order, permits)
    }
    return best?.permits ?? false
  }

  /// All provisions, and one catch-all per base stance that permits.
  private func rules(of consents: [JSONValue]) -> [ConsentRule] {
    consents.filter { $0["status"]?.string == "active" }.flatMap { consent -> [ConsentRule] in
      let root = consent["provision"] ?? .object([])
      let windows = [root["period"]].compactMap { $0 }
      var rules = (root["provision"]?.elements ?? []).map { ConsentRule($0, windows: windows) }
      if Self.optIn.contains(consent.policyCode) {
        rules.append(ConsentRule(["type": "permit"], windows: windows))
      }
      return rules
    }
  }

  /// Stances under which everything is shown unless denied (v3-ActCode).
  private static let optIn: Set<String> = ["OPTIN", "OPTINR"]

  /// A nested provision that turns its parent around, such as the emergency permit.
  private func exception(
    of rule: ConsentRule, _ target: ConsentTarget, _ asker: ConsentAsker
  ) -> Bool? {
    let matching = rule.exceptions.filter { matches($0, target, asker) }
    return matching.isEmpty ? nil : matching.allSatisfy(\.permits)
  }

  private func matches(
    _ rule: ConsentRule, _ target: ConsentTarget, _ asker: ConsentAsker
  ) -> Bool {
    rule.windows.map(ConsentPeriod.init).allSatisfy { $0.from <= now && now <= $0.until }
      && (rule.actors.isEmpty || rule.actors.contains(where: asker.isNamed))
      && (rule.purposes.isEmpty || rule.purposes.contains(asker.purpose))
      && (rule.classes.isEmpty || rule.classes.contains(target.type))
      && (rule.data.isEmpty || rule.data.contains(where: target.isNamed))
      && (rule.dataPeriod.map { target.lies(in: $0, surely: rule.permits) } ?? true)
  }
}

/// Who asks.
struct ConsentAsker {
  let organization: String
  let code: String?
  let kind: String?
  let purpose: String

  init(_ store: PortalStore, _ organization: String, _ purpose: String) {
    self.organization = organization
    self.purpose = purpose
    let resource = store.version("Organization", organization)?.resource
    code = resource?["identifier"]?[0]?["value"]?.string
    kind = resource?["type"]?[0]?["coding"]?[0]?["code"]?.string ?? Self.kind(ofCode: code)
  }

  /// The purpose of treatment (v3-ActReason).
  static let treatment = "TREAT"
  /// The purpose of an emergency (v3-ActReason).
  static let emergency = "ETREAT"

  /// The third digit of a 医療機関コード tells medical (1), dental (3) and pharmacy (4).
  private static func kind(ofCode code: String?) -> String? {
    guard let code, code.count == 10 else { return nil }
    switch code.dropFirst(2).first {
    case "1", "3": return "clinic"
    case "4": return "pharmacy"
    default: return nil
    }
  }

  /// Whether an actor of a provision means this asker: by reference, else by class, and in an
  /// emergency whoever asks.
  func isNamed(_ actor: JSONValue) -> Bool {
    if let reference = actor["reference"] {
      if let text = reference["reference"]?.string {
        if text == "Organization/" + organization { return true }
        return code.map { text == "Organization/" + $0 } ?? false
      }
      return code != nil && reference["identifier"]?["value"]?.string == code
    }
    let codes = (actor["role"]?["coding"]?.elements ?? []).compactMap { $0["code"]?.string }
    if purpose == Self.emergency, codes.contains("emergency") { return true }
    return kind.map(codes.contains) ?? false
  }
}

/// What is asked for.
struct ConsentTarget {
  let type: String
  let id: String
  let resource: JSONValue

  init(_ version: PortalStore.Version) {
    type = version.type
    id = version.id
    resource = version.resource
  }

  /// Whether an element `data` of a provision means this resource.
  func isNamed(_ data: JSONValue) -> Bool {
    guard let text = data["reference"]?["reference"]?.string else { return false }
    switch data["meaning"]?.string {
    case "authoredby": return resource.serialized().contains(JSONValue.string(text).serialized())
    default: return text == "\(type)/\(id)"
    }
  }

  /// Whether the resource lies in a period.
  ///
  /// A date that is not exact lies surely inside only if all of it does; without a date nothing
  /// is sure, and everything is possible.
  func lies(in period: JSONValue, surely: Bool) -> Bool {
    let span = ConsentPeriod(period)
    guard let (first, last) = dates else { return !surely }
    return surely
      ? span.from <= first && last <= span.until : first <= span.until && span.from <= last
  }

  private var dates: (Int64, Int64)? {
    let names = [
      "effectiveDateTime", "occurrenceDateTime", "whenHandedOver", "sent", "onsetDateTime",
      "recordedDate", "authoredOn",
    ]
    for name in names {
      if let range = resource[name]?.string.flatMap(ConsentPeriod.range) { return range }
    }
    for name in ["billablePeriod", "period", "effectivePeriod"] {
      if let period = resource[name] {
        // An insurance is dated by its beginning, as in every list.
        if type == "Coverage" { return period["start"]?.string.flatMap(ConsentPeriod.range) }
        let span = ConsentPeriod(period)
        return (span.from, span.until)
      }
    }
    return nil
  }
}

extension JSONValue {
  /// The code of a Consent's `policyRule`.
  fileprivate var policyCode: String {
    self["policyRule"]?["coding"]?[0]?["code"]?.string ?? ""
  }
}
