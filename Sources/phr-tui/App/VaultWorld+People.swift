import Foundation
import PHRModel

/// Other people's files: the list of them, their overviews, and changing to one.
extension VaultWorld {
  /// What goes wrong with another file never locks the present one.
  func people(_ task: PeopleTask) -> [Event] {
    do {
      switch task {
      case .list: return [.people(.listed(try rows()))]
      case .switchTo(let other):
        close()
        path = other
        return [.people(.ready(PersonFile(other)))]
      case .look(let path, let passphrase):
        attempts += 1
        request(for: path, passphrase).answer(to: mailbox) { .derived($0, path: path) }
        return []
      case .read(let key, let path):
        return [.people(.looked(path: path, try look(at: path, by: key.vault)))]
      case .add(let typed): return try add(TypedPath.expanded(typed))
      case .remove(let file):
        guard let list = configuration.people else { return [] }
        try list.write(list.files.filter { $0 != file })
        return [.people(.removed)]
      case .admit(let code, let passphrase): return try admit(code, passphrase)
      }
    } catch {
      return [.people(.failed(ErrorWords.report(error)))]
    }
  }

  private func rows() throws -> [PeopleState.Row] {
    var paths = configuration.ownFiles.filter { FileManager.default.fileExists(atPath: $0) }
    let others = [configuration.path] + (configuration.people?.files ?? []) + [path]
    for file in others where !paths.contains(file) {
      paths.append(file)
    }
    return try paths.map { file in
      var row = PeopleState.Row(file: PersonFile(file), isCurrent: file == path)
      if row.isCurrent, let store = records?.store {
        row.digest = try PersonDigest(
          store, grant: delegated?.head.grant, today: configuration.now().day)
      }
      return row
    }
  }

  /// Opens a file for as long as it takes to read its overview.
  private func look(at path: String, by key: UnlockedVault) throws -> PersonDigest {
    let today = configuration.now().day
    guard DelegatedFile.stands(at: path) else {
      var options = configuration.options
      options.readOnly = true
      let vault = try Vault.open(key, options: options)
      defer { vault.close() }
      return try digest(of: vault, nil, today)
    }
    let file = try DelegatedFile.open(
      at: path, by: key, options: configuration.options, now: configuration.now())
    defer { file.close() }
    return try digest(of: file.vault, file.head.grant, today)
  }

  /// The connection ends before the vault is closed.
  private func digest(
    of vault: Vault, _ grant: Grant?, _ today: CivilDay
  ) throws -> PersonDigest {
    let connection = try Connection(path: vault.path, vfs: vault.vfsName, readOnly: true)
    return try PersonDigest(RecordStore(connection), grant: grant, today: today)
  }

  private func add(_ typed: String) throws -> [Event] {
    let file = URL(fileURLWithPath: typed).path
    guard try !Vault.slotKinds(at: file).isEmpty else { throw VaultError.notAVault }
    let found = PersonFile(file)
    guard found.standing == .sealed else {
      try configuration.people?.add(file)
      return [.people(.added)]
    }
    close()
    path = file
    return [.people(.ready(found))]
  }

  private func admit(_ typed: String, _ passphrase: String) throws -> [Event] {
    let code: RecoveryCode
    do {
      code = try RecoveryCode(parsing: typed)
    } catch let problem as RecoveryCode.Problem {
      return [.people(.failed(FamilyWords.report(problem)))]
    }
    let file = try DelegatedFile.admit(
      at: path, code: code, passphrase: try Passphrase(passphrase), options: newKeyOptions,
      now: configuration.now())
    do {
      let facts = try open(file)
      try configuration.people?.add(path)
      return [.opened(facts), .people(.admitted)] + (try watch())
    } catch {
      close()
      throw error
    }
  }
}
