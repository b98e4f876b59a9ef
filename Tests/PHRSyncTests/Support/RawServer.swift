import Foundation
import Synchronization

@testable import PHRSync

/// A server that says what a test makes up, byte by byte, whatever it is asked.
final class RawServer: Sendable {
  /// What it does on a connection after the head of a request has come.
  enum Act: Sendable {
    case send(Data)
    /// Milliseconds in which nothing comes.
    case wait(Int)
    /// The same bytes again and again until the client leaves, at most so many times.
    case flood(Data, times: Int)
    /// A reset instead of an orderly end.
    case reset
  }

  private let socket: Socket
  private let heads = Mutex<[String]>([])
  let port: UInt16

  /// Whether it speaks before it was asked.
  private let speaksFirst: Bool

  /// Starts; the connection with that number, from 0, plays that scene, later ones the last.
  init(_ scenes: [[Act]], speaksFirst: Bool = false) throws {
    self.speaksFirst = speaksFirst
    socket = try Socket.listening(on: "127.0.0.1", port: 0)
    port = socket.port
    Thread { [self] in
      var number = 0
      while let (connection, _) = socket.accepted() {
        let scene = scenes[min(number, scenes.count - 1)]
        number += 1
        Thread { [self] in play(scene, on: connection) }.start()
      }
    }.start()
  }

  /// One answer for every connection.
  convenience init(_ answer: String) throws {
    try self.init([[.send(Data(answer.utf8))]])
  }

  deinit { socket.interrupt() }

  func stop() { socket.interrupt() }

  /// The heads of the requests that came.
  var requests: [String] { heads.withLock { $0 } }

  private func play(_ scene: [Act], on connection: Socket) {
    var head = Data()
    while !speaksFirst, head.range(of: Data("\r\n\r\n".utf8)) == nil {
      let more = connection.receive()
      guard !more.isEmpty else { return }
      head += more
    }
    heads.withLock { $0.append(String(decoding: head, as: UTF8.self)) }
    for act in scene {
      switch act {
      case .send(let data): guard connection.send(data) else { return }
      case .wait(let milliseconds): Thread.sleep(forTimeInterval: Double(milliseconds) / 1000)
      case .flood(let data, let times):
        for _ in 0..<times { guard connection.send(data) else { return } }
      case .reset: return connection.resetWhenClosed()
      }
    }
  }
}
