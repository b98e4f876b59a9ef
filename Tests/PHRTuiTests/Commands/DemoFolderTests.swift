import Foundation
import Glibc
import Testing

@testable import phr_tui

/// The folder of a demonstration, and what a killed one leaves behind.
@Suite struct DemoFolderTests {
  private let base: String

  init() throws {
    base = NSTemporaryDirectory() + "demo-folder-\(UUID().uuidString)"
    try FileManager.default.createDirectory(
      atPath: base, withIntermediateDirectories: true, attributes: nil)
  }

  private func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: base).sorted()
  }

  private func leave(_ name: String) throws {
    try FileManager.default.createDirectory(
      atPath: "\(base)/\(name)", withIntermediateDirectories: false, attributes: nil)
    try Data("sealed".utf8).write(to: URL(fileURLWithPath: "\(base)/\(name)/midori.phr"))
  }

  private var later: Date { Date(timeIntervalSinceNow: 3600) }

  @Test func `it is private and goes when it is removed`() throws {
    let folder = try DemoFolder(in: base)
    let name = try #require(try names().first)
    var status = stat()
    #expect(lstat("\(base)/\(name)", &status) == 0)
    #expect(status.st_mode & 0o777 == 0o700)
    folder.remove()
    #expect(try names().isEmpty)
  }

  @Test func `what a killed demonstration left is swept by the next`() throws {
    try leave("phr-demo-0123")
    let folder = try DemoFolder(in: base, now: later)
    #expect(try !names().contains("phr-demo-0123"))
    #expect(try names().count == 1)
    folder.remove()
  }

  @Test func `a running demonstration keeps its folder`() throws {
    let first = try DemoFolder(in: base)
    let mine = try names()
    let second = try DemoFolder(in: base, now: later)
    #expect(try names().count == 2)
    #expect(try Set(names()).isSuperset(of: mine))
    withExtendedLifetime(first) { second.remove() }
  }

  @Test func `a folder that is being made at this moment is left alone`() throws {
    try leave("phr-demo-young")
    let folder = try DemoFolder(in: base, now: Date())
    #expect(try names().contains("phr-demo-young"))
    folder.remove()
  }

  @Test func `other people's names and links are never touched`() throws {
    try leave("phr-other")
    try leave("target")
    try FileManager.default.createSymbolicLink(
      atPath: "\(base)/phr-demo-link", withDestinationPath: "\(base)/target")
    let folder = try DemoFolder(in: base, now: later)
    #expect(try Set(names()).isSuperset(of: ["phr-other", "target", "phr-demo-link"]))
    #expect(FileManager.default.fileExists(atPath: "\(base)/target/midori.phr"))
    folder.remove()
  }

  @Test func `a folder that cannot be made is a failure with its path`() {
    #expect(throws: CommandFailure.self) { try DemoFolder(in: base + "/absent") }
  }
}
