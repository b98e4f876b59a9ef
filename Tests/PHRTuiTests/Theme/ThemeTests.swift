import Foundation
import Testing

@testable import phr_tui

@Suite struct `Themes` {
  @Test(arguments: BuiltinThemes.all.map(\.name))
  func `a built-in theme has no bad line and is the shipped file`(name: String) throws {
    let text = try #require(BuiltinThemes.text(named: name))
    #expect(ThemeFile.parse(text, name: name).problems.isEmpty)
    let file = Checkout.root + "/themes/\(name).theme"
    try Checkout.writeIfAsked(text, to: file)
    #expect(FileManager.default.contents(atPath: file) == Data(text.utf8))
  }

  @Test(arguments: BuiltinThemes.all.map(\.name), ColourDepth.allCases)
  func `selection and abnormal values stand out at every depth`(name: String, depth: ColourDepth)
    throws
  {
    let text = try #require(BuiltinThemes.text(named: name))
    let theme = ThemeFile.parse(text, name: name).theme
    let plain = theme.style(of: .text, depth: depth)
    for role in [Role.listSelected, .valueHigh, .valueLow, .bannerWarning, .buttonFocused] {
      #expect(theme.style(of: role, depth: depth) != plain, "\(role)")
    }
    #expect(
      theme.style(of: .listSelected, depth: depth)
        != theme.style(of: .listSelectedInactive, depth: depth))
  }

  @Test func `a bad line is a warning with its place, the rest holds`() {
    let text = """
      name = Mine
      value.abnormal fg=#zzzzzz
      list.chosen bold
      border @12 bold
      hint
      heading fg=brightpink
      title fg=#102030 underline
      """
    let (theme, problems) = ThemeFile.parse(text, name: "file")
    #expect(
      problems == [
        ThemeProblem(line: 2, reason: .unknownWord("fg=#zzzzzz")),
        ThemeProblem(line: 3, reason: .unknownRole("list.chosen")),
        ThemeProblem(line: 4, reason: .unknownDepth("@12")),
        ThemeProblem(line: 5, reason: .incomplete),
        ThemeProblem(line: 6, reason: .unknownWord("fg=brightpink")),
      ])
    #expect(theme.name == "Mine")
    #expect(
      theme.style(of: .title, depth: .truecolor)
        == Style(
          foreground: .rgb(red: 0x10, green: 0x20, blue: 0x30), attributes: .underline))
  }

  @Test func `a role without a line looks like its parent`() {
    let theme = ThemeFile.parse("value.abnormal fg=208 bold", name: "x").theme
    #expect(theme.style(of: .valueHigh, depth: .palette256).foreground == .palette(208))
    #expect(theme.style(of: .value, depth: .palette256) == .plain)
  }

  @Test func `a line for fewer colours is used for them and below`() {
    let theme = ThemeFile.parse("title fg=#ff0000\ntitle @16 fg=bright-blue bold", name: "x").theme
    #expect(theme.style(of: .title, depth: .palette256).foreground == .palette(196))
    #expect(theme.style(of: .title, depth: .bright16).foreground == .palette(12))
    #expect(theme.style(of: .title, depth: .basic8).foreground == .palette(4))
    #expect(theme.style(of: .title, depth: .mono) == Style(attributes: .bold))
  }

  @Test func `a background of its own becomes reverse without colours`() {
    let theme = ThemeFile.parse("banner fg=#ffffff bg=#005f87", name: "x").theme
    #expect(theme.style(of: .banner, depth: .mono) == Style(attributes: .reverse))
  }

  @Test(arguments: [
    ("#ffffff", ColourDepth.palette256, Colour.palette(231)),
    ("#005f87", .palette256, .palette(24)), ("#8a8a8a", .palette256, .palette(245)),
    ("#ff0000", .bright16, .palette(9)), ("196", .basic8, .palette(1)),
    ("default", .palette256, .terminal), ("#102030", .mono, .terminal),
  ])
  func `a colour becomes the nearest one there is`(
    word: String, depth: ColourDepth, expected: Colour
  ) throws {
    let colour = try #require(ThemeFile.colour(named: word))
    #expect(ColourReduction.reduce(colour, to: depth) == expected)
  }

  @Test(arguments: [
    (ColourChoice.auto, [:], true), (.auto, ["NO_COLOR": "1"], false),
    (.auto, ["NO_COLOR": ""], true), (.always, ["NO_COLOR": "1"], true), (.never, [:], false),
  ])
  func `NO_COLOR is respected unless the person says otherwise`(
    choice: ColourChoice, environment: [String: String], expected: Bool
  ) {
    #expect(choice.allowsColour(environment: environment) == expected)
  }

  @Test(arguments: [
    (-1, ColourDepth.mono), (0, .mono), (8, .basic8), (16, .bright16), (88, .bright16),
    (256, .palette256), (32767, .palette256), (1 << 24, .truecolor),
  ])
  func `the depth follows the number of colours`(colours: Int, expected: ColourDepth) {
    #expect(ColourDepth(colours: colours) == expected)
  }
}

@Suite struct `Theme files on disk` {
  @Test func `the person's own file wins over the built-in theme`() throws {
    let folder = try TemporaryFolder()
    try folder.write("title bold", to: "themes/dark.theme")
    try folder.write("title dim", to: "themes/mine.theme")
    let library = ThemeLibrary(folders: [folder.path + "/themes"])
    #expect(
      library.theme(named: "dark")?.theme.style(of: .title, depth: .mono)
        == Style(attributes: .bold))
    #expect(library.names.contains("mine"))
    #expect(library.names.contains("light"))
  }

  @Test func `the default set works without any file`() {
    let library = ThemeLibrary(folders: ["/nonexistent"])
    #expect(library.names == BuiltinThemes.all.map(\.name).sorted())
    #expect(library.theme(named: "light")?.problems == [])
    #expect(library.theme(named: "no-such-theme") == nil)
  }

  @Test(arguments: ["../dark", ".hidden", "a/b", "/etc/passwd"])
  func `a theme name is not a path`(name: String) {
    #expect(ThemeLibrary(folders: [Checkout.root + "/themes"]).theme(named: name) == nil)
  }

  @Test func `themes are looked for beside the binary, in the checkout and at home`() {
    let installed = ThemeLibrary(
      environment: ["HOME": "/home/a"], executable: "/opt/p/bin/phr-tui")
    #expect(installed.folders == ["/home/a/.config/phr-tui/themes", "/opt/p/share/phr-tui/themes"])
    let built = ThemeLibrary(
      environment: ["XDG_CONFIG_HOME": "/c", "HOME": "/h"],
      executable: "/src/phr/.build/debug/phr-tui")
    #expect(built.folders.contains("/c/phr-tui/themes"))
    #expect(built.folders.contains("/src/phr/themes"))
  }
}
