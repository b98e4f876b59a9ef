import Foundation
import PHRModel
import PHRSync

/// The real world: one vault file, its records, and the background work on keys.
final class VaultWorld: World {
  /// What the program was started with.
  struct Configuration {
    var path: String
    var options = VaultOptions()
    /// What belongs to the passphrase, if the vault wants a key file, too.
    var keyFile: KeyFile?
    /// Seconds between two pulls from the portal.
    var portalInterval = 60.0
    /// Now, or the moment that `SOURCE_DATE_EPOCH` fixes.
    var now: () -> Instant
  }

  private let configuration: Configuration
  private let mailbox: Mailbox
  private var vault: Vault?
  private var records: StoreWorld?
  private var portalWatch: PortalWatch?
  private var changeWatch: ChangeWatch?
  /// The delegate's two files, if the vault is a delegate's.
  private var delegated: DelegatedFile?
  private var courier: DelegateCourier?
  private let themes: ThemeLibrary
  private var themeName: String
  /// Passphrases tried since the vault was last open.
  private var attempts = 0

  init(
    configuration: Configuration, themes: ThemeLibrary, firstTheme: String, mailbox: Mailbox
  ) {
    self.configuration = configuration
    self.themes = themes
    self.mailbox = mailbox
    themeName = firstTheme
  }

  func perform(_ effect: Effect) -> [Event] {
    do {
      switch effect {
      case .unlock(let passphrase):
        deriveKey(from: passphrase)
        return []
      case .open(let key):
        let facts = try open(key.vault)
        return [.opened(facts)] + (try watch())
      case .create(let passphrase, let base):
        return [try create(passphrase: passphrase, base: base)] + (try watch())
      case .lock:
        close()
        return []
      case .nextTheme: return nextTheme()
      case .handle(let parcel): return try handle(parcel)
      case .lookForChanges: return try lookForChanges()
      case .loadRecord(let id):
        try delegated?.reply.note(.viewed(id), at: configuration.now())
        return records?.perform(effect) ?? []
      default: return records?.perform(effect) ?? []
      }
    } catch {
      close()
      return [.unlockFailed(ErrorWords.report(error))]
    }
  }

  /// What another program has done, and what delegates are to be shown or have sent.
  private func lookForChanges() throws -> [Event] {
    guard let vault else { return [] }
    let isForeign = vault.hasForeignChanges()
    let came = try courier?.look(vault, now: configuration.now())?.intake.received ?? 0
    return isForeign || came > 0 ? [.recordsChanged] : []
  }

  /// Derives the key away from the main thread, so that the screen stays alive.
  private func deriveKey(from typed: String) {
    attempts += 1
    let request = KeyRequest(
      typed: typed, keyFile: configuration.keyFile, path: configuration.path,
      options: configuration.options, delayIfWrong: UnlockPace.delay(after: attempts))
    request.answer(to: mailbox)
  }

  private func create(passphrase typed: String, base: BaseRule) throws -> Event {
    let passphrase = try Passphrase(typed)
    try VaultFolder.prepare(for: configuration.path)
    var options = configuration.options
    if options.cost == .standard { options.cost = .calibrated() }
    let created = try Vault.create(
      at: configuration.path, credential: .passphrase(passphrase), options: options)
    let facts = try open(created.vault)
    try records?.store.set("base-rule", to: base.rawValue)
    try records?.store.set("created", to: configuration.now().description)
    return .created(facts, recoveryCode: created.recoveryCode.printed)
  }

  /// Opens the vault, or the holder's file by the delegate's reply.
  private func open(_ key: UnlockedVault) throws -> VaultFacts {
    guard DelegatedFile.stands(at: configuration.path) else {
      return try open(try Vault.open(key, options: configuration.options))
    }
    let file = try DelegatedFile.open(
      at: configuration.path, by: key, options: configuration.options, now: configuration.now())
    delegated = file
    var facts = try open(file.vault)
    facts.grant = file.head.grant
    return facts
  }

  private func open(_ vault: Vault) throws -> VaultFacts {
    self.vault = vault
    attempts = 0
    let connection = try Connection(
      path: vault.path, vfs: vault.vfsName, readOnly: vault.readOnlyReason != nil)
    let store = try RecordStore(connection)
    records = StoreWorld(store: store, importFile: FileImport.work, now: configuration.now)
    if delegated == nil { courier = DelegateCourier(store, options: configuration.options) }
    return VaultFacts(
      name: URL(fileURLWithPath: vault.path).lastPathComponent, profile: try store.profile(),
      readOnlyReason: vault.readOnlyReason, notices: vault.takeNotices())
  }

  /// Closes the connection before the vault, as the vault asks for.
  private func close() {
    portalWatch = nil
    changeWatch = nil
    // What the last keys changed; a file that fails now is brought up to date another time.
    if let vault { _ = try? courier?.look(vault, now: configuration.now()) }
    courier = nil
    records = nil
    guard let vault else { return }
    if vault.readOnlyReason == nil {
      // Rewriting an overgrown log can wait for another time if it fails now.
      _ = try? vault.compactIfNeeded()
    }
    vault.close()
    self.vault = nil
    delegated?.close()
    delegated = nil
  }

  /// Begins to watch the portal that was used last, and the file.
  private func watch() throws -> [Event] {
    changeWatch = ChangeWatch(mailbox: mailbox)
    guard let store = records?.store, vault?.readOnlyReason == nil else { return [] }
    if let used = try SyncStore.portals(store).first, let base = PortalBase(used) {
      let desk = try SyncDesk(store, portal: base)
      portalWatch = PortalWatch(
        desk: desk, interval: configuration.portalInterval, mailbox: mailbox,
        now: configuration.now)
      try portalWatch?.pull()
    }
    return records?.perform(.loadInbox(opens: false)) ?? []
  }

  /// A failing portal is told on screen and never locks the vault.
  private func handle(_ parcel: PortalParcel) throws -> [Event] {
    guard let portalWatch else {
      if case .delivery(_, let answer) = parcel.content { answer(.failure(CancellationError())) }
      return []
    }
    do {
      guard let report = try portalWatch.receive(parcel) else { return [] }
      // What institutions have read is judged before the inbox is shown again.
      if let store = records?.store {
        try AccessLogCommand.takeIn(store, now: configuration.now())
      }
      return [.pulled(PullOutcome(report))]
    } catch {
      return [.pulled(PullOutcome(hasChanges: false, problem: InboxWords.unreachable))]
    }
  }

  private func nextTheme() -> [Event] {
    let names = themes.names
    let place = names.firstIndex(of: themeName) ?? -1
    themeName = names[(place + 1) % names.count]
    guard let found = themes.theme(named: themeName) else { return [] }
    return [.themeChanged(name: themeName, found.theme)]
  }
}

extension PullOutcome {
  /// What a report means on the screen.
  init(_ report: SyncReport) {
    let total = report.total
    hasChanges = total.new + total.changed + total.withdrawn > 0
    problem =
      switch report.outcome {
      case .complete: nil
      case .signInAgain: InboxWords.signInAgain
      case .stranger: InboxWords.stranger
      default: InboxWords.unreachable
      }
  }
}
