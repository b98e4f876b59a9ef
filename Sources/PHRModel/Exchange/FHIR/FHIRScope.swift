/// Collects the problems of everything that is read for one resource.
final class FHIRProblemLog {
  /// What was found so far, each only once.
  private(set) var problems: [ImportProblem] = []
  private var known: Set<ImportProblem> = []

  /// Notes a problem.
  func add(_ problem: ImportProblem) {
    if known.insert(problem).inserted { problems.append(problem) }
  }
}

/// One resource while it is read: what of it has found a field, and what is left.
///
/// Whoever reads an element takes it; at the end everything that nobody took becomes a raw field.
/// So nothing of a resource is ever lost by forgetting it.
final class FHIRScope {
  /// The resource.
  let resource: JSONValue
  /// Its full URL, for relative references.
  let fullURL: String?
  /// The resources that came with it.
  let context: FHIRContext
  /// Entry number or line, from 1.
  let position: Int
  /// The place among the resources of the context.
  let place: Int?
  /// Where problems go; shared with the resources that this one refers to.
  let log: FHIRProblemLog
  /// How many references led here; references may run in a circle.
  private(set) var depth: Int
  /// Resource type.
  let type: String
  /// Which elements have found their field; an outer one covers all in it.
  private let mark = FHIRMark()

  /// A resource before anything of it was taken.
  init(
    _ entry: FHIRContext.Entry, context: FHIRContext, log: FHIRProblemLog = FHIRProblemLog(),
    depth: Int = 0
  ) {
    self.depth = depth
    resource = entry.resource
    fullURL = entry.fullURL
    position = entry.position
    place = entry.place
    type = entry.type
    self.context = context
    self.log = log
  }

  /// The whole resource as a node.
  var root: FHIRNode { FHIRNode(value: resource, mark: mark, scope: self) }

  /// Another resource that this one refers to; its problems count as problems of this one.
  func aside(_ entry: FHIRContext.Entry) -> FHIRScope {
    FHIRScope(entry, context: context, log: log, depth: depth + 1)
  }

  /// Whether one may follow another reference from here.
  var mayFollow: Bool { depth < 16 }

  /// Reads something at the other end of a reference, which may be in this resource itself.
  func following<Value>(_ read: () -> Value) -> Value {
    depth += 1
    defer { depth -= 1 }
    return read()
  }

  /// Notes a problem at an element.
  func report(
    _ reason: ImportProblem.Reason, at path: String,
    severity: ImportProblem.Severity? = nil
  ) {
    let field = Self.plainPath(type.isEmpty ? path : "\(type).\(path)")
    log.add(
      ImportProblem(
        reason, severity: severity ?? reason.severityAtPlace, line: position, field: field))
  }

  /// A path out of element names only: a made-up name is content of the file, which no problem may
  /// carry, and may hold anything.
  static func plainPath(_ path: String) -> String {
    path.split(separator: ".", omittingEmptySubsequences: false).map { segment in
      let isName = segment.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "["), UInt8(ascii: "]"),
          UInt8(ascii: "_"), UInt8(ascii: "("), UInt8(ascii: ")"):
          true
        default: false
        }
      }
      let startsWell = segment.first.map { $0.isLetter || $0 == "_" } ?? false
      return isName && startsWell && segment.utf8.count <= 60 ? String(segment) : "?"
    }.joined(separator: ".")
  }

  /// A text of the resource made safe; the only way from received text into a field.
  func clean(
    _ text: String, at path: @autoclosure () -> String, as field: ReceivedText.Field
  ) -> String {
    let received = ReceivedText(text, as: field)
    for reason in received.reasons { report(reason, at: path()) }
    if text.unicodeScalars.contains("\u{FFFD}") { report(.undecodableText, at: path()) }
    return received.text
  }

  /// Everything that nobody took, in the order of the resource.
  func leftovers(below prefix: String = "") -> [RawField] {
    var fields: [RawField] = []
    guard !mark.isTaken else { return fields }
    collect(resource, mark, path: "", prefix: prefix, into: &fields)
    return fields
  }

  private func collect(
    _ value: JSONValue, _ mark: FHIRMark?, path: String, prefix: String,
    into fields: inout [RawField]
  ) {
    switch value {
    case .object(let members):
      let hidden = Self.hiddenPlaces(in: members)
      for (place, member) in members.enumerated() {
        // An earlier member of the same name was never looked at, whatever was taken.
        let isHidden = hidden.contains(place)
        let inner = isHidden ? nil : mark?.known(at: place)
        if inner?.isTaken == true { continue }
        let name = path.isEmpty ? member.name : "\(path).\(member.name)"
        let innerPath = isHidden ? "\(name)(\(place))" : name
        collect(member.value, inner, path: innerPath, prefix: prefix, into: &fields)
      }
    case .array(let elements):
      for (place, element) in elements.enumerated() {
        let inner = mark?.known(at: place)
        if inner?.isTaken == true { continue }
        collect(element, inner, path: "\(path)[\(place)]", prefix: prefix, into: &fields)
      }
    default:
      if let field = rawField(value, path: path, prefix: prefix) { fields.append(field) }
    }
  }

  private func rawField(_ leaf: JSONValue, path: String, prefix: String) -> RawField? {
    guard let literal = leaf.literal else { return nil }
    // Encoded files are no text: masking digits in them would destroy them.
    let isText = if case .string = leaf { !path.hasSuffix(".data") } else { false }
    let value = isText ? clean(literal, at: path, as: Self.field(at: path)) : literal
    let shownPath = clean(path, at: path, as: .line)
    return RawField(path: prefix + shownPath, value: value, ownToRecord: mayLeave(path))
  }

  /// Whether a raw field may leave the vault with its record.
  ///
  /// A narrative repeats whatever its sender liked, also the person's name; a Coverage holds the
  /// numbers of the insurance card, which have a tick of their own.
  private func mayLeave(_ path: String) -> Bool {
    if path.hasSuffix("text.div") || type == "Coverage" { return false }
    guard path.hasPrefix("contained[") else { return true }
    let place = Int(path.dropFirst(10).prefix { $0 != "]" })
    return place.flatMap { resource["contained"]?[$0]?["resourceType"] } != "Coverage"
  }

  private static func field(at path: String) -> ReceivedText.Field {
    let codes = [".system", ".code", ".url", ".reference", ".versionId", ".lastUpdated"]
    return codes.contains { path.hasSuffix($0) } ? .code : .remark
  }

  /// The places of members that stand before another one of the same name.
  private static func hiddenPlaces(in members: [JSONMember]) -> Set<Int> {
    var last: [String: Int] = [:]
    guard members.count > Self.fewMembers || hasTwins(members) else { return [] }
    for (place, member) in members.enumerated() { last[member.name] = place }
    return Set(members.indices.filter { last[members[$0].name] != $0 })
  }

  /// Whether two members share a name; compares each with each, so only for few.
  private static func hasTwins(_ members: [JSONMember]) -> Bool {
    members.indices.contains { place in
      members[..<place].contains { $0.name == members[place].name }
    }
  }

  /// Up to so many members it is faster to compare them than to fill a dictionary.
  private static let fewMembers = 24
}
