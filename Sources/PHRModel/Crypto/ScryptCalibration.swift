internal import Glibc

extension ScryptCost {
  /// The cost for new passphrases on this machine: log2 N = 18 where that takes no more than a
  /// second and a sixteenth of the memory, else 17.
  ///
  /// Measures one derivation at an eighth of the cost, which grows with N.
  public static func calibrated() -> ScryptCost {
    let memory =
      UInt64(max(0, sysconf(Int32(_SC_PHYS_PAGES)))) * UInt64(max(0, sysconf(Int32(_SC_PAGESIZE))))
    return chosen(secondsAtLog2N15: measuredSeconds(), memory: memory)
  }

  /// The choice by what was measured.
  static func chosen(secondsAtLog2N15 seconds: Double?, memory: UInt64) -> ScryptCost {
    guard let seconds, seconds * 8 <= 1, memory >= 16 * (256 << 20) else { return .standard }
    return .strong
  }

  private static func measuredSeconds() -> Double? {
    guard let cost = ScryptCost(log2N: 15, blockSize: 8, parallelism: 1) else { return nil }
    let start = monotonicSeconds()
    let derived = try? Scrypt.derive(
      .random(count: 16), salt: RandomBytes.array(count: 32), cost: cost)
    return derived.map { _ in monotonicSeconds() - start }
  }

  private static func monotonicSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
