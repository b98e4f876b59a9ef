import PHRModel

/// A page of a list as the engine hands it over: what its resources are called is known, what they
/// say is not read yet.
///
/// Reading takes longer than everything that the engine has to know for its next request, so it is
/// done while that one is on its way.
public struct ListedPage: Sendable, Equatable {
  /// One resource under its name.
  struct Entry: Sendable, Equatable {
    /// What there is of it.
    enum Content: Sendable, Equatable {
      case resource(JSONValue)
      /// The text of what could not be understood.
      case unreadable(String)
    }

    let key: ResourceKey
    /// What changes whenever the resource does.
    let mark: String
    /// When it changed last, as the server writes it.
    var updated: String?
    let content: Content
  }

  let type: String
  /// What the entries refer to and what is kept with them.
  let extras: [PulledResource]
  let entries: [Entry]
  let round: Int64
  let cursor: CursorChange?
  /// When it came.
  let received: Instant
  /// Knows what the entries refer to.
  let reader: ResourceReader

  /// The page as it is stored, and how many resources of other people were left out of it.
  func read() -> (page: SyncPage, strangers: Int) {
    let resources = entries.compactMap { reader.read($0, received: received) }
    let page = SyncPage(type: type, resources: extras + resources, round: round, cursor: cursor)
    return (page, entries.count - resources.count)
  }

  /// Whether two pages hold the same of the same list.
  public static func == (left: ListedPage, right: ListedPage) -> Bool {
    left.type == right.type && left.extras == right.extras && left.entries == right.entries
      && left.round == right.round && left.cursor == right.cursor
  }
}
