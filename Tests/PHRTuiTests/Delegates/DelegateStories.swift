import Foundation
import PHRModel
import Testing

@testable import phr_tui

@Suite struct `Delegates: two people and two files` {
  @Test func `grant, first opening, proposal, acceptance and revocation`() throws {
    let family = try Family()
    try family.prepare()
    #expect(family.daughter("list").code == .wrongKey)
    let first = family.admit()
    #expect(first.code == .done)
    #expect(first.messages.contains("Acting for: 架空 はな · view only · until 2027-03-31"))

    let listed = family.daughter("list", language: .japanese)
    #expect(listed.output.contains("見せる薬"))
    #expect(!listed.output.contains("見せない病名"))
    #expect(listed.messages.contains("代理: 架空 はな・閲覧のみ・2027-03-31まで"))
    #expect(family.daughter("add", "allergy", "--substance", "そば").code == .refused)
    #expect(
      family.daughter("vault", "export-sqlite", family.place("x.db"), "--yes-plain").code
        == .refused)
    #expect(family.daughter("propose", "allergy", "--substance", "そば").code == .done)

    #expect(family.mother("delegates", "refresh").messages.contains("entries came back"))
    let waiting = family.mother("delegates", "proposals")
    #expect(waiting.output.contains("substance=そば"))
    let number = String(waiting.output.prefix { $0.isNumber })
    #expect(family.mother("delegates", "accept", number).code == .done)
    #expect(family.mother("list").output.contains("そば"))
    #expect(!family.daughter("list").output.contains("そば"))
    #expect(family.mother("delegates", "log").output.contains("opened the file"))

    let revoked = family.mother("delegates", "revoke", "架空 ゆり")
    #expect(revoked.messages.contains("cannot be taken back"))
    let refused = family.daughter("list")
    #expect(refused.code == .refused)
    #expect(refused.messages.contains("The holder revoked this grant on 2026-03-10"))
    #expect(family.daughter("list", language: .japanese).messages.contains("本人が取り消しました"))
  }

  @Test func `a change of the holder's reaches the file by itself`() throws {
    let family = try Family()
    try family.prepare()
    _ = family.admit()
    let added = family.mother("add", "medication", "--drug", "あとの薬", "--date", "2026-03-02")
    #expect(added.messages.contains("Brought 1 delegates' files up to date"))
    #expect(family.daughter("list").output.contains("あとの薬"))
  }

  @Test(arguments: Language.allCases)
  func `the end, the clock and a lost reply are told in both languages`(language: Language) throws {
    let family = try Family()
    try family.prepare()
    _ = family.admit()
    let japanese = language == .japanese
    family.now = Story.now.adding(seconds: 86_400 * 5)
    #expect(family.daughter("list", language: language).code == .done)
    family.now = Story.now
    let back = family.daughter("list", language: language)
    #expect(back.code == .refused)
    #expect(back.messages.contains(japanese ? "時計が戻されています" : "The clock was set back"))
    family.now = Story.now.adding(seconds: 86_400 * 400)
    let ended = family.daughter("list", language: language)
    #expect(ended.code == .refused)
    #expect(ended.messages.contains(japanese ? "2027-03-31 で終わりました" : "ended on 2027-03-31"))

    family.now = Story.now.adding(seconds: 86_400 * 6)
    _ = family.mother("delegates", "refresh")
    try FileManager.default.removeItem(atPath: family.place("mum.reply.phr"))
    let lost = family.daughter("list", language: language)
    #expect(lost.code == .wrongKey)
    #expect(lost.messages.contains(japanese ? "返信ファイル" : "reply file"))
  }

  @Test func `people are listed by file alone`() throws {
    let family = try Family()
    try family.prepare()
    _ = family.admit()
    #expect(family.daughter("people", "list").output.contains("1  delegate's file  "))
    #expect(family.daughter("people", "remove", "1").code == .done)
    #expect(family.daughter("people", "list").output.isEmpty)
  }

  @Test func `the banner stands on every screen`() throws {
    let story = try Story()
    var profile = Profile()
    profile.name = "架空 はな"
    var facts = VaultFacts(name: "mum.phr", profile: profile, readOnlyReason: .requested)
    facts.grant = Grant(
      id: RecipientID("d"), delegate: "架空 ゆり", relation: "娘", basis: .powerOfAttorney,
      scope: [.all],
      window: ConsentWindow(until: Story.now.adding(seconds: 86_400)), purpose: "見守り")
    story.play(.opened(facts))
    let banner = "代理: 架空 はな・閲覧のみ・2026-03-10まで"
    #expect(story.canvas.rowText(0).contains(banner))
    story.press("?")
    #expect(story.canvas.rowText(0).contains(banner))
  }
}
