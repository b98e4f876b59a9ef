import Foundation
import Testing

@testable import PHRModel
@testable import PHRSync

/// How many random portals each property sees: 200 in every run, more with PHR_LONG=1.
private enum Effort {
  static let chunks = 10
  static let perChunk = ProcessInfo.processInfo.environment["PHR_LONG"] == "1" ? 400 : 20
}

/// The mock portal reads the Consents that it was sent as a stranger would; what it serves must be
/// what our own rules show.
@Suite struct `What a portal makes of our consent` {
  private static let purposes: [Purpose] = [.treatment, .care, .insurance, .research]

  @Test(arguments: 0..<Effort.chunks)
  func `every registered institution is served what see-as shows`(chunk: Int) throws {
    for number in 0..<Effort.perChunk {
      let seed = UInt64(chunk * 1_000_000 + number)
      var world = try PortalWorld(seed: seed)
      let moment = world.moment()
      for (code, recipient) in world.recipients {
        for purpose in Self.purposes {
          for (version, record) in world.records {
            let served = world.serves(version, to: code, purpose, at: moment)
            let shown = try world.shows(record, to: recipient, purpose, at: moment)
            #expect(
              served == shown, "seed \(seed) \(version.type)/\(version.id) \(code) \(purpose)")
          }
        }
      }
    }
  }

  @Test(arguments: 0..<Effort.chunks)
  func `whoever asks in an emergency is served the emergency profile`(chunk: Int) throws {
    for number in 0..<Effort.perChunk {
      let seed = UInt64(chunk * 1_000_000 + number) ^ 0xE3
      var world = try PortalWorld(seed: seed)
      let moment = world.moment()
      for (version, record) in world.records {
        let served = world.serves(version, to: PortalWorld.stranger, .emergency, at: moment)
        let shown = try world.shows(record, to: .emergency, .emergency, at: moment)
        #expect(served == shown, "seed \(seed) \(version.type)/\(version.id)")
      }
    }
  }

  @Test(arguments: 0..<Effort.chunks)
  func `whom the holder has never added is served nothing`(chunk: Int) throws {
    for number in 0..<Effort.perChunk {
      let world = try PortalWorld(seed: UInt64(chunk * 1_000_000 + number) ^ 0x57)
      for purpose in Purpose.allCases where purpose != .emergency {
        #expect(
          !world.records.contains {
            world.serves($0.version, to: PortalWorld.stranger, purpose, at: PortalWorld.noon)
          })
      }
    }
  }
}
