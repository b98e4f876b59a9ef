import PHRModel

/// The delegate's own passphrase is another one; no recovery code opens a reply.
struct WrongOwnPassphrase: Error {}

/// What is needed to derive a vault's key in the background.
struct KeyRequest: Sendable {
  /// The passphrase or recovery code as it was typed.
  var typed: String
  var keyFile: KeyFile?
  var path: String
  var options: VaultOptions
  /// Seconds to keep a wrong answer back: several in a row take longer and longer.
  var delayIfWrong = 0.0

  /// Derives the key on another thread and posts `unlocked` or `unlockFailed`.
  func answer(to mailbox: Mailbox) {
    Task.detached {
      let event = answer()
      if case .unlockFailed = event, delayIfWrong > 0 {
        try? await Task.sleep(for: .seconds(delayIfWrong))
      }
      mailbox.post(event)
    }
  }

  /// Derives the key of somebody else's file and posts what `news` makes of it, or the failure.
  func answer(
    to mailbox: Mailbox, _ news: @escaping @Sendable (DerivedKey) -> PeopleNews
  ) {
    Task.detached {
      switch answer() {
      case .unlocked(let key): mailbox.post(.people(news(key)))
      case .unlockFailed(let report):
        if delayIfWrong > 0 { try? await Task.sleep(for: .seconds(delayIfWrong)) }
        mailbox.post(.people(.failed(report)))
      default: break
      }
    }
  }

  /// The outcome, on this thread.
  func answer() -> Event {
    do {
      return .unlocked(DerivedKey(vault: try unlock()))
    } catch {
      return .unlockFailed(ErrorWords.report(error))
    }
  }

  /// By the passphrase; if that does not fit and looks like a recovery code, by that.
  private func unlock() throws -> UnlockedVault {
    guard let passphrase = try? Passphrase(typed) else { throw CommandFailure.unusablePassphrase }
    let credential: VaultCredential =
      keyFile.map { .passphraseAndKeyFile(passphrase, $0) } ?? .passphrase(passphrase)
    if DelegatedFile.stands(at: path) {
      // A delegate's passphrase is that of the reply; the one-time code opens nothing here.
      do {
        return try Vault.unlock(
          at: try DelegatedFile.keyedFile(of: path), credential: credential, options: options)
      } catch VaultError.wrongPassphrase {
        throw WrongOwnPassphrase()
      }
    }
    do {
      return try Vault.unlock(at: path, credential: credential, options: options)
    } catch VaultError.wrongPassphrase(let hint) {
      guard let code = try? RecoveryCode(parsing: typed) else {
        throw VaultError.wrongPassphrase(hint)
      }
      return try Vault.unlock(at: path, credential: .recoveryCode(code), options: options)
    }
  }
}
