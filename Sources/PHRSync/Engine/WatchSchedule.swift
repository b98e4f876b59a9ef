public import PHRModel

/// When to pull next: at a steady pace while the portal answers, ever more seldom while it does
/// not, and never before the moment that it asked for.
public struct WatchSchedule: Sendable {
  private let interval: Double
  private var failures = 0
  private var random: SplitMix64

  /// The longest pause while nobody answers, in seconds.
  static let longestPause = 900.0

  /// A schedule with that many seconds between pulls.
  public init(interval: Double, seed: UInt64) {
    self.interval = interval
    random = SplitMix64(seed: seed)
  }

  /// Seconds to wait after a pull.
  public mutating func pause(after report: SyncReport, now: Instant) -> Double {
    if case .notBefore(let moment) = report.outcome {
      return Double(max(1, moment.seconds - now.seconds)) + random.nextFraction()
    }
    failures = report.isIncomplete ? min(failures + 1, 16) : 0
    guard failures > 0 else { return interval }
    let grown = min(interval * Double(1 << min(failures, 10)), max(Self.longestPause, interval))
    return grown * (0.75 + random.nextFraction() / 2)
  }
}
