import Glibc

/// Memory for large matrices, in large pages where the system has them: they are far cheaper to
/// touch for the first time than those of 4 KB.
enum HugePages {
  private static let size = 1 << 21

  /// Memory that the caller owns and gives back by `free`, and its number of bytes.
  /// - Throws: ``MemoryRefusal`` if it is more than is free.
  static func allocate<Scalar>(
    rows: Int, columns: Int, _ type: Scalar.Type
  ) throws(MemoryRefusal) -> (memory: UnsafeMutableRawPointer, bytes: Int) {
    let bytes = max(64, try MemoryRefusal.check(rows: rows, columns: columns, type))
    let isLarge = bytes >= 2 * size
    var memory: UnsafeMutableRawPointer?
    let status = unsafe posix_memalign(&memory, isLarge ? size : 64, bytes)
    guard status == 0, let memory = unsafe memory else {
      throw MemoryRefusal(rows: rows, columns: columns, bytes: bytes, free: nil)
    }
    if isLarge { unsafe madvise(memory, bytes, MADV_HUGEPAGE) }
    return unsafe (memory, bytes)
  }
}
