import Foundation
import PHRModel

/// The letter that goes with a delegate's file: whose it is, the code, how to open it.
///
/// A holder who makes a file for the time after their death prints it and leaves it with a will.
enum DelegateLetter {
  /// - Throws: `CommandFailure.alreadyExists`.
  static func requireFree(_ path: String) throws {
    guard !FileManager.default.fileExists(atPath: path) else {
      throw CommandFailure.alreadyExists(file: path)
    }
  }

  /// Writes the letter to a file of its own that nobody else can read.
  ///
  /// - Throws: `CommandFailure.alreadyExists`, `.cannotWrite`.
  static func write(
    to path: String, _ grant: Grant, _ code: RecoveryCode, file: String, holder: String?,
    _ context: CommandContext
  ) throws {
    try requireFree(path)
    let name = (file as NSString).lastPathComponent
    var lines = DelegateWords.letter(
      grant, code: code.printed, file: name, holder: holder, on: context.now.day)
    if grant.basis == .bereaved { lines += DelegateWords.bereaved }
    let text = lines.map { context.say($0) + "\n" }.joined()
    let made = FileManager.default.createFile(
      atPath: path, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600])
    guard made else { throw CommandFailure.cannotWrite(file: path, errno: EACCES) }
  }
}
