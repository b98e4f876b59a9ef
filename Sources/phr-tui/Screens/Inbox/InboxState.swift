import PHRModel

/// The notices, newest first, and the one that is read.
struct InboxState: Sendable, Equatable {
  var items: [InboxItem]
  var position = ListPosition()
  var scroll = 0

  /// Notices that are read from the vault at once; those behind them come up as others are put
  /// away.
  static let most = 500

  /// The selected notice.
  var selected: InboxItem? {
    items.indices.contains(position.selected) ? items[position.selected] : nil
  }
}

/// What the program knows of the portal.
struct PortalStatus: Sendable, Equatable {
  /// Notices that were not looked at.
  var unread = 0
  /// Why the last pull did not end well; `nil` if it did, or none was tried.
  var problem: Text?
}
