import Foundation
import PHRModel

/// Brings delegates' files up to date while a holder's vault is on the screen, in both directions:
/// after the vault was changed, here or by another program, and when a reply has come.
///
/// It looks when the program is idle and when the vault is closed, never between two keys.
final class DelegateCourier {
  private let exchange: DelegateExchange
  private let delegates: DelegateStore
  /// The last commit that the files have seen.
  private var commit: UInt64?
  /// Size and time of every reply at the last look.
  private var replies: [String: Mark] = [:]

  private struct Mark: Equatable {
    let size: Int
    let modified: Date

    init?(_ path: String) {
      guard let facts = try? FileManager.default.attributesOfItem(atPath: path),
        let size = facts[.size] as? Int, let modified = facts[.modificationDate] as? Date
      else { return nil }
      self.size = size
      self.modified = modified
    }
  }

  init(_ store: RecordStore, options: VaultOptions) {
    delegates = DelegateStore(store)
    exchange = DelegateExchange(delegates, options: options)
  }

  /// Brings the files up to date if there is a reason to.
  ///
  /// - Returns: what was done; `nil` if there was no reason.
  func look(_ vault: Vault, now: Instant) throws -> DelegateExchange.Sweep? {
    guard vault.readOnlyReason == nil, commit != vault.position.commit || hasNewReply else {
      return nil
    }
    guard try delegates.hasAny() else {
      commit = vault.position.commit
      return nil
    }
    let sweep = try exchange.refreshReachable(now: now)
    replies = [:]
    for path in try delegates.replyPaths() { replies[path] = Mark(path) }
    commit = vault.position.commit
    return sweep
  }

  private var hasNewReply: Bool { replies.contains { Mark($0.key) != $0.value } }
}
