import Dispatch
import Foundation
import Synchronization

/// The process that talks to the network for the program.
///
/// FoundationNetworking ends its process for answers that it does not expect: a head that is cut
/// off, a trailer behind chunks (seen in 6.3.1 on Linux). That must never be the process that holds
/// an open vault and the terminal. So requests run in a process of their own, which knows no vault
/// and whose end is nothing but a connection that was cut off.
public enum NetworkHelper {
  /// The argument that makes the program a helper.
  public static let argument = "--network-helper"

  /// Answers requests on standard input until it ends.
  public static func serve() {
    closeInherited()
    let channel = HelperChannel(input: STDIN_FILENO, output: STDOUT_FILENO)
    var line: (limits: HTTPLimits, transport: URLSessionTransport)?
    while let (head, body) = channel.read(), let (request, limits) = HelperFrame.request(head, body)
    {
      let transport =
        line?.limits == limits ? line?.transport : URLSessionTransport(limits: limits)
      guard let transport else { return }
      line = (limits, transport)
      let outcome = answer(to: request, over: transport)
      var found = Data()
      if case .success(let response) = outcome { found = response.body }
      guard channel.write(HelperFrame.head(of: outcome), found) else { return }
    }
  }

  /// Keeps the two pipes and nothing else of what the program had open: neither the vault's file
  /// nor the terminal.
  private static func closeInherited() {
    for descriptor in STDERR_FILENO + 1..<1024 { close(descriptor) }
  }

  /// Waits for an answer on this thread.
  private static func answer(
    to request: HTTPRequest, over transport: URLSessionTransport
  ) -> Result<HTTPResponse, TransportError> {
    let waiting = Waiting()
    Task.detached {
      do throws(TransportError) {
        waiting.end(.success(try await transport.send(request)))
      } catch {
        waiting.end(.failure(error))
      }
    }
    return waiting.result()
  }

  private final class Waiting: Sendable {
    private let outcome = Mutex<Result<HTTPResponse, TransportError>>(.failure(.cutOff))
    private let done = DispatchSemaphore(value: 0)

    func end(_ result: Result<HTTPResponse, TransportError>) {
      outcome.withLock { $0 = result }
      done.signal()
    }

    func result() -> Result<HTTPResponse, TransportError> {
      done.wait()
      return outcome.withLock { $0 }
    }
  }
}
