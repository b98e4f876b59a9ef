/// What this machine remembers, held against what the file says. README.md, "State directory".
extension SealedFile {
  /// Judges the file by the remembered state and raises the state.
  ///
  /// Holds SHARED, so that no other program commits in between.
  func recallState() throws {
    judge()
    if options.soleUser || remembered.soleUser {
      remembered.soleUser = true
      readOnlyReasons.removeAll { $0 == .unsafeFileSystem }
    }
    if options.acceptOlder, readOnlyReasons.contains(where: \.needsConfirmation) {
      try acceptAsIs()
    } else {
      // Without a place to remember a position, the first append syncs early enough.
      if store != nil { try syncForeignFrames() }
      recordState(durably: false)
    }
  }

  private func judge() {
    if log.highestGeneration > header.generation { demand(.headerRolledBack) }
    guard
      let store = StateStore(options.stateDirectory, vaultID: header.vaultID, files: files)
    else { return }
    self.store = store
    let highestEpoch = store.highestEpoch()
    if highestEpoch > header.epoch { demand(.olderThanLastSeen) }
    switch store.read(epoch: header.epoch, vaultID: header.vaultID, keys: keys) {
    case .nothing:
      if highestEpoch > 0, highestEpoch < header.epoch {
        demand(.rekeyedElsewhere)
      } else if highestEpoch == 0 {
        note(.firstSeenHere)
      }
    case .unreadable:
      note(.stateUnreadable)
    case .state(let state):
      remembered = state
      compare(with: state)
    }
  }

  private func compare(with state: RememberedState) {
    switch log.standing(against: state.vector) {
    case .successor:
      if header.generation < state.generation { demand(.headerRolledBack) }
    case .older:
      demand(tail.map { .rememberedCommitLost($0.damage) } ?? .olderThanLastSeen)
    case .diverged:
      demand(.diverged)
    }
  }

  private func demand(_ reason: VaultReadOnlyReason) {
    if !readOnlyReasons.contains(reason) { readOnlyReasons.insert(reason, at: 0) }
  }

  /// Syncs what other programs wrote: a position may be remembered, or built upon, only when it
  /// will survive a power cut.
  func syncForeignFrames() throws {
    guard hasUnsyncedFrames else { return }
    try files.flushData(descriptor)
    hasUnsyncedFrames = false
  }

  /// Remembers the present position.
  ///
  /// A failure is a warning: the commit itself is safe.
  func recordState(durably: Bool) {
    guard let store, !hasUnsyncedFrames,
      !readOnlyReasons.contains(where: \.needsConfirmation)
    else { return }
    remembered.raise(to: log.vector, generation: header.generation)
    do {
      remembered = try store.raise(remembered, keys: keys, durably: durably)
      if keptHeader != header {
        try store.keep(header: header)
        keptHeader = header
      }
    } catch {
      note(.stateNotWritten)
    }
  }

  /// Makes the file as it is this machine's truth, after a person confirmed it: the remembered
  /// state is lowered, and this machine goes on as a new device, so that what it forgets here can
  /// never be taken for what it writes from now on.
  ///
  /// Needs EXCLUSIVE for what must be repaired.
  ///
  /// - Throws: ``VaultError/busy`` and the errors of writing.
  func acceptAsIs() throws {
    guard readOnlyReasons.contains(where: \.needsConfirmation) else { return }
    let refused = readOnlyReasons.filter { !$0.needsConfirmation }
    let wasRolledBack = readOnlyReasons.contains(.headerRolledBack)
    let generation = max(log.highestGeneration, header.generation, remembered.generation)
    let confirmed = readOnlyReasons
    readOnlyReasons = refused
    remembered = RememberedState(
      vaultID: header.vaultID, epoch: header.epoch, device: RandomBytes.uint64(),
      generation: header.generation)
    remembered.soleUser = options.soleUser
    do {
      if refused.isEmpty {
        let before = level
        try lock(.exclusive)
        defer { unlock(to: before) }
        try cutTail()
        if wasRolledBack { try renewHeader(generation: generation + 1) }
      }
      try syncForeignFrames()
      remembered.raise(to: log.vector, generation: header.generation)
      try store?.replace(with: remembered, keys: keys)
    } catch {
      readOnlyReasons = confirmed
      throw error
    }
  }
}
