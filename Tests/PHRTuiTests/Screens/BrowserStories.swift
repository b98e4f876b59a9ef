import PHRModel
import Testing

@testable import phr_tui

@Suite struct `The browser` {
  @Test func `shows kinds, list and record side by side on a small screen`() throws {
    let story = try Story(Sample.family(), size: Size(width: 80, height: 18))
    #expect(
      story.picture == """
         phr-tui  record.phr
        ─ 種別 ────────┬─ すべての記録 ───────────── 1/6 ─┬─ お薬手帳 ──────────────────
         すべて      6 │ 2025-11-04 アムロジピン錠5mg     │ アムロジピン錠5mg          ▐
         健診        2 │ 2025-11    医科外来              │ 日付  2025-11-04           ▐
         予防接種    1 │ 2025-10-20 インフルエンザ        │       （令和7年11月4日）   ▐
         お薬手帳    1 │ 2025-06-12 特定健診              │ 調剤  見本薬局             ▐
         医療費      1 │ 2024-06-10 特定健診              │ 処方  架空内科医院         ▐
         アレルギー  1 │ 日付なし   そば                  │                            ▐
         既往・病名  0 │                                  │ 用量        1 錠           ▐
         自己測定    0 │                                  │ 用法        1日1回朝食後   ▐
         お知らせ    0 │                                  │ 日数・回数  28日分         ▐
         資格        0 │                                  │ 種類        本人記入・市販 ▐
                       │                                  │             薬             ▐
                       │                                  │ 処方医      例示 太郎
                       │                                  │
                       │                                  │ 出典      手入力

         Enter 開く  Tab 区画  s 見せる相手  / 絞り込み  ? キー  a 追加  q 終了
        """)
  }

  @Test func `shows a checkup as a table with marks and earlier values`() throws {
    let story = try Story(Sample.family(), size: Size(width: 130, height: 20))
    story.press("h j Tab")
    #expect(
      story.picture == """
         phr-tui  record.phr
        ─ 種別 ───────────┬─ 健診 ──────────────────────────────────── 1/2 ─┬─ 健診 ──────────────────────────────────────────────────────
         すべて         6 │ 2025-06-12 特定健診                見本健診セ…  │ 特定健診                                                   ▐
         健診           2 │ 2024-06-10 特定健診                見本健診セ…  │ 日付      2025-06-12（令和7年6月12日）                     ▐
         予防接種       1 │                                                 │ 実施機関  見本健診センター                                 ▐
         お薬手帳       1 │                                                 │                                                            ▐
         医療費         1 │                                                 │ 基準値から外れた項目: 2                                    ▐
         アレルギー     1 │                                                 │                                                            ▐
         既往・病名     0 │                                                 │ 検査結果                                                   ▐
         自己測定       0 │                                                 │ 項目                値  判定  単位   基準値  2024-06-10    ▐
         お知らせ       0 │                                                 │ 空腹時血糖         118  H     mg/dL  ≤99          101 H    ▐
         資格           0 │                                                 │ HDLコレステロール   38  L     mg/dL  ≥40             52    ▐
                          │                                                 │ AST(GOT)            21        U/L    10-30           21    ▐
                          │                                                 │                                                            ▐
                          │                                                 │ 所見・質問票                                               ▐
                          │                                                 │ 医師の診断（判定）  軽度の糖代謝異常がみられます。食事と運 ▐
                          │                                                 │                     動に気をつけてください。
                          │                                                 │

         Enter 開く  Tab 区画  s 見せる相手  / 絞り込み  ? キー  a 追加  q 終了  i 取り込み  e 訂正  S 提供先  O 渡す  D 代理人  F 家族
        """)
    let row = try #require((0..<20).first { story.canvas.rowText($0).contains("HDL") })
    #expect(story.canvas.text(of: .valueLow, row: row) == "38L")
    #expect(story.canvas.text(of: .valueHigh, row: row - 1) == "118H")
  }

  @Test func `reads in English, too`() throws {
    let story = try Story(
      Sample.family(), size: Size(width: 80, height: 12), language: .english)
    story.press("j j")
    #expect(
      story.picture == """
         phr-tui  record.phr
        ─ Kinds ────────┬─ All records ───────────── 3/6 ─┬─ Vaccination ───────────────
         All          6 │ 2025-11-04 アムロジピン錠5mg    │ インフルエンザ             ▐
         Checkup      2 │ 2025-11    医科外来             │ Date     2025-10-20        ▐
         Vaccination  1 │ 2025-10-20 インフルエンザ       │ Done at  架空内科医院      ▐
         Medication   1 │ 2025-06-12 特定健診             │                            ▐
         Cost         1 │ 2024-06-10 特定健診             │ Dose   no. 1               ▐
         Allergy      1 │ no date    そば                 │ Lot    AB123
         Condition    0 │                                 │ Maker  見本製薬
         Measurement  0 │                                 │

         Enter open  Tab pane  s who sees  / filter  ? keys  a add  q quit  i import
        """)
  }

  @Test func `filters while one types, whatever width or kana`() throws {
    let story = try Story(Sample.family())
    story.press("／ ｱﾑﾛ")
    #expect(story.state.browser.count == 1)
    #expect(story.state.browser.selected?.title == "アムロジピン錠5mg")
    #expect(story.canvas.rowText(22).hasPrefix("絞り込み: ｱﾑﾛ"))
    story.press("Enter")
    #expect(story.shows("「ｱﾑﾛ」で絞り込み中: 1件"))
    story.press("Esc")
    #expect(story.state.browser.count == 6)
  }

  @Test func `says when nothing is found, and takes the line back`() throws {
    let story = try Story(Sample.family())
    story.press("/ zzz")
    #expect(story.shows("見つかりません"))
    #expect(story.state.browser.count == 0)
    story.press("Esc")
    #expect(story.state.browser.filter == nil)
    #expect(story.state.browser.count == 6)
    #expect(story.state.browser.isDetailCurrent)
  }

  @Test func `opens a record, zooms it, and goes back step by step`() throws {
    let story = try Story(Sample.family(), size: Size(width: 80, height: 18))
    story.press("j j j Enter")
    #expect(story.state.browser.focus == .detail)
    #expect(
      story.picture == """
         phr-tui  record.phr
        ─ すべての記録 ─── 4/6 ─┬─ 健診 ────────────────────────────────────────────────
         2025-11-04 アムロジピ… │ 特定健診                                             ▐
         2025-11    医科外来    │ 日付      2025-06-12（令和7年6月12日）               ▐
         2025-10-20 インフルエ… │ 実施機関  見本健診センター                           ▐
         2025-06-12 特定健診    │                                                      ▐
         2024-06-10 特定健診    │ 基準値から外れた項目: 2                              ▐
         日付なし   そば        │                                                      ▐
                                │ 検査結果                                             ▐
                                │ 項目              値  判定  単位   基準値  2024-06-10▐
                                │ 空腹時血糖       118  H     mg/dL  ≤99          101 H▐
                                │ HDLコレステロ…    38  L     mg/dL  ≥40             52▐
                                │ AST(GOT)          21        U/L    10-30           21
                                │
                                │ 所見・質問票
                                │ 医師の診断（判定）  軽度の糖代謝異常がみられます。食

         Esc 戻る  s 見せる相手  e 訂正  ? キー  ] 次の記録  z 拡大  v 版の履歴
        """)
    story.press("z")
    #expect(!story.shows("すべての記録"))
    #expect(story.shows("空腹時血糖         118  H     mg/dL  ≤99          101 H"))
    story.press("Esc Esc")
    #expect(story.state.browser.focus == .list)
    #expect(story.shows("種別"))
    #expect(story.state.browser.list.selected == 3)
  }

  @Test func `limits the list to a kind, keeps the filter`() throws {
    let story = try Story(Sample.family())
    story.press("h j j")
    #expect(story.state.browser.kind == .vaccination)
    #expect(story.state.browser.count == 1)
    #expect(story.shows("AB123"))
    story.press("G")
    #expect(story.shows("記録がありません"))
    #expect(story.state.browser.selected == nil)
  }

  @Test func `stays usable at every size`() throws {
    let story = try Story(Sample.family())
    for (width, height) in [(200, 60), (40, 10), (10, 3), (1, 1), (80, 5), (300, 2), (80, 24)] {
      story.play(.resized(Size(width: width, height: height)))
      #expect(story.canvas.size == Size(width: width, height: height))
      story.press("Tab Tab j Tab")
    }
    #expect(story.shows("種別"))
  }

  @Test func `never lets a record command the terminal`() throws {
    var body = RecordBody(
      date: nil, title: "名前\u{1B}[2J\u{202E}逆",
      content: .allergy(
        Allergy(substance: CodedText(text: "そば\u{9B}31m\u{7}"))))
    body.note = "備考\u{0}\u{FEFF}"
    let story = try Story([body])
    let scalars = story.picture.unicodeScalars
    #expect(scalars.allSatisfy { $0 == "\n" || CellWidth.treatment(of: $0) != .dropped })
    #expect(story.shows("名前[2J逆"))
  }
}
