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
    /// The files of everybody whom a caregiver looks after.
    var people: PeopleList?
    /// Files that the overview names besides: the person's own, those of a demonstration.
    var ownFiles: [String] = []
    /// Seconds that a step waits for a program that writes, and after which it says so.
    var waitLimit = 30.0
    var waitAnnouncement = 2.0
    /// How long the check of every byte may work at a time, once a second.
    var sliceTime = Duration.milliseconds(8)
    /// Now, or the moment that `SOURCE_DATE_EPOCH` fixes.
    var now: () -> Instant
  }

  let configuration: Configuration
  /// The file that is open or waits; changes when somebody switches to another person.
  var path: String
  let mailbox: Mailbox
  private var vault: Vault?
  var records: StoreWorld?
  private var portalWatch: PortalWatch?
  private var changeWatch: ChangeWatch?
  /// The delegate's two files, if the vault is a delegate's.
  var delegated: DelegatedFile?
  private var courier: DelegateCourier?
  private let themes: ThemeLibrary
  private var themeName: String
  /// Passphrases tried since the vault was last open.
  var attempts = 0
  /// The check of every byte was made, or has found damage: not again until the next opening.
  private var isChecked = false
  /// Seconds in which nothing was asked of the records.
  private var quietSeconds = 0
  private var announceWaiting: () -> Void = {}
  private var keyWaits: () -> Bool = { false }

  init(
    configuration: Configuration, themes: ThemeLibrary, firstTheme: String, mailbox: Mailbox
  ) {
    self.configuration = configuration
    path = configuration.path
    self.themes = themes
    self.mailbox = mailbox
    themeName = firstTheme
  }

  func whenWaiting(_ announce: @escaping () -> Void) { announceWaiting = announce }

  func giveWay(when keyWaits: @escaping () -> Bool) {
    self.keyWaits = keyWaits
    records?.giveWay(when: keyWaits)
  }

  func perform(_ effect: Effect) -> [Event] {
    let events = attempt(effect)
    // Replaced or rekeyed under us: nothing that is shown may be taken for the file's content.
    guard let failure = vault?.failure else { return events }
    close()
    return [.unlockFailed(ErrorWords.report(failure))]
  }

  private func attempt(_ effect: Effect) -> [Event] {
    if effect != .lookForChanges, effect != .verifySlice { quietSeconds = 0 }
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
      case .people(let task): return people(task)
      case .delegates(.handOver(let passphrase)): return [handOver(to: passphrase)]
      case .verifySlice: return verifySlice()
      case .applyConsent, .saveRecipient, .setWithdrawn, .delegates, .refuseResearch:
        // What is hidden or taken back must be, also on a full disk.
        return vault?.spendingReserve { records?.perform(effect) } ?? []
      default: return records?.perform(effect) ?? []
      }
    } catch {
      // SQLite knows only that a call failed; the vault knows why.
      let cause: any Error = vault?.failure ?? error
      close()
      return [.unlockFailed(ErrorWords.report(cause))]
    }
  }

  /// What another program has done, and what delegates are to be shown or have sent.
  private func lookForChanges() throws -> [Event] {
    // While an import is stored its transaction is open: others wait for its end.
    guard let vault, let records, !records.isImporting else { return [] }
    quietSeconds += 1
    if quietSeconds == 60 { giveBackMemory() }
    let isForeign = vault.hasForeignChanges()
    let came = try courier?.look(vault, now: configuration.now())?.intake.received ?? 0
    let replies = came > 0 ? records.perform(.delegates(.load(opens: false))) : []
    return (isForeign || came > 0 ? [.recordsChanged] : []) + replies
  }

  /// Derives the key away from the main thread, so that the screen stays alive.
  private func deriveKey(from typed: String) {
    attempts += 1
    request(for: path, typed).answer(to: mailbox)
  }

  func request(for path: String, _ typed: String) -> KeyRequest {
    KeyRequest(
      typed: typed, keyFile: configuration.keyFile, path: path,
      options: configuration.options, delayIfWrong: UnlockPace.delay(after: attempts))
  }

  private func create(passphrase typed: String, base: BaseRule) throws -> Event {
    let passphrase = try Passphrase(typed)
    try VaultFolder.prepare(for: path)
    let created = try Vault.create(
      at: path, credential: .passphrase(passphrase), options: newKeyOptions)
    let facts = try open(created.vault)
    try records?.store.set("base-rule", to: base.rawValue)
    try records?.store.set("created", to: configuration.now().description)
    return .created(facts, recoveryCode: created.recoveryCode.printed)
  }

  /// As costly as this machine allows, for new passphrases.
  var newKeyOptions: VaultOptions {
    var options = configuration.options
    if options.cost == .standard { options.cost = .calibrated() }
    return options
  }

  /// Opens the vault, or the holder's file by the delegate's reply.
  private func open(_ key: UnlockedVault) throws -> VaultFacts {
    guard DelegatedFile.stands(at: path) else {
      return try open(try Vault.open(key, options: configuration.options))
    }
    return try open(
      try DelegatedFile.open(
        at: path, by: key, options: configuration.options, now: configuration.now()))
  }

  func open(_ file: DelegatedFile) throws -> VaultFacts {
    delegated = file
    var facts = try open(file.vault)
    records?.delegated = file
    facts.grant = file.head.grant
    return facts
  }

  private func open(_ vault: Vault) throws -> VaultFacts {
    self.vault = vault
    attempts = 0
    isChecked = false
    let connection = try Connection(
      path: vault.path, vfs: vault.vfsName, readOnly: vault.readOnlyReason != nil)
    connection.waitForOthers(
      limit: configuration.waitLimit, announcement: configuration.waitAnnouncement
    ) { [weak self] in self?.announceWaiting() }
    let store = try RecordStore(connection)
    records = StoreWorld(
      store: store, mailbox: mailbox, fileOptions: configuration.options,
      now: configuration.now)
    records?.frame = { vault.position.commit }
    records?.giveWay(when: keyWaits)
    if delegated == nil { courier = DelegateCourier(store, options: configuration.options) }
    var facts = VaultFacts(
      name: URL(fileURLWithPath: vault.path).lastPathComponent, profile: try store.profile(),
      readOnlyReason: vault.readOnlyReason, notices: vault.takeNotices())
    guard vault.readOnlyReason == nil else { return facts }
    facts.pendingProposals = try DelegateStore(store).entries(states: [.pending]).count
    facts.birthday = try LifeReminder.due(store, on: configuration.now().day)
    try facts.birthday.map { try LifeReminder.markTold($0, store, at: configuration.now()) }
    return facts
  }

  /// Goes on with the check of every byte, which is due every 30 days: a few milliseconds at a
  /// time, so that no key waits for it.
  private func verifySlice() -> [Event] {
    guard let vault, !isChecked, vault.isVerificationDue else { return [] }
    let deadline = ContinuousClock.now + configuration.sliceTime
    do {
      repeat {
        if let found = try vault.verifySlice() {
          isChecked = true
          return [.verified(found)]
        }
      } while ContinuousClock.now < deadline
      return []
    } catch {
      isChecked = true
      return [.failed(ErrorWords.report(error))]
    }
  }

  /// After a search through everything the whole database is decrypted in memory; a minute later
  /// nobody seems to need it.
  private func giveBackMemory() {
    records?.store.connection.releaseMemory()
    vault?.releaseMemory()
  }

  /// Closes the connection before the vault, as the vault asks for.
  func close() {
    portalWatch = nil
    changeWatch = nil
    _ = records?.perform(.cancelImport)
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
  func watch() throws -> [Event] {
    changeWatch = ChangeWatch(mailbox: mailbox)
    guard let store = records?.store, vault?.readOnlyReason == nil else { return [] }
    if let used = try SyncStore.portals(store).first, let base = PortalBase(used) {
      let desk = try SyncDesk(store, portal: base)
      portalWatch = PortalWatch(
        desk: desk, interval: configuration.portalInterval, mailbox: mailbox,
        now: configuration.now)
      try portalWatch?.pull()
    }
    return records?.perform(.countUnread) ?? []
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
      var outcome = PullOutcome(report)
      if let store = records?.store, try AfterPull.run(store, now: configuration.now()) {
        outcome.hasChanges = true
      }
      return [.pulled(outcome)]
    } catch {
      return [.pulled(PullOutcome(hasChanges: false, problem: InboxWords.unreachable))]
    }
  }

  // MARK: Handover

  /// Seals everything anew under what the child has typed; former keys and parents' grants end.
  private func handOver(to typed: String) -> Event {
    do {
      guard let vault else { throw VaultError.closed }
      let passphrase = try Passphrase(typed)
      let now = configuration.now()
      let ended = try records.map { try HandoverCommand.endParents($0.store, at: now) } ?? 0
      let code = RecoveryCode.random()
      let backups = try records.flatMap { try RollingBackups(setIn: $0.store) }
      // Nobody may be connected while everything is sealed anew.
      portalWatch = nil
      courier = nil
      records = nil
      _ = try vault.rekeyAndForget(
        credentials: [.passphrase(passphrase), .recoveryCode(code)])
      // They open with the parents' former keys.
      try backups?.removeAll(of: vault)
      _ = try open(vault)
      _ = try watch()
      return .delegates(.handedOver(code: code.printed, grantsEnded: ended))
    } catch {
      return .delegates(.refused(ErrorWords.report(error)))
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
