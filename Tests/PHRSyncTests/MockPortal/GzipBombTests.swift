import Foundation
import Testing

@testable import PHRSync

@Suite struct GzipBombTests {
  private static let gzip = URL(fileURLWithPath: "/usr/bin/gzip")

  @Test(
    .enabled(if: FileManager.default.isExecutableFile(atPath: gzip.path)),
    arguments: [1, 3])
  func `the bomb unpacks to as many zeros as it says`(mebibytes: Int) throws {
    let packed = GzipBomb.bytes(unpackedMebibytes: mebibytes)
    let process = Process()
    let (input, output) = (Pipe(), Pipe())
    process.executableURL = Self.gzip
    process.arguments = ["-dc"]
    process.standardInput = input
    process.standardOutput = output
    // It misses the checksum at the end, after everything was unpacked.
    process.standardError = FileHandle.nullDevice
    try process.run()
    try input.fileHandleForWriting.write(contentsOf: packed)
    try input.fileHandleForWriting.close()
    let unpacked = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    #expect(unpacked.allSatisfy { $0 == 0 })
    // One literal, then whole rounds of eight copies of 258 bytes.
    #expect(((mebibytes << 20) - 8 * 258...(mebibytes << 20) + 1).contains(unpacked.count))
    #expect(unpacked.count > 150 * packed.count)
  }

  @Test func `a large bomb is small and made at once`() {
    #expect(GzipBomb.bytes(unpackedMebibytes: 64).count < 1 << 19)
    #expect(GzipBomb.bytes(unpackedMebibytes: 0).count < 100)
  }
}
