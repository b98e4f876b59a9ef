internal import COpenSSL
internal import Glibc

// Unchecked Sendable: nothing changes after `init`, and `deinit` runs when no reference is left.
/// Key material in memory of its own: locked against swapping, left out of core dumps and of
/// forked children, and wiped when the last reference goes.
///
/// The bytes are written once, by `init`, and reachable only through ``withUnsafeBytes(_:)``.
/// There is no description and no Codable, so that no log can hold them. Locking may be refused
/// (`RLIMIT_MEMLOCK`); ``isLocked`` says so.
public final class SecretBytes: @unchecked Sendable {
  /// How many bytes the secret has.
  public let count: Int
  /// Whether the kernel promised to keep these pages out of swap.
  ///
  /// See mlock(2).
  public let isLocked: Bool
  private let base: UnsafeMutableRawPointer
  private let mappedLength: Int

  /// Makes zeroed secret memory and lets `fill` write it, once.
  public init(count: Int, filledBy fill: (UnsafeMutableRawBufferPointer) throws -> Void) rethrows {
    let pageSize = sysconf(Int32(_SC_PAGESIZE))
    let length = max(1, (count + pageSize - 1) / pageSize) * pageSize
    let mapped = mmap(nil, length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    guard let mapped, mapped != MAP_FAILED else {
      fatalError("no memory for a page of key material")
    }
    self.count = count
    base = mapped
    mappedLength = length
    isLocked = mlock(mapped, length) == 0
    _ = madvise(mapped, length, MADV_DONTDUMP)
    _ = madvise(mapped, length, MADV_WIPEONFORK)
    try fill(UnsafeMutableRawBufferPointer(start: base, count: count))
  }

  /// Copies the bytes; wiping the source is the caller's business.
  public convenience init(copying source: UnsafeRawBufferPointer) {
    self.init(count: source.count) { $0.copyMemory(from: source) }
  }

  /// Copies the bytes of an array.
  ///
  /// For bytes that were not secret in the first place, and tests.
  public convenience init(_ bytes: [UInt8]) {
    self.init(count: bytes.count) { $0.copyBytes(from: bytes) }
  }

  /// Fresh bytes from the kernel's generator.
  public static func random(count: Int) -> SecretBytes {
    SecretBytes(count: count) { RandomBytes.fill($0) }
  }

  deinit {
    OPENSSL_cleanse(base, mappedLength)
    munlock(base, mappedLength)
    munmap(base, mappedLength)
  }

  /// Lends the bytes for the time of the call.
  ///
  /// Do not let them escape, do not copy them to unlocked memory without wiping the copy.
  public func withUnsafeBytes<Result>(
    _ body: (UnsafeRawBufferPointer) throws -> Result
  ) rethrows -> Result {
    try withExtendedLifetime(self) {
      try body(UnsafeRawBufferPointer(start: base, count: count))
    }
  }
}

extension SecretBytes: Equatable {
  /// Compares in time that depends on the length alone.
  ///
  /// The C function is `CRYPTO_memcmp`.
  public static func == (left: SecretBytes, right: SecretBytes) -> Bool {
    left.withUnsafeBytes { a in right.withUnsafeBytes { b in constantTimeEqual(a, b) } }
  }
}

/// Compares two byte ranges in time that depends on their length alone.
///
/// The C function is `CRYPTO_memcmp`.
func constantTimeEqual(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Bool {
  guard left.count == right.count else { return false }
  guard let a = left.baseAddress, let b = right.baseAddress else { return true }
  return CRYPTO_memcmp(a, b, left.count) == 0
}
