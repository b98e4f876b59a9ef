import Foundation
import PHRModel

/// The backups that commands make by themselves, if the vault says so.
extension RollingBackups {
  private static let keepSetting = "backup-keep"
  private static let folderSetting = "backup-folder"
  /// The most that can be kept.
  static let limit = 1_000

  /// What the vault says; `nil` for none.
  init?(setIn store: RecordStore) throws {
    guard let keep = try store.setting(Self.keepSetting).flatMap({ Int($0) }),
      (1...Self.limit).contains(keep), let folder = try store.setting(Self.folderSetting)
    else { return nil }
    self.init(folder: folder, keep: keep)
  }

  /// Says it in the vault; `nil` ends it.
  static func set(_ backups: RollingBackups?, in store: RecordStore) throws {
    try store.connection.transaction {
      try store.set(keepSetting, to: backups.map { String($0.keep) })
      try store.set(folderSetting, to: backups?.folder)
    }
  }
}

extension CommandContext {
  /// Makes a backup after a command that changed something; a failure is a warning, because the
  /// change itself is safe.
  func keepRollingBackups(of vault: Vault) throws {
    do {
      guard let backups = try withStore(of: vault, { try RollingBackups(setIn: $0.store) }) else {
        return
      }
      _ = try patiently { try backups.make(of: vault) }
    } catch {
      try tell(VaultBackupWords.rollingFailed(ErrorWords.report(error).message))
    }
  }
}
