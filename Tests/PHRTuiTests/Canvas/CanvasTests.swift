import Testing

@testable import phr_tui

@Suite struct `A canvas` {
  @Test func `text is cut at the edge of its region`() {
    var canvas = Canvas(size: Size(width: 10, height: 2))
    let used = canvas.draw("健診の結果です", in: Rect(x: 1, y: 0, width: 5, height: 1), role: .text)
    #expect(used == 4)
    #expect(canvas.picture == " 健診\n")
  }

  @Test func `a wide character in the last column is left out`() {
    var canvas = Canvas(size: Size(width: 3, height: 1))
    canvas.draw("ab日", in: canvas.bounds, role: .text)
    #expect(canvas.picture == "ab")
  }

  @Test func `drawing over one half of a wide character blanks the other`() {
    var canvas = Canvas(size: Size(width: 6, height: 1))
    canvas.draw("日本", in: canvas.bounds, role: .text)
    canvas.draw("x", in: Rect(x: 1, y: 0, width: 1, height: 1), role: .text)
    #expect(canvas.picture == " x本")
    canvas.draw("y", in: Rect(x: 2, y: 0, width: 1, height: 1), role: .text)
    #expect(canvas.picture == " xy")
    #expect(canvas.row(0).allSatisfy { $0.width == 1 })
  }

  @Test func `a region outside the grid draws nothing`() {
    var canvas = Canvas(size: Size(width: 4, height: 1))
    canvas.draw("text", in: Rect(x: 0, y: 5, width: 4, height: 1), role: .text)
    canvas.fill(Rect(x: -3, y: -3, width: 4, height: 4), role: .banner)
    #expect(canvas.picture == "")
    #expect(canvas[0, 0].role == .banner)
    #expect(canvas[1, 0].role == .text)
  }

  @Test(arguments: [
    (Alignment.left, "値 12   |"), (.right, "   値 12|"), (.center, " 値 12  |"),
  ])
  func `a line stands where it is aligned`(alignment: Alignment, expected: String) {
    var canvas = Canvas(size: Size(width: 9, height: 1))
    canvas.draw("|", in: Rect(x: 8, y: 0, width: 1, height: 1), role: .border)
    let line = Line([Span("値", .label), Span(" 12", .value)])
    canvas.draw(line, in: Rect(x: 0, y: 0, width: 8, height: 1), alignment: alignment)
    #expect(canvas.picture == expected)
  }

  @Test func `a line that does not fit ends in an ellipsis within its role`() {
    var canvas = Canvas(size: Size(width: 7, height: 1))
    canvas.draw(Line([Span("item ", .label), Span("value", .value)]), in: canvas.bounds)
    #expect(canvas.picture == "item v…")
    #expect(canvas.text(of: .value, row: 0) == "v…")
  }

  @Test func `lines that meet are joined`() {
    var canvas = Canvas(size: Size(width: 13, height: 5))
    canvas.drawVerticalLine(x: 8, y: 0, to: 4, role: .border)
    canvas.drawHorizontalLine(x: 0, to: 12, y: 2, role: .border)
    canvas.drawBox(canvas.bounds, title: Line("健", .title))
    #expect(
      canvas.picture == """
        ┌─ 健 ──┬───┐
        │       │   │
        ├───────┼───┤
        │       │   │
        └───────┴───┘
        """)
  }
}

@Suite struct `Regions` {
  @Test func `cutting a region never gives more than there is`() {
    var rest = Rect(x: 2, y: 1, width: 5, height: 3)
    #expect(rest.takeTop(1) == Rect(x: 2, y: 1, width: 5, height: 1))
    #expect(rest.takeBottom(9) == Rect(x: 2, y: 2, width: 5, height: 2))
    #expect(rest.isEmpty)
    #expect(rest.takeLeft(2).isEmpty)
  }

  @Test func `a region that is too small keeps no negative size`() {
    #expect(Rect(x: 0, y: 0, width: 1, height: 1).inset(columns: 3, rows: 3).isEmpty)
    #expect(
      Rect(x: 0, y: 0, width: 80, height: 24).centered(width: 40, height: 90)
        == Rect(x: 20, y: 0, width: 40, height: 24))
  }
}
