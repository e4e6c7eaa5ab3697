/// The three LAPACK routines in use, single-threaded.
enum LAPACK {
  /// Makes sure that OpenBLAS is there.
  /// - Throws: ``InputError`` (not found) if it cannot be loaded.
  static func load() throws(InputError) {
    guard routines == nil else { return }
    throw InputError(
      .notFound, file: OpenBLAS.fileName, "the library cannot be loaded",
      advice: "install it: apt-get install libopenblas0")
  }

  /// The triangular factor of a matrix of `rows` by `columns` given column by column, itself
  /// column by column with `rows` as the distance; nil if LAPACK reports an error or the sizes do
  /// not fit.
  static func triangular(_ matrix: [Double], rows: Int, columns: Int) -> [Double]? {
    guard let routines, rows > 0, columns > 0, matrix.count == rows * columns,
      let m = Int32(exactly: rows), let n = Int32(exactly: columns)
    else { return nil }
    var factored = matrix
    var reflectors = [Double](repeating: 0, count: min(rows, columns))
    let length = columns * 64
    var work = [Double](repeating: 0, count: length)
    var status: Int32 = 0
    var (m1, n1, leading, size) = (m, n, m, Int32(clamping: length))
    unsafe routines.dgeqrf(&m1, &n1, &factored, &leading, &reflectors, &work, &size, &status)
    return status == 0 ? factored : nil
  }

  /// The solution of least length of a least-squares problem of any rank, by singular values
  /// smaller than `tolerance` times the largest taken as 0; with the rank found.
  static func leastNorm(
    _ matrix: [Double], rows: Int, columns: Int, right: [Double], tolerance: Double
  ) -> (solution: [Double], rank: Int)? {
    guard let routines, rows > 0, columns > 0, matrix.count == rows * columns,
      right.count == rows, let m = Int32(exactly: rows), let n = Int32(exactly: columns)
    else { return nil }
    var a = matrix
    let tall = max(rows, columns)
    var b = right + [Double](repeating: 0, count: tall - rows)
    var singular = [Double](repeating: 0, count: min(rows, columns))
    var (m1, n1, one, leading, tallest) = (m, n, Int32(1), m, Int32(clamping: tall))
    // The size -1 asks how much room is needed.
    var (condition, rank, size, status) = (tolerance, Int32(0), Int32(-1), Int32(0))
    var work = [0.0]
    var integers: [Int32] = [0]
    unsafe routines.dgelsd(
      &m1, &n1, &one, &a, &leading, &b, &tallest, &singular, &condition, &rank, &work, &size,
      &integers, &status)
    guard status == 0, let length = Int32(exactly: work[0].rounded(.up)), length > 0,
      integers[0] > 0
    else { return nil }
    size = length
    work = [Double](repeating: 0, count: Int(length))
    integers = [Int32](repeating: 0, count: Int(integers[0]))
    unsafe routines.dgelsd(
      &m1, &n1, &one, &a, &leading, &b, &tallest, &singular, &condition, &rank, &work, &size,
      &integers, &status)
    guard status == 0 else { return nil }
    return (Array(b[..<columns]), Int(rank))
  }

  /// Eigenvalues of a symmetric matrix in ascending order.
  static func eigenvalues(_ matrix: [Double], size: Int) -> [Double]? {
    guard let routines, size > 0, matrix.count == size * size, matrix.allSatisfy(\.isFinite),
      let n = Int32(exactly: size)
    else { return nil }
    var a = matrix
    var values = [Double](repeating: 0, count: size)
    let length = 64 * size + 64
    var work = [Double](repeating: 0, count: length)
    var (job, part) = (CChar(78), CChar(85))
    var (n1, leading, space, status) = (n, n, Int32(clamping: length), Int32(0))
    unsafe routines.dsyev(&job, &part, &n1, &a, &leading, &values, &work, &space, &status)
    return status == 0 ? values : nil
  }

  /// Eigenvalues of a symmetric matrix in ascending order, each with its vector of length 1.
  static func eigenvectors(
    _ matrix: [Double], size: Int
  ) -> (values: [Double], vectors: [[Double]])? {
    guard let routines, size > 0, matrix.count == size * size, matrix.allSatisfy(\.isFinite),
      let n = Int32(exactly: size)
    else { return nil }
    var a = matrix
    var values = [Double](repeating: 0, count: size)
    let length = 64 * size + 64
    var work = [Double](repeating: 0, count: length)
    // "V": vectors as well, which take the place of the matrix.
    var (job, part) = (CChar(86), CChar(85))
    var (n1, leading, space, status) = (n, n, Int32(clamping: length), Int32(0))
    unsafe routines.dsyev(&job, &part, &n1, &a, &leading, &values, &work, &space, &status)
    guard status == 0 else { return nil }
    return (values, (0..<size).map { Array(a[$0 * size..<($0 + 1) * size]) })
  }
}

extension LAPACK {
  /// The routines by their Fortran names, whose arguments are all addresses.
  @safe private struct Routines {
    typealias Count = UnsafePointer<Int32>
    typealias Values = UnsafeMutablePointer<Double>
    typealias Status = UnsafeMutablePointer<Int32>
    typealias Letter = UnsafePointer<CChar>

    /// QR of a matrix: m, n, a, lda, tau, work, lwork, info.
    typealias QR =
      @convention(c) (Count, Count, Values, Count, Values, Values, Count, Status) ->
      Void
    /// Least squares by singular values: m, n, nrhs, a, lda, b, ldb, s, rcond, rank, work, lwork,
    /// iwork, info.
    typealias LeastSquares =
      @convention(c) (
        Count, Count, Count, Values, Count, Values, Count, Values, UnsafePointer<Double>, Status,
        Values, Count, Status, Status
      ) -> Void
    /// Eigenvalues: jobz, uplo, n, a, lda, w, work, lwork, info.
    typealias Eigenvalues =
      @convention(c) (
        Letter, Letter, Count, Values, Count, Values, Values, Count, Status
      ) -> Void

    let dgeqrf: QR
    let dgelsd: LeastSquares
    let dsyev: Eigenvalues

    /// nil if a routine is not there.
    init?(_ library: OpenBLAS) {
      guard let dgeqrf: QR = unsafe library.routine("dgeqrf_"),
        let dgelsd: LeastSquares = unsafe library.routine("dgelsd_"),
        let dsyev: Eigenvalues = unsafe library.routine("dsyev_")
      else { return nil }
      unsafe self.dgeqrf = dgeqrf
      unsafe self.dgelsd = dgelsd
      unsafe self.dsyev = dsyev
    }
  }

  private static let routines = OpenBLAS.shared.flatMap(Routines.init)
}
