/// Carries out effects: the only way from the screens to files and databases.
///
/// Belongs to the main thread. Quick effects answer at once; slow ones post to the mailbox.
protocol World: AnyObject {
  /// Does it and tells what happened.
  func perform(_ effect: Effect) -> [Event]

  /// Takes what is to be done when another program has kept an effect waiting for two seconds.
  func whenWaiting(_ announce: @escaping () -> Void)

  /// Takes how to find out that a key waits.
  ///
  /// What only reads, and for long, is then broken off and answered by `gaveWay`, to be asked for
  /// again.
  func giveWay(when keyWaits: @escaping () -> Bool)
}

extension World {
  /// Most worlds never wait.
  func whenWaiting(_ announce: @escaping () -> Void) {}

  /// Most worlds answer at once.
  func giveWay(when keyWaits: @escaping () -> Bool) {}
}
