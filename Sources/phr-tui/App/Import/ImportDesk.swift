import Dispatch
import Foundation
import PHRModel

/// Import from inside the terminal program: reading beside the main thread, storing on it.
///
/// The file becomes values in the background. They are stored in one transaction, a slice per turn
/// of the run loop, so that keys are answered between two slices; until its end everything can be
/// taken back.
final class ImportDesk {
  /// How long one slice may keep the main thread, in nanoseconds.
  static let slice: UInt64 = 20_000_000

  private let store: RecordStore
  private let mailbox: Mailbox
  private let now: () -> Instant
  private var number = 0
  private var reading: Task<Void, Never>?
  private var applying: Applying?

  /// An import whose transaction is open.
  private struct Applying {
    let session: ImportSession
    let steps: [ImportReading.Step]
    var next = 0
  }

  init(store: RecordStore, mailbox: Mailbox, now: @escaping () -> Instant) {
    self.store = store
    self.mailbox = mailbox
    self.now = now
  }

  deinit { cancel() }

  /// Whether the transaction of an import is open.
  var isApplying: Bool { applying != nil }

  /// Starts to read a file.
  func start(_ path: String) -> [Event] {
    cancel()
    number += 1
    let (number, mailbox) = (number, mailbox)
    let whole = TypedPath.expanded(path)
    reading = Task.detached {
      do {
        let reading = try ImportReading(path: whole) { fraction in
          mailbox.post(.importing(number, .progress(.reading(fraction))))
        }
        mailbox.post(.importing(number, .read(reading)))
      } catch is CancellationError {
        return
      } catch {
        mailbox.post(.importing(number, .failed(ErrorWords.report(error))))
      }
    }
    return [.importing(number, .progress(.reading(0)))]
  }

  /// Begins to store what was read.
  func apply(_ reading: ImportReading) throws -> [Event] {
    try store.connection.begin()
    do {
      let session = try ImportSession(
        store: store, format: reading.format, reader: ReplayReader(reading.steps),
        name: reading.name, now: now(), samePerson: false)
      applying = Applying(session: session, steps: reading.steps)
    } catch {
      cancel()
      throw error
    }
    return turn(done: 0, of: reading.steps.count)
  }

  /// Stores the next slice; the last one ends the transaction.
  func next() throws -> [Event] {
    guard var work = applying else { return [] }
    do {
      let start = DispatchTime.now().uptimeNanoseconds
      repeat {
        guard work.next < work.steps.count else { return try finish(work.session) }
        try work.session.consume(work.steps[work.next].bytes)
        work.next += 1
      } while DispatchTime.now().uptimeNanoseconds - start < Self.slice
      applying = work
      return turn(done: work.next, of: work.steps.count)
    } catch {
      cancel()
      throw (error as? RefusedFile).map { RefusedImport(reason: $0.problem.reason) } ?? error
    }
  }

  /// Gives up: what was read is dropped, what was stored is taken back.
  func cancel() {
    reading?.cancel()
    reading = nil
    guard applying != nil else { return }
    applying = nil
    store.connection.rollBack()
  }

  private func turn(done: Int, of count: Int) -> [Event] {
    mailbox.post(.importing(number, .turn))
    return [.importing(number, .progress(.storing(Double(done) / Double(max(1, count)))))]
  }

  private func finish(_ session: ImportSession) throws -> [Event] {
    let report = try ImportCommand.judged(try session.finish())
    try store.connection.commit()
    applying = nil
    return [.imported(report, try store.profile())]
  }
}

/// What happens to an import on its way.
enum ImportNews: Sendable, Equatable {
  /// How far it is.
  enum Progress: Sendable, Equatable {
    /// The share of the file that was read.
    case reading(Double)
    /// The share of what was found that was stored.
    case storing(Double)
  }

  case progress(Progress)
  case read(ImportReading)
  /// Time for the next slice.
  case turn
  case failed(ErrorReport)
}
