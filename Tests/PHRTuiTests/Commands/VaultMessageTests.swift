import Foundation
import Glibc
import Testing

@testable import PHRModel
@testable import phr_tui

/// Every state of a vault file, provoked, in both languages, with its exit code.
@Suite struct VaultMessageTests {
  /// One state: how it comes about, what is run, what is said.
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let code: ExitCode
    let ja: String
    let en: String
    var arguments = ["list"]
    let prepare: @Sendable (CommandPlace) throws -> Void
    var testDescription: String { name }
  }

  @Test(arguments: files + states + systems, Language.allCases)
  func `each state has its sentence and its code`(_ scene: Case, _ language: Language) throws {
    let place = try CommandPlace()
    try scene.prepare(place)
    let outcome = place.runOn("record.phr", scene.arguments, language: language)
    #expect(outcome.code == scene.code, "\(outcome.messages)")
    let expected = language == .japanese ? scene.ja : scene.en
    let isSaid =
      expected.isEmpty ? outcome.messages.isEmpty : outcome.messages.contains(expected)
    #expect(isSaid, "\(outcome.messages)")
  }

  /// Only root can give a file to another user; elsewhere this cannot be tried.
  @Test(
    .enabled(if: geteuid() == 0, "needs root to give a file away"), arguments: Language.allCases)
  func `another user's vault is refused, and a look at a copy of it is not`(
    _ language: Language
  ) throws {
    let place = try CommandPlace()
    try place.create()
    try #require(chown(place.path, 65_534, 65_534) == 0)
    let refusal = language == .japanese ? "他の利用者のファイルです" : "The file is another user's"
    for arguments in [["list"], ["vault", "info"], ["vault", "compact"]] {
      let outcome = place.runOn("record.phr", arguments, language: language)
      #expect(outcome.code == .refused)
      #expect(outcome.messages.contains(refusal), "\(outcome.messages)")
    }
    let look = place.runOn(
      "other.phr", ["vault", "verify", place.path], language: language)
    #expect(look.code == .done, "\(look.messages)")
  }

  /// Command lines on a full disk, and whether they go through at the cost of the spare file.
  @Test(arguments: [
    (["consent", "base", "opt-in"], true), (["consent", "base", "opt-out"], true),
    (["recipients", "add", "架空医院"], true),
    (["add", "allergy", "--substance", "ebi"], false),
    (["profile", "--name", "架空 花子"], false),
  ])
  func `on a full disk only what hides or takes back goes through`(
    arguments: [String], isUrgent: Bool
  ) throws {
    let place = try CommandPlace()
    place.options.keepsReserve = true
    try place.create()
    let reserve = place.directory + "/.record.phr.reserve"
    #expect(FileManager.default.fileExists(atPath: reserve))
    if arguments.last == "opt-out" {
      #expect(place.run("consent", "base", "opt-in").code == .done)
    }
    var files = FailingFiles()
    files.fullDisk = FullDisk()
    place.options.files = files
    let outcome = place.runOn("record.phr", arguments)
    #expect(files.fullDisk?.isFull == !isUrgent, "\(outcome.messages)")
    // Made anew when there was room again.
    #expect(FileManager.default.fileExists(atPath: reserve))
    if isUrgent {
      #expect(outcome.code == .done, "\(outcome.messages)")
    } else {
      #expect(outcome.code != .done)
      #expect(outcome.messages.contains("The disk is full; nothing was changed."))
    }
  }

  // MARK: What the file is

  static let files = [
    Case(name: "no vault", code: .failed, ja: "記録ファイルがありません", en: "There is no such vault") { _ in
    },
    Case(name: "only .prev", code: .failed, ja: "（.prev）", en: "The previous one (.prev)") {
      try $0.create()
      try FileManager.default.moveItem(atPath: $0.path, toPath: $0.path + ".prev")
    },
    Case(
      name: "another file", code: .failed, ja: "記録ファイルではありません", en: "not one of our vault files"
    ) { try $0.replace(with: [UInt8](repeating: 0x20, count: 20_000)) },
    Case(name: "newer format", code: .failed, ja: "新しい版の phr-tui", en: "a newer version") {
      try $0.create()
      try $0.change { bytes in
        for start in [0, 4_096] {
          bytes[start + 8] = 2
          let sum = SHA256.hash(Array(bytes[start..<(start + 4_064)]))
          bytes.replaceSubrange((start + 4_064)..<(start + 4_096), with: sum)
        }
      }
    },
    Case(
      name: "wrong passphrase", code: .wrongKey, ja: "パスフレーズが違います", en: "Wrong passphrase"
    ) {
      try $0.create()
      try $0.write("some other words", to: "pass")
    },
    Case(
      name: "header damaged", code: .damaged, ja: "ヘッダーが壊れているか、改ざん",
      en: "header is damaged or tampered with"
    ) {
      try $0.create()
      try $0.change { bytes in
        bytes[100] ^= 1
        bytes[4_196] ^= 1
      }
    },
    Case(
      name: "one header copy damaged", code: .done, ja: "もう一方から修復しました",
      en: "repaired from the other"
    ) {
      try $0.create()
      try $0.change { $0[100] ^= 1 }
    },
    Case(
      name: "flipped byte in the middle", code: .damaged, ja: "壊れているか、改ざんされています（位置",
      en: "damaged or tampered with (byte"
    ) {
      try $0.create()
      for number in 0..<3 { try $0.addRecord("egg \(number)") }
      try $0.change { $0[9_000] ^= 1 }
    },
    Case(
      name: "cut short", code: .damaged, ja: "まだ複写中かもしれません", en: "perhaps still being copied"
    ) {
      try $0.create()
      let vault = try $0.open()
      try vault.compact()
      vault.close()
      try $0.replace(with: Array(try $0.bytes().prefix(40_000)))
    },
    Case(name: "symbolic link", code: .refused, ja: "シンボリックリンク", en: "Symbolic links") {
      try $0.create()
      try FileManager.default.moveItem(atPath: $0.path, toPath: $0.place("real"))
      try FileManager.default.createSymbolicLink(
        atPath: $0.path, withDestinationPath: $0.place("real"))
    },
    Case(name: "a folder", code: .failed, ja: "通常のファイルではありません", en: "not a regular file") {
      try FileManager.default.createDirectory(
        atPath: $0.path, withIntermediateDirectories: false)
    },
    Case(
      name: "readable by others", code: .done, ja: "chmod 600 をお勧めします", en: "chmod 600 is advised"
    ) {
      try $0.create()
      try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: $0.path)
    },
  ]

  // MARK: What this machine remembers of it

  static let states = [
    Case(name: "older", code: .damaged, ja: "もっと新しい状態を見ています", en: "has seen a newer state") {
      try $0.create()
      let before = try $0.bytes()
      try $0.addRecord("egg")
      try $0.replace(with: before)
    },
    Case(
      name: "older, accepted", code: .done, ja: "", en: "", arguments: ["list", "--accept-older"]
    ) {
      try $0.create()
      let before = try $0.bytes()
      try $0.addRecord("egg")
      try $0.replace(with: before)
    },
    Case(name: "diverged", code: .damaged, ja: "枝分かれしています", en: "went different ways") {
      try $0.create()
      let before = try $0.bytes()
      try $0.addRecord("egg")
      try $0.replace(with: before)
      let here = $0.options
      $0.options.stateDirectory = .at($0.place("elsewhere"))
      try $0.addRecord("milk")
      $0.options = here
    },
    Case(
      name: "header rolled back", code: .damaged, ja: "古いヘッダー", en: "an older header was put back"
    ) {
      try $0.create()
      let before = try $0.bytes()
      let vault = try $0.open()
      _ = try vault.addSlot(for: .recoveryCode(.random()))
      vault.close()
      try $0.change { $0.replaceSubrange(0..<8_192, with: before[..<8_192]) }
    },
    Case(
      name: "a remembered commit lost", code: .damaged, ja: "末尾から失われています",
      en: "the end of the log that this machine has seen is missing"
    ) {
      try $0.create()
      try $0.change { $0.removeLast(40) }
    },
    Case(
      name: "an unfinished commit", code: .done, ja: "保存済みの変更は失われていません",
      en: "No acknowledged change is lost"
    ) {
      try $0.create()
      try $0.change { $0 += [UInt8](repeating: 0x55, count: 77) }
    },
    Case(
      name: "rekeyed elsewhere, reading", code: .done, ja: "別の端末で鍵が替えられました",
      en: "changed on another machine", prepare: rekeyElsewhere),
    Case(
      name: "rekeyed elsewhere, writing", code: .damaged, ja: "別の端末で鍵が替えられました",
      en: "changed on another machine", arguments: ["profile", "--name", "見本"],
      prepare: rekeyElsewhere),
    Case(name: "first seen here", code: .done, ja: "初めて開く", en: "for the first time") {
      try $0.create()
      $0.options.stateDirectory = .at($0.place("fresh"))
    },
  ]

  private static let rekeyElsewhere: @Sendable (CommandPlace) throws -> Void = { place in
    try place.create()
    let here = place.options
    place.options.stateDirectory = .at(place.place("elsewhere"))
    let vault = try place.open()
    try vault.rekey(credentials: [try #require(CommandPlace.credential)])
    vault.close()
    place.options = here
  }

  // MARK: What the system does

  static let systems = [
    Case(
      name: "disk full", code: .failed, ja: "ディスクが一杯", en: "The disk is full",
      arguments: ["profile", "--name", "見本"]
    ) {
      try $0.create()
      $0.options.files = FailingFiles(writeFailure: ENOSPC)
    },
    Case(name: "medium fails", code: .failed, ja: "ファイル操作に失敗", en: "A file operation failed") {
      try $0.create()
      $0.options.files = FailingFiles(readFailure: EIO)
    },
    Case(
      name: "unsafe file system, reading", code: .done, ja: "--sole-user を付けて",
      en: "add --sole-user"
    ) {
      try $0.create()
      $0.options.files = FailingFiles(fileSystemNumber: 0x6969)
    },
    Case(
      name: "unsafe file system, writing", code: .refused, ja: "--sole-user を付けて",
      en: "add --sole-user", arguments: ["profile", "--name", "見本"]
    ) {
      try $0.create()
      $0.options.files = FailingFiles(fileSystemNumber: 0x6969)
    },
    Case(
      name: "read-only, writing", code: .refused, ja: "今は変更できません", en: "cannot be changed now",
      arguments: ["profile", "--name", "見本"]
    ) {
      try $0.create()
      $0.options.readOnly = true
    },
    Case(
      name: "init over a vault", code: .failed, ja: "既にファイルがあります", en: "A file is there already",
      arguments: ["init"]
    ) { try $0.create() },
  ]

  // MARK: What the command line cannot provoke

  @Test(arguments: [
    (VaultError.noMemory, ExitCode.failed), (.unsupportedFileSystem, .failed),
    (.foreignOwner, .refused), (.noFreeSlot, .failed), (.closed, .wrongKey), (.inUse, .failed),
  ])
  func `every other error is a sentence in both languages`(_ error: VaultError, _ code: ExitCode) {
    let report = ErrorWords.report(error)
    #expect(report.exit == code)
    #expect(report.message.ja != report.message.en)
    #expect(report.message.ja.hasSuffix("。") && report.message.en.hasSuffix("."))
  }
}
