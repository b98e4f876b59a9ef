import Foundation
import Testing

@testable import PHRModel
@testable import phr_tui

/// A parent runs a child's vault; what the birthdays bring.
@Suite struct `A child grows up` {
  private static func moment(_ day: String) throws -> Instant {
    Instant(startOf: try #require(PartialDate(iso: day)).first)
  }

  private func child(born: String, on day: String) throws -> Family {
    let family = try Family()
    family.now = try Self.moment("2020-01-01")
    #expect(family.mother("init").code == .done)
    #expect(family.mother("profile", "--birth-date", born).code == .done)
    family.now = try Self.moment(day)
    return family
  }

  @Test(
    arguments: [
      // born, day, what is said at the next change
      ("2011-06-15", "2026-06-14", ""), ("2011-06-15", "2026-06-15", "15"),
      ("2011-06-15", "2026-06-16", "15"), ("2011-06-15", "2027-06-14", "15"),
      ("2011-06-15", "2027-06-15", ""), ("2011-06-15", "2029-06-14", ""),
      ("2011-06-15", "2029-06-15", "18"), ("2011-06-15", "2030-06-14", "18"),
      ("2011-06-15", "2030-06-15", ""),
      // Born on 29 February: a year older from 1 March on, in a leap year on the day itself.
      ("2012-02-29", "2027-02-28", ""), ("2012-02-29", "2027-03-01", "15"),
      ("2012-02-29", "2030-02-28", ""), ("2012-02-29", "2030-03-01", "18"),
      ("2013-02-28", "2028-02-27", ""), ("2013-02-28", "2028-02-28", "15"),
      ("2014-03-01", "2029-02-28", ""), ("2014-03-01", "2029-03-01", "15"),
    ], Language.allCases)
  func `a birthday is told once, on the day and not before`(
    _ scene: (born: String, day: String, said: String), language: Language
  ) throws {
    let family = try child(born: scene.born, on: scene.day)
    let told = family.mother("profile", "--phone", "03-0000-0000", language: language).messages
    let words =
      language == .japanese
      ? ["15": "本人は15歳になりました", "18": "本人は18歳（成年）になりました"]
      : ["15": "The holder is 15 now", "18": "The holder is of age"]
    for (age, text) in words {
      #expect(told.contains(text) == (age == scene.said), "\(told)")
    }
    let again = family.mother("profile", "--phone", "03-0000-0001", language: language).messages
    for text in words.values { #expect(!again.contains(text)) }
  }

  @Test(arguments: [
    ("2011-06-15", "2026-06-14", "2026-06-15"), ("2012-02-29", "2027-02-28", "2027-03-01"),
  ])
  func `at 15 the child is asked whether a parent's grant goes on`(
    born: String, before: String, day: String
  ) throws {
    let family = try child(born: born, on: before)
    let given = family.give(["--scope", "all", "--basis", "parent", "--until", "2029-01-01"])
    #expect(given.code == .done, "\(given.messages)")
    #expect(!family.mother("delegates", "list").messages.contains("ask whether"))
    family.now = try Self.moment(day)
    #expect(family.mother("profile", "--phone", "1").messages.contains("ask whether the grant"))
    #expect(!family.mother("profile", "--phone", "2").messages.contains("ask whether the grant"))
    #expect(family.mother("delegates", "list").messages.contains("ask whether the grant"))
    #expect(family.mother("delegates", "confirm", "架空 ゆり").code == .done)
    #expect(!family.mother("delegates", "list").messages.contains("ask whether"))
  }

  @Test(arguments: [
    ("2011-06-15", "2029-06-14", "2029-06-15"), ("2012-02-29", "2030-02-28", "2030-03-01"),
    ("2012-01-01", "2029-12-31", "2030-01-01"),
  ])
  func `at 18 a parent's grant ends by itself`(born: String, before: String, day: String) throws {
    let family = try child(born: born, on: before)
    let given = family.give(["--scope", "all", "--basis", "parent", "--until", "2035-01-01"])
    #expect(given.code == .done, "\(given.messages)")
    try family.folder.write(given.output, to: "code")
    #expect(family.admit().code == .done)
    family.now = try Self.moment(day).adding(seconds: -1)
    #expect(family.daughter("list").code == .done)
    family.now = try Self.moment(day)
    let refused = family.daughter("list")
    #expect(refused.code == .refused)
    #expect(refused.messages.contains("ended on \(before)"))
    #expect(family.mother("delegates", "list").output.contains("expired"))
  }

  @Test func `a birth date that is learnt later ends the grant all the same`() throws {
    let family = try Family()
    family.now = try Self.moment("2026-01-01")
    family.mother("init")
    let given = family.give(["--scope", "all", "--basis", "parent", "--until", "2035-01-01"])
    try family.folder.write(given.output, to: "code")
    family.admit()
    family.mother("profile", "--birth-date", "2008-03-31")
    #expect(family.mother("delegates", "list").output.contains("until 2026-03-30"))
    family.now = try Self.moment("2026-03-31")
    #expect(family.daughter("list").code == .refused)
  }

  @Test(arguments: [
    ("2011-06-15", "2029-06-14", "2029-06-15"), ("2012-02-29", "2030-02-28", "2030-03-01"),
  ])
  func `the handover waits for the day, and then leaves no key of the parents`(
    born: String, before: String, day: String
  ) throws {
    let family = try child(born: born, on: before)
    let given = family.give(["--scope", "all", "--basis", "parent"])
    #expect(given.code == .done, "\(given.messages)")
    try family.folder.write("the child's own words\n", to: "child.pass")
    let arguments = ["delegates", "handover", "--new-passphrase-file", family.place("child.pass")]
    let early = family.run("mother.phr", "mother.pass", arguments + ["--force"], .english)
    #expect(early.code == .refused)
    #expect(early.messages.contains("not of age before \(day)"))
    #expect(family.mother("list").code == .done)

    family.now = try Self.moment(day)
    let unasked = family.run("mother.phr", "mother.pass", arguments, .english)
    #expect(unasked.code != .done)
    let done = family.run("mother.phr", "mother.pass", arguments + ["--force"], .english)
    #expect(done.code == .done, "\(done.messages)")
    for step in ["1. From here on the child", "2. The child sets", "3. A new recovery code"] {
      #expect(done.messages.contains(step))
    }
    #expect(family.mother("list").code == .wrongKey)
    #expect(family.run("mother.phr", "child.pass", ["list"], .english).code == .done)
    let slots = family.run("mother.phr", "child.pass", ["vault", "slots", "--json"], .english)
    #expect(slots.output.split(separator: "\n").count == 2)
    // The code that was shown opens it, too.
    try family.folder.write(done.output, to: "child.code")
    #expect(family.run("mother.phr", "child.code", ["list"], .english).code == .done)
    #expect(!family.exists("mother.phr.prev"))
  }

  @Test func `the handover can come early by the family's own wish`() throws {
    let family = try child(born: "2011-06-15", on: "2027-01-01")
    try family.folder.write("the child's own words\n", to: "child.pass")
    let done = family.mother(
      "delegates", "handover", "--early", "--force", "--new-passphrase-file",
      family.place("child.pass"))
    #expect(done.code == .done)
    #expect(family.mother("list").code == .wrongKey)
  }

  @Test func `a grant by another basis outlives the birthday`() throws {
    let family = try child(born: "2011-06-15", on: "2029-06-14")
    let given = family.give(["--scope", "all", "--basis", "guardian", "--until", "2031-01-01"])
    try family.folder.write(given.output, to: "code")
    family.admit()
    family.now = try Self.moment("2029-06-16")
    #expect(family.daughter("list").code == .done)
  }
}

@Suite struct `Files for hard times` {
  @Test(arguments: Language.allCases)
  func `a file for the bereaved opens only with its code, however often it is refreshed`(
    language: Language
  ) throws {
    let family = try Family()
    let letter = family.place("letter.txt")
    try family.prepare(["--scope", "all", "--basis", "bereaved", "--letter", letter])
    let code = try String(contentsOfFile: family.place("code"), encoding: .utf8)
    let text = try String(contentsOfFile: letter, encoding: .utf8)
    #expect(text.contains(code.trimmingCharacters(in: .whitespacesAndNewlines)))
    #expect(text.contains("架空 ゆり") && text.contains("架空 はな"))
    #expect(text.contains("cannot know of a death"))
    let mode = try FileManager.default.attributesOfItem(atPath: letter)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    // Ten years are proposed, and every refresh keeps the slot of the code.
    #expect(family.mother("delegates", "list").output.contains("until 2036-03-09"))
    for day in 1...3 {
      family.mother("add", "medication", "--drug", "薬\(day)", "--date", "2026-03-0\(day)")
      family.wait(days: 300)
      #expect(try Vault.slotKinds(at: family.place("mum.phr")) == [.exchangeKey, .recoveryCode])
      #expect(family.daughter("list", language: language).code == .wrongKey)
    }
    #expect(family.mother("access-log").output.isEmpty)
    #expect(family.admit(language: language).code == .done)
    #expect(family.daughter("list").output.contains("薬3"))
    // While the holder lives, an early opening is seen.
    #expect(family.mother("access-log").output.contains("opened by a delegate"))
  }

  @Test func `a letter never replaces a file`() throws {
    let family = try Family()
    family.mother("init")
    try family.folder.write("mine", to: "letter.txt")
    let given = family.give(["--scope", "all", "--letter", family.place("letter.txt")])
    #expect(given.code == .failed)
    #expect(try String(contentsOfFile: family.place("letter.txt"), encoding: .utf8) == "mine")
  }

  @Test(arguments: [("2026-09-30", false), ("2026-10-01", true), ("2027-02-01", true)])
  func `a caring relative's grant is looked at again on its day`(day: String, due: Bool) throws {
    let family = try Family()
    try family.prepare([
      "--scope", "all", "--basis", "caring-relative", "--incapacity", "認知症のため", "--review",
      "2026-10-01",
    ])
    family.now = Instant(startOf: try #require(PartialDate(iso: day)).first)
    let said = family.mother("profile", "--phone", "1").messages
    #expect(said.contains("The review date of the grant of 架空 ゆり has come") == due)
    #expect(family.mother("delegates", "list").messages.contains("review date") == due)
    // The reason is the holder's: the delegate's file does not have it.
    family.admit()
    #expect(!family.daughter("vault", "info", "--json").output.contains("認知症"))
  }
}
