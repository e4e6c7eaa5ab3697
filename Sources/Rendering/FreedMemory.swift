import CMalloc

/// What happens to memory that is no longer needed; the only calls of the allocator.
public enum FreedMemory {
  /// Lets freed memory stay with the process, for programs that draw several pictures.
  ///
  /// A picture takes megabytes, and pages that the kernel hands out anew cost more time than clearing
  /// old ones. Call it once, before there are other threads.
  public static func keep() {
    mallopt(M_MMAP_THRESHOLD, 1 << 28)
    mallopt(M_TRIM_THRESHOLD, 1 << 29)
  }
}
