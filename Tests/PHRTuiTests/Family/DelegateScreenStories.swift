import Foundation
import PHRModel
import Testing

@testable import phr_tui

@Suite struct `A delegate at the screen` {
  @Test func `grant by the form, with a count of what the file will hold`() async throws {
    let family = try FamilyJourney()
    let mother = try await family.mother()
    family.fillForm(mother)
    #expect(mother.shows("The file will hold: checkup 1, medication 2 (3 in all)"))
    mother.press("Ctrl-S")
    #expect(mother.shows("One-time code"))
    #expect(mother.says("(3 records, until 2027-03-31)"))
    let code = try #require(mother.grantCode)
    #expect(mother.shows(code))
    // It is shown once: neither a lock nor a quit takes it away unasked.
    mother.press("Ctrl-X Ctrl-C n")
    #expect(mother.shows(code))
    mother.press("zzzz Enter")
    #expect(mother.shows("Not these"))
    mother.press("Ctrl-U \(code.suffix(4)) Enter")
    #expect(!mother.picture.contains(code))
    let row = try #require(mother.delegates?.answer.rows.first)
    #expect(row.grant.delegate == "架空 ゆり" && !row.hasReplied)
    #expect(row.grant.scope == [.kind(.checkup, nil), .kind(.medication, nil)])
    #expect(row.grant.basis == .powerOfAttorney)
    #expect(mother.shows("not used yet"))
  }

  @Test func `a form that lacks something says what, and writes nothing`() async throws {
    let family = try FamilyJourney()
    let mother = try await family.mother()
    mother.press("D a Ctrl-S")
    #expect(mother.shows("This must be filled in."))
    mother.press("ゆり Ctrl-S")
    #expect(mother.shows("nothing is in scope"))
    mother.press("Esc")
    #expect(mother.shows("Throw away what you typed?"))
    mother.press("y")
    #expect(mother.delegates?.answer.rows.isEmpty == true)
    #expect(!FileManager.default.fileExists(atPath: family.place("mum.phr")))
  }

  @Test func `the first opening takes the code, then a passphrase of one's own`() async throws {
    let family = try FamilyJourney()
    try await family.grant()
    let daughter = try family.daughter()
    #expect(daughter.shows("First opening: mum.phr"))
    daughter.press(
      "ABCD Enter \(FamilyJourney.ownPassphrase) Enter \(FamilyJourney.ownPassphrase) Enter")
    #expect(daughter.shows("A code has 28 characters; this one has 4."))
    let admitted = try family.admit()
    #expect(admitted.banner.contains("Acting for: 架空 はな · view only · until 2027-03-31"))
    #expect(admitted.shows("The holder learns what you view."))
    #expect(admitted.shows("見せる薬") && admitted.shows("特定健診"))
    #expect(!admitted.picture.contains("見せない病名"))
    admitted.press("Ctrl-X")
    #expect(admitted.shows("A delegate's file: type your own passphrase"))
    try await admitted.unlock(FamilyJourney.ownPassphrase)
    #expect(admitted.state.vault?.grant?.delegate == "架空 ゆり")
  }

  @Test func `the banner stands on every screen that a delegate can reach`() async throws {
    let family = try FamilyJourney()
    try await family.grant()
    let daughter = try family.admit()
    let keys = ["?", "P", "v", "m", "F", "D", "a", "e", "N", "/", "z"]
    for key in keys {
      daughter.press(key)
      #expect(daughter.banner.contains("Acting for: 架空 はな"), "\(key)")
      daughter.press("Esc")
      if case .confirm = daughter.state.destination { daughter.press("y") }
      #expect(daughter.state.stack == [.browser], "\(key)")
    }
  }

  @Test(arguments: ["w", "i", "s", "S", "H"])
  func `what a delegate may not do is refused in words`(key: String) async throws {
    let family = try FamilyJourney()
    try await family.grant()
    let daughter = try family.admit()
    daughter.press(key)
    #expect(daughter.state.stack == [.browser])
    #expect(
      daughter.shows("A delegate only looks") || daughter.shows("not in a delegate's file"))
  }

  @Test func `a proposal and a note travel back; the holder sees the difference and decides`()
    async throws
  {
    let family = try FamilyJourney()
    try await family.grant()
    let daughter = try family.admit()
    daughter.press("e")
    #expect(daughter.shows("Propose a correction: medication"))
    daughter.press("Ctrl-U 直した薬 Ctrl-S")
    #expect(daughter.shows("Nothing changes until the holder accepts it."))
    #expect(daughter.shows("見せる薬"))
    daughter.press("a j j Enter そば Ctrl-S")
    daughter.press("N 朝に飲み忘れ Enter")
    #expect(daughter.shows("The note was written"))
    daughter.press("D")
    #expect(daughter.shows("The holder learns exactly this"))
    #expect(daughter.shows("朝に飲み忘れ"))
    daughter.press("Esc Ctrl-C")

    let mother = try await family.mother()
    mother.press("D R")
    #expect(mother.shows("entries came back"))
    #expect(mother.delegates?.answer.rows.first?.hasReplied == true)
    mother.press("Tab")
    #expect(mother.shows("[Proposals 2]"))
    mother.press("G")
    #expect(mother.shows("見せる薬") && mother.shows("→") && mother.shows("直した薬"))
    mother.press("y")
    #expect(mother.shows("Your records change"))
    mother.press("y")
    #expect(mother.shows("Accepted: 直した薬"))
    mother.press("d y")
    #expect(mother.shows("Declined proposal"))
    #expect(mother.shows("[Proposals 0]"))
    mother.press("Tab")
    #expect(mother.shows("opened the file") && mother.shows("朝に飲み忘れ"))
    mother.press("Esc /")
    mother.type("直した")
    mother.press("Enter")
    #expect(mother.state.browser.count == 1)
    mother.press("Ctrl-C")

    let again = try family.daughter()
    try await again.unlock(FamilyJourney.ownPassphrase)
    #expect(again.shows("直した薬"))
    #expect(!again.picture.contains("そば"))
  }

  @Test func `narrowing takes records out of the file, and says what it cannot do`() async throws {
    let family = try FamilyJourney()
    try await family.grant()
    try family.admit().press("Ctrl-C")
    let mother = try await family.mother()
    mother.press("D e Tab Tab Tab")
    #expect(mother.shows("Change what 架空 ゆり sees"))
    mother.press("Right")
    #expect(mother.shows("The file will hold: checkup 1 (1 in all)"))
    mother.press("Ctrl-S")
    #expect(mother.shows("架空 ゆり now sees 1 record; copies cannot be taken back."))
    mother.press("Ctrl-C")
    let daughter = try family.daughter()
    try await daughter.unlock(FamilyJourney.ownPassphrase)
    #expect(daughter.shows("特定健診") && !daughter.picture.contains("見せる薬"))
  }

  @Test(arguments: Language.allCases)
  func `an older copy of the delegate's own file is told, and nothing opens unlogged`(
    language: Language
  ) async throws {
    let family = try FamilyJourney(language)
    try await family.grant()
    family.options.stateDirectory = .at(family.place("state"))
    try family.admit().press("Ctrl-C")
    let older = try #require(FileManager.default.contents(atPath: family.place("mum.reply.phr")))
    let next = try family.daughter()
    try await next.unlock(FamilyJourney.ownPassphrase)
    #expect(next.state.vault != nil)
    next.press("Ctrl-C")
    try older.write(to: URL(fileURLWithPath: family.place("mum.reply.phr")))
    let back = try family.daughter()
    try await back.unlock(FamilyJourney.ownPassphrase)
    #expect(back.state.vault == nil)
    #expect(back.says(language == .japanese ? "もっと新しい状態を見ています" : "has seen a newer state"))
  }

  @Test func `a wrong passphrase of a delegate's says whose it is`() async throws {
    let family = try FamilyJourney()
    try await family.grant()
    try family.admit().press("Ctrl-C")
    let daughter = try family.daughter()
    try await daughter.unlock(FamilyJourney.motherPassphrase)
    #expect(daughter.says("Wrong passphrase. It is the one that you chose at the first opening"))
  }

  @Test(arguments: Language.allCases)
  func `the end of a grant is told on the unlock screen`(language: Language) async throws {
    let family = try FamilyJourney(language)
    try await family.grant()
    try family.admit().press("Ctrl-C")
    let japanese = language == .japanese

    family.clock.now = Story.now.adding(seconds: 86_400 * 400)
    let late = try family.daughter()
    try await late.unlock(FamilyJourney.ownPassphrase)
    #expect(late.says(japanese ? "2027-03-31 で終わりました" : "ended on 2027-03-31"))
    #expect(late.says(japanese ? "新しい代理人用ファイル" : "ask the holder for a new file"))

    // Setting the clock back does not revive it: the latest time is remembered.
    family.clock.now = Story.now
    let back = try family.daughter()
    try await back.unlock(FamilyJourney.ownPassphrase)
    #expect(back.state.vault == nil)
    #expect(back.says(japanese ? "終わりました" : "ended on"))
  }

  @Test(arguments: Language.allCases)
  func `a clock set back, a revocation and a lost reply are told, too`(
    language: Language
  ) async throws {
    let family = try FamilyJourney(language)
    try await family.grant()
    try family.admit().press("Ctrl-C")
    let japanese = language == .japanese
    family.clock.now = Story.now.adding(seconds: 86_400 * 5)
    let later = try family.daughter()
    try await later.unlock(FamilyJourney.ownPassphrase)
    #expect(later.state.vault != nil)
    later.press("Ctrl-C")
    family.clock.now = Story.now
    let back = try family.daughter()
    try await back.unlock(FamilyJourney.ownPassphrase)
    #expect(back.says(japanese ? "時計が戻されています" : "The clock was set back"))
    #expect(back.says(japanese ? "時計を正しく" : "Set the clock right"))

    family.clock.now = Story.now.adding(seconds: 86_400 * 6)
    let mother = try await family.mother()
    mother.press("D w")
    #expect(mother.shows(japanese ? "取り戻せません" : "be taken back"))
    mother.press("y")
    #expect(mother.shows(japanese ? "ファイルを空にしました" : "the file is empty"))
    mother.press("w")
    #expect(mother.shows(japanese ? "この代理権は終わっています" : "This grant is over"))
    mother.press("Ctrl-C")
    let revoked = try family.daughter()
    try await revoked.unlock(FamilyJourney.ownPassphrase)
    #expect(revoked.says(japanese ? "本人が取り消しました" : "The holder revoked this grant"))

    try FileManager.default.removeItem(atPath: family.place("mum.reply.phr"))
    let lost = try family.daughter()
    #expect(lost.says(japanese ? "返信ファイル" : "The reply file"))
    #expect(lost.says(japanese ? "同じ場所に戻して" : "Put it back beside"))
  }
}
