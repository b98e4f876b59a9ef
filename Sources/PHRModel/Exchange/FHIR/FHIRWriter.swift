/// Writes records as FHIR R4, in the shapes of JP Core where it has them.
///
/// What FHIR has no slot for goes into extensions of our own, so that our reader finds it again.
/// Lost on the way, and only this: raw fields, the full-width space, times in other zones than
/// Japan's, a drug's 剤形 when the usage code already says it, roles of institutions that a
/// resource has no element for.
public struct FHIRWriter: Sendable {
  /// What is written.
  public struct Options: Sendable {
    /// The reference to the Patient, `Patient/…` or `urn:uuid:…`.
    public var patient: String
    /// Whether the numbers of the insurance card are written.
    ///
    /// They leave the vault only with their own tick.
    public var includesInsuranceNumbers: Bool

    /// References to that Patient, without insurance numbers.
    public init(patient: String, includesInsuranceNumbers: Bool = false) {
      self.patient = patient
      self.includesInsuranceNumbers = includesInsuranceNumbers
    }
  }

  /// The resources of one record.
  public struct Written: Sendable, Equatable {
    /// The resource that is the record.
    public var resource: JSONValue
    /// The Observations of a report.
    public var parts: [JSONValue] = []
    /// The institutions that it refers to; equal institutions have equal ids.
    public var organizations: [JSONValue] = []

    /// All of them, the record first.
    public var all: [JSONValue] { [resource] + parts + organizations }
  }

  /// What is written.
  public let options: Options

  /// A writer.
  public init(_ options: Options) {
    self.options = options
  }

  /// The resources of a record.
  public func write(_ record: Record) -> Written {
    write(record.body, id: record.id.text, withdrawn: record.status == .withdrawn)
  }

  /// The resources of a record's body.
  ///
  /// - Parameters:
  ///   - body: What the record says.
  ///   - id: The logical id; characters that R4 does not allow are left out.
  ///   - withdrawn: It was entered in error.
  /// - Returns: The resource and what it refers to.
  public func write(_ body: RecordBody, id: String, withdrawn: Bool = false) -> Written {
    let draft = FHIRWriting(body: body, id: Self.id(id), withdrawn: withdrawn, options: options)
    var written =
      switch body.content {
      case .vaccination(let value): Written(resource: draft.immunization(value))
      case .medication(let value): Written(resource: draft.medication(value))
      case .checkup(let value): draft.report(value)
      case .cost(let value): Written(resource: draft.explanationOfBenefit(value))
      case .allergy(let value): Written(resource: draft.allergyIntolerance(value))
      case .condition(let value): Written(resource: draft.condition(value))
      case .measurement(let value): Written(resource: draft.measurement(value))
      case .notice(let value): Written(resource: draft.communication(value))
      case .insurance(let value): Written(resource: draft.coverage(value))
      }
    written.organizations = organizations(body.facilities)
    return written
  }

  /// A Bundle of type collection with those resources, each only once.
  ///
  /// - Parameters:
  ///   - resources: The resources.
  ///   - base: Where they live, for their full URLs; without one they have none.
  /// - Returns: The Bundle.
  public static func collection(_ resources: [JSONValue], base: String? = nil) -> JSONValue {
    var seen: Set<String> = []
    let entries = resources.compactMap { resource -> JSONValue? in
      let type = resource["resourceType"]?.string ?? ""
      let name = "\(type)/\(resource["id"]?.string ?? "")"
      guard seen.insert(name).inserted else { return nil }
      var entry = FHIRObject()
      entry.set("fullUrl", code: base.map { "\($0)/\(name)" })
      entry.set("resource", resource)
      return entry.value
    }
    var bundle = FHIRObject("Bundle", id: nil)
    bundle.set("type", "collection")
    bundle.set("entry", .array(entries))
    return bundle.value
  }

  /// The name `Type/id` of the resource that a record becomes.
  public static func name(of record: Record) -> String {
    "\(type(of: record.body))/\(id(record.id.text))"
  }

  /// The type of the resource that a record becomes.
  static func type(of body: RecordBody) -> String {
    switch body.content {
    case .medication(let line):
      switch line.origin {
      case .dispensed: return "MedicationDispense"
      case .prescribed: return "MedicationRequest"
      case .selfReported: return "MedicationStatement"
      }
    case .condition(let condition) where condition.category == .procedure: return "Procedure"
    default: return body.kind.resourceTypes.first ?? "Basic"
    }
  }

  /// An id that R4 allows: `[A-Za-z0-9\-.]{1,64}`.
  public static func id(_ text: String) -> String {
    // Nearly all are, and looking at bytes is fast.
    if (1...64).contains(text.utf8.count), text.utf8.allSatisfy(isAllowedInID) { return text }
    let allowed = text.filter { $0.isASCII && ($0.isLetter || $0.isNumber || "-.".contains($0)) }
    return allowed.isEmpty ? "x" : String(allowed.prefix(64))
  }

  private static func isAllowedInID(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."):
      true
    default: false
    }
  }

  /// The institutions as Organizations, equal ones once.
  private func organizations(_ facilities: [Facility]) -> [JSONValue] {
    var seen: Set<String> = []
    return facilities.compactMap { facility in
      let id = Self.organizationID(facility)
      return seen.insert(id).inserted ? FHIRWriting.organization(facility, id: id) : nil
    }
  }

  /// The id of an institution: by its number and by what else is said about it, so that the same
  /// institution has the same id in every record and two with equal names do not mix.
  static func organizationID(_ facility: Facility) -> String {
    let parts = [
      facility.code, facility.name, facility.postalCode, facility.address, facility.phone,
    ]
    let text = parts.map { $0 ?? "" }.joined(separator: "\u{1F}")
    // FNV-1a, 64 bits: stable over runs, which Hasher is not.
    let hash = text.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
      ($0 ^ UInt64($1)) &* 0x100_0000_01b3
    }
    return "org-" + String(hash, radix: 16)
  }
}
