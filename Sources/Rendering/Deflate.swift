import CDeflate

/// The only calls of libdeflate.
enum Deflate {
  /// Compresses to a zlib stream. Level 4 without filters was measured to be the best bargain on
  /// plots: a tenth to a quarter smaller than libpng's adaptive filters in less than a quarter of
  /// the time; level 6 saves another thirtieth and takes up to a third longer.
  /// - Parameters:
  ///   - start: Where the bytes lie.
  ///   - count: How many they are.
  static func zlib(
    _ start: UnsafeRawPointer?, count inputCount: Int, level: Int32 = 4
  ) throws(RenderingError) -> [UInt8] {
    guard let compressor = unsafe libdeflate_alloc_compressor(level) else {
      throw RenderingError("libdeflate has no compressor of level \(level)")
    }
    defer { unsafe libdeflate_free_compressor(compressor) }
    let bound = unsafe libdeflate_zlib_compress_bound(compressor, inputCount)
    let packed = unsafe [UInt8](unsafeUninitializedCapacity: bound) { buffer, count in
      count = unsafe libdeflate_zlib_compress(
        compressor, start, inputCount, buffer.baseAddress, bound)
    }
    guard !packed.isEmpty else { throw RenderingError("libdeflate could not compress the bytes") }
    return packed
  }

  /// Compresses to a zlib stream; level 12 is the smallest and slowest.
  static func zlib(_ bytes: [UInt8], level: Int32) throws(RenderingError) -> [UInt8] {
    // A typed error cannot pass through `withUnsafeBytes`, so its outcome comes back as a value.
    let outcome: Result<[UInt8], RenderingError> = unsafe bytes.withUnsafeBytes { buffer in
      do throws(RenderingError) {
        return .success(
          try unsafe zlib(buffer.baseAddress, count: buffer.count, level: level))
      } catch { return .failure(error) }
    }
    return try outcome.get()
  }

  /// The CRC-32 of PNG chunks (ISO 3309).
  static func crc32(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    unsafe bytes.withUnsafeBytes { buffer in
      unsafe libdeflate_crc32(0, buffer.baseAddress, buffer.count)
    }
  }

  /// The Adler-32 of bytes before (1 if there are none) and of more (RFC 1950).
  static func adler32(_ before: UInt32, _ bytes: [UInt8]) -> UInt32 {
    unsafe bytes.withUnsafeBytes { buffer in
      unsafe libdeflate_adler32(before, buffer.baseAddress, buffer.count)
    }
  }
}
