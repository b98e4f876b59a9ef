import Foundation
import Testing

@testable import PHRModel

@Suite struct QuantityTests {
  @Test(arguments: [
    ("5.60", "5.6"), ("-1", "-1"), ("+2", "2"), ("1e3", "1000"), ("007", "7"),
  ])
  func `a decimal number is a number`(text: String, expected: String) {
    #expect(Quantity(value: text).number == Decimal(string: expected))
    #expect(Quantity(value: text).value == text)
  }

  @Test(arguments: ["", "-", "12abc", "1,000", "１２", ".5", "5.", "1e9999", "NaN", "0x10"])
  func `what is not wholly a number is none`(text: String) {
    #expect(Quantity(value: text).number == nil)
  }
}
