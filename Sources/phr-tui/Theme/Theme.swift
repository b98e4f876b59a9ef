/// The looks of all roles: what a theme file says.
struct Theme: Equatable, Sendable {
  /// Which look of a role: for every terminal, or for those of one depth and less.
  struct Entry: Hashable, Sendable {
    var role: Role
    /// `nil` for the general line; else the depth behind `@`.
    var depth: ColourDepth?
  }

  /// The name behind `name =`, shown in lists of themes.
  var name: String
  var styles: [Entry: Style] = [:]

  /// The style of a role on a terminal.
  ///
  /// A line for this depth wins, then a line for a richer depth, then the general line with its
  /// colours reduced; a role without any line looks like its parent.
  func style(of role: Role, depth: ColourDepth) -> Style {
    var current: Role? = role
    while let candidate = current {
      if let style = ownStyle(of: candidate, depth: depth) { return style }
      current = candidate.parent
    }
    return .plain
  }

  private func ownStyle(of role: Role, depth: ColourDepth) -> Style? {
    for candidate in ColourDepth.allCases where candidate >= depth {
      if let style = styles[Entry(role: role, depth: candidate)] {
        return Self.reduce(style, to: depth)
      }
    }
    return styles[Entry(role: role, depth: nil)].map { Self.reduce($0, to: depth) }
  }

  /// Without colours a background of its own becomes reverse video, so that a selection is seen.
  private static func reduce(_ style: Style, to depth: ColourDepth) -> Style {
    var result = style
    result.foreground = ColourReduction.reduce(style.foreground, to: depth)
    result.background = ColourReduction.reduce(style.background, to: depth)
    if depth == .mono, style.background != .terminal, style.attributes.isEmpty {
      result.attributes = .reverse
    }
    let isInvisible = result.foreground == result.background && result.foreground != .terminal
    if isInvisible { result.foreground = .terminal }
    return result
  }
}
