import Testing

@testable import phr_tui

@Suite struct `A text field` {
  private static func typed(_ text: String, _ commands: [Command] = []) -> TextField {
    var field = TextField()
    for character in text { field.insert(character) }
    for command in commands { _ = field.edit(command) }
    return field
  }

  @Test(arguments: [
    ("血圧", [Command.deleteBackward], "血"), ("ab cd ef", [.deleteWord], "ab cd "),
    ("ab cd  ", [.deleteWord], "ab "), ("abc", [.cursorHome, .deleteForward], "bc"),
    ("abc", [.deleteLine], ""), ("", [.deleteBackward, .deleteForward, .cursorLeft], ""),
    ("ｶﾞ", [.deleteBackward], ""),
  ])
  func `is edited by commands`(text: String, commands: [Command], expected: String) {
    #expect(Self.typed(text, commands).text == expected)
  }

  @Test func `takes typed characters at the cursor, and marks onto the character before`() {
    var field = Self.typed("あう", [.cursorLeft])
    field.insert("い")
    #expect(field.text == "あいう")
    var accent = Self.typed("cafe")
    accent.insert("\u{301}")
    #expect(accent.text == "café")
    #expect(accent.cursor == 4)
  }

  @Test func `shows the part around the cursor`() {
    var canvas = Canvas(size: Size(width: 6, height: 1))
    Self.typed("一二三四五").draw(on: &canvas, in: canvas.bounds, role: .field, isFocused: true)
    #expect(canvas.picture == "四五")
    #expect(canvas.cursor == Point(x: 4, y: 0))
  }

  @Test func `shows the beginning while it has not the focus`() {
    var canvas = Canvas(size: Size(width: 6, height: 1))
    Self.typed("一二三四五").draw(on: &canvas, in: canvas.bounds, role: .field, isFocused: false)
    #expect(canvas.picture == "一二…")
    #expect(canvas.cursor == nil)
  }

  @Test func `never shows or says a passphrase unless asked to`() {
    var field = TextField("ひみつ", isSecret: true)
    var canvas = Canvas(size: Size(width: 10, height: 1))
    field.draw(on: &canvas, in: canvas.bounds, role: .field, isFocused: true)
    #expect(canvas.picture == "•••")
    #expect(field.spoken == "***")
    _ = field.edit(.reveal)
    field.draw(on: &canvas, in: canvas.bounds, role: .field, isFocused: true)
    #expect(canvas.picture == "ひみつ")
  }

  @Test func `keeps what was typed but never draws a terminal command`() {
    let field = Self.typed("a\u{1B}[2Jb")
    var canvas = Canvas(size: Size(width: 10, height: 1))
    field.draw(on: &canvas, in: canvas.bounds, role: .field, isFocused: false)
    #expect(canvas.picture == "a[2Jb")
  }
}

@Suite struct `A form` {
  private static let form = Form<String>([
    .init(id: "name", control: .text(TextField())),
    .init(
      id: "kind",
      control: .choice(options: [Text(ja: "あ", en: "a"), Text(ja: "い", en: "b")], selected: 0)),
  ])

  @Test func `moves between fields and changes the focused one`() {
    var form = Self.form
    form.insert("x")
    let steps: [(Command, Bool, KeyMode)] = [
      (.nextField, true, .choice), (.previousChoice, true, .choice), (.quit, false, .choice),
    ]
    #expect(form.mode == .text)
    for (command, isTaken, mode) in steps {
      let taken = form.apply(command)
      #expect(taken == isTaken)
      #expect(form.mode == mode)
    }
    #expect(form.choice("kind") == 1)
    form.insert("y")
    #expect(form.text("name") == "x")
    _ = form.apply(.nextField)
    #expect(form.focused?.id == "name")
  }
}
