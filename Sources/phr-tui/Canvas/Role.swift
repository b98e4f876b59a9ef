/// What a piece of the screen means.
///
/// Code names meanings; themes give them colours.
///
/// The raw value is the name in a theme file. A role that a theme does not mention looks like the
/// role before its last dot, and finally like `text`.
enum Role: String, CaseIterable, Sendable {
  case text
  /// Less important text: units, sources, times.
  case textDim = "text.dim"
  case textStrong = "text.strong"
  case heading
  /// The name of a field beside its value.
  case label
  case value
  /// A value outside its reference range, in either direction.
  case valueAbnormal = "value.abnormal"
  case valueHigh = "value.abnormal.high"
  case valueLow = "value.abnormal.low"
  /// A value of an earlier record, for comparison.
  case valuePrevious = "value.previous"
  case listSelected = "list.selected"
  /// The selected row of a pane that has not the focus.
  case listSelectedInactive = "list.selected.inactive"
  /// The part of a row that the filter found.
  case listMatch = "list.match"
  /// A record that some recipient does not see.
  case recordHidden = "record.hidden"
  /// A record that was entered in error.
  case recordWithdrawn = "record.withdrawn"
  case recordUnread = "record.unread"
  case border
  case borderFocused = "border.focused"
  case title
  case titleFocused = "title.focused"
  case banner
  case bannerWarning = "banner.warning"
  case status
  case statusDone = "status.done"
  case statusError = "status.error"
  case hint
  case hintKey = "hint.key"
  case dialog
  case dialogTitle = "dialog.title"
  case field
  case fieldFocused = "field.focused"
  case fieldError = "field.error"
  case button
  case buttonFocused = "button.focused"
  case progress
  case trend
  case scrollbar
  /// Something to be copied exactly and kept, such as the recovery code.
  case secret
  /// A code that another machine reads off the screen.
  case symbol

  /// The more general role: the name without its last part, else `text`; `nil` for `text`.
  var parent: Role? {
    guard self != .text else { return nil }
    guard let dot = rawValue.lastIndex(of: ".") else { return .text }
    return Role(rawValue: String(rawValue[..<dot])) ?? .text
  }
}
