import Testing

@testable import phr_tui

@Suite struct `Widgets as pictures` {
  private static func list(count: Int, selected: Int, height: Int) -> ListView {
    var position = ListPosition()
    position.select(selected, count: count, height: height)
    return ListView(
      columns: [
        .init(spec: ColumnSpec(minimum: 4, ideal: 4), alignment: .right),
        .init(spec: ColumnSpec(minimum: 4, ideal: 4, weight: 1)),
      ],
      count: count, position: position, row: { [Line("\($0)"), Line("行\($0)番の長い名前")] },
      emptyText: "空です")
  }

  @Test func `a list shows the rows around the selected one`() {
    var canvas = Canvas(size: Size(width: 16, height: 3))
    Self.list(count: 100, selected: 50, height: 3).draw(
      on: &canvas, in: canvas.bounds, isFocused: true)
    #expect(
      canvas.picture == """
           48 行48番の…
           49 行49番の…
           50 行50番の…
        """)
    #expect(canvas[0, 2].role == .listSelected)
    #expect(canvas[15, 2].role == .listSelected)
    #expect(canvas[0, 1].role == .text)
  }

  @Test func `an empty list says why`() {
    var canvas = Canvas(size: Size(width: 16, height: 2))
    Self.list(count: 0, selected: 0, height: 2).draw(
      on: &canvas, in: canvas.bounds, isFocused: true)
    #expect(canvas.picture == " 空です\n")
  }

  @Test func `an empty list says all of it, below each other where there is little room`() {
    var list = Self.list(count: 0, selected: 0, height: 3)
    list.emptyText = "記録がありません。i で取り込み、a で追加"
    var canvas = Canvas(size: Size(width: 20, height: 3))
    list.draw(on: &canvas, in: canvas.bounds, isFocused: true)
    #expect(canvas.picture == " 記録がありません。\n i で取り込み、a で\n 追加")
  }

  @Test func `only visible rows of a long list are asked for`() {
    let asked = Counter()
    var list = Self.list(count: 100_000, selected: 99_999, height: 20)
    let row = list.row
    list.row = { index in
      asked.add()
      return row(index)
    }
    var canvas = Canvas(size: Size(width: 40, height: 20))
    list.draw(on: &canvas, in: canvas.bounds, isFocused: true)
    #expect(asked.count == 20)
    #expect(canvas.rowText(19).hasPrefix(" 999…"))
  }

  @Test func `fields line up and long values go on below`() {
    let document = DocumentView(blocks: [
      .heading("薬"),
      .fields([.init("用法", "1日3回毎食後に服用"), .init("日数", "7日分")]),
      .trend(values: [1, 2, 3, 8], spoken: ""), .progress(0.5, label: "半分"),
    ])
    var canvas = Canvas(size: Size(width: 18, height: 7))
    document.draw(on: &canvas, in: canvas.bounds)
    #expect(
      canvas.picture == """
         薬
         用法  1日3回毎食
               後に服用
         日数  7日分
         ▁▂▃█
         ████████░░░░░░░…

        """)
    #expect(canvas.text(of: .label, row: 1) == "用法")
  }

  @Test func `values of several groups begin at one column where there is room`() {
    let document = DocumentView(blocks: [
      .fields([.init("日付", "2026-03-10")]), .gap, .fields([.init("日数・回数", "7日分")]),
      .fields([.init("メタボリックシンドローム判定", "非該当")]),
    ])
    #expect(
      document.lines(width: 80).map(\.plain) == [
        "日付        2026-03-10", "", "日数・回数  7日分", "メタボリックシンドローム判定  非該当",
      ])
    #expect(document.lines(width: 30).first?.plain == "日付  2026-03-10")
  }

  @Test func `an item goes on below its own words`() {
    let document = DocumentView(blocks: [.item(Line("  ! 2026-11-01 架空の薬 同じ成分の薬"))])
    #expect(document.lines(width: 22).map(\.plain) == ["  ! 2026-11-01 架空の", "    薬 同じ成分の薬"])
  }

  @Test func `a column of a table without any content is not there`() {
    let columns = ["項目", "値", "判定", "単位"].map { Table.Column(title: $0) }
    let table = Table(
      columns: columns, rows: [[Line("収縮期血圧"), Line("132"), Line(), Line("mmHg")]])
    #expect(table.lines(width: 40).map(\.plain) == ["項目        値   単位", "収縮期血圧  132  mmHg"])
  }

  @Test func `a form that is longer than the screen shows so`() {
    let rows = (1...6).map {
      FormView.Row(label: "欄\($0)", control: .text(TextField("値")), isFocused: $0 == 5)
    }
    var canvas = Canvas(size: Size(width: 14, height: 3))
    FormView(rows: rows, language: .japanese).draw(
      on: &canvas, in: canvas.bounds, isFocused: true)
    #expect(canvas.picture == " 欄3  値\n 欄4  値     ▐\n 欄5  値")
    var whole = Canvas(size: Size(width: 140, height: 6))
    FormView(rows: rows, language: .japanese).draw(on: &whole, in: whole.bounds, isFocused: true)
    #expect(!whole.picture.contains("▐"))
    #expect(whole[101, 0].role == .field && whole[110, 0].role == .text)
  }

  @Test func `a table leaves out what has no room and says high and low in words`() {
    let table = Table(
      columns: [
        .init(title: "項目", priority: 9, minimum: 6),
        .init(title: "値", alignment: .right, priority: 8), .init(title: "判定", priority: 7),
        .init(title: "前回", alignment: .right, priority: 1),
      ],
      rows: [
        [Line("LDLコレステロール"), Line("162", .valueHigh), Line("H", .valueHigh), Line("150")],
        [Line("HbA1c"), Line("5.6"), Line(""), Line("5.5")],
      ])
    #expect(
      table.lines(width: 34).map(\.plain) == [
        "項目                値  判定  前回", "LDLコレステロール  162  H      150",
        "HbA1c              5.6         5.5",
      ])
    #expect(
      table.lines(width: 18).map(\.plain) == [
        "項目      値  判定", "LDLコ…   162  H   ", "HbA1c    5.6      ",
      ])
  }

  @Test func `a dialog stands in front, with its buttons`() {
    var view = View()
    view.banner = Banner(leading: Line("phr-tui"), trailing: Line("record.phr"))
    view.status = Line("保存しました", .statusDone)
    view.hints = [Hint(key: "q", summary: "終了"), Hint(key: "?", summary: "キー")]
    view.dialog = Dialog(
      title: "確認", content: .document(DocumentView(blocks: [.paragraph(Line("終了しますか"))])),
      buttons: ["はい", "いいえ"], focusedButton: 1, width: 24)
    var canvas = Canvas(size: Size(width: 40, height: 10))
    Painter.paint(view, on: &canvas)
    #expect(
      canvas.picture == """
         phr-tui                     record.phr

              ┌─ 確認 ───────────────────┐
              │ 終了しますか             │
              │                          │
              │   [ はい ]  [ いいえ ]   │
              └──────────────────────────┘

         保存しました
         q 終了  ? キー
        """)
    #expect(canvas.text(of: .buttonFocused, row: 5) == "[ いいえ ]")
  }
}

/// Counts calls from a Sendable closure within one test.
final class Counter: @unchecked Sendable {
  // Unchecked: the closure is called by the test's own thread only.
  private(set) var count = 0

  func add() { count += 1 }
}
