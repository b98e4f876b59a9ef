import Foundation

/// A program of the system that takes a page off our hands: a printer, a viewer.
struct OtherProgram {
  /// Where it may lie; folders of the person are never searched.
  let paths: [String]

  /// Sends what it is given to the default printer.
  static let printer = OtherProgram(paths: ["/usr/bin/lp"])
  /// Shows a file.
  static let viewer = OtherProgram(paths: ["/usr/bin/xdg-open", "/usr/bin/chromium"])

  /// The first one that is installed.
  private var installed: String? {
    paths.first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  /// Runs it with bytes on its standard input, and waits until it has taken them.
  ///
  /// - Throws: `OtherProgramMissing`, `OtherProgramFailed`.
  func run(input: Data) throws {
    let process = try process([])
    let pipe = Pipe()
    process.standardInput = pipe
    try start(process)
    // A printer that goes away in between is told by its status; a broken pipe ends nothing.
    try? pipe.fileHandleForWriting.write(contentsOf: input)
    try? pipe.fileHandleForWriting.close()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw OtherProgramFailed() }
  }

  /// Starts it and leaves it alone.
  ///
  /// - Throws: `OtherProgramMissing`.
  func start(_ arguments: [String]) throws {
    let process = try process(arguments)
    process.standardInput = FileHandle.nullDevice
    try start(process)
  }

  private func process(_ arguments: [String]) throws -> Process {
    guard let path = installed else { throw OtherProgramMissing(program: name) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    // What it says would be written over the screen.
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    return process
  }

  private func start(_ process: Process) throws {
    do { try process.run() } catch { throw OtherProgramMissing(program: name) }
  }

  private var name: String { URL(fileURLWithPath: paths[0]).lastPathComponent }
}

/// A program that a page was to be handed to is not installed.
struct OtherProgramMissing: Error, Equatable {
  let program: String
}

/// A program did not take what it was given.
struct OtherProgramFailed: Error, Equatable {}
