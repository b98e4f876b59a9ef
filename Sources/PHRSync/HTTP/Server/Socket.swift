import Foundation

/// One connected or listening TCP socket; `deinit` closes it.
///
/// The corresponding C functions are `socket`, `bind`, `listen`, `accept`, `recv` and `send`.
final class Socket: Sendable {
  let descriptor: Int32

  init(adopting descriptor: Int32) {
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  /// Listens on an IPv4 address; port 0 lets the system choose.
  ///
  /// - Throws: `ListenError`.
  static func listening(on host: String, port: UInt16) throws(ListenError) -> Socket {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { throw ListenError(code: errno) }
    let made = Socket(adopting: descriptor)
    made.setOption(SOL_SOCKET, SO_REUSEADDR, to: Int32(1))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    guard inet_pton(AF_INET, host, &address.sin_addr) == 1 else {
      throw ListenError(code: EADDRNOTAVAIL)
    }
    let size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, size) }
    }
    guard bound == 0, listen(descriptor, 128) == 0 else { throw ListenError(code: errno) }
    return made
  }

  /// The port that the socket is bound to.
  var port: UInt16 {
    var address = sockaddr_in()
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let known = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        getsockname(descriptor, $0, &size)
      }
    }
    return known == 0 ? UInt16(bigEndian: address.sin_port) : 0
  }

  /// Waits for the next connection; `nil` after `interrupt()`.
  func accepted() -> (socket: Socket, isLocal: Bool)? {
    while true {
      var address = sockaddr_in()
      var size = socklen_t(MemoryLayout<sockaddr_in>.size)
      let peer = withUnsafeMutablePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { accept(descriptor, $0, &size) }
      }
      if peer >= 0 {
        let isLocal = UInt32(bigEndian: address.sin_addr.s_addr) >> 24 == 127
        let connection = Socket(adopting: peer)
        connection.setOption(Int32(IPPROTO_TCP), TCP_NODELAY, to: Int32(1))
        connection.setOption(SOL_SOCKET, SO_RCVTIMEO, to: timeval(tv_sec: 30, tv_usec: 0))
        return (connection, isLocal)
      }
      guard errno == EINTR || errno == ECONNABORTED else { return nil }
    }
  }

  /// Ends a waiting `accepted()` or `receive()` of another thread.
  func interrupt() {
    shutdown(descriptor, Int32(SHUT_RDWR))
  }

  /// The next bytes; empty at the end or after an error.
  func receive() -> Data {
    var buffer = [UInt8](repeating: 0, count: 16_384)
    while true {
      let count = recv(descriptor, &buffer, buffer.count, 0)
      if count > 0 { return Data(buffer[0..<count]) }
      guard count < 0, errno == EINTR else { return Data() }
    }
  }

  /// Sends all bytes; `false` if the other side is gone.
  func send(_ data: Data) -> Bool {
    data.withUnsafeBytes { bytes in
      var sent = 0
      while sent < bytes.count {
        let count = Glibc.send(
          descriptor, bytes.baseAddress?.advanced(by: sent), bytes.count - sent,
          Int32(MSG_NOSIGNAL))
        if count > 0 { sent += count } else if errno != EINTR { return false }
      }
      return true
    }
  }

  /// Makes the close that follows a reset (RST) instead of an orderly end.
  func resetWhenClosed() {
    setOption(SOL_SOCKET, SO_LINGER, to: linger(l_onoff: 1, l_linger: 0))
  }

  private func setOption(_ level: Int32, _ name: Int32, to value: some BitwiseCopyable) {
    withUnsafeBytes(of: value) {
      _ = setsockopt(descriptor, level, name, $0.baseAddress, socklen_t($0.count))
    }
  }
}

/// Why the mock portal could not listen.
public struct ListenError: Error, Sendable, Equatable {
  /// The number of the C error (`errno`).
  public let code: Int32
}
