import Glibc

/// Opens files. With ``FileContents`` the only one of the data part that calls the system.
enum FileBytes {
  /// The contents of a file, mapped, or of a pipe or a device, read as far as they go.
  /// - Throws: ``InputError`` (not found) if it cannot be opened or read, (bad data) if there is
  ///   no end to it.
  static func open(_ path: String) throws(InputError) -> FileContents {
    guard !path.isEmpty, !path.utf8.contains(0) else {
      throw InputError(
        .notFound, "the file's name is empty", advice: "give --data a file or a name")
    }
    let file = unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw refusal(path, errno) }
    defer { close(file) }
    var status = stat()
    guard unsafe fstat(file, &status) == 0 else { throw refusal(path, errno) }
    if status.st_mode & S_IFMT == S_IFDIR { throw refusal(path, EISDIR) }
    // Files of /proc say that they are empty, and are not.
    if status.st_mode & S_IFMT == S_IFREG, status.st_size > 0,
      let mapping = FileMapping(descriptor: file, count: Int(status.st_size))
    {
      return FileContents(mapping)
    }
    return FileContents(try bytes(of: file, path))
  }

  /// As much is read of what does not tell its size, such as a pipe or a device, that may never
  /// end.
  static let mostWithoutSize = 1 << 30

  /// Reads to the end.
  private static func bytes(of file: Int32, _ path: String) throws(InputError) -> [UInt8] {
    var result: [UInt8] = []
    let chunk = 1 << 20
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
      result += piece
      guard result.count <= mostWithoutSize else {
        throw InputError(
          .badData, file: path,
          "more than \(mostWithoutSize) bytes came, and there is no end in sight",
          advice: "give a file, or a pipe that ends")
      }
    }
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
