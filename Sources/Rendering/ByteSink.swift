/// Collects the bytes that a C library hands out piece by piece.
///
/// A class, since the library keeps a pointer to it between its calls.
final class ByteSink {
  private(set) var bytes: [UInt8] = []

  func append(_ piece: UnsafeBufferPointer<UInt8>) {
    unsafe bytes.append(contentsOf: piece)
  }
}
