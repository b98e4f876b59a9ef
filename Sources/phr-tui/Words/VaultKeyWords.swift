import PHRModel

/// What the commands on keys say: `vault slots`, `passphrase`, `recovery`, `keyfile`, `rekey`.
enum VaultKeyWords {
  /// One line of `vault slots`.
  static func line(_ slot: VaultSlot, _ language: Language) -> String {
    let name = VaultInfoWords.name(of: slot.kind).in(language)
    let cost = slot.cost.map { "  scrypt N=2^\($0.log2N) r=\($0.blockSize) p=\($0.parallelism)" }
    return String(slot.index).padded(toColumns: 4) + name.padded(toColumns: 24) + (cost ?? "")
  }

  static func askRemove(_ slot: VaultSlot) -> Text {
    let name = VaultInfoWords.name(of: slot.kind)
    return Text(
      ja: "鍵 \(slot.index)（\(name.ja)）を取り外しますか。この鍵では二度と開けなくなります。",
      en: "Remove key \(slot.index) (\(name.en))? It will never open this vault again.")
  }

  static let removed = [
    Text(ja: "鍵を取り外しました。", en: "The key was removed."), olderCopies, rekeyHint,
  ]

  static let passphraseChanged = [
    Text(ja: "パスフレーズを変更しました。", en: "The passphrase was changed."), olderCopies, rekeyHint,
  ]

  /// What no change of the header can do.
  static let olderCopies = Text(
    ja: "変わったのはこのファイルだけです。以前の控えや複製（.prev、バックアップ、同期先、スナップショット）は、"
      + "前の鍵で今後も開けます。",
    en: "This changes this file only. Older copies (.prev, backups, synced copies, snapshots) can "
      + "still be opened with the former key.")

  static let rekeyHint = Text(
    ja: "前の鍵が人に知られたなら、phr-tui vault rekey で中身を新しい鍵で封じ直してください。",
    en: "If the former key may be known to others, seal the contents anew: phr-tui vault rekey.")

  static let newCode = Text(
    ja: "新しいリカバリーコードです。二度と表示しません。紙に書き写してください。",
    en: "The new recovery code. It is never shown again; write it on paper.")
  static let oldCode = [
    Text(
      ja: "前のコードではこのファイルを開けなくなりました。前に印刷した用紙も捨ててください"
        + "（phr-tui vault recovery --sheet で印刷し直せます）。",
      en: "The former code no longer opens this file, and a sheet printed earlier no longer fits "
        + "(phr-tui vault recovery --sheet prints a new one)."),
    olderCopies,
  ]

  /// The recovery sheet around its numbered lines.
  static func sheet(_ sheet: RecoverySheet, _ language: Language) -> [String] {
    let before = [
      Text(ja: "phr-tui リカバリー用紙", en: "phr-tui recovery sheet"),
      Text(
        ja: "記録ファイルの識別子: \(HexText.of(sheet.vaultID))",
        en: "Vault id: \(HexText.of(sheet.vaultID))"),
      Text(
        ja: "ファイルの先頭（ヘッダー）が失われても、この用紙とリカバリーコードの両方があれば読み出せます。",
        en: "If the beginning (header) of the vault is lost, this sheet and the recovery code "
          + "together still read it."),
      Text(
        ja: "この用紙だけでは何も開けません。コードとは別の場所に保管してください。",
        en: "The sheet alone opens nothing. Keep it apart from the code."),
      Text(
        ja: "使い方: 下の9行を文字ファイルに写し、phr-tui vault salvage FILE --to NEW --header 用紙.txt",
        en: "Use: type the nine lines into a text file, then "
          + "phr-tui vault salvage FILE --to NEW --header sheet.txt"),
    ]
    let after = Text(
      ja: "コードを新しくしたり vault rekey をすると、この用紙は使えなくなります。",
      en: "A new recovery code or vault rekey makes this sheet useless.")
    return before.map { $0.in(language) } + [""] + sheet.lines + ["", after.in(language)]
  }

  /// After a key file was added.
  static func keyFileAdded(slot: Int, plainSlots: [Int]) -> [Text] {
    let added = Text(
      ja: "パスフレーズと鍵ファイルで開く鍵を \(slot) 番に加えました。",
      en: "Key \(slot) opens the vault by the passphrase together with the key file.")
    let care = Text(
      ja: "鍵ファイルは1バイトでも変わると使えません。控えを別の場所に取ってください。",
      en: "If one byte of the key file changes it is useless; keep a copy elsewhere.")
    guard !plainSlots.isEmpty else { return [added, care] }
    let numbers = plainSlots.map(String.init).joined(separator: ", ")
    return [
      added, care,
      Text(
        ja: "ただし、パスフレーズだけの鍵（\(numbers) 番）がある限り、鍵ファイルは守りになりません。"
          + "phr-tui vault slots remove \(numbers) で外してください。",
        en: "As long as a key of the passphrase alone (\(numbers)) exists, the key file protects "
          + "nothing: remove it with phr-tui vault slots remove \(numbers)."),
    ]
  }

  static let keyFileRemoved = [
    Text(ja: "鍵ファイルの鍵を取り外しました。", en: "The key that wanted the key file was removed."),
    olderCopies,
  ]

  // MARK: rekey

  /// Asks for everything that a rekey takes away, by name.
  static func askRekey(dropped: [VaultSlot], files: [String], _ backups: Int) -> Text {
    let ja = dropped.map { "\($0.index): \(VaultInfoWords.name(of: $0.kind).ja)" }
    let en = dropped.map { "\($0.index): \(VaultInfoWords.name(of: $0.kind).en)" }
    let names = files.joined(separator: "\n  ")
    return Text(
      ja: "中身を新しい鍵で封じ直します。今開いているプログラムはロックされ、リカバリーコードは新しくなります。"
        + (dropped.isEmpty ? "" : "\n使えなくなる鍵: \(ja.joined(separator: "、"))")
        + (files.isEmpty ? "" : "\n消すファイル:\n  \(names)")
        + (backups == 0 ? "" : "\n自動バックアップ \(backups) 個も消します（前の鍵で開けるため）。"),
      en: "Everything is sealed anew under a fresh data key. Programs that have the vault open "
        + "will lock; the recovery code is replaced."
        + (dropped.isEmpty ? "" : "\nKeys that end: \(en.joined(separator: ", "))")
        + (files.isEmpty ? "" : "\nFiles that are removed:\n  \(names)")
        + (backups == 0
          ? "" : "\n\(backups) automatic backups are removed: the former key opens them."))
  }

  static let askSamePassphrase = Text(
    ja: "新しいパスフレーズ（空のまま Enter で今のパスフレーズを続ける）: ",
    en: "New passphrase (just Enter keeps the present one): ")

  static let rekeyed = Text(
    ja: "新しい鍵で封じ直しました。", en: "The vault was sealed anew under a fresh data key.")
  static let rekeyLimits = [
    Text(
      ja: "できないこと: 以前の複製（別の場所のバックアップ、同期先、スナップショット）と前の鍵を両方持つ人は、"
        + "その複製を今後も読めます。",
      en: "What it cannot do: whoever has an older copy (backups elsewhere, synced copies, "
        + "snapshots) and a former key can still read that copy."), erasure,
  ]

  /// What removing a file does not do.
  static let erasure = Text(
    ja: "消したファイルの中身は、SSD・スナップショット・ゴミ箱のある同期サービスには残ることがあります。",
    en: "Removed files may survive on SSDs, in snapshots and in sync services with a history.")

  /// Conflict files are data that only the person may judge.
  static func conflicts(_ paths: [String]) -> Text {
    let names = paths.joined(separator: "\n  ")
    return Text(
      ja: "次の退避ファイルは消していません。確かめて、不要なら自分で消してください:\n  \(names)",
      en:
        "These conflict files were not removed; look at them and remove them yourself:\n  \(names)")
  }
}
