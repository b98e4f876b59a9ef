internal import CSQLite

/// Reading was broken off because something else is awaited; nothing is wrong, it can begin anew.
public struct GaveWay: Error {
  /// The reason that has no details.
  public init() {}
}

/// How a connection that reads for long finds out that something else is awaited.
private final class Awaiting {
  /// Steps of SQLite's machine between two questions; a few hundred rows of a scan.
  static let steps: Int32 = 4_000

  private let begun = ContinuousClock.now
  private let patience: Duration
  private let isAwaited: () -> Bool
  private(set) var gaveWay = false

  init(patience: Duration, isAwaited: @escaping () -> Bool) {
    self.patience = patience
    self.isAwaited = isAwaited
  }

  func asks() -> Bool {
    if !gaveWay { gaveWay = ContinuousClock.now - begun > patience && isAwaited() }
    return gaveWay
  }
}

extension Connection {
  /// Runs a body that only reads, and breaks it off as soon as something else is awaited.
  ///
  /// So long reading needs neither a second connection nor a second thread, and never makes a key
  /// wait: what was broken off is asked for again when there is time. The C function is
  /// `sqlite3_progress_handler`; a transaction that is open meanwhile is not touched.
  ///
  /// - Parameters:
  ///   - isAwaited: Whether something else is; asked every few thousand steps of a statement.
  ///   - patience: What is done within this time is never broken off.
  ///   - body: Reads; it must not write.
  /// - Returns: What the body returns, if it came to its end.
  /// - Throws: ``GaveWay``, and what the body throws.
  public func givingWay<Value>(
    to isAwaited: @escaping () -> Bool, patience: Duration = .milliseconds(8),
    _ body: () throws -> Value
  ) throws -> Value {
    let awaiting = Awaiting(patience: patience, isAwaited: isAwaited)
    sqlite3_progress_handler(
      handle, Awaiting.steps,
      { state in
        guard let state else { return 0 }
        return Unmanaged<Awaiting>.fromOpaque(state).takeUnretainedValue().asks() ? 1 : 0
      }, Unmanaged.passUnretained(awaiting).toOpaque())
    defer { sqlite3_progress_handler(handle, 0, nil, nil) }
    return try withExtendedLifetime(awaiting) {
      let outcome = Result { try body() }
      // A body may have passed over a row that could not be read: its answer would not be whole.
      if awaiting.gaveWay { throw GaveWay() }
      return try outcome.get()
    }
  }
}
