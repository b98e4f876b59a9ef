extension Int64 {
  /// The sum, or the nearest number that 64 bits hold.
  ///
  /// Amounts come from files and from people; no sum of them may end the program.
  public func addingSaturated(_ other: Int64) -> Int64 {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? (other > 0 ? .max : .min) : sum
  }
}
