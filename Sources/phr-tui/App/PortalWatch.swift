import Foundation
import PHRModel
import PHRSync

/// Something that the background work on the portal hands to the main thread.
struct PortalParcel: Sendable, Equatable {
  /// What it is.
  enum Content: Sendable {
    /// A question to the vault; the answer goes into the closure.
    case delivery(SyncDelivery, answer: @Sendable (Result<SyncReply, any Error>) -> Void)
    /// The pull is over.
    case finished(Result<SyncReport, any Error>, Capability?)
    /// Time for the next pull.
    case due
  }

  /// Tells parcels of an ended watch from those of a later one.
  let watch: UUID
  let number: Int
  let content: Content

  /// Parcels are told apart by their numbers; closures cannot be compared.
  static func == (left: PortalParcel, right: PortalParcel) -> Bool {
    left.watch == right.watch && left.number == right.number
  }
}

/// Pulls from the portal again and again while a vault is open, without ever delaying a key:
/// requests run in the background, only their pages are stored on the main thread.
final class PortalWatch {
  private let id = UUID()
  private let desk: SyncDesk
  private let mailbox: Mailbox
  private let transport = PortalLine.transport()
  private let now: () -> Instant
  private var schedule: WatchSchedule
  private var capability: Capability?
  private var task: Task<Void, Never>?

  /// A watch on one portal.
  ///
  /// - Parameters:
  ///   - desk: the vault's side.
  ///   - interval: seconds between pulls that succeed.
  ///   - mailbox: where parcels go.
  ///   - now: the clock.
  init(desk: SyncDesk, interval: Double, mailbox: Mailbox, now: @escaping () -> Instant) {
    self.desk = desk
    self.mailbox = mailbox
    self.now = now
    schedule = WatchSchedule(interval: interval, seed: RandomBytes.uint64())
  }

  deinit { task?.cancel() }

  /// Starts a pull; without a login at the portal there is nothing to do.
  func pull() throws {
    guard var start = try desk.start(now: now(), seed: RandomBytes.uint64()) else { return }
    start.capability = capability
    let runner = SyncRunner(
      transport: transport, now: { Instant(seconds: Int64(Date().timeIntervalSince1970)) })
    let post = poster()
    task = Task.detached {
      do {
        let (report, capability) = try await runner.run(start) { _ in
        } deliver: { delivery in
          try await withCheckedThrowingContinuation { continuation in
            post(.delivery(delivery) { continuation.resume(with: $0) })
          }
        }
        post(.finished(.success(report), capability))
      } catch {
        post(.finished(.failure(error), nil))
      }
    }
  }

  /// Handles a parcel on the main thread; returns the report of a pull that has ended.
  func receive(_ parcel: PortalParcel) throws -> SyncReport? {
    guard parcel.watch == id else {
      // The vault was locked meanwhile: nothing is stored, the background work gives up.
      if case .delivery(_, let answer) = parcel.content { answer(.failure(CancellationError())) }
      return nil
    }
    switch parcel.content {
    case .delivery(let delivery, let answer):
      answer(Result { try desk.answer(delivery, now: now()) })
    case .due: try pull()
    case .finished(let outcome, let learned):
      let report = try outcome.get()
      if report.outcome == .complete { capability = learned }
      if report.outcome != .signInAgain { waitForNext(after: report) }
      return report
    }
    return nil
  }

  private func waitForNext(after report: SyncReport) {
    let pause = schedule.pause(after: report, now: now())
    let post = poster()
    task = Task.detached {
      try? await Task.sleep(for: .seconds(pause))
      if !Task.isCancelled { post(.due) }
    }
  }

  private func poster() -> @Sendable (PortalParcel.Content) -> Void {
    let (watch, mailbox) = (id, mailbox)
    return { content in
      let number = Int.random(in: 0...Int.max)
      mailbox.post(.portal(PortalParcel(watch: watch, number: number, content: content)))
    }
  }
}
