import Foundation
import PHRModel
import PHRSync

/// A mock portal full of notices: for the bench of a pull and for that of the screen during one.
struct NoticePortal {
  static let patient = "bench"
  let portal: MockPortal
  let base: PortalBase
  let account: PortalAccount

  /// Starts a portal with that many notices and signs in.
  init(notices count: Int) throws {
    var options = MockPortal.Options()
    options.people = [
      PortalPerson(id: Self.patient, name: "架空 次郎", resources: Self.resources(count))
    ]
    portal = try MockPortal(options)
    guard let base = PortalBase(portal.base) else { throw CocoaError(.featureUnsupported) }
    self.base = base
    account = try Waiting.forResult {
      try await PortalLogin(base: base, transport: URLSessionTransport()).onDevice { _ in }
    }
  }

  /// `phr-bench notices FILE RECORDS NOTICES`: a vault that is signed in at a portal with notices.
  ///
  /// Prints `ready`, then `idle` once the portal has been asked and then left alone for a moment,
  /// and goes on until its input ends.
  static func serve(_ arguments: [String]) throws {
    guard arguments.count == 3, let records = Int(arguments[1]), let notices = Int(arguments[2])
    else { throw CocoaError(.featureUnsupported) }
    let served = try NoticePortal(notices: notices)
    defer { served.portal.stop() }
    try FilledVault.make([arguments[0], String(records)]) { store in
      try SyncDesk(store, portal: served.base).sync.save(served.account)
    }
    say("ready")
    served.tellWhenIdle()
    while readLine() != nil {}
  }

  private func tellWhenIdle() {
    let portal = portal
    Thread {
      let before = portal.requests
      var last = before
      var pauses = 0
      while pauses < 5 {
        Thread.sleep(forTimeInterval: 0.1)
        let now = portal.requests
        pauses = now > before && now == last ? pauses + 1 : 0
        last = now
      }
      Self.say("idle")
    }.start()
  }

  private static func say(_ word: String) {
    FileHandle.standardOutput.write(Data((word + "\n").utf8))
  }

  private static func resources(_ count: Int) -> [JSONValue] {
    let person: JSONValue = [
      "resourceType": "Patient", "id": .string(patient), "name": [["text": "架空 次郎"]],
      "gender": "male", "birthDate": "1960-06-06",
    ]
    let insurer: JSONValue = [
      "resourceType": "Organization", "id": "insurer", "name": "架空健康保険組合",
    ]
    return [person, insurer] + (0..<count).map(notice)
  }

  private static func notice(_ number: Int) -> JSONValue {
    let reference: JSONValue = ["reference": .string("Patient/" + patient)]
    let system = "http://terminology.hl7.org/CodeSystem/communication-category"
    return [
      "resourceType": "Communication", "id": .string("n\(number)"), "status": "completed",
      "category": [["coding": [["system": .string(system), "code": "notification"]]]],
      "priority": "routine", "subject": reference, "recipient": [reference],
      "topic": ["text": .string("お知らせ 第\(number)号")],
      "sent": .string("2026-0\(number % 9 + 1)-1\(number % 9)T09:00:00+09:00"),
      "sender": ["reference": "Organization/insurer"],
      "payload": [["contentString": .string("架空のお知らせの本文です。番号は \(number) です。")]],
    ]
  }
}
