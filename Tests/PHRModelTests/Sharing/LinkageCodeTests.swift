import Testing

@testable import PHRModel

@Suite struct `Linkage code` {
  /// Check symbols computed by hand: the number modulo 37.
  @Test(arguments: [
    ([UInt8](repeating: 0, count: 16), "000000000000000000000000000"),
    ([UInt8](repeating: 0, count: 15) + [36], "00000000000000000000000014U"),
    ([UInt8](repeating: 0, count: 15) + [32], "00000000000000000000000010*"),
  ])
  func `is the number in Crockford's digits with its check symbol`(bytes: [UInt8], text: String)
    throws
  {
    let code = try #require(LinkageCode(randomBytes: bytes))
    #expect(code.text == text)
    #expect(LinkageCode(text) == code)
    #expect(code.bytes == bytes)
  }

  @Test func `reads back what people type`() throws {
    var random = SplitMix64(seed: 7)
    for _ in 0..<200 {
      let bytes = (0..<16).map { _ in UInt8.random(in: 0...255, using: &random) }
      let code = try #require(LinkageCode(randomBytes: bytes))
      #expect(LinkageCode(code.grouped.lowercased()) == code)
      let sloppy = code.text.replacing("1", with: "l").replacing("0", with: "o")
      #expect(LinkageCode(sloppy) == code)
    }
  }

  @Test func `every single wrong digit and every swap of neighbours is refused`() throws {
    let bytes = (1...16).map { UInt8($0 * 11) }
    let text = Array(try #require(LinkageCode(randomBytes: bytes)).text)
    for place in 0..<26 {
      for digit in "0123456789ABCDEFGHJKMNPQRSTVWXYZ" where digit != text[place] {
        var wrong = text
        wrong[place] = digit
        #expect(LinkageCode(String(wrong)) == nil)
      }
      var swapped = text
      swapped.swapAt(place, place + 1)
      if swapped != text { #expect(LinkageCode(String(swapped)) == nil) }
    }
  }

  @Test(arguments: [
    "", "0", "80000000000000000000000000A", "ÄÖ", String(repeating: "0", count: 28),
  ])
  func `what is no code is refused`(text: String) {
    #expect(LinkageCode(text) == nil)
  }

  @Test func `only sixteen bytes make a code`() {
    #expect(LinkageCode(randomBytes: Array(repeating: 1, count: 15)) == nil)
    #expect(LinkageCode(randomBytes: Array(repeating: 1, count: 17)) == nil)
  }
}
