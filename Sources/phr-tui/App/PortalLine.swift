import Foundation
import PHRSync

/// How commands and the screen reach a portal.
enum PortalLine {
  /// A transport whose requests run in a process of their own, see `NetworkHelper`.
  ///
  /// Under a test this process is no phr-tui that could be started again; there they run in it.
  static func transport(limits: HTTPLimits = .standard) -> any PortalTransport {
    let isTest = ProcessInfo.processInfo.arguments.first?.hasSuffix(".xctest") ?? false
    return isTest
      ? URLSessionTransport(limits: limits)
      : HelperTransport(program: "/proc/self/exe", limits: limits)
  }
}
