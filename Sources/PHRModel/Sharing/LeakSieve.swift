/// Tells which shown records cannot give a hidden one away, before they are read.
///
/// To read a record takes several times as long as to look through its stored text. It gives
/// something away by its kind (costs, notices and checkups are always read), by its episode, or by
/// a name in one of its texts: each of those stands in the stored body as one string of JSON. The
/// sieve lets too many through and never holds back one with a leak; `LeakCheck` decides.
struct LeakSieve {
  /// Texts that are remembered at the most.
  private static let remembered = 20_000
  /// The member in which institutions and people have their names: `LeakCheck` looks for hidden
  /// names in free words only.
  private static let nameOfOthers = Array("name".utf8)

  private let names: TermSearch
  private let episodes: Set<EpisodeID>
  private var known: [StoredText: Bool] = [:]

  /// A sieve for those folded words of hidden records and for their episodes.
  init(words: [String], episodes: Set<EpisodeID>) {
    names = TermSearch(words.inOrderOnce)
    self.episodes = episodes
  }

  /// Whether a record may give something away by what it is.
  func mayReveal(kind: Kind, episode: EpisodeID?) -> Bool {
    switch kind {
    case .cost, .notice, .checkup: true
    case .medication, .vaccination, .allergy, .condition, .measurement, .insurance:
      episode.map(episodes.contains) ?? false
    }
  }

  /// Whether a record may give something away by a text in its body, given as it is stored.
  mutating func mayReveal(_ body: String) -> Bool {
    var body = body
    return body.withUTF8 { bytes in
      var member: Slice<UnsafeBufferPointer<UInt8>>?
      var place = 0
      while place < bytes.count {
        let byte = bytes[place]
        place += 1
        if byte == UInt8(ascii: "}") { member = nil }
        guard byte == UInt8(ascii: "\"") else { continue }
        let start = place
        while place < bytes.count, bytes[place] != UInt8(ascii: "\"") {
          // What stands for other characters is left to who reads the record.
          if bytes[place] == UInt8(ascii: "\\") { return true }
          place += 1
        }
        let text = bytes[start..<place]
        place += 1
        if place < bytes.count, bytes[place] == UInt8(ascii: ":") {
          member = text
        } else if member.map({ !$0.elementsEqual(Self.nameOfOthers) }) ?? true, holdsName(text) {
          return true
        }
      }
      return false
    }
  }

  private mutating func holdsName(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    let text = StoredText(
      text: String(decoding: UnsafeBufferPointer(rebasing: bytes), as: UTF8.self))
    if let known = known[text] { return known }
    let found = names.finds(in: FoldedText.search(text.text))
    if known.count >= Self.remembered { known.removeAll(keepingCapacity: true) }
    known[text] = found
    return found
  }
}
