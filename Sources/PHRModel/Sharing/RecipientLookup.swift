/// What becomes of somebody who is to be added as a recipient.
public enum Admission: Sendable, Hashable {
  /// A new recipient.
  case new
  /// An archived one, who gets the old directives back.
  case returning(RecipientID)
  /// Somebody of that name is registered already.
  case registered(RecipientID)
  /// The institution code belongs to that recipient.
  case codeTaken(RecipientID)
  /// The name has a meaning on the command line, or is empty.
  case reservedName
}

/// Why a text names no one.
public enum WhoProblem: Error, Sendable, Hashable {
  /// No registered recipient or delegate; the nearest names, the nearest first.
  case unknown(nearest: [String])
  /// Several have that name; their ids.
  case ambiguous([RecipientID])
  /// No class of recipients.
  case unknownClass
}

extension ConsentState {
  /// What becomes of somebody who is to be added.
  ///
  /// Issue on consent, "Unknown and removed": the same name or code added again gets its old
  /// directives back; one institution code, one recipient.
  public func admission(name: String, institutionCode: String?, at instant: Instant) -> Admission {
    let folded = FoldedText.search(name)
    guard !folded.isEmpty, !WhoSelector.isReserved(name) else { return .reservedName }
    let code = FacilityKey.digits(of: institutionCode)
    let known = recipients.values.sorted { $0.id < $1.id }
    if let code, let owner = known.first(where: { $0.facilityKey.code == code }) {
      return owner.isRegistered(at: instant) ? .codeTaken(owner.id) : .returning(owner.id)
    }
    let namesakes = known.filter { other in
      FoldedText.search(other.name) == folded && (code == nil || other.institutionCode == nil)
    }
    if let registered = namesakes.first(where: { $0.isRegistered(at: instant) }) {
      return .registered(registered.id)
    }
    return namesakes.first.map { .returning($0.id) } ?? .new
  }

  /// Whom a text on the command line names: `anyone`, `class:C`, an id, or a name.
  ///
  /// Only who is registered at the instant can be named, and delegates whose grant is in force.
  public func who(_ text: String, at instant: Instant) throws(WhoProblem) -> WhoSelector {
    if text == WhoSelector.anyone.description { return .anyone }
    if WhoSelector.namesClass(text) {
      guard let known = WhoSelector.classNamed(text) else { throw .unknownClass }
      return .recipientClass(known)
    }
    let named = registered(at: instant)
    if let exact = named.first(where: { $0.id.text == text }) { return .recipient(exact.id) }
    let folded = FoldedText.search(text)
    let matches = named.filter { FoldedText.search($0.name) == folded }.map(\.id)
    guard let first = matches.first else {
      throw .unknown(nearest: NearestName.among(named.map(\.name), to: text))
    }
    guard matches.count == 1 else { throw .ambiguous(matches) }
    return .recipient(first)
  }

  /// Everybody who can be shown anything at that instant, by name: recipients, delegates and the
  /// emergency profile.
  public func registered(at instant: Instant) -> [(id: RecipientID, name: String)] {
    let known = recipients.values.filter { $0.isRegistered(at: instant) }.map { ($0.id, $0.name) }
    let delegates = grants.values.filter { $0.isInForce(at: instant) }
      .map { ($0.id, $0.delegate) }
    let all = known + delegates + [(.emergency, RecipientID.emergency.text)]
    return all.sorted { ($0.1, $0.0) < ($1.1, $1.0) }.map { (id: $0.0, name: $0.1) }
  }

  /// Who uses a linkage code at that instant; a rotated code names nobody.
  public func recipient(withCode code: LinkageCode, at instant: Instant) -> RecipientID? {
    recipients.values.first { recipient in
      recipient.isRegistered(at: instant)
        && recipient.codes.contains { $0.code == code && $0.window.contains(instant) }
    }?.id
  }
}

extension WhoSelector {
  /// Whether a name would mean something else on the command line.
  static func isReserved(_ name: String) -> Bool {
    name == anyone.description || name == RecipientID.emergency.text || namesClass(name)
  }
}

/// Offers names that may have been meant.
enum NearestName {
  private static let offered = 3

  /// Up to three names, the nearest first; names that are nothing like it are left out.
  static func among(_ names: [String], to text: String) -> [String] {
    let wanted = Array(FoldedText.search(text).unicodeScalars)
    let ranked = names.compactMap { name -> (distance: Int, name: String)? in
      let candidate = Array(FoldedText.search(name).unicodeScalars)
      let distance = distance(wanted, candidate)
      let near = distance * 2 <= max(wanted.count, candidate.count)
      return near || candidate.starts(with: wanted) ? (distance, name) : nil
    }
    return ranked.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }
      .prefix(offered).map(\.name)
  }

  /// Levenshtein's distance, row by row.
  private static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    var row = Array(0...right.count)
    for (line, scalar) in left.enumerated() {
      var diagonal = row[0]
      row[0] = line + 1
      for column in right.indices {
        let change = diagonal + (scalar == right[column] ? 0 : 1)
        diagonal = row[column + 1]
        row[column + 1] = min(change, diagonal + 1, row[column] + 1)
      }
    }
    return row[right.count]
  }
}
