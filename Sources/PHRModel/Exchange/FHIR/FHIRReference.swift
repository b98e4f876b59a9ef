/// What a `Reference` means, as far as it can be told.
struct FHIRTarget {
  /// The reference itself.
  let node: FHIRNode
  /// The resource it means, if that came along; also a contained one.
  let resource: FHIRNode?
  /// Resource type, from the resource, the reference text or `Reference.type`.
  let type: String?

  /// The logical id and type, if the reference says them.
  var named: (type: String, id: String)? {
    guard let text = node.value["reference"]?.string, !text.hasPrefix("#"),
      !text.hasPrefix("urn:")
    else { return nil }
    let parts = text.split(separator: "/")
    guard parts.count >= 2 else { return nil }
    return (String(parts[parts.count - 2]), String(parts[parts.count - 1]))
  }

  /// The words beside the reference; taken only when asked for.
  var display: String? { node.text("display") }

  /// Marks the reference text as understood.
  func takeReference() {
    node.child("reference")?.take()
    node.child("type")?.take()
    guard let resource, !resource.path.isEmpty else { return }
    for name in ["resourceType", "id"] { resource.child(name)?.take() }
  }

  /// Takes a display that only repeats a name we have.
  func dropDisplay(ifSameAs name: String) {
    guard let display = node.child("display"), let text = display.value.string,
      FoldedText.name(text) == FoldedText.name(name)
    else { return }
    display.take()
  }
}

extension FHIRNode {
  /// What this reference means.
  func ownTarget() -> FHIRTarget {
    let text = value["reference"]?.string
    let resource = text.flatMap(resolved) ?? resolvedIdentifier()
    let type =
      resource?.value["resourceType"]?.string ?? value["type"]?.string ?? text.flatMap(typeName)
    return FHIRTarget(node: self, resource: resource, type: type)
  }

  /// What the reference of that name means.
  func target(_ name: String) -> FHIRTarget? {
    child(name)?.ownTarget()
  }

  /// What the references of that name mean.
  func targets(_ name: String) -> [FHIRTarget] {
    children(name).map { $0.ownTarget() }
  }

  private func resolved(_ reference: String) -> FHIRNode? {
    guard scope.mayFollow else { return nil }
    if reference.hasPrefix("#") {
      let id = reference.dropFirst()
      return scope.root.children("contained").first { $0.value["id"]?.string == String(id) }
    }
    guard let entry = scope.context.resolve(reference, from: scope.fullURL) else { return nil }
    return scope.aside(entry).root
  }

  private func resolvedIdentifier() -> FHIRNode? {
    guard scope.mayFollow, let identifier = value["identifier"], let type = value["type"]?.string,
      let entry = scope.context.resolve(identifier: identifier, type: type)
    else { return nil }
    return scope.aside(entry).root
  }

  /// `Patient` in `Patient/1` and in `https://server/fhir/Patient/1`.
  private func typeName(in reference: String) -> String? {
    guard !reference.hasPrefix("urn:"), !reference.hasPrefix("#") else { return nil }
    let slash = UInt8(ascii: "/")
    let bytes = reference.utf8
    guard let idEnd = bytes.lastIndex(where: { $0 != slash }),
      let idStart = bytes[...idEnd].lastIndex(of: slash),
      let end = bytes[..<idStart].lastIndex(where: { $0 != slash })
    else { return nil }
    let start = bytes[...end].lastIndex(of: slash).map { bytes.index(after: $0) }
    let type = bytes[(start ?? bytes.startIndex)...end]
    guard let first = type.first, (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(first)
    else { return nil }
    return String(type)
  }
}
