import Foundation
import Testing

@testable import PHRModel
@testable import phr_tui

@Suite struct `A page that is handed out` {
  private static func house(_ language: Language = .english) throws -> SharingHouse {
    try SharingHouse(size: Size(width: 100, height: 40), language: language)
  }

  private static func page(_ house: SharingHouse) throws -> HandoutState {
    guard case .handout(let page) = house.story.state.destination else {
      throw CommandFailure.nothingToDo
    }
    return page
  }

  @Test func `is chosen, made for the recipient, and looked at before it leaves`() throws {
    let house = try Self.house()
    house.story.press("O")
    #expect(house.story.shows("It contains only what this recipient may see."))
    house.story.press("Ctrl-S")
    #expect(house.story.shows("Summary for a doctor (text): さくら歯科"))
    #expect(house.story.shows("架空セルトラリン錠25mg"))
    #expect(house.story.shows("This is what leaves."))
    let page = try Self.page(house)
    #expect(
      page.handout.lines.joined(separator: "\n")
        == String(decoding: page.handout.content, as: UTF8.self))
    house.story.press("Esc Esc")
    #expect(house.story.state.stack == [.browser])
  }

  @Test func `holds nothing that is hidden, and says what gives it away`() throws {
    let house = try Self.house()
    house.story.press("j s t y o Ctrl-S")
    let page = try Self.page(house)
    #expect(!page.handout.records.contains(house.drug))
    #expect(house.story.shows("shown record"))
    #expect(house.story.shows("(x hides them, too)"))
    house.story.press("x y")
    let after = try Self.page(house)
    #expect(after.handout.clues.isEmpty)
    #expect(!String(decoding: after.handout.content, as: UTF8.self).contains("セルトラリン"))
  }

  @Test(
    arguments: [
      (HandoutForm.summaryHTML, "<!DOCTYPE html>"), (.summaryFHIR, "\"resourceType\""),
      (.cardText, "そば"), (.cardHTML, "<!DOCTYPE html>"), (.notebook, "JAHISTC08"),
    ])
  func `comes in every form`(form: HandoutForm, sign: String) throws {
    let house = try Self.house(.japanese)
    house.story.press("O")
    for _ in HandoutForm.allCases {
      guard case .sheet(let sheet) = house.story.state.destination,
        case .handout(let choices) = sheet.subject,
        HandoutSheet.form(choices, sheet.form) != form
      else { break }
      house.story.press("Right")
    }
    house.story.press("Ctrl-S")
    let page = try Self.page(house)
    #expect(page.handout.request.form == form)
    #expect(
      String(decoding: page.handout.content, as: UTF8.self).lowercased()
        .contains(sign.lowercased()))
    #expect(page.handout.fileName.hasSuffix("." + form.fileEnding))
    #expect(!page.handout.lines.isEmpty)
  }

  @Test func `is saved for its owner's eyes, never over another file without a question`() throws {
    let folder = try TemporaryFolder()
    let house = try Self.house()
    let file = folder.path + "/summary.txt"
    try folder.write("old", to: "summary.txt")
    house.story.press("O Ctrl-S w Ctrl-U \(file) Ctrl-S")
    #expect(house.story.shows("exists. Replace it?"))
    house.story.press("n")
    #expect(FileManager.default.contents(atPath: file) == Data("old".utf8))
    house.story.press("Ctrl-S y")
    let content = try Self.page(house).handout.content
    #expect(FileManager.default.contents(atPath: file) == content)
    let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["summary.txt"])
  }

  @Test func `stands in the access log once it has left`() throws {
    let folder = try TemporaryFolder()
    let house = try Self.house()
    #expect(try AccessLog(house.store).entries().isEmpty)
    house.story.press("O Ctrl-S w Ctrl-U \(folder.path)/a.txt Ctrl-S")
    let entry = try #require(try AccessLog(house.store).entries().first).entry
    #expect(entry.action == .export && entry.who == "さくら歯科")
    #expect(entry.records.contains(house.drug))
    house.story.press("Esc Esc A")
    #expect(house.story.shows("export"))
  }

  @Test func `stands there for the holder alone, too`() throws {
    let folder = try TemporaryFolder()
    let house = try Self.house()
    house.story.press("O Tab Right Right Ctrl-S w Ctrl-U \(folder.path)/a.txt Ctrl-S")
    let entry = try #require(try AccessLog(house.store).entries().first).entry
    #expect(entry.isHolders && entry.who == AccessEntry.holder && entry.recipient == nil)
    house.story.press("Esc Esc A")
    #expect(house.story.shows(" you "), "\(house.story.picture)")
    #expect(!house.story.shows("not registered"))
  }

  @Test func `is sealed with a passcode that is shown once and opens it`() throws {
    let folder = try TemporaryFolder()
    let house = try Self.house()
    house.story.press("O Ctrl-S w Ctrl-U \(folder.path)/a.txt Tab Right Ctrl-S")
    guard case .reader(let reader) = house.story.state.destination,
      case .passcode(let code, let path) = reader.content
    else { throw CommandFailure.nothingToDo }
    #expect(house.story.shows(code))
    let sealed = try #require(FileManager.default.contents(atPath: path))
    let opened = try JWE.open(sealed, passcode: Passcode(typed: code))
    house.story.press("q")
    #expect(!house.story.shows(code))
    #expect(opened == (try Self.page(house).handout.content))
  }

  @Test func `has nothing of the person that was not ticked`() throws {
    let house = try Self.house()
    var profile = Profile()
    profile.name = "見本 花子"
    profile.address = "東京都架空区一丁目"
    profile.phone = "090-0000-0000"
    try house.store.setProfile(profile, origin: "manual", recorded: Story.now)
    house.story.press("O Ctrl-S")
    #expect(house.story.shows("見本 花子"))
    #expect(!house.story.shows("架空区") && !house.story.shows("090-0000"))
    house.story.press("Esc Tab Tab Tab Tab Right Ctrl-S")
    #expect(house.story.shows("東京都架空区一丁目") && !house.story.shows("090-0000"))
  }

  @Test func `can be opened only after it was saved`() throws {
    let house = try Self.house()
    house.story.press("O Ctrl-S o")
    #expect(house.story.shows("Save it first, with w."))
  }

  @Test func `is refused to a delegate who may only look`() throws {
    let house = try Self.house()
    var facts = VaultFacts(name: "record.phr", profile: Profile())
    facts.grant = Grant(
      id: RecipientID("d"), delegate: "見本 次郎", relation: "子", basis: .powerOfAttorney,
      scope: [.all], right: .view, window: ConsentWindow(from: Story.now), purpose: "見守り")
    house.story.play(.opened(facts))
    house.story.press("O")
    guard case .browser = house.story.state.destination else {
      Issue.record("the form is open")
      return
    }
  }

  @Test func `a code is drawn only where all of it fits`() throws {
    guard QRCodes.isInstalled else { return }
    let house = try Self.house()
    house.story.press("O Right Right Right Right Right Ctrl-S")
    let page = try Self.page(house)
    #expect(page.handout.symbols.count == 1)
    house.story.play(.resized(Size(width: 60, height: 20)))
    #expect(house.story.shows("This code needs a terminal of"))
    house.story.play(.resized(Size(width: 240, height: 140)))
    #expect(!house.story.shows("This code needs"))
    #expect(house.story.shows("█"))
  }
}
