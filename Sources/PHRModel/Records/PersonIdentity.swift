/// In what two descriptions of a person contradict each other.
public enum IdentityMismatch: String, Sendable, Equatable, CaseIterable {
  /// The birth dates differ.
  case birthDate
  /// The sexes differ.
  case sex
  /// Neither name nor kana agrees.
  case name
}

extension Profile {
  /// In what another description contradicts this one; empty if both may be one person.
  ///
  /// Only what both state is compared. Names are compared by NFKC without spaces; one agreeing
  /// writing (kanji, kana or Latin) is enough, because old forms of kanji differ between sources.
  public func mismatches(with other: Profile) -> [IdentityMismatch] {
    var found: [IdentityMismatch] = []
    if let birthDate, let theirs = other.birthDate, !birthDate.days.overlaps(theirs.days) {
      found.append(.birthDate)
    }
    if let sex, let theirs = other.sex, sex != theirs, sex != .unknown, theirs != .unknown {
      found.append(.sex)
    }
    let pairs = [(name, other.name), (kana, other.kana), (roman, other.roman)]
    let agreements = pairs.compactMap { own, theirs in
      own.flatMap { own in theirs.map { Self.folded(own) == Self.folded($0) } }
    }
    if !agreements.isEmpty, !agreements.contains(true) { found.append(.name) }
    return found
  }

  /// This profile with every empty field taken from another description.
  public func filled(from other: Profile) -> Profile {
    var filled = self
    func fill<Value>(_ path: WritableKeyPath<Profile, Value?>) {
      if filled[keyPath: path] == nil { filled[keyPath: path] = other[keyPath: path] }
    }
    for path in [\Profile.name, \.kana, \.roman, \.bloodType, \.weight] { fill(path) }
    for path in [\Profile.postalCode, \.address, \.phone] { fill(path) }
    fill(\.birthDate)
    fill(\.sex)
    fill(\.insured)
    filled.contacts += other.contacts.filter { !contacts.contains($0) }
    filled.careTeam += other.careTeam.filter { !careTeam.contains($0) }
    filled.identifiers += other.identifiers.filter { !identifiers.contains($0) }
    filled.raw += other.raw.filter { !raw.contains($0) }
    return filled
  }

  private static func folded(_ name: String) -> String {
    FoldedText.search(name)
  }
}
