import Foundation
import Glibc
import Testing

@testable import PHRModel
@testable import phr_tui

/// Commands of which nobody hears what they say: stderr is full, closed, or its reader is gone.
@Suite struct UnheardTests {
  /// What takes nothing.
  enum Deaf: String, CaseIterable, Sendable {
    case full, closed, gone

    /// A descriptor that refuses every write, and what closes it again.
    func open() throws -> (descriptor: Int32, close: () -> Void) {
      switch self {
      case .full:
        let descriptor = Glibc.open("/dev/full", O_WRONLY | O_CLOEXEC)
        return (descriptor, { Glibc.close(descriptor) })
      case .closed: return (-1, {})
      case .gone:
        var ends: [Int32] = [-1, -1]
        try #require(Glibc.pipe(&ends) == 0)
        Glibc.close(ends[0])
        return (ends[1], { [end = ends[1]] in Glibc.close(end) })
      }
    }
  }

  private func run(_ place: CommandPlace, _ deaf: Deaf, _ arguments: [String]) throws -> ExitCode {
    // As the program does: a reader that is gone is an error of write(2).
    signal(SIGPIPE, SIG_IGN)
    let (descriptor, close) = try deaf.open()
    defer { close() }
    let all = ["--vault", place.path, "--passphrase-file", place.place("pass")] + arguments
    return place.execute(all, messages: Output(.descriptor(descriptor))).code
  }

  private static let commands: [[String]] = [
    ["add", "allergy", "--substance", "kiwi"], ["list"], ["recipients", "list"],
    ["consent", "list"], ["tag", "list"], ["vault", "verify"], ["export", "summary"],
    ["export", "records", "--format", "csv"], ["access-log"],
  ]

  @Test(arguments: Deaf.allCases, commands)
  func `a finished command ends as if it had been heard`(deaf: Deaf, command: [String]) throws {
    let place = try CommandPlace()
    try place.create()
    let heard = try CommandPlace()
    try heard.create()
    let expected = heard.runOn("record.phr", command).code
    #expect(expected == .done)
    #expect(try run(place, deaf, command) == expected)
    #expect(place.records() == heard.records())
  }

  @Test(arguments: Deaf.allCases)
  func `a failed command keeps its code`(deaf: Deaf) throws {
    let place = try CommandPlace()
    try place.create()
    #expect(try run(place, deaf, ["show", "zzzz"]) == .failed)
    #expect(try run(place, deaf, ["list", "--nonsense"]) == .usage)
    #expect(try run(place, deaf, ["export", "summary", "--for", "Nobody"]) == .refused)
  }

  /// Nobody could ever open the file.
  @Test(arguments: Deaf.allCases)
  func `a passcode that nobody hears seals nothing`(deaf: Deaf) throws {
    let place = try CommandPlace()
    try place.create()
    let before = try place.names
    let line = ["export", "summary", "--encrypt", "--out", place.place("s.jwe")]
    #expect(try run(place, deaf, line) == .failed)
    #expect(!place.exists("s.jwe"))
    #expect(try place.names == before)
  }

  @Test func `data that cannot be written are a failure`() throws {
    let place = try CommandPlace()
    try place.create()
    let descriptor = Glibc.open("/dev/full", O_WRONLY | O_CLOEXEC)
    defer { Glibc.close(descriptor) }
    let all = ["--vault", place.path, "--passphrase-file", place.place("pass"), "list"]
    #expect(place.execute(all, output: Output(.descriptor(descriptor))).code == .failed)
  }
}
