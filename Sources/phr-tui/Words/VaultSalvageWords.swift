import PHRModel

/// What `vault salvage` says, and what a recovery sheet can be wrong about.
enum VaultSalvageWords {
  static func saved(_ path: String) -> [Text] {
    [
      Text(ja: "読めたものを新しい記録ファイルに写しました: \(path)", en: "Copied what can be read: \(path)"),
      Text(
        ja: "壊れたファイルには手を付けていません。新しいファイルを確かめるまで残してください。",
        en: "The damaged file was not touched; keep it until you have looked at the new one."),
    ]
  }

  /// Everything that is missing, line by line.
  static func losses(
    _ losses: Salvage.Losses, _ outcome: SalvageCopy.Outcome
  ) -> [Text] {
    var lines: [Text] = []
    if losses.header {
      lines.append(
        Text(ja: "ヘッダー: 両方の控えとも使えません", en: "Header: neither copy is usable"))
    }
    lines += losses.gaps.map { gap in
      Text(
        ja: "読めない範囲: 位置 \(gap.lowerBound)〜\(gap.upperBound)（\(gap.count) バイト）",
        en: "Unreadable: bytes \(gap.lowerBound)–\(gap.upperBound) (\(gap.count) bytes)")
    }
    lines += losses.frames.map { Text(ja: "読めないフレーム: \($0)", en: "Unreadable frame: \($0)") }
    lines += losses.blocks.map { block in
      Text(
        ja: "失われた部分: データベースの \(block.lowerBound)〜\(block.upperBound) バイト",
        en: "Lost: bytes \(block.lowerBound)–\(block.upperBound) of the database")
    }
    lines += ranges(losses.commits).map { run in
      let name = run.count == 1 ? "\(run.lowerBound)" : "\(run.lowerBound)–\(run.upperBound)"
      return Text(ja: "失われた変更: コミット \(name)", en: "Lost change: commit \(name)")
    }
    lines += outcome.tables.filter(\.isCut).map { table in
      Text(
        ja: "一部だけ読めた表: \(table.name)（\(table.rows) 行を写しました）",
        en: "Read only in part: table \(table.name) (\(table.rows) rows copied)")
    }
    return lines.isEmpty ? [nothingLost] : lines
  }

  static let nothingLost = Text(ja: "失われたものはありません。", en: "Nothing was lost.")

  /// After a hole in the log what came later may rest on what is missing.
  static let mixed = Text(
    ja: "失われた変更の後に同じ場所を変えた記録は、不完全なことがあります。控えと見比べてください。",
    en: "Records changed in the same places after a lost change may be incomplete; compare them "
      + "with a backup.")

  static func counted(_ salvage: Salvage, records: Int) -> Text {
    Text(
      ja: "読めたもの: フレーム \(salvage.frames)、コミット \(salvage.commits)、記録 \(records) 件",
      en: "Read: \(salvage.frames) frames, \(salvage.commits) commits, \(records) records")
  }

  static let rekeyHint = Text(
    ja: "新しいファイルは新しい鍵とリカバリーコードを持ちます。コードは二度と表示しません。",
    en: "The new file has a data key and a recovery code of its own; the code is never shown again."
  )

  /// Neighbouring numbers together.
  static func ranges(_ numbers: [UInt64]) -> [ClosedRange<UInt64>] {
    numbers.reduce(into: []) { runs, number in
      if let last = runs.last, last.upperBound + 1 == number {
        runs[runs.count - 1] = last.lowerBound...number
      } else {
        runs.append(number...number)
      }
    }
  }
}

/// Why a `vault` command could not do its work.
enum VaultCommandWords {
  static func report(_ failure: VaultCommandFailure) -> ErrorReport {
    switch failure {
    case .confirmationNeeded(let option):
      return ErrorReport(
        .refused, ja: "確認が必要ですが、尋ねる相手がいません。何も変えていません。",
        en: "This needs a confirmation and there is nobody to ask; nothing was changed.",
        hint: Text(ja: "承知の上なら \(option) を付けてください。", en: "If you are sure, add \(option)."))
    case .targetIsTheVault:
      return ErrorReport(
        .refused, ja: "書き出し先が記録ファイルそのものです。", en: "The file to write is the vault itself.")
    case .whichSlot(let slots):
      let numbers = slots.map(String.init).joined(separator: ", ")
      return ErrorReport(
        .usage, ja: "どの鍵を変えるか分かりません（\(numbers)）。",
        en: "Several keys could be meant (\(numbers)).",
        hint: Text(ja: "--slot N で選んでください。", en: "Choose one by --slot N."))
    case .noRecoverySlot:
      return ErrorReport(
        .failed, ja: "リカバリーコードの鍵がありません。", en: "The vault has no recovery code.",
        hint: Text(ja: "phr-tui vault recovery で作れます。", en: "phr-tui vault recovery makes one."))
    case .noSuchKeyFile:
      return ErrorReport(
        .wrongKey, ja: "その鍵ファイルで開く鍵はありません。", en: "No key of the vault wants that key file.")
    case .keyFileNeeded:
      return ErrorReport(
        .wrongKey, ja: "その鍵には鍵ファイルも必要です。", en: "That key needs its key file, too.",
        hint: Text(ja: "--key-file FILE を付けてください。", en: "Add --key-file FILE."))
    case .passphraseNeeded:
      return ErrorReport(
        .wrongKey, ja: "これにはパスフレーズが必要です（リカバリーコードではできません）。",
        en: "This needs the passphrase; the recovery code is not enough.")
    case .sheet(let problem): return sheet(problem)
    }
  }

  private static func sheet(_ problem: RecoverySheet.Problem) -> ErrorReport {
    switch problem {
    case .notASheet:
      ErrorReport(
        .failed, ja: "リカバリー用紙でも記録ファイルでもありません。",
        en: "That is neither a recovery sheet nor a vault.")
    case .missingLine(let line):
      ErrorReport(
        .failed, ja: "リカバリー用紙の \(line) 行目がありません。",
        en: "Line \(line) of the recovery sheet is missing.")
    case .mistyped(let line):
      ErrorReport(
        .failed, ja: "リカバリー用紙の \(line) 行目に写し間違いがあります。",
        en: "Line \(line) of the recovery sheet has a slip in it.")
    }
  }
}
