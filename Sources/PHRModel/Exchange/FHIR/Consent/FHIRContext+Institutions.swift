extension FHIRContext {
  /// A Consent whose actors name institutions by their codes, as far as they came along.
  ///
  /// A logical id means nothing outside its server; the ten digits mean the same everywhere.
  func namingInstitutions(in consent: JSONValue) -> JSONValue {
    var codes: [String: String] = [:]
    for entry in entries where entry.type == "Organization" {
      guard let code = entry.resource.institutionCode else { continue }
      if let id = entry.id { codes["Organization/" + id] = code }
      if let url = entry.fullURL { codes[url] = code }
    }
    return codes.isEmpty ? consent : Self.renamed(consent, codes)
  }

  private static func renamed(_ value: JSONValue, _ codes: [String: String]) -> JSONValue {
    switch value {
    case .array(let elements): .array(elements.map { renamed($0, codes) })
    case .object(let members):
      .object(
        members.map { member in
          if member.name == "reference", let name = member.value.string, let code = codes[name] {
            return JSONMember("reference", .string("Organization/" + code))
          }
          return JSONMember(member.name, renamed(member.value, codes))
        })
    default: value
    }
  }
}
