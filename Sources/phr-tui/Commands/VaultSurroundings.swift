import Glibc
import PHRModel

/// What stands around vaults in the commands: tests put a directory, a cheap key derivation and a
/// clock of their own here.
struct VaultSurroundings {
  /// The options that the command line then adds to.
  var options = VaultOptions()
  /// Seconds until a command gives up while another program writes.
  var waitLimit = 30.0
  /// Seconds after which the person hears that it waits.
  var waitAnnouncement = 2.0
  /// Sleeps for so many seconds.
  var pause: (Double) -> Void = { usleep(UInt32($0 * 1_000_000)) }
}

/// How fast passphrases may be tried in a row.
enum UnlockPace {
  /// A command ends after so many wrong ones.
  static let attempts = 5

  /// Seconds to wait after so many failures in a row: none after two slips, then 2, 4, 8 … 30.
  static func delay(after failures: Int) -> Double {
    guard failures >= 3 else { return 0 }
    return min(30, Double(2 << min(failures - 3, 5)))
  }
}
