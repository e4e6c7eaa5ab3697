import Glibc

/// The folder that a run writes into: its files appear whole or not at all.
///
/// Every file is first written beside its place under a name that nobody can foresee, flushed to
/// the disk, and only then renamed; what is already there is untouched until all new files are
/// complete. Symbolic links are never followed below the folder.
public struct OutputFolder: Sendable {
  /// As the user named it, without slashes at its end; "." for an empty name.
  public let path: String

  /// The folder of that name, which need not exist; nothing is created yet.
  public init(_ path: String) {
    var path = path
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    self.path = path.isEmpty ? "." : path
  }

  /// Makes sure that files can be created here, without leaving any.
  /// - Parameter paths: The files, relative to the folder.
  /// - Throws: ``OutputError`` if not.
  public func check(_ paths: [String]) throws(OutputError) {
    try checkLength()
    guard Self.exists(path) else { return try checkCreation() }
    let root = try open()
    defer { close(root) }
    try Self.checkWritable(root, path)
    var writable: Set<String> = [path]
    for file in paths { try check(file, in: root, writable: &writable) }
  }

  /// Makes the outermost of the missing folders and takes it away again.
  private func checkCreation() throws(OutputError) {
    var missing = path
    var nearest = Self.parent(of: path)
    while let folder = nearest, !Self.exists(folder) {
      missing = folder
      nearest = Self.parent(of: folder)
    }
    if let nearest, !Self.isFolder(nearest) {
      throw OutputError(.cannotCreate, "\(path): cannot be created; \(nearest) is no folder")
    }
    let problem = TemporaryFiles.attempt {
      mkdir(missing, 0o777) == 0 && rmdir(missing) == 0 ? 0 : errno
    }
    guard problem == 0 || problem == EEXIST else {
      throw OutputError(.cannotCreate, "\(path): cannot be created; \(Self.reason(problem))")
    }
  }

  private static func checkWritable(_ folder: Int32, _ name: String) throws(OutputError) {
    let problem = StagedFile.tryCreating(in: folder)
    guard problem == 0 else {
      throw OutputError(.cannotCreate, "\(name): cannot be written to; \(reason(problem))")
    }
  }

  /// Makes sure that nothing is in the way of a file, as far as its folders are there already.
  /// - Parameter writable: Folders that are known to be, to which those of the file are added.
  private func check(
    _ file: String, in root: Int32, writable: inout Set<String>
  ) throws(OutputError) {
    var parts = file.split(separator: "/").map(String.init)
    let name = parts.popLast() ?? ""
    var folder = dup(root)
    defer { close(folder) }
    var place = path
    for part in parts {
      place += "/" + part
      let next = Self.openFolder(part, in: folder)
      guard next >= 0 || errno != ENOENT else { return }
      guard next >= 0 else {
        throw OutputError(.cannotCreate, "\(place): cannot be used as a folder; \(Self.reason())")
      }
      close(folder)
      folder = next
      if writable.insert(place).inserted { try Self.checkWritable(folder, place) }
    }
    guard !StagedFile.isFolder(name, in: folder) else {
      throw OutputError(.cannotCreate, "\(place)/\(name): cannot be created; it is a folder")
    }
  }

  /// Refuses what no system call takes, before anything walks through it.
  private func checkLength() throws(OutputError) {
    let parts = path.utf8.split(separator: UInt8(ascii: "/"))
    let isTooLong = path.utf8.count > Self.longestPath
    guard isTooLong || parts.contains(where: { $0.count > Self.longestName }) else { return }
    let limit =
      isTooLong
      ? "\(Self.longestPath) bytes" : "\(Self.longestName) bytes between two slashes"
    let start = String(path.unicodeScalars.prefix(60))
    throw OutputError(
      .cannotCreate, "\(start)\u{2026}: cannot be created; the name is longer than \(limit)")
  }

  /// Names of Linux have 255 bytes; its paths 4096 with the files' own names below the folder.
  private static let (longestPath, longestName) = (3840, 255)

  /// Writes the files; the last in the list is the last to appear. An interrupt leaves all of what
  /// was there before, or all of the new.
  /// - Parameter stale: Plain files that the new ones leave no place for; what is not there, and
  ///   links, folders and all else of these names, is left alone.
  /// - Returns: The paths as a user would type them, in the order of the list.
  /// - Throws: ``OutputError``; no incomplete file is left then, and unless the last step,
  ///   renaming, failed half way, what was there before is unchanged.
  public func write(
    _ files: [OutputFile], removing stale: [String] = []
  ) throws(OutputError) -> [String] {
    try checkLength()
    var new: [String] = []
    do { try write(files, removing: stale, noting: &new) } catch {
      TemporaryFiles.removeFolders(new)
      throw error
    }
    return files.map { path == "." ? $0.path : "\(path)/\($0.path)" }
  }

  /// - Parameter new: Gets the folders that had to be made.
  private func write(
    _ files: [OutputFile], removing stale: [String], noting new: inout [String]
  ) throws(OutputError) {
    createMissing(noting: &new)
    let root = try open()
    defer { close(root) }
    var staged: [StagedFile] = []
    do {
      for file in files { staged.append(try stage(file, in: root, noting: &new)) }
      try TemporaryFiles.finish(files: staged.map(\.temporaryPath), folders: new) {
        () throws(OutputError) in
        for file in staged { try file.moveIntoPlace() }
        remove(stale, in: root)
      }
    } catch {
      for file in staged { file.discard() }
      throw error
    }
    for file in staged { file.closeFolder() }
  }

  /// Removes plain files and leaves all else alone.
  /// - Parameter paths: Relative to the folder, such as "figures/covariance.png".
  private func remove(_ paths: [String], in root: Int32) {
    for path in paths {
      let parts = path.split(separator: "/").map(String.init)
      guard let name = parts.last, !parts.contains("..") else { continue }
      var folder = dup(root)
      for part in parts.dropLast() where folder >= 0 {
        let next = Self.openFolder(part, in: folder)
        close(folder)
        folder = next
      }
      guard folder >= 0 else { continue }
      if StagedFile.isPlain(name, in: folder) { unlinkat(folder, name, 0) }
      close(folder)
    }
  }

  private func stage(
    _ file: OutputFile, in root: Int32, noting new: inout [String]
  ) throws(OutputError) -> StagedFile {
    var parts = file.path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    let name = parts.popLast() ?? ""
    guard (parts + [name]).allSatisfy({ !$0.isEmpty && $0 != "." && $0 != ".." }) else {
      throw OutputError(.cannotCreate, "\(file.path): not a path inside the output folder")
    }
    var folder = dup(root)
    var place = path
    for part in parts {
      place += "/" + part
      Self.create(place, noting: &new) { mkdirat(folder, part, 0o777) }
      let next = Self.openFolder(part, in: folder)
      let problem = Self.reason()
      close(folder)
      guard next >= 0 else {
        throw OutputError(.cannotCreate, "\(place): cannot be used as a folder; \(problem)")
      }
      folder = next
    }
    return try StagedFile(folder: folder, place: place, name: name, bytes: file.bytes)
  }

  private func open() throws(OutputError) -> Int32 {
    let folder = Self.openFolder(path, in: AT_FDCWD)
    guard folder >= 0 else {
      let problem = Self.reason()
      throw OutputError(.cannotCreate, "\(path): cannot be used as the output folder; \(problem)")
    }
    return folder
  }

  /// A descriptor of the folder, or -1: a symbolic link is not a folder.
  private static func openFolder(_ name: String, in folder: Int32) -> Int32 {
    openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
  }

  private func createMissing(noting new: inout [String]) {
    var missing: [String] = []
    var folder = path
    while !Self.exists(folder) {
      missing.append(folder)
      guard let parent = Self.parent(of: folder) else { break }
      folder = parent
    }
    for folder in missing.reversed() {
      Self.create(folder, noting: &new) { mkdir(folder, 0o777) }
    }
  }

  private static func create(
    _ folder: String, noting new: inout [String], _ create: () -> Int32
  ) {
    if TemporaryFiles.createFolder(folder, create) { new.append(folder) }
  }

  private static func parent(of path: String) -> String? {
    guard path != "/", path != "." else { return nil }
    guard let slash = path.lastIndex(of: "/") else { return "." }
    var parent = path[..<slash]
    while parent.hasSuffix("/") { parent.removeLast() }
    return parent.isEmpty ? "/" : String(parent)
  }

  private static func exists(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0
  }

  /// Whether new folders can be made below; a symbolic link on the way there is the user's own.
  private static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// What the system said about the last failure, in lower case.
  static func reason(_ code: Int32 = errno) -> String {
    switch code {
    case ELOOP, ENOTDIR: "it is a file or a symbolic link"
    default: String(cString: strerror(code)).lowercased()
    }
  }
}
