import Foundation
import PHRModel

/// What the engine does with answers of each step.
extension SyncEngine {
  /// Uses a good answer.
  mutating func took(_ response: HTTPResponse) -> [SyncEffect] {
    switch step {
    case .metadata: return tookMetadata(response)
    case .patient: return tookPatient(response)
    case .probe: return probed()
    case .list: return tookList(response)
    case .history: return tookHistory(response)
    case .served(let key): return tookServed(key, response)
    case .part(let key), .subject(let key): return tookSingle(key, response)
    case .renewal: return tookTokens(response)
    case .look(let item): return looked(item, response)
    case .write(let item): return wrote(item, response)
    }
  }

  private mutating func tookMetadata(_ response: HTTPResponse) -> [SyncEffect] {
    guard let statement = try? JSONValue(parsing: response.body),
      let found = try? Capability(statement)
    else { return finish(.notAPortal) }
    capability = found
    return get(.patient, patientURL)
  }

  private var patientURL: URL {
    start.base.address("Patient/" + PercentEncoding.value(start.account.patient))
  }

  private mutating func tookPatient(_ response: HTTPResponse) -> [SyncEffect] {
    guard let resource = try? JSONValue(parsing: response.body),
      case .person(let profile) = FHIRMapping.draft(
        of: resource, context: FHIRContext(base: start.base.text)
      ).outcome
    else { return finish(.notAPortal) }
    return deliver(.identify(profile), for: .identity)
  }

  // MARK: tokens

  /// Renews the token once; after that a refusal is looked at more closely.
  mutating func renew() -> [SyncEffect] {
    guard step != .renewal, step != .probe, let request else { return signInAgain() }
    if hasRenewed {
      // A good token can be refused for a single type: real servers do that. The holder's own
      // Patient tells the two apart.
      guard isTypeStep else { return signInAgain() }
      if hasProbed { return absent(401) }
      interrupted = (step, request)
      return get(.probe, patientURL)
    }
    guard let refreshToken, let endpoint = tokenEndpoint else { return signInAgain() }
    hasRenewed = true
    interrupted = (step, request)
    var renewal = HTTPRequest(
      .post, endpoint, headers: ["Content-Type": "application/x-www-form-urlencoded"])
    renewal.body = Data(
      PercentEncoding.form([
        ("grant_type", "refresh_token"), ("refresh_token", refreshToken),
        ("client_id", start.account.client),
      ]).utf8)
    return send(.renewal, renewal)
  }

  private var isTypeStep: Bool {
    switch step {
    case .list, .history, .served, .part, .subject, .look, .write: true
    case .metadata, .patient, .probe, .renewal: false
    }
  }

  private var tokenEndpoint: URL? {
    guard let url = URL(string: start.account.tokenEndpoint), Origin(url)?.isAllowed == true
    else { return nil }
    return url
  }

  private mutating func signInAgain() -> [SyncEffect] {
    if var row = pull?.row {
      row.skipped = .refused(status: 401)
      report.rows.append(row)
      pull = nil
    }
    return finish(.signInAgain)
  }

  private mutating func tookTokens(_ response: HTTPResponse) -> [SyncEffect] {
    guard let tokens = TokenResponse(response.body) else { return signInAgain() }
    accessToken = tokens.access
    refreshToken = tokens.refresh ?? refreshToken
    return deliver(.keepTokens(access: accessToken, refresh: refreshToken), for: .tokens)
  }

  /// Asks again what was interrupted.
  mutating func resume() -> [SyncEffect] {
    guard let interrupted else { preconditionFailure("nothing was interrupted") }
    self.interrupted = nil
    return send(interrupted.step, interrupted.request)
  }

  /// The token is good, so the refusal was meant for the type.
  private mutating func probed() -> [SyncEffect] {
    hasProbed = true
    guard let interrupted else { preconditionFailure("nothing was interrupted") }
    self.interrupted = nil
    step = interrupted.step
    request = interrupted.request
    return absent(401)
  }

  // MARK: other answers

  /// The conditional request says that nothing is new.
  mutating func unchanged() -> [SyncEffect] {
    switch step {
    case .list: return afterList()
    case .served: return readServed()
    case .part, .subject: return readSingles()
    default: return finish(.notAPortal)
    }
  }

  /// The portal does not have it or does not give it: 400, 401, 403, 404, 410.
  mutating func absent(_ status: Int) -> [SyncEffect] {
    switch step {
    case .metadata: return finish(.notAPortal)
    case .patient, .probe:
      return status == 403 || status == 401 ? signInAgain() : finish(.notAPortal)
    case .renewal: return signInAgain()
    case .list: return absentList(status)
    case .history: return nextType()
    case .served(let key):
      reader.giveUp(key)
      return readServed()
    case .part(let key), .subject(let key):
      return storeSingle(PulledResource(key: key, mark: "\(status)", reading: .gone))
    case .look(let item): return lookedInVain(item, status)
    case .write(let item): return refusedWrite(item, status)
    }
  }

  private mutating func absentList(_ status: Int) -> [SyncEffect] {
    guard var pull else { preconditionFailure("a list without a pull") }
    if pull.page > 0, status == 404 || status == 410, pull.restarts < Pull.restartLimit {
      pull.restart()
      self.pull = pull
      return list()
    }
    if status == 400, pull.isFiltered, pull.page == 0 {
      // Some servers refuse parameters that they announce; the whole list is asked for instead.
      pull.isFiltered = false
      self.pull = pull
      return list()
    }
    if status == 400, pull.type.name == "Observation", pull.page == 0 {
      agenda.insert(contentsOf: SyncType.observationCategories, at: 0)
      self.pull = nil
      return nextType()
    }
    return refusedList(.refused(status: status))
  }

  /// Closes a type that was refused, and remembers that for a day.
  private mutating func refusedList(_ reason: SkipReason) -> [SyncEffect] {
    pull?.row.skipped = reason
    var change = CursorChange(type: pull?.type.name ?? "")
    change.refused = now
    lostCategory = lostCategory || pull?.type.category != nil
    let page = SyncPage(type: pull?.type.resource ?? "", resources: [], cursor: change)
    return deliver(.store(page), for: .refusal)
  }

  /// Gives up on a request for good.
  mutating func failed(_ reason: SkipReason) -> [SyncEffect] {
    switch step {
    case .metadata, .patient, .probe, .renewal: return finish(.unreachable)
    case .list: return failedList(reason)
    case .history:
      pull?.row.skipped = reason
      return nextType()
    case .served(let key):
      reader.giveUp(key)
      return readServed()
    case .part, .subject: return readSingles()
    case .look, .write: return postponeWrites(reason)
    }
  }

  /// Gives up on a list; its progress stays where it was.
  mutating func failedList(_ reason: SkipReason) -> [SyncEffect] {
    lostCategory = lostCategory || pull?.type.category != nil
    pull?.row.skipped = reason
    return nextType()
  }
}
