import PHRModel
import PHRSync

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
      case .untrusted: InboxWords.untrusted
      default: InboxWords.unreachable
      }
  }
}
