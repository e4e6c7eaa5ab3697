import Glibc

/// The bytes of a file: mapped where it is a regular one, so that only what is looked at is read
/// and nothing is copied; in memory where it is a pipe, a device or comes from a test.
///
/// Who shortens a file while it is mapped ends the process that looks at what is gone (SIGBUS);
/// replacing it by renaming is safe.
final class FileContents: Sendable {
  /// Where the bytes are.
  private enum Storage: Sendable {
    case array([UInt8])
    case mapping(FileMapping)
  }
  private let storage: Storage

  /// Bytes that are in memory already.
  init(_ bytes: [UInt8]) { storage = .array(bytes) }

  init(_ mapping: FileMapping) { storage = .mapping(mapping) }

  /// The number of bytes.
  var count: Int {
    switch storage {
    case .array(let bytes): bytes.count
    case .mapping(let mapping): mapping.count
    }
  }

  /// Calls `body` with the bytes.
  func withBytes<Result, Failure: Error>(
    _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    switch storage {
    case .array(let bytes): try body(bytes.span)
    case .mapping(let mapping): try mapping.withBytes(body)
    }
  }
}

/// A file's bytes in the address space, for reading; unmapped when nobody needs them any more.
@safe final class FileMapping: Sendable {
  nonisolated(unsafe) private let start: UnsafeRawPointer
  let count: Int

  /// Maps the whole of an open file of a size greater than 0; nil if the system refuses.
  init?(descriptor: Int32, count: Int) {
    let start = unsafe mmap(nil, count, PROT_READ, MAP_SHARED, descriptor, 0)
    guard let start = unsafe start, unsafe start != MAP_FAILED else { return nil }
    unsafe self.start = UnsafeRawPointer(start)
    self.count = count
  }

  deinit { unsafe munmap(UnsafeMutableRawPointer(mutating: start), count) }

  func withBytes<Result, Failure: Error>(
    _ body: (Span<UInt8>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let buffer = unsafe UnsafeRawBufferPointer(start: start, count: count)
    return try body(unsafe Span<UInt8>(_unsafeElements: buffer.assumingMemoryBound(to: UInt8.self)))
  }
}
