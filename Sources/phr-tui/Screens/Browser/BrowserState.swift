import PHRModel

/// The three panes: kinds with counts, the list, the record.
struct BrowserState: Sendable, Equatable {
  enum Focus: Int, Sendable, CaseIterable {
    case kinds
    case list
    case detail
  }

  var focus = Focus.list
  /// The kinds pane: 0 is "all", then `Kind.allCases`.
  var kinds = ListPosition()
  var list = ListPosition()
  /// What the list shows.
  var query = RecordQuery()
  /// Records of each kind under the filter.
  var counts: [Kind: Int] = [:]
  /// The loaded rows by page of `Paging.rows`.
  var pages: [Int: [RecordSummary]] = [:]
  /// The filter while it is typed.
  var filter: TextField?
  /// The record in the detail pane; may lag behind the selection until it is loaded.
  var detail: RecordDetail?
  var detailScroll = 0
  /// One pane alone.
  var isZoomed = false
  /// The row to select when the list has arrived.
  var pendingSelection: Int?
  /// Fields that the source held and the program has no place for.
  var showsRaw = false

  /// The kind that the list is limited to.
  var kind: Kind? { query.kinds.first }

  /// Rows of the list.
  var count: Int {
    if let kind { return counts[kind, default: 0] }
    return counts.values.reduce(0, +)
  }

  /// The row of the list, if it is loaded.
  func row(_ index: Int) -> RecordSummary? {
    guard index >= 0, let page = pages[index / Paging.rows] else { return nil }
    let place = index % Paging.rows
    return place < page.count ? page[place] : nil
  }

  /// The selected row, if it is loaded.
  var selected: RecordSummary? { row(list.selected) }

  /// Whether the detail pane shows the selected record.
  var isDetailCurrent: Bool { detail?.record.id == selected?.id }
}
