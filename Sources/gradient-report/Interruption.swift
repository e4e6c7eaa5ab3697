import Glibc
import Report

/// Ends the process soon after Ctrl-C, without leaving incomplete files or some new ones beside old
/// ones: while complete files get their names, the end waits for the last of them.
///
/// A signal's handler may do next to nothing, so it only writes a byte into a pipe; a thread of its
/// own reads it and cleans up, whatever the rest of the program is busy with.
enum Interruption {
  private static let pipe: (read: Int32, write: Int32) = {
    var ends: [Int32] = [-1, -1]
    return Glibc.pipe(&ends) == 0 ? (ends[0], ends[1]) : (-1, -1)
  }()

  /// Starts to listen.
  static func watch() {
    // A reader that goes away makes writing fail, and nothing is left as after any other failure.
    signal(SIGPIPE, SIG_IGN)
    guard pipe.read >= 0 else { return }
    var thread = pthread_t()
    let started = pthread_create(&thread, nil, { _ in Interruption.wait() }, nil)
    guard started == 0 else { return }
    var listened = sigset_t()
    sigemptyset(&listened)
    for signal in [SIGINT, SIGTERM, SIGHUP] where !(signal == SIGHUP && isIgnored(signal)) {
      install(on: signal)
      sigaddset(&listened, signal)
    }
    // A parent's thread pool may have started us with these signals blocked.
    pthread_sigmask(SIG_UNBLOCK, &listened, nil)
  }

  /// Whether the parent asked for the signal to be ignored, as nohup does.
  private static func isIgnored(_ number: Int32) -> Bool {
    let before = signal(number, SIG_IGN)
    signal(number, before)
    return unsafeBitCast(before, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
  }

  private static func install(on number: Int32) {
    signal(number) { Interruption.note($0) }
  }

  private static func note(_ number: Int32) {
    var byte = UInt8(truncatingIfNeeded: number)
    _ = write(pipe.write, &byte, 1)
  }

  private static func wait() -> UnsafeMutableRawPointer? {
    var byte: UInt8 = 0
    while read(pipe.read, &byte, 1) < 1 {}
    let number = Int32(byte)
    TemporaryFiles.removeAllAndEnd {
      signal(number, SIG_DFL)
      kill(getpid(), number)
      // Only if the signal is blocked everywhere: end as a shell would report it.
      usleep(100_000)
      _exit(128 + number)
    }
  }
}
