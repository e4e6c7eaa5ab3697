import Glibc

/// A whole file in memory. The only file of the data part that touches pointers.
enum FileBytes {
  /// The bytes of a file, a pipe or a device, as many as there are.
  /// - Throws: ``InputError`` (not found) if it cannot be opened or read, (bad data) if it is
  ///   larger than memory.
  static func read(_ path: String) throws(InputError) -> [UInt8] {
    guard !path.isEmpty, !path.utf8.contains(0) else {
      throw InputError(
        .notFound, "the file's name is empty", advice: "give --data a file or a name")
    }
    let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw refusal(path, errno) }
    defer { close(file) }
    var status = stat()
    guard unsafe fstat(file, &status) == 0 else { throw refusal(path, errno) }
    if status.st_mode & S_IFMT == S_IFDIR { throw refusal(path, EISDIR) }
    let expected = status.st_mode & S_IFMT == S_IFREG ? max(0, Int(status.st_size)) : 0
    try checkMemory(path, expected)
    let most = max(expected, mostWithoutSize)
    return try bytes(of: file, path, expected: expected, most: most)
  }

  /// As much is read of what does not tell its size, such as a pipe or a device, that may never
  /// end.
  static let mostWithoutSize = 1 << 30

  /// Reads to the end. The size is only a hint, for a file may grow or be a pipe.
  private static func bytes(
    of file: Int32, _ path: String, expected: Int, most: Int
  ) throws(InputError) -> [UInt8] {
    var result: [UInt8] = []
    var chunk = expected + 1
    while true {
      var failure: Int32 = 0
      var count = 0
      let piece = unsafe [UInt8](unsafeUninitializedCapacity: chunk) { buffer, used in
        repeat {
          count = unsafe Glibc.read(file, buffer.baseAddress, chunk)
          failure = count < 0 ? errno : 0
        } while failure == EINTR
        used = max(0, count)
      }
      if failure != 0 { throw refusal(path, failure) }
      if count == 0 { return result }
      if result.isEmpty { result = piece } else { result += piece }
      guard result.count <= most else {
        throw InputError(
          .badData, file: path, "more than \(most) bytes came, and there is no end in sight",
          advice: "give a file, or a pipe that ends")
      }
      chunk = max(1 << 20, expected - result.count + 1)
      try checkMemory(path, result.count)
    }
  }

  private static func checkMemory(_ path: String, _ size: Int) throws(InputError) {
    // Beside the text, the numbers need up to four bytes for one of the text.
    let (needed, overflow) = size.multipliedReportingOverflow(by: 5)
    guard let free = AvailableMemory.bytes, overflow || needed > free else { return }
    throw InputError(
      .badData, file: path, "reading it may need \(overflow ? Int.max : needed) bytes of \(free)",
      advice: "give a file with fewer rows or columns")
  }

  private static func refusal(_ path: String, _ code: Int32) -> InputError {
    switch code {
    case ENOENT, ENOTDIR:
      InputError(.notFound, file: path, "no such file", advice: "check the name")
    case EISDIR:
      InputError(.notFound, file: path, "this is a folder", advice: "name a CSV file in it")
    case EACCES, EPERM:
      InputError(.notFound, file: path, "permission denied", advice: "make the file readable")
    default: InputError(.notFound, file: path, "cannot be read (system error \(code))")
    }
  }
}
