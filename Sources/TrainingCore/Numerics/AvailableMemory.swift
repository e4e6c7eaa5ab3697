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

extension AvailableMemory {
  /// Bytes that can be had without swapping, caches given up, as Linux estimates them
  /// (`MemAvailable`); nil if the system does not tell.
  static var free: Int? {
    guard let file = unsafe fopen("/proc/meminfo", "r") else { return nil }
    defer { unsafe fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = unsafe fread(&bytes, 1, bytes.count, file)
    for line in bytes.prefix(count).split(separator: UInt8(ascii: "\n")) {
      let words = line.split(separator: UInt8(ascii: " "))
      guard words.count == 3, words[0].elementsEqual("MemAvailable:".utf8),
        let kilobytes = Int(String(decoding: words[1], as: UTF8.self))
      else { continue }
      return kilobytes.multipliedReportingOverflow(by: 1024).partialValue
    }
    return nil
  }
}
