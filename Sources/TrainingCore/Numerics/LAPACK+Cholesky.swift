/// Large positive definite systems by OpenBLAS, single-threaded.
enum Cholesky {
  private typealias Count = UnsafePointer<Int32>
  private typealias Values = UnsafeMutablePointer<Double>
  /// uplo, n, nrhs, a, lda, b, ldb, info.
  private typealias Routine =
    @convention(c) (
      UnsafePointer<CChar>, Count, Count, Values, Count, Values, Count, UnsafeMutablePointer<Int32>
    ) -> Void

  /// A C function, which may be called from any thread.
  @safe private struct Solver: Sendable {
    let routine: Routine
  }

  private static let solver: Solver? = {
    guard let library = OpenBLAS.shared, let routine: Routine = unsafe library.routine("dposv_")
    else { return nil }
    return unsafe Solver(routine: routine)
  }()

  /// Solves A x = b for a symmetric matrix given row by row; nil if it is not positive definite to
  /// rounding or the sizes do not fit.
  static func solve(_ matrix: [Double], _ right: [Double]) -> [Double]? {
    guard let solver, !right.isEmpty, matrix.count == right.count * right.count,
      let n = Int32(exactly: right.count)
    else { return nil }
    var a = matrix
    var x = right
    var (part, size, one, leading, height) = (CChar(76), n, Int32(1), n, n)
    var status: Int32 = 0
    unsafe solver.routine(&part, &size, &one, &a, &leading, &x, &height, &status)
    return status == 0 && x.allSatisfy(\.isFinite) ? x : nil
  }
}

extension BLAS {
  /// The products of a matrix's columns with each other, columns x columns, of a matrix given row
  /// by row; nil if the sizes do not fit.
  func gram(_ matrix: [Double], rows: Int, columns: Int) -> [Double]? {
    guard rows > 0, columns > 0, matrix.count == rows * columns, let height = Int32(exactly: rows),
      let width = Int32(exactly: columns)
    else { return nil }
    var result = [Double](repeating: 0, count: columns * columns)
    unsafe multiply(
      isDouble: true, transposed: (true, false), m: width, n: width, k: height, matrix, matrix,
      into: &result, accumulates: false)
    return result
  }
}
