import Foundation
import PHRModel

/// Faults that lie in the data and not in how they are sent.
extension FaultScript {
  /// The time stamp of a seeded resource.
  func stamp(_ time: Int64) -> Int64 {
    if has(.equalTimestamps) { return time / 3_600_000 * 3_600_000 }
    return has(.clockSkew) ? time + 86_400_000 : time
  }

  /// A seeded resource as these faults want it.
  func disguised(_ resource: JSONValue) -> JSONValue {
    var resource = resource
    let type = resource["resourceType"]?.string ?? ""
    if has(.wrongPatient), type == "Patient" { resource = resource.with("birthDate", "1931-01-09") }
    if has(.longIDs), type == "Immunization", let id = resource["id"]?.string {
      resource = resource.with("id", .string(id + String(repeating: "x", count: 90 - id.count)))
    }
    if has(.fullWidth) { resource = widened(resource) }
    if has(.unreadable), type == "Communication", resource["id"]?.string == "pt1-n2" {
      resource = .object(
        resource.members.filter {
          ["resourceType", "id", "subject", "recipient"].contains($0.name)
        }
          + [JSONMember("payload", "not a list"), JSONMember("status", 7)])
    }
    return resource
  }

  /// Shown texts in full width, as many Japanese systems write them.
  private func widened(_ value: JSONValue) -> JSONValue {
    guard case .object(let members) = value else {
      if case .array(let elements) = value { return .array(elements.map(widened)) }
      return value
    }
    return .object(
      members.map { member in
        guard ["text", "display", "unit", "lotNumber"].contains(member.name),
          let text = member.value.string
        else { return JSONMember(member.name, widened(member.value)) }
        let wide = text.applyingTransform(.fullwidthToHalfwidth, reverse: true) ?? text
        return JSONMember(member.name, .string(wide))
      })
  }

  /// What happens to seeded resources afterwards.
  func arrange(_ store: inout PortalStore, now: Int64) {
    let doses = store.standing("Immunization")
    guard let dose = doses.first else { return }
    if has(.enteredInError) {
      store.put(dose.resource.with("status", "entered-in-error"), at: now - 1000)
    }
  }
}

/// A small gzip member (RFC 1952) that unpacks to very many zero bytes.
enum GzipBomb {
  /// Fixed Huffman codes (RFC 1951, section 3.2.6): one literal, then copies of 258 bytes.
  static func bytes(unpackedMebibytes: Int) -> Data {
    var writer = BitWriter(bytes: [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255])
    writer.write(0b011, bits: 3)
    writer.writeCode(0b0011_0000, bits: 8)
    // Eight copies of 13 bits are 13 bytes, whatever stood before the first: the second eight come
    // again and again. Code by code, the answer would take longer than a client waits.
    for _ in 0..<16 {
      writer.writeCode(0b1100_0101, bits: 8)
      writer.writeCode(0, bits: 5)
    }
    writer.repeatLast(13, times: (unpackedMebibytes << 20) / (258 * 8) - 2)
    writer.writeCode(0, bits: 7)
    return Data(writer.finished() + [UInt8](repeating: 0, count: 8))
  }

  private struct BitWriter {
    var bytes: [UInt8]
    private var buffer: UInt32 = 0
    private var used: UInt32 = 0

    init(bytes: [UInt8]) {
      self.bytes = bytes
    }

    /// Plain bits, lowest first.
    mutating func write(_ value: UInt32, bits: UInt32) {
      buffer |= value << used
      used += bits
      while used >= 8 {
        bytes.append(UInt8(buffer & 0xFF))
        buffer >>= 8
        used -= 8
      }
    }

    /// A Huffman code, highest bit first.
    mutating func writeCode(_ code: UInt32, bits: UInt32) {
      for bit in (0..<bits).reversed() { write(code >> bit & 1, bits: 1) }
    }

    /// Writes the last whole bytes again; the bits that wait for their byte stay.
    mutating func repeatLast(_ count: Int, times: Int) {
      let period = bytes.suffix(count)
      for _ in 0..<max(0, times) { bytes.append(contentsOf: period) }
    }

    func finished() -> [UInt8] { used > 0 ? bytes + [UInt8(buffer & 0xFF)] : bytes }
  }
}
