/// Finds the names that somebody may have meant.
enum NearestNames {
  /// The names within a small edit distance, nearest first, or those that begin alike.
  static func find(_ typed: String, in names: [String], limit: Int = 3) -> [String] {
    guard !typed.isEmpty else { return [] }
    let reach = max(1, typed.count / 3)
    let ranked = names.map { (name: $0, distance: distance(typed, $0)) }
      .filter { $0.distance <= reach || $0.name.hasPrefix(typed) }
      .sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }
    return ranked.prefix(limit).map(\.name)
  }

  /// The Levenshtein distance in characters.
  static func distance(_ left: String, _ right: String) -> Int {
    let target = Array(right)
    var row = Array(0...target.count)
    for (index, character) in left.enumerated() {
      var diagonal = row[0]
      row[0] = index + 1
      for (position, other) in target.enumerated() {
        let above = row[position + 1]
        let change = diagonal + (character == other ? 0 : 1)
        row[position + 1] = min(change, above + 1, row[position] + 1)
        diagonal = above
      }
    }
    return row[target.count]
  }
}
