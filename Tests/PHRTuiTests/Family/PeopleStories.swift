import Foundation
import PHRModel
import Testing

@testable import phr_tui

@Suite struct `Looking after several people` {
  /// The daughter's own vault and her mother's file, both on her list.
  private static func prepared() async throws -> FamilyJourney {
    let family = try FamilyJourney()
    try await family.grant()
    try family.admit().press("Ctrl-C")
    let own = try Vault.create(
      at: family.place("own.phr"),
      credential: .passphrase(try Passphrase("words of my own")), options: Story.options)
    try CommandPlace.add("卵", to: own.vault)
    own.vault.close()
    return family
  }

  private static func screen(_ family: FamilyJourney) async throws -> VaultStory {
    let story = try VaultStory(
      folder: family.folder, file: "own.phr", people: true, clock: family.clock)
    story.type("words of my own")
    story.press("Enter")
    try await story.waitForMail()
    return story
  }

  @Test func `the overview names every file and shows only what is open`() async throws {
    let family = try await Self.prepared()
    let story = try await Self.screen(family)
    story.press("F")
    #expect(story.overview?.rows.map(\.file.name) == ["own.phr", "mum.phr"])
    #expect(story.shows("mum.phr") && story.shows("locked"))
    #expect(!story.picture.contains("架空 はな"))
    story.press("j")
    #expect(story.says("Enter locks the present file"))
    story.press("o wrong-words Enter")
    try await story.waitForMail()
    #expect(story.shows("Wrong passphrase"))
    story.press("o")
    #expect(story.shows("Passphrase of mum.phr:"))
    story.press(FamilyJourney.ownPassphrase + " Enter")
    try await story.waitForMail()
    #expect(story.shows("架空 はな"))
    #expect(story.overview?.rows.last?.digest?.unusualCount == 1)
    #expect(story.shows("1 unusual"), "\(story.picture)")
    #expect(!story.picture.contains("1 due"), "the vaccination is not in that file")
    #expect(story.shows("2027-03-31"))
    #expect(story.state.vault?.name == "own.phr")

    // Leaving the page forgets it.
    story.press("Esc F")
    #expect(!story.picture.contains("架空 はな"))
  }

  @Test func `what was looked into is forgotten when nobody is there`() async throws {
    let family = try await Self.prepared()
    let story = try VaultStory(
      folder: family.folder, file: "own.phr", people: true, clock: family.clock)
    story.press("F2 j o \(FamilyJourney.ownPassphrase) Enter")
    try await story.waitForMail()
    #expect(story.shows("架空 はな"))
    #expect(story.state.vault == nil && story.state.holdsSecrets)
    story.play(.idle)
    #expect(!story.picture.contains("架空 はな"))
    #expect(story.shows("Locked: own.phr"))
  }

  @Test func `looking in is an opening that reaches the holder`() async throws {
    let family = try await Self.prepared()
    let story = try await Self.screen(family)
    story.press("F j o \(FamilyJourney.ownPassphrase) Enter")
    try await story.waitForMail()
    story.press("Ctrl-C")
    let mother = try await family.mother()
    mother.press("D R Tab Tab")
    let openings = mother.delegates?.answer.log.filter { $0.entry.act == .opened }
    #expect(openings?.count == 2)
  }

  @Test func `switching locks the one and asks for the other's passphrase`() async throws {
    let family = try await Self.prepared()
    let story = try await Self.screen(family)
    #expect(story.shows("卵"))
    story.press("F j Enter")
    #expect(story.state.vault == nil)
    #expect(story.shows("Locked: mum.phr"))
    #expect(!story.picture.contains("卵"))
    try await story.unlock(FamilyJourney.ownPassphrase)
    #expect(story.banner.contains("Acting for: 架空 はな"))
    #expect(!story.picture.contains("卵"))
    story.press("F g Enter")
    #expect(story.shows("Locked: own.phr"))
    story.type("words of my own")
    story.press("Enter")
    try await story.waitForMail()
    #expect(story.shows("卵") && !story.picture.contains("見せる薬"))
  }

  @Test func `nothing of one person's file is written into another's or into the list`()
    async throws
  {
    let family = try await Self.prepared()
    let before = FileManager.default.contents(atPath: family.place("own.phr"))
    let story = try VaultStory(
      folder: family.folder, file: "mum.phr", people: true, clock: family.clock)
    try await story.unlock(FamilyJourney.ownPassphrase)
    story.press("j k F Esc Ctrl-X")
    #expect(FileManager.default.contents(atPath: family.place("own.phr")) == before)
    let list = try String(contentsOfFile: family.place("data/phr-tui/people"), encoding: .utf8)
    #expect(list == family.place("mum.phr") + "\n")
  }

  @Test func `a file is added and taken off; a strange one is refused`() async throws {
    let family = try await Self.prepared()
    try family.folder.write("just some text", to: "strange.phr")
    let story = try await Self.screen(family)
    story.press("F a \(family.place("strange.phr")) Enter")
    #expect(story.overview?.failure?.message.en.contains("not one of our vault files") == true)
    #expect(story.shows("not one of our vault"))
    story.press("j k")
    #expect(story.overview?.failure == nil, "said until the next key")
    story.press("a \(family.place("mother.phr")) Enter")
    #expect(story.overview?.rows.count == 3)
    story.press("g j w")
    #expect(story.overview?.rows.count == 2)
    #expect(FileManager.default.fileExists(atPath: family.place("mum.phr")))
    try FileManager.default.removeItem(atPath: family.place("mother.phr"))
    story.press("Esc F G")
    #expect(story.shows("missing"))
    story.press("Enter")
    #expect(story.shows("The file is not there."))
    #expect(story.state.vault != nil)
  }

  @Test func `a sealed file that is added goes to its first opening`() async throws {
    let family = try FamilyJourney()
    try await family.grant()
    let own = try Vault.create(
      at: family.place("own.phr"),
      credential: .passphrase(try Passphrase("words of my own")), options: Story.options)
    own.vault.close()
    let story = try await Self.screen(family)
    story.press("F a \(family.place("mum.phr")) Enter")
    #expect(story.shows("First opening: mum.phr"))
    let own2 = FamilyJourney.ownPassphrase
    story.press("\(family.code) Enter \(own2) Enter \(own2) Enter")
    #expect(story.banner.contains("Acting for"))
    story.press("F")
    #expect(story.overview?.rows.map(\.file.name) == ["own.phr", "mum.phr"])
  }
}
