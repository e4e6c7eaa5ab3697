import Glibc
import Report
import TrainingCore

/// Nobody reads standard output any more, as after `| head`: whoever closed it knows.
struct ReaderGone: Error {}

/// Standard output and standard error, every write of which is checked.
enum Console {
  /// Writes a line to standard output.
  /// - Throws: `OutputError` if it could not be written, for example because the disk is full, or
  ///   `ReaderGone`.
  static func print(_ text: String) throws {
    guard !write(text + "\n", to: STDOUT_FILENO) else { return }
    let code = errno
    guard code != EPIPE else { throw ReaderGone() }
    let reason = String(cString: strerror(code)).lowercased()
    throw OutputError(.writeFailed, "standard output: writing failed; \(reason)")
  }

  /// Writes an error to standard error, in one line whatever names are quoted in it.
  static func complain(_ text: String) {
    _ = write("gradient-report: \(Printable.text(text, limit: 2000))\n", to: STDERR_FILENO)
  }

  /// Writes a remark on what is being done to standard error.
  static func remark(_ text: String) { _ = write(text + "\n", to: STDERR_FILENO) }

  private static func write(_ text: String, to file: Int32) -> Bool {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }
}
