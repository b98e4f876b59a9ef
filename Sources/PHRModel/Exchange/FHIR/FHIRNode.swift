/// One element of a resource, with its path, on the way to a field.
///
/// Reading a leaf through a node takes it; a leaf that cannot be used is not taken, so that it is
/// kept raw.
struct FHIRNode {
  /// The element.
  let value: JSONValue
  /// What is known of it.
  let mark: FHIRMark
  /// The resource it belongs to.
  let scope: FHIRScope

  /// Where it stands, from the resource down: `dosageInstruction[0].text`.
  var path: String { mark.path }

  /// The element of that name; of several the first.
  func child(_ name: String) -> FHIRNode? {
    guard let (inner, innerMark) = member(name) else { return nil }
    guard case .array(let elements) = inner else {
      return FHIRNode(value: inner, mark: innerMark, scope: scope)
    }
    return elements.firstIndex { !$0.isNull }.map { element($0, of: elements, innerMark) }
  }

  /// The elements of that name; a single one counts as a list of one.
  func children(_ name: String) -> [FHIRNode] {
    guard let (inner, innerMark) = member(name) else { return [] }
    guard case .array(let elements) = inner else {
      return [FHIRNode(value: inner, mark: innerMark, scope: scope)]
    }
    return elements.indices.filter { !elements[$0].isNull }
      .map { element($0, of: elements, innerMark) }
  }

  /// The last member of that name, which is the one that counts, unless it is `null`.
  private func member(_ name: String) -> (JSONValue, FHIRMark)? {
    guard case .object(let members) = value,
      let place = members.lastIndex(where: { $0.name == name }), !members[place].value.isNull
    else { return nil }
    return (members[place].value, mark.mark(at: place, of: members.count, .member(name)))
  }

  private func element(_ place: Int, of elements: [JSONValue], _ mark: FHIRMark) -> FHIRNode {
    FHIRNode(
      value: elements[place], mark: mark.mark(at: place, of: elements.count, .element(place)),
      scope: scope)
  }

  /// Marks the element with everything in it as used.
  func take() {
    mark.take()
  }

  /// Marks what a plain coding consists of as used.
  func takeCoding() {
    for name in ["system", "code", "display"] { child(name)?.take() }
  }

  /// Marks what a plain concept consists of as used.
  func takeConcept() {
    child("text")?.take()
    children("coding").forEach { $0.takeCoding() }
  }

  /// The text of this leaf, made safe; `nil` if it is empty or no text.
  func ownText(as field: ReceivedText.Field = .line) -> String? {
    guard case .string(let text) = value else { return nil }
    let clean = scope.clean(text, at: path, as: field)
    guard clean.unicodeScalars.contains(where: { !$0.isSpace }) else { return nil }
    take()
    return clean
  }

  /// The text of the leaf of that name, made safe.
  func text(_ name: String, as field: ReceivedText.Field = .line) -> String? {
    child(name)?.ownText(as: field)
  }

  /// The leaf of that name as a code or a URI: never taken for a My Number.
  func code(_ name: String) -> String? {
    text(name, as: .code)
  }

  /// The code of that name translated; not taken if the translation does not know it.
  func token<Token>(_ name: String, _ translate: (String) -> Token?) -> Token? {
    guard let leaf = child(name), case .string(let text) = leaf.value, let token = translate(text)
    else { return nil }
    leaf.take()
    return token
  }

  /// Takes the code of that name if it is one of the given, which go without saying.
  func drop(_ name: String, ifAnyOf codes: Set<String>) {
    _ = token(name) { codes.contains($0) ? true : nil }
  }

  /// The number of that name as written, also when it stands in quotes.
  func number(_ name: String) -> String? {
    guard let leaf = child(name) else { return nil }
    switch leaf.value {
    case .number(let literal) where literal.utf8.count <= 40:
      leaf.take()
      return literal
    case .number:
      scope.report(.numberTooLarge, at: leaf.path)
      return nil
    case .string(let text):
      guard case .number(let literal)? = try? JSONValue(parsing: text), literal.utf8.count <= 40
      else { return nil }
      leaf.take()
      return literal
    default: return nil
    }
  }

  /// The whole number of that name; anything else is not taken.
  func integer(_ name: String) -> Int? {
    guard case .number(let literal)? = child(name)?.value, let number = Int(literal) else {
      return nil
    }
    child(name)?.take()
    return number
  }

  /// The truth value of that name.
  func bool(_ name: String) -> Bool? {
    guard let leaf = child(name), case .bool(let value) = leaf.value else { return nil }
    leaf.take()
    return value
  }

  /// Reports that an element without which there is no record is missing.
  func missing(_ name: String) -> RecordBody? {
    scope.report(.missingField, at: path.isEmpty ? name : "\(path).\(name)", severity: .error)
    return nil
  }

  /// The extension with that address.
  func extended(_ url: String) -> FHIRNode? {
    children("extension").first { $0.value["url"]?.string == url }
  }

  /// Something out of the extension with that address; the address is taken with it.
  func extended<Value>(_ url: String, _ read: (FHIRNode) -> Value?) -> Value? {
    guard let node = extended(url), let value = read(node) else { return nil }
    node.child("url")?.take()
    return value
  }

  /// Whether our own writer put that element there only because FHIR requires it.
  func isAssumed(_ name: String) -> Bool {
    let url = FHIRSystem.extensionOwn("assumed")
    let marks = children("extension").filter {
      $0.value["url"]?.string == url && $0.value["valueCode"]?.string == name
    }
    marks.forEach { $0.take() }
    return !marks.isEmpty
  }
}
