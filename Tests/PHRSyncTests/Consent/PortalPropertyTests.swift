import Foundation
import Testing

@testable import PHRModel
@testable import PHRSync

/// How many random portals are asked: 200 in every run, more with PHR_LONG=1.
private enum Effort {
  static let chunks = 10
  static let perChunk = ProcessInfo.processInfo.environment["PHR_LONG"] == "1" ? 400 : 20
}

/// The mock portal reads the Consents that it was sent as a stranger would; what it serves must be
/// what our own rules show.
@Suite struct `What a portal makes of our consent` {
  private static let purposes: [Purpose] = [.treatment, .care, .insurance, .research]

  @Test(arguments: 0..<Effort.chunks)
  func `it serves everybody what see-as shows, and strangers nothing`(chunk: Int) throws {
    for number in 0..<Effort.perChunk {
      let seed = UInt64(chunk * 1_000_000 + number)
      var world = try PortalWorld(seed: seed)
      let moment = world.moment()
      for (code, recipient) in world.recipients {
        for purpose in Self.purposes {
          let shown = try world.shown(to: recipient, purpose, at: moment)
          let served = world.served(to: code, purpose, at: moment)
          #expect(
            served == shown, "seed \(seed), \(code), \(purpose), \(world.types(served, shown))")
        }
      }
      let inEmergency = try world.shown(to: .emergency, .emergency, at: moment)
      let served = world.served(to: PortalWorld.stranger, .emergency, at: moment)
      #expect(served == inEmergency, "seed \(seed), \(world.types(served, inEmergency))")
      for purpose in Self.purposes {
        #expect(world.served(to: PortalWorld.stranger, purpose, at: moment).isEmpty)
      }
    }
  }
}
