import PHRModel

/// Errors of the vault file, each with its own sentence.
enum VaultErrorWords {
  static func report(_ error: VaultError) -> ErrorReport {
    key(error) ?? file(error) ?? state(error) ?? system(error)
  }

  private static func key(_ error: VaultError) -> ErrorReport? {
    switch error {
    case .wrongPassphrase(let hint):
      ErrorReport(
        .wrongKey, ja: "パスフレーズが違います。", en: "Wrong passphrase.", hint: self.hint(hint))
    case .lastSlot:
      ErrorReport(
        .refused, ja: "最後の鍵は取り外せません。", en: "The last key cannot be removed.")
    case .noFreeSlot:
      ErrorReport(.failed, ja: "鍵の空きがありません。", en: "There is no free key slot.")
    case .noSuchSlot:
      ErrorReport(.usage, ja: "その番号の鍵はありません。", en: "There is no such key slot.")
    default: nil
    }
  }

  private static func hint(_ hint: WrongKeyHint) -> Text? {
    switch hint {
    case .none:
      Text(
        ja: "かな入力や Caps Lock を確かめてください。リカバリーコードも入力できます。",
        en: "Check the input method and Caps Lock. The recovery code works here, too.")
    case .changed:
      Text(ja: "パスフレーズは後で変更されています。", en: "The passphrase was changed since.")
    case .headerOlderThanSeen:
      Text(
        ja: "このファイルのヘッダーは、この端末で見たものより古いようです。前のパスフレーズを試してください。",
        en: "The file's header is older than one seen here; an earlier passphrase may fit.")
    case .keyFileNeeded:
      Text(ja: "鍵ファイルも必要です: --key-file FILE", en: "A key file is needed: --key-file FILE")
    }
  }

  private static func file(_ error: VaultError) -> ErrorReport? {
    switch error {
    case .notAVault:
      ErrorReport(
        .failed, ja: "phr-tui の記録ファイルではありません。", en: "This is not one of our vault files.")
    case .newerFormat:
      ErrorReport(
        .failed, ja: "新しい版の phr-tui で作られたファイルです。",
        en: "This file was written by a newer version of phr-tui.",
        hint: Text(ja: "phr-tui を更新してください。", en: "Update phr-tui."))
    case .headerDamaged:
      ErrorReport(
        .damaged, ja: "記録ファイルのヘッダーが壊れているか、改ざんされています。",
        en: "The vault's header is damaged or tampered with.", hint: salvage)
    case .damaged(let damage):
      ErrorReport(
        .damaged, ja: "記録ファイルが壊れているか、改ざんされています（\(place(damage).ja)）。",
        en: "The vault is damaged or tampered with (\(place(damage).en)).", hint: salvage)
    case .noSuchFile(let previousExists):
      ErrorReport(
        .failed, ja: "記録ファイルがありません。", en: "There is no such vault.",
        hint: previousExists
          ? Text(
            ja: "隣に一つ前の控え（.prev）があります。phr-tui vault restore で戻せます。",
            en: "The previous one (.prev) lies beside it; phr-tui vault restore brings it back.")
          : Text(
            ja: "場所を確かめてください。新しく作るなら phr-tui init です。",
            en: "Check the path; phr-tui init makes a new one."))
    case .alreadyExists:
      ErrorReport(
        .failed, ja: "そこには既にファイルがあります。", en: "A file is there already.",
        hint: Text(ja: "別の場所を --vault で指定してください。", en: "Name another place by --vault."))
    default: nil
    }
  }

  private static let salvage = Text(
    ja: "ファイルをそのまま保存し、phr-tui vault salvage か控えからの復元を試してください。",
    en: "Keep the file as it is and try phr-tui vault salvage or a backup.")

  private static func place(_ damage: VaultDamage) -> Text {
    let frame = damage.frame.map { ", frame \($0)" } ?? ""
    switch damage.kind {
    case .cutShort:
      return Text(
        ja: "途中で切れています。まだ複写中かもしれません。位置 \(damage.offset)",
        en: "cut short, perhaps still being copied; byte \(damage.offset)\(frame)")
    case .unauthentic, .outOfOrder, .malformed, .tooManyFragments:
      return Text(
        ja: "位置 \(damage.offset) バイト\(damage.frame.map { "、フレーム \($0)" } ?? "")",
        en: "byte \(damage.offset)\(frame)")
    }
  }

  private static func state(_ error: VaultError) -> ErrorReport? {
    switch error {
    case .readOnly(let reason):
      ErrorReport(
        reason.needsConfirmation ? .damaged : .refused,
        ja: VaultWords.sentence(for: reason).ja, en: VaultWords.sentence(for: reason).en,
        hint: reason.needsConfirmation
          ? Text(
            ja: "この状態を正とするなら --accept-older を付けてください。",
            en: "To accept this state as the truth, add --accept-older.") : nil)
    case .rekeyedElsewhere:
      ErrorReport(
        .wrongKey, ja: "開いている間に鍵が替えられました。", en: "The data key was changed meanwhile.",
        hint: Text(ja: "もう一度開いてください。", en: "Open it again."))
    case .replacedWhileOpen(let conflict):
      ErrorReport(
        .damaged, ja: "開いている間にファイルが置き換えられました。",
        en: "The file was replaced while it was open.",
        hint: conflict.map {
          Text(ja: "保存済みの変更は \($0) にあります。", en: "Acknowledged changes are in \($0).")
        })
    case .busy, .inUse:
      ErrorReport(
        .failed, ja: "他のプログラムが書き込み中です。", en: "Another program is writing.",
        hint: Text(ja: "少し待ってやり直してください。", en: "Wait a moment and try again."))
    case .closed:
      ErrorReport(.wrongKey, ja: "記録ファイルはロックされています。", en: "The vault is locked.")
    default: nil
    }
  }

  private static func system(_ error: VaultError) -> ErrorReport {
    switch error {
    case .noMemory:
      ErrorReport(.failed, ja: "メモリーが足りません。", en: "There is not enough memory.")
    case .diskFull:
      ErrorReport(
        .failed, ja: "ディスクが一杯です。何も変わっていません。",
        en: "The disk is full; nothing was changed.",
        hint: Text(ja: "空きを作ってやり直してください。", en: "Make room and try again."))
    case .io(let operation, let code):
      ErrorReport(
        .failed, ja: "ファイル操作に失敗しました（\(operation.rawValue)、\(code)）。",
        en: "A file operation failed (\(operation.rawValue), errno \(code)).")
    case .symbolicLink:
      ErrorReport(
        .refused, ja: "シンボリックリンクは開きません。", en: "Symbolic links are refused.",
        hint: Text(ja: "実際の場所を --vault で指定してください。", en: "Name the real place by --vault."))
    case .notARegularFile:
      ErrorReport(.failed, ja: "通常のファイルではありません。", en: "That is not a regular file.")
    case .foreignOwner:
      ErrorReport(.refused, ja: "他の利用者のファイルです。", en: "The file is another user's.")
    default:
      ErrorReport(
        .failed, ja: "このファイルシステムでは記録ファイルを作れません。",
        en: "This file system cannot hold a vault.")
    }
  }
}
