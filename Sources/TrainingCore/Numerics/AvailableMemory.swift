import Glibc

/// How much memory the machine has.
enum AvailableMemory {
  /// Bytes of physical memory (free pages say little, as caches fill them), or nil if the system
  /// does not tell.
  static var bytes: Int? {
    let pages = sysconf(Int32(_SC_PHYS_PAGES))
    let size = sysconf(Int32(_SC_PAGESIZE))
    guard pages > 0, size > 0 else { return nil }
    let (free, overflow) = pages.multipliedReportingOverflow(by: size)
    return overflow ? nil : free
  }
}
