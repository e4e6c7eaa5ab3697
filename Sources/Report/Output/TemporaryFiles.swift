import Glibc
import Synchronization

/// The files of this process that are not complete yet, so that an interrupt can remove them.
///
/// The one piece of state that belongs to the process and not to a value: a signal does too.
public enum TemporaryFiles {
  private static let paths = Mutex<Set<String>>([])

  /// Creates a file and notes its path; between the two no interrupt can come.
  /// - Parameter create: Gives the new file's descriptor, or a negative number if there is none.
  static func create(_ path: String, _ create: () -> Int32) -> Int32 {
    paths.withLock { paths in
      let file = create()
      if file >= 0 { paths.insert(path) }
      return file
    }
  }

  static func remove(_ path: String) { paths.withLock { _ = $0.remove(path) } }

  /// Removes every incomplete file; nothing can be added from then on.
  ///
  /// The lock is kept, so that no file is created while the process ends.
  public static func removeAllAndEnd(_ end: () -> Never) -> Never {
    paths.withLock { paths in
      for path in paths { unlink(path) }
      end()
    }
  }
}
