public import Foundation

/// One HTTP request as a value.
public struct HTTPRequest: Sendable, Equatable {
  /// The methods that the client needs.
  public enum Method: String, Sendable {
    /// Reads.
    case get = "GET"
    /// Creates or replaces.
    case put = "PUT"
    /// Sends a form to an authorization server.
    case post = "POST"
  }

  /// What to do.
  public var method: Method
  /// Where.
  public var url: URL
  /// Header fields in order.
  public var headers: HTTPHeaders
  /// The body; empty for none.
  public var body: Data

  /// A request.
  public init(_ method: Method, _ url: URL, headers: HTTPHeaders = [:], body: Data = Data()) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
  }
}

/// One complete HTTP response as a value.
public struct HTTPResponse: Sendable, Equatable {
  /// The status code.
  public var status: Int
  /// Header fields in order.
  public var headers: HTTPHeaders
  /// The body, whole.
  public var body: Data

  /// A response.
  public init(status: Int, headers: HTTPHeaders = [:], body: Data = Data()) {
    self.status = status
    self.headers = headers
    self.body = body
  }
}

/// Header fields; names are compared without regard to case (RFC 9110, section 5.1).
public struct HTTPHeaders: Sendable, Equatable, ExpressibleByDictionaryLiteral {
  /// One field.
  public struct Field: Sendable, Equatable {
    /// Its name as written.
    public var name: String
    /// Its value.
    public var value: String
  }

  /// The fields in order.
  public private(set) var fields: [Field]

  /// Fields in that order.
  public init(dictionaryLiteral elements: (String, String)...) {
    fields = elements.map { Field(name: $0.0, value: $0.1) }
  }

  /// The first value of that name; setting replaces all, `nil` removes them.
  public subscript(name: String) -> String? {
    get { fields.first { $0.name.lowercased() == name.lowercased() }?.value }
    set {
      fields.removeAll { $0.name.lowercased() == name.lowercased() }
      if let newValue { fields.append(Field(name: name, value: newValue)) }
    }
  }

  /// Adds a field behind the others, whether or not its name is there already.
  public mutating func add(_ name: String, _ value: String) {
    fields.append(Field(name: name, value: value))
  }
}

/// How much time and memory one exchange may take.
public struct HTTPLimits: Sendable, Equatable {
  /// Seconds from the request to the last byte of the answer.
  public var seconds: Double
  /// Bytes of the answer's body.
  public var bytes: Int

  /// 30 seconds and 16 MiB (issue "Push notices", 1).
  public static let standard = HTTPLimits(seconds: 30, bytes: 16 << 20)

  /// Limits of one's own.
  public init(seconds: Double, bytes: Int) {
    self.seconds = seconds
    self.bytes = bytes
  }
}
