import Foundation
import Glibc
import PHRModel

/// The temporary folder of one demonstration: gone when it ends, and swept later if it could not end.
///
/// While the demonstration lives it holds a lock (`flock(2)`) on its folder. The kernel lets go of
/// the lock however the process ends, so the next demonstration knows which folders were left
/// behind by a `kill -9` or a crash, and removes those.
final class DemoFolder {
  private static let prefix = "phr-demo-"
  /// Between `mkdir` and `flock` a folder looks abandoned; nobody needs this long for that.
  private static let grace: TimeInterval = 10

  private let path: String
  private let descriptor: CInt

  /// Makes a new folder below `base`, after removing what dead demonstrations left there.
  ///
  /// - Parameters:
  ///   - base: The directory for temporary files.
  ///   - now: The present, to leave a folder alone that is being made at this moment.
  /// - Throws: `CommandFailure.cannotWrite` when the folder cannot be made.
  init(in base: String = FileManager.default.temporaryDirectory.path, now: Date = Date()) throws {
    Self.sweep(base, now: now)
    path = "\(base)/\(Self.prefix)\(HexText.of(RandomBytes.array(count: 8)))"
    guard mkdir(path, 0o700) == 0 else {
      throw CommandFailure.cannotWrite(file: path, errno: errno)
    }
    descriptor = Self.lock(path) ?? -1
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// Where a person's vault lies.
  func path(of person: DemoPerson) -> String { "\(path)/\(person.key).phr" }

  /// Removes everything.
  func remove() {
    try? FileManager.default.removeItem(atPath: path)
  }

  /// Removes the folders of demonstrations that no longer run; what cannot be removed stays.
  private static func sweep(_ base: String, now: Date) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: base)) ?? []
    for name in names where name.hasPrefix(prefix) {
      let folder = "\(base)/\(name)"
      guard isOurs(folder, now: now), let descriptor = lock(folder) else { continue }
      try? FileManager.default.removeItem(atPath: folder)
      close(descriptor)
    }
  }

  /// Whether `folder` is a real directory of this user and older than the grace time.
  private static func isOurs(_ folder: String, now: Date) -> Bool {
    var status = stat()
    guard lstat(folder, &status) == 0 else { return false }
    let age = now.timeIntervalSince1970 - Double(status.st_mtim.tv_sec)
    return status.st_mode & S_IFMT == S_IFDIR && status.st_uid == geteuid() && age >= grace
  }

  /// The descriptor of the locked folder, or `nil` when somebody else holds it.
  private static func lock(_ folder: String) -> CInt? {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      return nil
    }
    return descriptor
  }
}
