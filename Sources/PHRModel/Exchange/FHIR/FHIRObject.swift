/// A JSON object while it is written: members that have no value are left out, as FHIR wants it
/// (R4 json, "no empty objects, arrays or strings").
struct FHIRObject {
  private var members: [JSONMember] = []
  private var extensions: [JSONValue] = []
  private var contained: [JSONValue] = []

  /// An element.
  init() {}

  /// A resource.
  init(_ type: String, id: String?) {
    set("resourceType", .string(type))
    set("id", id.map { .string($0) })
  }

  /// Sets a member, unless there is no value.
  mutating func set(_ name: String, _ value: JSONValue?) {
    guard let value else { return }
    switch value {
    case .array(let elements) where elements.isEmpty: return
    case .object(let inner) where inner.isEmpty: return
    default: members.append(JSONMember(name, value))
    }
  }

  /// Sets a text for people.
  mutating func set(_ name: String, text: String?) {
    set(name, text.flatMap(Self.exported).map { .string($0) })
  }

  /// Sets a code, a URI or a date.
  mutating func set(_ name: String, code: String?) {
    set(name, code.flatMap(Self.exported).map { .string($0) })
  }

  /// Sets a whole number.
  mutating func set(_ name: String, number: Int?) {
    set(name, number.map { .number(String($0)) })
  }

  /// Adds an extension, unless there is no value.
  mutating func extend(_ url: String, _ name: String, _ value: JSONValue?) {
    guard let value else { return }
    extensions.append(.object([JSONMember("url", .string(url)), JSONMember(name, value)]))
  }

  /// Marks an element that stands there only because FHIR requires it, so that our reader takes it
  /// for none.
  mutating func assume(_ name: String) {
    extend(FHIRSystem.extensionOwn("assumed"), "valueCode", .string(name))
  }

  /// Adds a resource inside this one and gives the reference to it.
  mutating func contain(_ id: String, _ resource: JSONValue) -> JSONValue {
    contained.append(resource)
    return ["reference": .string("#\(id)")]
  }

  /// The number of resources inside this one, for naming the next.
  var containedCount: Int { contained.count }

  /// The finished object; extensions and contained resources stand where FHIR wants them.
  var value: JSONValue {
    var all = members
    let place = all.firstIndex { $0.name != "resourceType" && $0.name != "id" } ?? all.endIndex
    if !extensions.isEmpty { all.insert(JSONMember("extension", .array(extensions)), at: place) }
    if !contained.isEmpty { all.insert(JSONMember("contained", .array(contained)), at: place) }
    return .object(all)
  }

  /// Whether nothing was set.
  var isEmpty: Bool { members.isEmpty && extensions.isEmpty }

  /// The finished object, or `nil` if it is empty.
  var valueIfAny: JSONValue? { isEmpty ? nil : value }

  /// The text without what a FHIR string may not hold, U+3000 as a plain space.
  ///
  /// U+3000 is legal FHIR, but the published JSON schema refuses it in Unicode-aware engines
  /// (shared fhir/ips.md section 5).
  static func exported(_ text: String) -> String? {
    if text.isPlainForExport { return text }
    var kept = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x3000, 0x09: kept.append(" ")
      case 0x0A, 0x0D: kept.append(scalar)
      case 0..<0x20, 0x7F..<0xA0: continue
      default: kept.append(scalar)
      }
    }
    let text = String(kept).withoutOuterSpace
    return text.isEmpty ? nil : text
  }
}

extension String {
  /// Whether the text surely leaves as it is: nearly all do, and looking at bytes is fast.
  fileprivate var isPlainForExport: Bool {
    var former: (UInt8, UInt8) = (0, 0)
    for byte in utf8 {
      // Controls; the leads of C1 controls and of all wide blanks but U+3000; then U+3000 itself.
      if byte < 0x20 || byte == 0x7F || byte == 0xC2 || byte == 0xE1 || byte == 0xE2 {
        return false
      }
      if former == (0xE3, 0x80), byte == 0x80 { return false }
      former = (former.1, byte)
    }
    return former.1 != 0 && former.1 != 0x20 && utf8.first != 0x20
  }

  /// The text without white space at its ends.
  fileprivate var withoutOuterSpace: String {
    let head = drop { $0.isWhitespace }
    let end = head.lastIndex { !$0.isWhitespace }
    return end.map { String(head[...$0]) } ?? ""
  }
}
