import Glibc
import Synchronization

/// What this process has made and not completed yet, so that a failure or an interrupt can remove
/// it: files under temporary names, and new folders.
///
/// The one piece of state that belongs to the process and not to a value: a signal does too.
public enum TemporaryFiles {
  private struct Unfinished {
    var files: Set<String> = []
    /// In the order in which they were made: outer ones before those in them.
    var folders: [String] = []
  }
  private static let unfinished = Mutex(Unfinished())

  /// Creates a file and notes its path; between the two no interrupt can come.
  /// - Parameter create: Gives the new file's descriptor, or a negative number if there is none.
  static func create(_ path: String, _ create: () -> Int32) -> Int32 {
    unfinished.withLock { unfinished in
      let file = create()
      if file >= 0 { unfinished.files.insert(path) }
      return file
    }
  }

  /// Creates a folder and notes its path; false if that failed or it is there already.
  /// - Parameter create: Gives 0 if the folder is new.
  static func createFolder(_ path: String, _ create: () -> Int32) -> Bool {
    unfinished.withLock { unfinished in
      guard create() == 0 else { return false }
      unfinished.folders.append(path)
      return true
    }
  }

  /// Tries what leaves nothing behind: an interrupt comes before or after it.
  /// - Returns: What the closure gives, 0 or the number of an error.
  static func attempt(_ body: () -> Int32) -> Int32 { unfinished.withLock { _ in body() } }

  /// Gives complete files their names, and forgets them and the new folders that they are in.
  ///
  /// An interrupt waits until all are in place, as new files beside old ones would be no report.
  static func finish(
    files: [String], folders: [String], _ body: () throws(OutputError) -> Void
  ) throws(OutputError) {
    try unfinished.withLock { unfinished throws(OutputError) in
      try body()
      unfinished.files.subtract(files)
      unfinished.folders.removeAll(where: folders.contains)
    }
  }

  /// Forgets a file that is gone.
  static func remove(_ path: String) { unfinished.withLock { _ = $0.files.remove(path) } }

  /// Removes new folders again; what somebody put something into stays.
  static func removeFolders(_ paths: [String]) {
    for path in paths.reversed() { rmdir(path) }
    unfinished.withLock { $0.folders.removeAll(where: paths.contains) }
  }

  /// Removes every incomplete file and new empty folder; nothing can be added from then on.
  ///
  /// The lock is kept, so that nothing is created while the process ends.
  public static func removeAllAndEnd(_ end: () -> Never) -> Never {
    unfinished.withLock { unfinished in
      for path in unfinished.files { unlink(path) }
      for path in unfinished.folders.reversed() { rmdir(path) }
      end()
    }
  }
}
