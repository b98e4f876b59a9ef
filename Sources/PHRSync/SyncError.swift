/// Why a synchronisation stopped or a portal call failed.
public enum SyncError: Error, Sendable, Equatable {
  /// The portal could not be reached, or the answer was cut off.
  case unreachable
}
