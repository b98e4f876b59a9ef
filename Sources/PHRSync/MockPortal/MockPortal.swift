import Foundation
public import PHRModel
import Synchronization

/// A demonstration portal: a FHIR R4 server on this machine with invented patients.
///
/// It is no product: its login believes everybody on loopback, and its data are made up. The
/// client is tried against it, with and without faults.
public final class MockPortal: Sendable {
  /// How the portal is set up.
  public struct Options: Sendable {
    /// The address to listen on; anything but loopback is the caller's decision.
    public var host = "127.0.0.1"
    /// The port; 0 lets the system choose.
    public var port: UInt16 = 0
    /// Ask before a device login is confirmed, instead of confirming it for the first patient.
    public var asks = false
    /// File for the state; `nil` keeps it in memory.
    public var stateFile: String?
    /// The people and their data.
    public var people = PortalPerson.invented
    /// What goes wrong.
    public var faults: [PortalFault] = []
    /// Entries of a page, whatever `_count` asks for.
    public var largestPage = 200
    /// The clock in milliseconds since 1970.
    public var clock: @Sendable () -> Int64 = { Int64(Date().timeIntervalSince1970 * 1000) }

    /// A portal on loopback without faults.
    public init() {}
  }

  private let desk: Mutex<PortalDesk>
  private let server: Mutex<PortalServer?>
  private let keeper: StateKeeper?
  let options: Options

  /// Starts the portal.
  ///
  /// - Throws: `ListenError`; `PortalStateError` for a state file that is none.
  public init(_ options: Options = Options()) throws {
    self.options = options
    var desk = PortalDesk(options: options)
    if let path = options.stateFile, let saved = try StateKeeper.load(path) {
      desk.restore(saved)
    } else {
      desk.seed()
    }
    self.desk = Mutex(desk)
    server = Mutex(nil)
    keeper = options.stateFile.map { StateKeeper(path: $0) }
    let started = try PortalServer(host: options.host, port: options.port) { [self] request in
      respond(to: request)
    }
    self.desk.withLock { $0.base = "http://\(options.host):\(started.port)/fhir" }
    server.withLock { $0 = started }
  }

  /// The kinds of news that `push` knows.
  public static let newsKinds = PortalNews.Kind.allCases.map(\.rawValue)

  /// The base URL of the FHIR service.
  public var base: String { desk.withLock { $0.base } }

  /// Stops answering; the last state is written.
  public func stop() {
    server.withLock { $0?.stop() }
    keeper?.flush(desk.withLock { $0.snapshot() })
  }

  /// Puts a resource as if the portal's own systems had written it.
  public func put(_ resource: JSONValue) {
    desk.withLock { _ = $0.put(resource) }
  }

  /// Deletes a resource as if the portal's own systems had.
  public func delete(_ type: String, _ id: String) {
    desk.withLock { $0.delete(type, id) }
  }

  /// The current version of a resource, for tests.
  public func resource(_ type: String, _ id: String) -> JSONValue? {
    desk.withLock { $0.store.version(type, id)?.resource }
  }

  /// When the newest version of a resource was stored, in milliseconds, for tests.
  func version(_ type: String, _ id: String) -> Int64? {
    desk.withLock { $0.store.version(type, id)?.updated }
  }

  /// An access token for a patient, for tests that need no login.
  func issueTokens(patient: String) -> String {
    desk.withLock { desk in
      desk.grants.issue(patient: patient, now: desk.now)["access_token"]?.string ?? ""
    }
  }

  /// How many requests were answered, for tests and measurements.
  public var requests: Int { desk.withLock { $0.requests } }

  private func respond(to request: ServerRequest) -> ServerResponse {
    let (response, changed) = desk.withLock { desk in
      desk.changed = false
      let response = desk.respond(to: request)
      return (response, desk.changed ? keeper.map { _ in desk.snapshot() } : nil)
    }
    if let changed { keeper?.keep(changed) }
    return response
  }
}
