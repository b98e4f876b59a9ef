internal import CSQLite
internal import Glibc

/// What a process does at its start so that nothing it holds in memory is written anywhere.
///
/// SQLite's own page cache lies outside the image, which is kept out of dumps by itself.
public enum ProcessPrivacy {
  /// Forbids core dumps, and reading by a debugger of the same user.
  ///
  /// See prctl(2), PR_SET_DUMPABLE, and setrlimit(2), RLIMIT_CORE.
  ///
  /// - Returns: Whether both worked.
  @discardableResult
  public static func forbidDumps() -> Bool {
    var limit = rlimit(rlim_cur: 0, rlim_max: 0)
    let isLimited = setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit) == 0
    return phr_forbid_dumps() == 0 && isLimited
  }
}
