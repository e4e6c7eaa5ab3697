/// OpenBLAS's products of matrices, single-threaded.
@safe struct BLAS: Sendable {
  /// Order, both transposes, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc.
  private typealias Single =
    @convention(c) (
      Int32, Int32, Int32, Int32, Int32, Int32, Float, UnsafeRawPointer, Int32, UnsafeRawPointer,
      Int32, Float, UnsafeMutableRawPointer, Int32
    ) -> Void
  private typealias Double =
    @convention(c) (
      Int32, Int32, Int32, Int32, Int32, Int32, Swift.Double, UnsafeRawPointer, Int32,
      UnsafeRawPointer, Int32, Swift.Double, UnsafeMutableRawPointer, Int32
    ) -> Void

  private let sgemm: Single
  private let dgemm: Double

  /// The routines; nil if OpenBLAS or one of them is not there.
  static let shared = OpenBLAS.shared.flatMap(BLAS.init)

  private init?(_ library: OpenBLAS) {
    guard let sgemm: Single = unsafe library.routine("cblas_sgemm"),
      let dgemm: Double = unsafe library.routine("cblas_dgemm")
    else { return nil }
    unsafe self.sgemm = sgemm
    unsafe self.dgemm = dgemm
  }

  /// c (m x n) = a (m x k) b (k x n), or added to c; all row by row without gaps, a stored as k x m
  /// and b as n x k if transposed.
  func multiply(
    isDouble: Bool, transposed: (a: Bool, b: Bool), m: Int32, n: Int32, k: Int32,
    _ a: UnsafeRawPointer, _ b: UnsafeRawPointer, into c: UnsafeMutableRawPointer,
    accumulates: Bool
  ) {
    let (rowMajor, plain, turned) = (Int32(101), Int32(111), Int32(112))
    let (ta, tb) = (transposed.a ? turned : plain, transposed.b ? turned : plain)
    let (lda, ldb) = (transposed.a ? m : k, transposed.b ? k : n)
    if isDouble {
      unsafe dgemm(rowMajor, ta, tb, m, n, k, 1, a, lda, b, ldb, accumulates ? 1 : 0, c, n)
    } else {
      unsafe sgemm(rowMajor, ta, tb, m, n, k, 1, a, lda, b, ldb, accumulates ? 1 : 0, c, n)
    }
  }
}
