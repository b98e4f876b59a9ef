import Testing

@testable import phr_tui

/// A small generator with a fixed start, so that a failure comes back.
private struct Dice {
  var state: UInt64

  /// Knuth's MMIX linear congruential generator.
  mutating func roll(_ sides: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % sides
  }
}

@Suite struct `Whatever is drawn` {
  private static let pieces = [
    "a", "血", "ｶﾞ", "か\u{3099}", "\u{1B}[", "👩\u{200D}🔬", "\u{202E}", "─", "\t", "𠮟", "\u{301}", " ",
  ]

  @Test(arguments: 0..<20)
  func `the grid stays whole`(seed: Int) {
    var dice = Dice(state: UInt64(seed) + 1)
    var canvas = Canvas(size: Size(width: 1 + dice.roll(30), height: 1 + dice.roll(6)))
    for _ in 0..<200 {
      let text = (0..<dice.roll(12)).map { _ in Self.pieces[dice.roll(Self.pieces.count)] }
      let region = Rect(
        x: dice.roll(34) - 2, y: dice.roll(8) - 1, width: dice.roll(20), height: dice.roll(3))
      switch dice.roll(4) {
      case 0: canvas.fill(region, role: .banner)
      case 1: canvas.drawBox(region, title: Line(text.joined()))
      case 2: canvas.draw(Line(text.joined(), .value), in: region, alignment: .right)
      default: canvas.draw(text.joined(), in: region, role: .text)
      }
      expectWhole(canvas)
    }
  }

  /// Every wide cell has its right half, no right half stands alone, nothing has no text.
  private func expectWhole(_ canvas: Canvas) {
    for y in 0..<canvas.size.height {
      let row = Array(canvas.row(y))
      for (x, cell) in row.enumerated() {
        switch cell.width {
        case 0: #expect(x > 0 && row[x - 1].width == 2)
        case 2: #expect(x + 1 < row.count && row[x + 1].width == 0)
        default: #expect(TextWidth.columns(of: cell.text) == 1)
        }
      }
    }
  }

  @Test(arguments: 0..<8)
  func `every view can be painted at every size`(seed: Int) throws {
    var dice = Dice(state: UInt64(seed) + 77)
    let story = try Story(Sample.family())
    let keys = ["j", "k", "Tab", "Enter", "Esc", "z", "?", "/", "a", "G", "x", "L", "r", "PgDn"]
    for _ in 0..<60 {
      story.press(keys[dice.roll(keys.count)])
      if dice.roll(5) == 0 {
        story.play(.resized(Size(width: dice.roll(140), height: dice.roll(50))))
      }
      expectWhole(story.canvas)
      #expect(!LinearText.lines(of: AppView.view(of: story.state), width: 80).isEmpty)
    }
  }
}
