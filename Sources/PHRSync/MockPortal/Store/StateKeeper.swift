import Foundation
import PHRModel
import Synchronization

/// The file given as the portal's state cannot be used.
public enum PortalStateError: Error, Sendable, Equatable {
  /// It is no state of a mock portal, or it is damaged.
  case unreadable
}

/// Writes the state of the mock portal into its file, at most a few times a second.
///
/// The data are invented, so the file is plain JSON; it is private to the user all the same.
final class StateKeeper: Sendable {
  private let path: String
  private let waiting = Mutex<(state: JSONValue?, isBusy: Bool)>((nil, false))

  init(path: String) {
    self.path = path
  }

  /// Reads a state; `nil` if there is no such file yet.
  ///
  /// - Throws: `PortalStateError.unreadable`.
  static func load(_ path: String) throws -> JSONValue? {
    guard let data = FileManager.default.contents(atPath: path) else { return nil }
    let limits = JSONLimits(depth: 100, bytes: 1 << 30)
    guard let state = try? JSONValue(parsing: data, limits: limits),
      state["format"]?.string == PortalDesk.stateFormat
    else { throw PortalStateError.unreadable }
    return state
  }

  /// Writes the state soon; a newer one that comes before that replaces it.
  func keep(_ state: JSONValue) {
    let mustStart = waiting.withLock { waiting in
      waiting.state = state
      defer { waiting.isBusy = true }
      return !waiting.isBusy
    }
    guard mustStart else { return }
    Thread { [self] in
      Thread.sleep(forTimeInterval: 0.2)
      let state = waiting.withLock { waiting in
        defer { waiting = (nil, false) }
        return waiting.state
      }
      if let state { flush(state) }
    }.start()
  }

  /// Writes the state now, whole or not at all.
  func flush(_ state: JSONValue) {
    let temporary = path + ".new"
    let attributes: [FileAttributeKey: Any] = [.posixPermissions: 0o600]
    guard
      FileManager.default.createFile(
        atPath: temporary, contents: Data(state.serialized().utf8), attributes: attributes)
    else { return }
    rename(temporary, path)
  }
}

extension PortalDesk {
  static let stateFormat = "phr-tui mock portal 1"

  /// Everything that has to outlive the program.
  func snapshot() -> JSONValue {
    let versions = store.log.map { version -> JSONValue in
      [
        "at": .number(String(version.updated)), "resource": version.resource,
        "deleted": .bool(version.text == nil),
      ]
    }
    let refresh = grants.refresh.map { JSONMember($0.key, .string($0.value)) }
    return [
      "format": .string(Self.stateFormat), "versions": .array(versions),
      "refresh": .object(refresh),
    ]
  }

  /// Takes a saved state up again.
  mutating func restore(_ state: JSONValue) {
    for version in state["versions"]?.elements ?? [] {
      guard let resource = version["resource"], let at = version["at"]?.literal.flatMap(Int64.init)
      else { continue }
      if version["deleted"] == .bool(true) {
        store.delete(
          resource["resourceType"]?.string ?? "", resource["id"]?.string ?? "", at: at)
      } else {
        store.put(resource, at: at)
      }
    }
    for member in state["refresh"]?.members ?? [] {
      grants.refresh[member.name] = member.value.string
    }
  }
}
