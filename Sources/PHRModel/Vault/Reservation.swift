internal import Glibc

/// A stretch of address space that becomes memory step by step and never moves.
///
/// Plaintext lives here: the pages stay out of core dumps and of forked children, and are wiped
/// before they go back to the kernel. See mmap(2), MAP_NORESERVE.
final class Reservation {
  /// Memory is added in steps of 16 MiB.
  private static let step = 16 << 20
  let base: UnsafeMutableRawPointer
  /// How many bytes of address space are reserved.
  let reserved: Int
  /// How many of them can be used so far; fresh ones are zero.
  private(set) var usable = 0
  private let small: Bool

  /// Reserves `preferred` bytes, or half of it as often as the system refuses, but not below
  /// `minimum`.
  ///
  /// - Throws: ``VaultError/noMemory``.
  init(preferred: Int, minimum: Int) throws {
    var length = preferred
    while length >= minimum {
      let mapped = mmap(
        nil, length, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
      if let mapped, mapped != MAP_FAILED {
        base = mapped
        reserved = length
        small = length < Self.step
        _ = madvise(mapped, length, MADV_DONTDUMP)
        _ = madvise(mapped, length, MADV_DONTFORK)
        return
      }
      length /= 2
    }
    throw VaultError.noMemory
  }

  deinit {
    explicit_bzero(base, wipeLength)
    munmap(base, reserved)
  }

  /// Up to where `deinit` wipes; owners that know which pages were touched set it lower, because
  /// wiping untouched pages would first make them exist.
  var wipeLength = 0

  /// Makes the first `length` bytes usable.
  ///
  /// - Throws: ``VaultError/noMemory`` beyond the reservation or when the system has none.
  func grow(to length: Int) throws {
    guard length > usable else { return }
    guard length <= reserved else { throw VaultError.noMemory }
    let step = small ? 4_096 : Self.step
    let target = min(reserved, (length + step - 1) / step * step)
    let added = target - usable
    guard mprotect(base + usable, added, PROT_READ | PROT_WRITE) == 0 else {
      throw VaultError.noMemory
    }
    usable = target
  }

  /// Asks for huge pages from here on.
  ///
  /// Worth it where much is written, harmful where little of much is read.
  func preferHugePages(from offset: Int) {
    let start = (offset + (2 << 20) - 1) & ~((2 << 20) - 1)
    if start < usable { _ = madvise(base + start, usable - start, MADV_HUGEPAGE) }
  }

  /// Wipes the first `length` bytes and gives what lies above `kept` back to the kernel.
  func wipe(_ length: Int, keeping kept: Int) {
    guard length > 0 else { return }
    explicit_bzero(base, length)
    let start = (kept + 4_095) & ~4_095
    if length > start {
      _ = madvise(base + start, (length - start + 4_095) & ~4_095, MADV_DONTNEED)
    }
  }
}
