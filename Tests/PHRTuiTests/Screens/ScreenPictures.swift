import Testing

@testable import PHRModel
@testable import phr_tui

@Suite struct `Pictures of sharing` {
  /// The keys that lead to each screen, from the list with the prescription selected.
  private static let scenes: [String: String] = [
    "who-sees": "s", "who-sees-hidden": "s t y", "directive-sheet": "s Enter",
    "directive-sheet-period": "s Enter Tab Right Right Right", "preview-toggle": "s t",
    "preview-with-clues": "s Enter Tab Tab Tab Tab Tab 2027-03-31 Tab 歯には関係ない Ctrl-S x",
    "seal-sheet": "s f", "preview-seal": "s f Ctrl-S", "recipients": "S",
    "recipients-archived": "S x y G", "recipient-sheet": "S e", "recipient-archive": "S x",
    "see-as": "s t y v", "see-as-search": "s t y v / セルトラ", "see-as-moment": "s v @",
    "directives": "s t y f Ctrl-S y d", "history": "s t y u y H", "clues": "s t y c",
    "help": "s ?", "handout-sheet": "s o", "handout": "s o Ctrl-S",
    "handout-clues": "s t y o Ctrl-S", "handout-saving": "s o Ctrl-S w",
    "emergency-card": "O Right Right Right Ctrl-S",
  ]

  @Test(arguments: scenes.keys.sorted())
  func `are as they were looked at`(name: String) async throws {
    try await Pictures.checkMasked("sharing-" + name) { size, language in
      let house = try SharingHouse(size: size, language: language, portal: true)
      try house.confirm()
      house.story.press("j " + (Self.scenes[name] ?? ""))
      let picture = house.story.picture
      #expect(picture.firstMatch(of: /[a-z2-7]{24,}|[0-9a-f]{24,}/) == nil, "\(name) has an id")
      return Pictures.Drawn(state: house.story.state, chance: try house.chance())
    }
  }

  /// Accesses by the dentist, by a stranger, and by the dentist after a confirmed hide.
  @Test(
    arguments: [
      ("accesses", "A j"), ("accesses-flagged", "A !"), ("accesses-notice", "m Enter"),
      ("accesses-search", "A / さくら"),
    ])
  func `show who has looked`(name: String, keys: String) async throws {
    try await Pictures.checkMasked("sharing-" + name) { size, language in
      let house = try SharingHouse(size: size, language: language, portal: true)
      try house.confirm()
      try house.report("1331234567", named: "さくら歯科", at: Story.now.adding(seconds: 3_600))
      try house.report("9999999999", named: "架空整形外科", at: Story.now.adding(seconds: 7_200))
      house.story.play(.recordsChanged)
      house.story.press(keys)
      return Pictures.Drawn(state: house.story.state, chance: try house.chance())
    }
  }
}

@Suite struct `Pictures of refusing research` {
  @Test(arguments: [("research-notice", "m"), ("research-refused", "m X")])
  func `are as they were looked at`(name: String, keys: String) async throws {
    try await Pictures.checkMasked("sharing-" + name) { size, language in
      let house = try ResearchStories.house(language, size: size)
      house.story.press(keys)
      return Pictures.Drawn(state: house.story.state, chance: try house.chance())
    }
  }
}

@Suite struct `Pictures of the other screens` {
  private static let scenes: [String: String] = [
    "browser": "", "browser-detail": "Enter", "browser-zoomed": "Enter z", "filter": "/ 内科",
    "empty-filter": "/ そんなものはない Enter", "kind-menu": "a", "editor": "a j Enter",
    "correction": "e", "withdraw": "w", "versions": "v", "profile": "P", "import": "i",
    "inbox": "m", "help-keys": "?", "locked": "Ctrl-X",
  ]

  @Test(arguments: scenes.keys.sorted())
  func `are as they were looked at`(name: String) async throws {
    try await Pictures.checkMasked("screen-" + name) { size, language in
      let story = try Story(Sample.family(), size: size, language: language)
      story.press(Self.scenes[name] ?? "")
      let ids = try story.store.list(RecordQuery()).map(\.id.text)
      return Pictures.Drawn(state: story.state, chance: ids)
    }
  }
}
