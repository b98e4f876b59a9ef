import Glibc
import PHRSync

/// Errors of logins and of the mock portal.
enum SyncErrorWords {
  static let damagedState = ErrorReport(
    .failed, ja: "デモ用ポータルの状態ファイルを読めません。",
    en: "The state file of the mock portal cannot be read.",
    hint: Text(ja: "別のファイルを指定するか、消してください。", en: "Name another file, or remove it."))

  static func report(_ error: LoginError) -> ErrorReport {
    switch error {
    case .unreachable:
      ErrorReport(.portal, ja: "ポータルにつながりません。", en: "The portal cannot be reached.")
    case .untrusted:
      ErrorReport(
        .portal, ja: "ポータルの証明書を確かめられません。",
        en: "The portal's certificate cannot be trusted.",
        hint: Text(
          ja: "アドレスと、この機械の日時を確かめてください。私設の認証局なら、この機械の証明書ストアに加えます。",
          en: "Check the address and this machine's clock. A private authority has to be in this "
            + "machine's certificate store."))
    case .notAPortal:
      ErrorReport(
        .portal, ja: "そこに SMART on FHIR のポータルはありません。",
        en: "There is no portal with SMART on FHIR at that address.")
    case .wayNotOffered:
      ErrorReport(
        .portal, ja: "このポータルにはそのサインイン方法がありません。",
        en: "This portal does not offer that way to sign in.",
        hint: Text(ja: "--browser の有無を変えてみてください。", en: "Try with or without --browser."))
    case .denied:
      ErrorReport(.refused, ja: "サインインは許可されませんでした。", en: "Signing in was denied.")
    case .expired:
      ErrorReport(.portal, ja: "時間内に確認されませんでした。", en: "Nobody confirmed in time.")
    case .noPatient:
      ErrorReport(
        .portal, ja: "ポータルは誰のデータか答えませんでした。",
        en: "The portal did not say whose data it gives.")
    }
  }

  static func report(_ error: PortalCommandError) -> ErrorReport {
    switch error {
    case .noAnswer:
      ErrorReport(
        .portal, ja: "デモ用ポータルが動いていません。", en: "The mock portal is not running.",
        hint: Text(ja: "phr-tui portal serve で動かします。", en: "Start it with phr-tui portal serve."))
    case .refused(let status):
      ErrorReport(
        .refused, ja: "デモ用ポータルが断りました（\(status)）。",
        en: "The mock portal has refused (\(status)).")
    }
  }

  static func report(_ error: PortalInquiry.Failure) -> ErrorReport {
    switch error {
    case .unknownInstitution:
      ErrorReport(
        .refused, ja: "デモ用ポータルは、その機関コードを知りません。",
        en: "The mock portal knows no institution by that code.")
    case .refused(let status): report(PortalCommandError.refused(status: status))
    }
  }

  static func report(_ error: ListenError) -> ErrorReport {
    let reason = SystemWords.reason(error.code)
    return ErrorReport(
      .failed, ja: "待ち受けできません（\(reason.ja)）。", en: "Cannot listen (\(reason.en)).",
      hint: Text(ja: "--port で別のポートを指定できます。", en: "--port chooses another port."))
  }
}
