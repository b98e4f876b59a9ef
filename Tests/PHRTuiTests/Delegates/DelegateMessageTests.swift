import Foundation
import Testing

@testable import PHRModel
@testable import phr_tui

/// Everything that goes wrong between a holder and a delegate, provoked, in both languages, with
/// its exit code.
@Suite struct DelegateMessageTests {
  /// One message: how it comes about and who runs what.
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let code: ExitCode
    let ja: String
    let en: String
    let provoke: @Sendable (Family, Language) throws -> Family.Outcome
    var testDescription: String { name }
  }

  @Test(arguments: opening + ends + rights + holder + replies, Language.allCases)
  func `each has its sentence and its code`(_ scene: Case, _ language: Language) throws {
    let outcome = try scene.provoke(try Family(), language)
    #expect(outcome.code == scene.code, "\(outcome.messages)")
    let expected = language == .japanese ? scene.ja : scene.en
    #expect(outcome.messages.contains(expected), "\(outcome.messages)")
  }

  // MARK: The first opening, and what opens the file later

  static let opening = [
    Case(
      name: "no code yet", code: .wrongKey, ja: "最初の開封には一回限りのコードが必要です",
      en: "The first opening needs the one-time code"
    ) { family, language in
      try family.prepare()
      return family.daughter("list", language: language)
    },
    Case(
      name: "the code of another file", code: .wrongKey, ja: "パスフレーズが違います",
      en: "Wrong passphrase"
    ) { family, language in
      try family.prepare()
      try family.folder.write(RecoveryCode.random().printed, to: "code")
      return family.admit(language: language)
    },
    Case(name: "no code at all", code: .wrongKey, ja: "パスフレーズが違います", en: "Wrong passphrase") {
      family, language in
      try family.prepare()
      try family.folder.write("not a code", to: "code")
      return family.admit(language: language)
    },
    Case(
      name: "wrong passphrase", code: .wrongKey, ja: "パスフレーズが違います", en: "Wrong passphrase"
    ) { family, language in
      try family.prepare()
      family.admit()
      try family.folder.write("some other words", to: "daughter.pass")
      return family.daughter("list", language: language)
    },
    Case(
      name: "reply lost", code: .wrongKey, ja: "返信ファイル（….reply.phr）がありません",
      en: "The reply file (….reply.phr) is missing"
    ) { family, language in
      try family.prepare()
      family.admit()
      family.mother("delegates", "refresh")
      try family.remove("mum.reply.phr")
      return family.daughter("list", language: language)
    },
    Case(
      name: "reply lost, added anew", code: .wrongKey, ja: "本人に作り直しを頼みます",
      en: "ask the holder to revoke and add anew"
    ) { family, language in
      try family.prepare()
      family.admit()
      family.mother("delegates", "refresh")
      try family.remove("mum.reply.phr")
      return family.admit(language: language)
    },
    Case(
      name: "reply of another file", code: .wrongKey, ja: "この代理人用ファイルのものではありません",
      en: "does not belong to this delegate's file"
    ) { family, language in
      try family.prepare()
      family.admit()
      family.mother("delegates", "refresh")
      try family.copy("mum.reply.phr", to: "kept.phr")
      family.mother("delegates", "revoke", "架空 ゆり")
      try family.remove("mum.phr")
      try family.remove("mum.reply.phr")
      try family.folder.write(family.give(["--scope", "all"]).output, to: "code")
      try family.copy("kept.phr", to: "mum.reply.phr")
      return family.daughter("list", language: language)
    },
    Case(
      name: "the first file and the code open it after a refresh, too", code: .done,
      ja: "最初の開封が済みました", en: "First opening done"
    ) { family, language in
      try family.prepare()
      try family.copy("mum.phr", to: "first.phr")
      family.admit()
      family.mother("delegates", "refresh")
      try family.copy("mum.phr", to: "newest.phr")
      try family.copy("first.phr", to: "mum.phr")
      try family.remove("mum.reply.phr")
      let again = family.admit(language: language)
      try family.copy("newest.phr", to: "mum.phr")
      #expect(family.daughter("list").output.contains("見せる薬"))
      return again
    },
    Case(
      name: "file of an older program", code: .failed, ja: "古い版の phr-tui が書いたものです",
      en: "An older version of phr-tui wrote this delegate's file"
    ) { family, language in
      try family.prepare()
      family.admit()
      try family.changeFile("mum.phr", "PRAGMA user_version = 1")
      return family.daughter("list", language: language)
    },
    Case(
      name: "file of a newer program", code: .failed, ja: "phr-tui を更新してください",
      en: "Update phr-tui"
    ) { family, language in
      try family.prepare()
      family.admit()
      try family.changeFile("mum.phr", "PRAGMA user_version = 999")
      return family.daughter("list", language: language)
    },
  ]

  // MARK: When a grant is not in force

  static let ends = [
    Case(
      name: "not yet", code: .refused, ja: "2026-04-01 から有効です", en: "begins on 2026-04-01"
    ) { family, language in
      try family.prepare(["--scope", "all", "--from", "2026-04-01"])
      return family.admit(language: language)
    },
    Case(name: "expired", code: .refused, ja: "2027-03-31 で終わりました", en: "ended on 2027-03-31") {
      family, language in
      try family.prepare()
      family.admit()
      family.wait(days: 400)
      return family.daughter("list", language: language)
    },
    Case(
      name: "expired once, clock set back", code: .refused, ja: "2027-03-31 で終わりました",
      en: "ended on 2027-03-31"
    ) { family, language in
      try family.prepare()
      family.admit()
      family.wait(days: 400)
      family.daughter("list")
      family.wait(days: -400)
      return family.daughter("list", language: language)
    },
    Case(
      name: "revoked", code: .refused, ja: "2026-03-10 に本人が取り消しました",
      en: "The holder revoked this grant on 2026-03-10"
    ) { family, language in
      try family.prepare()
      family.admit()
      family.mother("delegates", "revoke", "架空 ゆり")
      return family.daughter("list", language: language)
    },
    Case(
      name: "clock set back", code: .refused, ja: "時計が戻されています", en: "The clock was set back"
    ) { family, language in
      try family.prepare()
      family.admit()
      family.wait(days: 5)
      family.daughter("list")
      family.wait(days: -5)
      return family.daughter("list", language: language)
    },
    Case(
      name: "what a revocation cannot undo", code: .done, ja: "写されたものは取り戻せません",
      en: "cannot be taken back"
    ) { family, language in
      try family.prepare()
      return family.mother("delegates", "revoke", "架空 ゆり", language: language)
    },
  ]

  // MARK: What a delegate may do

  static let rights = [
    Case(
      name: "change", code: .refused, ja: "代理人は見るだけで", en: "A delegate may look"
    ) { family, language in
      try family.prepare()
      family.admit()
      return family.daughter("add", "allergy", "--substance", "そば", language: language)
    },
    Case(
      name: "export", code: .refused, ja: "書き出しはできません", en: "does not allow to export"
    ) { family, language in
      try family.prepare()
      family.admit()
      return family.daughter("export", "records", language: language)
    },
    Case(
      name: "copy the database", code: .refused, ja: "書き出しはできません",
      en: "does not allow to export"
    ) { family, language in
      try family.prepare(["--scope", "all", "--right", "export"])
      family.admit()
      return family.daughter(
        "vault", "export-sqlite", family.place("x.db"), "--yes-plain", language: language)
    },
    Case(
      name: "consent without the right", code: .refused, ja: "同意設定は変えられません",
      en: "does not allow to manage consent"
    ) { family, language in
      try family.prepare()
      family.admit()
      return family.daughter(
        "consent", "hide", "kind:medication", "--from", "class:clinic", language: language)
    },
    Case(
      name: "consent beyond the grant", code: .refused, ja: "代理権の範囲を超えます",
      en: "goes beyond the grant"
    ) { family, language in
      try family.prepare(["--scope", "kind:medication", "--right", "consent"])
      family.admit()
      return family.daughter(
        "consent", "hide", "kind:cost", "--from", "class:clinic", language: language)
    },
    Case(
      name: "emergency card against the holder's rules", code: .refused,
      ja: "救急のとき何を見せるかは本人が決めており", en: "The holder has decided what is shown in emergencies"
    ) { family, language in
      try family.prepare(["--scope", "all", "--right", "export"])
      family.mother("consent", "hide", "kind:condition", "--from", "emergency")
      family.admit()
      return family.daughter("export", "emergency", language: language)
    },
    Case(
      name: "propose in one's own vault", code: .refused, ja: "代理人用ファイルではありません",
      en: "This is not a delegate's file"
    ) { family, language in
      try family.prepare()
      return family.mother("propose", "allergy", "--substance", "そば", language: language)
    },
    Case(
      name: "the log reaches the holder", code: .done, ja: "本人のアクセス記録に入ります",
      en: "reaches the holder's access log"
    ) { family, language in
      try family.prepare()
      family.admit()
      return family.daughter("access-log", language: language)
    },
  ]

  // MARK: What the holder hears

  static let holder = [
    Case(
      name: "nobody of that name", code: .refused, ja: "その名前の代理人はいません",
      en: "There is no such delegate"
    ) { family, language in
      try family.prepare()
      return family.mother("delegates", "revoke", "架空 次郎", language: language)
    },
    Case(
      name: "the name is taken", code: .refused, ja: "その名前の代理人は既にいます",
      en: "There is a delegate of that name already"
    ) { family, language in
      try family.prepare()
      try family.copy("mum.phr", to: "away.phr")
      try family.remove("mum.phr")
      return family.give(["--scope", "all"], language: language)
    },
    Case(
      name: "the place is away", code: .failed, ja: "代理人用ファイルの場所に届きません",
      en: "The place of the delegate's file cannot be reached"
    ) { family, language in
      try family.prepare()
      return family.mother(
        "delegates", "refresh", "架空 ゆり", "--out", family.place("usb/mum.phr"),
        language: language)
    },
    Case(
      name: "the place is another delegate's", code: .refused, ja: "別の代理人のファイルが置かれます",
      en: "Another delegate's file has its place there"
    ) { family, language in
      try family.prepare()
      try family.remove("mum.phr")
      return family.run(
        "mother.phr", "mother.pass",
        ["delegates", "add", "架空 次郎", "--scope", "all", "--out", family.place("mum.phr")],
        language)
    },
    Case(
      name: "no such proposal", code: .failed, ja: "判断待ちの提案はありません",
      en: "No proposal of that number waits"
    ) { family, language in
      try family.prepare()
      return family.mother("delegates", "accept", "7", language: language)
    },
    Case(name: "no scope", code: .usage, ja: "見せる記録がありません", en: "nothing is in scope") {
      family, language in
      family.mother("init")
      return family.give(["--until", "2027-01-01"], language: language)
    },
    Case(name: "end before the beginning", code: .usage, ja: "期間が正しくありません", en: "it must end") {
      family, language in
      family.mother("init")
      return family.give(
        ["--scope", "all", "--from", "2027-01-01", "--until", "2026-12-31"], language: language)
    },
    Case(
      name: "caring relative without reason", code: .usage, ja: "理由と見直す日が必要です",
      en: "a reason and a review date"
    ) { family, language in
      family.mother("init")
      return family.give(["--scope", "all", "--basis", "caring-relative"], language: language)
    },
    Case(
      name: "parent of somebody of age", code: .usage, ja: "本人は成年です", en: "the holder is of age"
    ) { family, language in
      family.mother("init")
      family.mother("profile", "--birth-date", "2000-01-01")
      return family.give(["--scope", "all", "--basis", "parent"], language: language)
    },
    Case(
      name: "bereaved without relation", code: .usage, ja: "続柄（--relation",
      en: "the relation (--relation"
    ) { family, language in
      family.mother("init")
      return family.run(
        "mother.phr", "mother.pass",
        [
          "delegates", "add", "架空 ゆり", "--basis", "bereaved", "--scope", "all", "--out",
          family.place("mum.phr"),
        ], language)
    },
    Case(
      name: "no death is known", code: .done, ja: "死亡を知ることができません", en: "cannot know of a death"
    ) { family, language in
      family.mother("init")
      return family.give(["--scope", "all", "--basis", "bereaved"], language: language)
    },
    Case(
      name: "what limits are worth", code: .done, ja: "決まりを守るプログラムでだけ働きます",
      en: "hold only in programs that keep the rules"
    ) { family, language in
      family.mother("init")
      return family.give(["--scope", "all"], language: language)
    },
    Case(
      name: "first file and code, said at the beginning", code: .done,
      ja: "後のファイルもすべて開けます", en: "The first file and the code open every later file too"
    ) { family, language in
      family.mother("init")
      return family.give(["--scope", "all"], language: language)
    },
    Case(
      name: "a field that does not fit", code: .refused, ja: "提案の項目か値が正しくありません",
      en: "A field of the proposal does not fit"
    ) { family, language in
      try family.prepare()
      family.admit()
      family.daughter("propose", "allergy", "--substance", "そば")
      family.mother("delegates", "refresh")
      try family.changeMother(
        "UPDATE delegate_entry SET act = replace(act, 'substance', 'nonsense')")
      let waiting = family.mother("delegates", "proposals").output
      let number = String(waiting.prefix { $0.isNumber })
      return family.mother("delegates", "accept", number, language: language)
    },
  ]

  // MARK: Replies that are not taken in

  static let replies = [
    Case(
      name: "reply of another pair", code: .done, ja: "別の代理人用ファイルのものです",
      en: "belongs to another file"
    ) { family, language in
      let other = try Family()
      try other.prepare()
      other.admit()
      try family.prepare()
      try FileManager.default.copyItem(
        atPath: other.place("mum.reply.phr"), toPath: family.place("mum.reply.phr"))
      return family.mother("delegates", "refresh", language: language)
    },
    Case(
      name: "damaged reply", code: .done, ja: "壊れているか、このプログラムのものではありません",
      en: "damaged or not made by this program"
    ) { family, language in
      try family.prepare()
      try family.folder.write("nothing of ours", to: "mum.reply.phr")
      return family.mother("delegates", "refresh", language: language)
    },
    Case(
      name: "reply of a newer program", code: .done, ja: "このプログラムを更新してください",
      en: "update this program"
    ) { family, language in
      try family.prepare()
      family.admit()
      try family.changeFile(
        "mum.reply.phr",
        "ALTER TABLE reply_entry ADD COLUMN more TEXT; PRAGMA user_version = 999")
      return family.mother("delegates", "refresh", language: language)
    },
    Case(
      name: "older copy of the reply", code: .done, ja: "前に見たものより古い写しです",
      en: "an older copy than one seen before"
    ) { family, language in
      try family.prepare()
      family.admit()
      try family.copy("mum.reply.phr", to: "old.phr")
      family.daughter("list")
      family.mother("delegates", "refresh")
      try family.copy("old.phr", to: "mum.reply.phr")
      return family.mother("delegates", "refresh", language: language)
    },
    Case(
      name: "a change goes through although a reply does not", code: .done,
      ja: "壊れているか、このプログラムのものではありません", en: "damaged or not made by this program"
    ) { family, language in
      try family.prepare()
      try family.folder.write("nothing of ours", to: "mum.reply.phr")
      return family.mother("add", "allergy", "--substance", "そば", language: language)
    },
    Case(
      name: "a change goes through although the file does not", code: .done,
      ja: "最新にできませんでした", en: "could not be brought up to date"
    ) { family, language in
      try family.prepare()
      try family.remove("mum.phr")
      try FileManager.default.createDirectory(
        atPath: family.place("mum.phr"), withIntermediateDirectories: false)
      return family.mother("add", "allergy", "--substance", "そば", language: language)
    },
  ]
}
