import Glibc

/// A complete file under a temporary name beside its place.
struct StagedFile {
  private let folder: Int32
  private let name: String
  private let temporaryName: String
  private let place: String

  /// Writes the bytes, takes the folder's descriptor over, and closes it on failure.
  init(folder: Int32, place: String, name: String, bytes: [UInt8]) throws(OutputError) {
    var random = SystemRandomNumberGenerator()
    let suffix = String(random.next() as UInt64, radix: 36)
    self.folder = folder
    self.name = name
    self.place = "\(place)/\(name)"
    temporaryName = ".\(name).\(suffix).tmp"
    guard !Self.isFolder(name, in: folder) else {
      discard()
      throw OutputError(.cannotCreate, "\(place)/\(name): cannot be created; it is a folder")
    }
    do { try create(bytes) } catch {
      discard()
      throw error
    }
  }

  /// Gives the file its name; what had that name before is replaced. To be called where no
  /// interrupt can come.
  func moveIntoPlace() throws(OutputError) {
    guard renameat(folder, temporaryName, folder, name) == 0 else {
      throw OutputError(.cannotCreate, "\(place): cannot be created; \(OutputFolder.reason())")
    }
  }

  /// Removes the temporary file if it is still there.
  func discard() {
    unlinkat(folder, temporaryName, 0)
    TemporaryFiles.remove(temporaryPath)
    close(folder)
  }

  /// Flushes the new name to the disk and ends the use of the folder.
  func closeFolder() {
    fsync(folder)
    close(folder)
  }

  /// Where the file is until it gets its name.
  var temporaryPath: String { String(place.dropLast(name.count)) + temporaryName }

  /// Whether there is a folder of that name, and not a link to one.
  static func isFolder(_ name: String, in folder: Int32) -> Bool { kind(name, folder) == S_IFDIR }

  /// Whether there is a plain file of that name, and not a link to one.
  static func isPlain(_ name: String, in folder: Int32) -> Bool { kind(name, folder) == S_IFREG }

  private static func kind(_ name: String, _ folder: Int32) -> mode_t? {
    var status = stat()
    guard fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { return nil }
    return status.st_mode & S_IFMT
  }

  /// Whether a file can be made in a folder, found out by making one: 0 or the number of the error.
  ///
  /// Permissions do not tell: root has all of them, and no file can be made in /proc.
  static func tryCreating(in folder: Int32) -> Int32 {
    TemporaryFiles.attempt {
      var random = SystemRandomNumberGenerator()
      let name = ".\(String(random.next() as UInt64, radix: 36)).tmp"
      let file = openat(folder, name, flags, 0o600)
      guard file >= 0 else { return errno }
      close(file)
      return unlinkat(folder, name, 0) == 0 ? 0 : errno
    }
  }

  private static let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC

  private func create(_ bytes: [UInt8]) throws(OutputError) {
    var problem: Int32 = 0
    let file = TemporaryFiles.create(temporaryPath) {
      let file = openat(folder, temporaryName, Self.flags, 0o666)
      problem = errno
      return file
    }
    guard file >= 0 else {
      throw OutputError(
        .cannotCreate, "\(place): cannot be created; \(OutputFolder.reason(problem))")
    }
    let written = Self.writeAll(bytes, to: file) && fsync(file) == 0
    problem = errno
    guard close(file) == 0, written else {
      throw OutputError(
        .writeFailed, "\(place): writing failed; \(OutputFolder.reason(problem))")
    }
  }

  /// Writes every byte, however few the system takes at a time.
  static func writeAll(_ bytes: [UInt8], to file: Int32) -> Bool {
    bytes.withUnsafeBytes { buffer in
      var done = 0
      while done < buffer.count {
        let count = write(file, buffer.baseAddress.map { $0 + done }, buffer.count - done)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return false }
        done += count
      }
      return true
    }
  }
}
