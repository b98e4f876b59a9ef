internal import COpenSSL
internal import Glibc

/// A little locked memory for keys that live for one operation; wiped at the end.
///
/// Like ``SecretBytes``, but its owner overwrites it at will. Not Sendable.
final class SecretScratch {
  private let base: UnsafeMutableRawPointer
  private let count: Int
  private let mappedLength: Int

  init(count: Int) {
    let pageSize = sysconf(Int32(_SC_PAGESIZE))
    mappedLength = max(1, (count + pageSize - 1) / pageSize) * pageSize
    let mapped = mmap(
      nil, mappedLength, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    guard let mapped, mapped != MAP_FAILED else { fatalError("no memory for a page of keys") }
    base = mapped
    self.count = count
    mlock(mapped, mappedLength)
    _ = madvise(mapped, mappedLength, MADV_DONTDUMP)
    _ = madvise(mapped, mappedLength, MADV_WIPEONFORK)
  }

  deinit {
    OPENSSL_cleanse(base, mappedLength)
    munlock(base, mappedLength)
    munmap(base, mappedLength)
  }

  /// A stretch of the memory, valid as long as the object.
  func part(_ offset: Int, _ length: Int) -> UnsafeMutableRawBufferPointer {
    precondition(offset + length <= count, "scratch memory is too small")
    return UnsafeMutableRawBufferPointer(start: base + offset, count: length)
  }
}
