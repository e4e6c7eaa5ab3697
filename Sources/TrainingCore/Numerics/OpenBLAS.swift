import Glibc

/// OpenBLAS, loaded when a routine is first needed: mapping it and the Fortran runtime, and starting
/// its threads, would take as long as all else that `--help` does.
@safe struct OpenBLAS: Sendable {
  /// The library's name, which is also that of its file.
  static let fileName = "libopenblas.so.0"

  /// The library, single-threaded as we bring threads of our own; nil if it cannot be loaded.
  static let shared = OpenBLAS(file: fileName)

  private nonisolated(unsafe) let library: UnsafeMutableRawPointer

  private init?(file: String) {
    // Not unloaded again: the routines are used up to the end.
    guard let library = unsafe dlopen(file, RTLD_LAZY | RTLD_LOCAL) else { return nil }
    unsafe self.library = library
    typealias SetThreads = @convention(c) (Int32) -> Void
    guard let setThreads: SetThreads = routine("openblas_set_num_threads") else { return nil }
    setThreads(1)
  }

  /// A routine by its name; nil if there is none.
  ///
  /// The caller is responsible for the type, which cannot be checked.
  func routine<Routine>(_ name: String) -> Routine? {
    guard let symbol = unsafe dlsym(library, name) else { return nil }
    return unsafe unsafeBitCast(symbol, to: Routine?.self)
  }
}
