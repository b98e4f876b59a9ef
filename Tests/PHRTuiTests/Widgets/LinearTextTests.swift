import Testing

@testable import phr_tui

@Suite struct `A view in lines` {
  @Test func `says banner, the focused pane, status and keys, without lines or columns`() {
    var view = View()
    view.banner = Banner(leading: Line("phr-tui 見本 花子"))
    let list = ListView(
      columns: [], count: 2, position: ListPosition(),
      row: { [Line("2026-0\($0 + 1)-01"), Line("健診")] }, emptyText: "")
    let document = DocumentView(blocks: [
      .heading("結果"),
      .table(
        Table(
          columns: [.init(title: "項目"), .init(title: "値"), .init(title: "判定")],
          rows: [[Line("HbA1c"), Line("6.9"), Line("H")], [Line("体重"), Line("60"), Line("")]])),
      .trend(values: [1, 2], spoken: "2回の推移"),
    ])
    view.panes = [
      Pane(title: Line("一覧"), position: "1/2", isFocused: true, content: .list(list)),
      Pane(title: Line("詳細"), content: .document(document)),
    ]
    view.hints = [Hint(key: "q", summary: "終了")]
    #expect(
      LinearText.lines(of: view, width: 80) == [
        "phr-tui 見本 花子", "== 一覧 1/2", "> 2026-01-01, 健診", "  2026-02-01, 健診", "q 終了",
      ])
    view.panes[0].isFocused = false
    view.panes[1].isFocused = true
    #expect(
      LinearText.lines(of: view, width: 80).dropFirst().dropLast() == [
        "== 詳細", "-- 結果", "項目 HbA1c, 値 6.9, 判定 H", "項目 体重, 値 60", "2回の推移",
      ])
  }

  @Test(arguments: [
    ("", KeyMode.browse, ["Enter"]), (":PgDn", .browse, ["PgDn"]), ("jj", .browse, ["j", "j"]),
    ("血圧", .text, ["血", "圧", "Enter"]), (":Esc", .text, ["Esc"]),
    (":x y", .text, [":", "x", "Space", "y", "Enter"]),
  ])
  func `typed lines are keys, or text where text is asked for`(
    line: String, mode: KeyMode, expected: [String]
  ) {
    let keys = LineScreen.events(ofLine: line, mode: mode).compactMap { event -> String? in
      if case .key(let key) = event { key.name } else { nil }
    }
    #expect(keys == expected)
  }
}
