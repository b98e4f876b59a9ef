/// Turns colours into the nearest ones of terminals that have fewer.
enum ColourReduction {
  /// The channel levels of xterm's 6 × 6 × 6 colour cube (palette 16–231).
  private static let cubeLevels = [0, 95, 135, 175, 215, 255]

  /// The usual red, green and blue of the palette's first 16 places, as xterm ships them.
  private static let basic: [[Int]] = [
    [0, 0, 0], [205, 0, 0], [0, 205, 0], [205, 205, 0],
    [0, 0, 238], [205, 0, 205], [0, 205, 205], [229, 229, 229],
    [127, 127, 127], [255, 0, 0], [0, 255, 0], [255, 255, 0],
    [92, 92, 255], [255, 0, 255], [0, 255, 255], [255, 255, 255],
  ]

  /// The nearest colour that a terminal of this depth has.
  static func reduce(_ colour: Colour, to depth: ColourDepth) -> Colour {
    switch (colour, depth) {
    case (.terminal, _), (_, .mono): .terminal
    case (_, .truecolor): colour
    case (.palette, .palette256): colour
    case (.rgb, .palette256): .palette(UInt8(nearest(to: channels(colour), among: 16..<256)))
    case (_, .bright16): .palette(UInt8(nearest(to: channels(colour), among: 0..<16)))
    case (_, .basic8): .palette(UInt8(nearest(to: channels(colour), among: 0..<16) % 8))
    }
  }

  /// Red, green and blue of a colour; the terminal's own counts as black.
  static func channels(_ colour: Colour) -> [Int] {
    switch colour {
    case .terminal: [0, 0, 0]
    case .rgb(let red, let green, let blue): [Int(red), Int(green), Int(blue)]
    case .palette(let index): channels(palette: Int(index))
    }
  }

  private static func channels(palette index: Int) -> [Int] {
    if index < 16 { return basic[index] }
    if index >= 232 {
      let level = 8 + 10 * (index - 232)
      return [level, level, level]
    }
    let cube = index - 16
    return [cubeLevels[cube / 36], cubeLevels[cube / 6 % 6], cubeLevels[cube % 6]]
  }

  private static func nearest(to wanted: [Int], among candidates: Range<Int>) -> Int {
    var best = candidates.lowerBound
    var bestDistance = Int.max
    for index in candidates {
      let distance = distance(wanted, channels(palette: index))
      if distance < bestDistance {
        best = index
        bestDistance = distance
      }
    }
    return best
  }

  /// Squared distance; green weighs most, as the eye sees it.
  private static func distance(_ left: [Int], _ right: [Int]) -> Int {
    let red = left[0] - right[0]
    let green = left[1] - right[1]
    let blue = left[2] - right[2]
    return 3 * red * red + 6 * green * green + blue * blue
  }
}
