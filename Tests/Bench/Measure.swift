import Foundation

/// Times closures and prints tables.
enum Measure {
  /// Milliseconds that the body takes.
  static func milliseconds(_ body: () throws -> Void) rethrows -> Double {
    let clock = ContinuousClock()
    let took = try clock.measure(body)
    return Double(took.components.seconds) * 1e3 + Double(took.components.attoseconds) / 1e15
  }

  /// Milliseconds of processor time of all threads that the body takes, see clock_gettime(2).
  static func processor(_ body: () throws -> Void) rethrows -> Double {
    let before = processorTime()
    try body()
    return processorTime() - before
  }

  private static func processorTime() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) * 1e3 + Double(time.tv_nsec) / 1e6
  }

  /// The median of several runs.
  static func median(of runs: Int, _ body: () throws -> Void) rethrows -> Double {
    var times: [Double] = []
    for _ in 0..<runs { times.append(try milliseconds(body)) }
    return times.sorted()[times.count / 2]
  }

  /// Resident memory of this process at its highest, in MB.
  static var peakMemory: Double { status("VmHWM:") }
  /// Resident memory of this process now, in MB.
  static var memory: Double { status("VmRSS:") }

  /// A line of `/proc/self/status`, see proc(5).
  private static func status(_ name: String) -> Double {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix(name) }
    let number = line?.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first
    return (number.flatMap { Double($0) } ?? 0) / 1024
  }

  /// A heading over a table.
  static func heading(_ text: String, _ columns: [String]) {
    print("\n\(text)")
    row(columns)
  }

  /// One row: the first cell wide, the others right-aligned.
  static func row(_ cells: [String]) {
    guard let first = cells.first else { return }
    let left = first + String(repeating: " ", count: max(0, 44 - first.count))
    let rest = cells.dropFirst().map {
      String(repeating: " ", count: max(1, 14 - $0.count)) + $0
    }
    print(left + rest.joined())
  }

  /// A time with two decimals.
  static func shown(_ milliseconds: Double) -> String {
    String(format: "%.2f ms", milliseconds)
  }

  /// A ratio with two decimals.
  static func ratio(_ value: Double, to reference: Double) -> String {
    String(format: "%.2f", value / reference)
  }
}
