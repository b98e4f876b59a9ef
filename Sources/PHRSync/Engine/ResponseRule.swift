import Foundation
import PHRModel

/// Why the resources of a type were not pulled, or not all of them.
public enum SkipReason: Sendable, Equatable {
  /// The portal refuses the type: status 400, 401, 403 or 404.
  case refused(status: Int)
  /// The portal does not offer the type.
  case notOffered
  /// The portal refused the type less than a day ago.
  case refusedLately
  /// The answer is no FHIR.
  case notFHIR
  /// The portal failed with that status, again and again.
  case server(status: Int)
  /// No answer in time.
  case timedOut
  /// The answer was cut off.
  case cutOff
  /// The answer is larger than allowed.
  case tooLarge
  /// The answer is compressed, which was not asked for.
  case compressed
  /// A link or a redirection leads to another server.
  case foreignLink
  /// More pages than there can be, or the same ones in a circle.
  case endlessPages

  /// Whether the portal has said no, which is no fault of the connection.
  public var isRefusal: Bool {
    switch self {
    case .refused, .refusedLately: true
    default: false
    }
  }
}

/// What to do with an answer: the table of sync-protocol section 4.
enum Verdict: Equatable {
  /// Use it.
  case take
  /// Nothing new.
  case notModified
  /// Ask again at another address of the same server.
  case follow(URL)
  /// Renew the token, then ask again.
  case renewToken
  /// The portal does not have it, or does not give it.
  case absent(status: Int)
  /// Ask again after that many seconds.
  case retry(after: Double)
  /// Stop everything until that moment.
  case stop(until: Instant)
  /// Nobody answers at all: stop everything.
  case unreachable
  /// Whoever answers is not who they should be: stop everything.
  case untrusted
  /// Give up on this request.
  case fail(SkipReason)
}

/// Reads an answer by the table; pure.
struct ResponseRule {
  /// The portal.
  let base: PortalBase
  /// How often the request was sent, from 1.
  let attempt: Int
  /// How often it was redirected.
  let redirects: Int
  /// Now.
  let now: Instant
  /// A random number from 0 to 1.
  let jitter: Double

  /// Tries of one request (sync-protocol section 4).
  static let attempts = 4
  /// The longest wait that is waited out, in seconds.
  static let longestWait: Int64 = 120
  private static let redirectLimit = 3

  /// The verdict on an answer or its absence.
  func verdict(
    _ outcome: Result<HTTPResponse, TransportError>, for request: HTTPRequest
  ) -> Verdict {
    switch outcome {
    case .success(let response): verdict(response, for: request)
    case .failure(let error): verdict(error)
    }
  }

  private func verdict(_ response: HTTPResponse, for request: HTTPRequest) -> Verdict {
    switch response.status {
    case 200...299: return .take
    case 304: return .notModified
    case 300...399: return redirected(response, for: request)
    case 401: return .renewToken
    case 429, 503: return throttled(response)
    case 500...599: return again(.server(status: response.status))
    default: return .absent(status: response.status)
    }
  }

  private func verdict(_ error: TransportError) -> Verdict {
    switch error {
    case .unreachable: attempt < Self.attempts ? .retry(after: pause) : .unreachable
    case .refusedAddress, .cancelled: .unreachable
    case .untrusted: .untrusted
    case .timedOut: again(.timedOut)
    case .cutOff: again(.cutOff)
    case .tooLarge: .fail(.tooLarge)
    case .compressed: .fail(.compressed)
    }
  }

  private func redirected(_ response: HTTPResponse, for request: HTTPRequest) -> Verdict {
    guard redirects < Self.redirectLimit, let location = response.headers["Location"],
      let url = base.sameOrigin(location, relativeTo: request.url), request.method == .get
    else { return .fail(.foreignLink) }
    return .follow(url)
  }

  private func throttled(_ response: HTTPResponse) -> Verdict {
    let wait = response.headers["Retry-After"].flatMap { HTTPDate.retryAfter($0, now: now) }
    guard let wait else { return again(.server(status: response.status)) }
    guard wait <= Self.longestWait else { return .stop(until: now.adding(seconds: wait)) }
    guard attempt < Self.attempts else { return .fail(.server(status: response.status)) }
    return .retry(after: Double(wait))
  }

  private func again(_ reason: SkipReason) -> Verdict {
    attempt < Self.attempts ? .retry(after: pause) : .fail(reason)
  }

  /// 1, 2, 4, 8 seconds, each with up to half as much again by chance.
  var pause: Double {
    Double(1 << min(attempt - 1, 3)) * (1 + jitter / 2)
  }
}
