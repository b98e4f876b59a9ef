import PHRModel

/// Errors of the database inside the vault.
enum StoreWords {
  static func report(_ error: StoreError) -> ErrorReport {
    switch error {
    case .newerSchema:
      ErrorReport(
        .failed, ja: "新しい版の phr-tui が書いた記録です。",
        en: "A newer version of phr-tui wrote these records.",
        hint: Text(ja: "phr-tui を更新してください。", en: "Update phr-tui."))
    case .unreadable(let table, let row):
      ErrorReport(
        .damaged, ja: "記録を読めません（表 \(table)、行 \(row)）。",
        en: "A record cannot be read (table \(table), row \(row)).")
    case .otherPerson(let mismatches):
      ErrorReport(
        .refused,
        ja: "別の人のデータのようです（\(mismatches.map { name($0).ja }.joined(separator: "・"))が違います）。"
          + "何も取り込んでいません。",
        en: "This seems to be another person's data (different: "
          + mismatches.map { name($0).en }.joined(separator: ", ")
          + "). Nothing was imported.",
        hint: Text(
          ja: "同じ人だと確かなら phr-tui import --same-person で取り込めます。",
          en: "If you are sure that it is the same person: phr-tui import --same-person."))
    case .noSuchPortal:
      ErrorReport(
        .failed, ja: "ポータルにまだサインインしていません。",
        en: "You have not signed in at a portal yet.",
        hint: Text(
          ja: "phr-tui portal login --portal URL でサインインします。",
          en: "Sign in with phr-tui portal login --portal URL."))
    case .noSuchRecord:
      CommandWords.report(.noSuchRecord)
    case .myNumber:
      ErrorReport(
        .refused, ja: "個人番号（マイナンバー）は保存しません。",
        en: "A My Number (個人番号) is never stored.",
        hint: Text(
          ja: "別の12桁の番号なら、文字を添えて入力してください。",
          en: "If it is another 12-digit number, add a letter or a prefix."))
    }
  }

  static func report(_ error: SQLiteError) -> ErrorReport {
    if error.isBusy { return VaultErrorWords.report(.busy) }
    if error.isFull { return VaultErrorWords.report(.diskFull) }
    if error.isReadOnly { return CommandWords.report(.readOnly) }
    if error.isCorrupt {
      return ErrorReport(
        .damaged, ja: "記録の中身が壊れています。", en: "The records contradict themselves.",
        hint: Text(
          ja: "phr-tui vault verify で調べ、控えから復元してください。",
          en: "Check with phr-tui vault verify and restore a backup."))
    }
    return ErrorReport(
      .failed, ja: "記録の読み書きに失敗しました（SQLite \(error.code)）。",
      en: "Reading or writing the records failed (SQLite \(error.code)).")
  }

  private static func name(_ mismatch: IdentityMismatch) -> Text {
    switch mismatch {
    case .birthDate: Text(ja: "生年月日", en: "birth date")
    case .sex: Text(ja: "性別", en: "sex")
    case .name: Text(ja: "氏名", en: "name")
    }
  }
}
