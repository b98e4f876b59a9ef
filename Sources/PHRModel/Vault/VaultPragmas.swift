internal import CSQLite

/// The settings that a vault depends on: other values are refused, whoever asks for them.
enum VaultPragmas {
  private static let allowed: [String: Set<String>] = [
    "journal_mode": ["memory"],
    "synchronous": ["full", "2"],
    "temp_store": ["memory", "2"],
    "secure_delete": ["on", "1", "true", "yes"],
    "locking_mode": ["normal"],
  ]

  /// Answers `SQLITE_FCNTL_PRAGMA`, whose argument is three strings: answer, name, value.
  static func answer(_ argument: UnsafeMutableRawPointer?) -> Int32 {
    guard let argument else { return SQLITE_NOTFOUND }
    let strings = argument.assumingMemoryBound(to: UnsafeMutablePointer<CChar>?.self)
    guard let name = strings[1], let value = strings[2],
      let values = allowed[String(cString: name).lowercased()]
    else { return SQLITE_NOTFOUND }
    if values.contains(String(cString: value).lowercased()) { return SQLITE_NOTFOUND }
    strings[0] = phr_sqlite_string("a vault does not allow this setting")
    return SQLITE_ERROR
  }
}
