import Foundation
import PHRModel
import Testing

@testable import phr_tui

/// A daughter who may manage consent does so at her screen; the mother's program decides.
@Suite struct `Consent on behalf at the screen` {
  /// The mother's file for a daughter with that right, and two recipients of the mother's.
  private static func family(
    _ language: Language = .english, right: Grant.Right = .consent
  ) async throws -> FamilyJourney {
    let family = try FamilyJourney(language)
    family.size = Size(width: 140, height: 40)
    let mother = try await family.mother()
    mother.press("S a")
    mother.type("みなと医院")
    mother.press("Ctrl-S a")
    mother.type("見本薬局")
    mother.press("Tab Right Right Ctrl-S Esc")
    try family.grant(mother, right: right)
    return family
  }

  @Test(arguments: Language.allCases)
  func `says for whom and as whom, waits for the holder's program, and is logged with both names`(
    language: Language
  ) async throws {
    let family = try await Self.family(language)
    let japanese = language == .japanese
    let daughter = try family.admit()
    daughter.press("s")
    #expect(
      daughter.says(
        japanese
          ? "架空 はな さんの同意を、代理人 架空 ゆり として設定します"
          : "You set this for 架空 はな, as the delegate 架空 ゆり."))
    #expect(daughter.banner.contains("架空 はな"))
    daughter.press("Tab Tab Tab Tab Tab Tab")
    daughter.type("歯には関係ない")
    daughter.press("Ctrl-S")
    #expect(daughter.banner.contains("架空 はな"))
    #expect(
      daughter.says(
        japanese
          ? "「2026-03-01 見せる薬」を みなと医院 に見せない" : "Hide “2026-03-01 見せる薬” from みなと医院"))
    #expect(
      daughter.says(japanese ? "記録1件に当てはまります" : "It is about 1 record of this file."))
    #expect(
      daughter.says(
        japanese
          ? "代理人 架空 ゆり として設定します" : "as the delegate 架空 ゆり"))
    daughter.press("y")
    #expect(daughter.state.stack == [.browser])
    #expect(daughter.says(japanese ? "返信に書きました" : "Written to the reply"))
    daughter.press("D")
    #expect(
      daughter.says(
        japanese
          ? "本人に代わる同意設定: 「見せる薬」 を みなと医院 に見せない"
          : "consent on the holder's behalf: hide “見せる薬”, みなと医院"), "\(daughter.picture)")
    daughter.press("Esc Ctrl-C")

    let mother = try await family.mother()
    mother.press("D R")
    mother.press("Esc S H")
    #expect(mother.shows("架空 ゆり") && mother.shows("みなと医院"))
    mother.press("Esc Esc")
    mother.press("s")
    #expect(mother.says(japanese ? "見えない みなと医院" : "hidden   みなと医院"))
  }

  @Test func `names recipients and classes, never anyone, a tag, or what is out of scope`()
    async throws
  {
    let family = try await Self.family()
    let daughter = try family.admit()
    daughter.press("s")
    guard case .sheet(let sheet) = daughter.state.destination,
      case .directive(let form) = sheet.subject
    else {
      Issue.record("no form: \(daughter.picture)")
      return
    }
    #expect(
      form.audience.map(\.name.en)
        == ["みなと医院", "見本薬局", "a doctor in an emergency", "every clinic", "every pharmacy"])
    // The grant names checkups and medication: neither a whole institution nor everything.
    #expect(
      form.scopes.map { SheetWords.scope($0).en }
        == [
          "this record", "medication of some days", "all medication (2)", "everything of some days",
        ])
  }

  @Test func `days outside the grant are refused in words, and nothing is written`() async throws {
    let family = try await Self.family()
    let daughter = try family.admit()
    daughter.press("s Tab Right Right Right Tab 2026-03 Ctrl-S")
    #expect(daughter.shows("Show or hide: 見せる薬"), "\(daughter.picture)")
    #expect(daughter.says("goes beyond the grant"), "\(daughter.picture)")
    daughter.press("Esc D")
    #expect(!daughter.shows("consent on the holder's behalf"))
  }

  @Test func `a no writes nothing`() async throws {
    let family = try await Self.family()
    let daughter = try family.admit()
    daughter.press("s Ctrl-S n D")
    #expect(!daughter.shows("consent on the holder's behalf"))
  }

  @Test(arguments: [Grant.Right.view, .export])
  func `needs its own right`(right: Grant.Right) async throws {
    let family = try await Self.family(right: right)
    let daughter = try family.admit()
    daughter.press("s")
    #expect(daughter.state.stack == [.browser])
    #expect(daughter.shows("not in a delegate's file"))
  }

  @Test(arguments: Grant.Right.allCases)
  func `pages leave a delegate's file only with the right to export, and name the delegate`(
    right: Grant.Right
  ) async throws {
    let family = try await Self.family(right: right)
    let daughter = try family.admit()
    daughter.press("O")
    guard right == .export else {
      #expect(daughter.state.stack == [.browser])
      #expect(daughter.shows("This grant does not allow to export."))
      return
    }
    daughter.press("Ctrl-S")
    guard case .handout(let page) = daughter.state.destination else {
      Issue.record("no page: \(daughter.picture)")
      return
    }
    #expect(page.handout.lines.contains { $0.contains("架空 ゆり") })
    daughter.press("w Ctrl-U \(family.place("page.txt")) Ctrl-S Esc Esc D")
    #expect(daughter.shows("exported"), "\(daughter.picture)")
  }
}
