import CKernels
import Glibc

/// Memory for matrices and the operations on them: the only code that calls the tape's C loops.
///
/// Matrices lie row by row without gaps and are named by the offset of their first value. Every
/// operation checks that what it touches lies within the memory, so a wrong offset stops the program
/// and does no harm.
@safe struct Workspace<Scalar: TapeScalar>: ~Copyable {
  private let base: UnsafeMutableRawPointer
  /// The number of values there is room for.
  let capacity: Int
  private let kernels: Kernels

  /// Room for so many values, all 0, and the loops to work on them.
  /// - Throws: ``MemoryRefusal`` if they do not fit into the memory that is free.
  init(
    rows: Int, columns: Int, kernels: Kernels = Scalar.kernels
  ) throws(MemoryRefusal) {
    self.kernels = kernels
    let (memory, bytes) = unsafe try HugePages.allocate(rows: rows, columns: columns, Scalar.self)
    unsafe memset(memory, 0, bytes)
    capacity = rows * columns
    unsafe base = memory
  }

  deinit { unsafe free(base) }

  /// The address of values that lie within the memory.
  @inline(__always)
  private func address(_ offset: Int, _ count: Int) -> UnsafeMutableRawPointer {
    precondition(offset >= 0 && count >= 0 && count <= capacity - offset, "outside the workspace")
    return unsafe base + offset * MemoryLayout<Scalar>.stride
  }

  /// Works on values as a span.
  func withValues<Result>(
    _ offset: Int, _ count: Int, _ body: (inout MutableSpan<Scalar>) -> Result
  ) -> Result {
    let start = unsafe address(offset, count).assumingMemoryBound(to: Scalar.self)
    var span = unsafe MutableSpan(_unsafeStart: start, count: count)
    return body(&span)
  }

  /// Works on values beside as many others, which are read.
  func withValues(
    _ offset: Int, reading other: Int, _ count: Int,
    _ body: (inout MutableSpan<Scalar>, Span<Scalar>) -> Void
  ) {
    precondition(abs(offset - other) >= count, "the values overlap")
    let start = unsafe address(offset, count).assumingMemoryBound(to: Scalar.self)
    let second = unsafe address(other, count).assumingMemoryBound(to: Scalar.self)
    var span = unsafe MutableSpan(_unsafeStart: start, count: count)
    body(&span, unsafe Span(_unsafeStart: second, count: count))
  }

  /// Reads values as a span.
  func reading<Result>(
    _ offset: Int, _ count: Int, _ body: (Span<Scalar>) -> Result
  ) -> Result {
    let start = unsafe address(offset, count).assumingMemoryBound(to: Scalar.self)
    return body(unsafe Span(_unsafeStart: start, count: count))
  }

  // Values are moved in bulk: loops over them would be slow where this is not specialised.

  /// The values as an array.
  func array(_ offset: Int, _ count: Int) -> [Scalar] {
    let start = unsafe address(offset, count).assumingMemoryBound(to: Scalar.self)
    return unsafe Array(UnsafeBufferPointer(start: start, count: count))
  }

  /// Copies values in.
  func copy(_ values: Span<Scalar>, to offset: Int) {
    let target = unsafe address(offset, values.count)
    unsafe values.withUnsafeBytes { bytes in
      guard let start = bytes.baseAddress else { return }
      unsafe target.copyMemory(from: start, byteCount: bytes.count)
    }
  }

  /// Copies values in, rounded once to this kind of number.
  func round(_ values: [Double], to offset: Int) {
    let target = unsafe address(offset, values.count)
    unsafe kernels.table.pointee.round(values.count, values, target)
  }

  /// Adds values to an array's.
  func add(_ offset: Int, to sums: inout [Scalar]) {
    unsafe kernels.table.pointee.accumulate(sums.count, 1, address(offset, sums.count), &sums)
  }

  /// The sum of the values in double precision.
  func sum(_ offset: Int, _ count: Int) -> Double {
    unsafe kernels.table.pointee.sum(count, address(offset, count))
  }
}

/// Arithmetic on whole arrays, by the same loops.
enum BulkArithmetic<Scalar: TapeScalar> {
  /// From sums and sums of squares of n values to their mean and their variance with the factor 1/n.
  static func moments(_ sums: inout [Scalar], _ squares: inout [Scalar], count n: Int) {
    precondition(squares.count == sums.count, "arrays of one length")
    unsafe Scalar.kernels.table.pointee.moments(sums.count, Double(n), &sums, &squares)
  }
}

/// A matrix that may stand for a larger one by repeating its row or column.
struct Broadcast {
  var offset: Int
  var rowStride: Int
  var columnStride: Int

  /// A matrix of this shape, its only row or column repeated where the result has more.
  init(_ offset: Int, rows: Int, columns: Int, in result: (rows: Int, columns: Int)) {
    self.offset = offset
    columnStride = columns == 1 && result.columns > 1 ? 0 : 1
    rowStride = rows == 1 && result.rows > 1 ? 0 : columns
  }

  init(_ offset: Int, rowStride: Int, columnStride: Int) {
    self.offset = offset
    self.rowStride = rowStride
    self.columnStride = columnStride
  }
}

// MARK: Operations

extension Workspace {
  /// Products of this many multiplications are left to OpenBLAS.
  private static var largeProduct: Int { 1 << 19 }

  /// c (m x n) = a (m x k) b (k x n), or added to c; a is stored as k x m and b as n x k if
  /// transposed.
  func multiply(
    _ a: Int, _ b: Int, transposed: (a: Bool, b: Bool), into c: Int,
    m: Int, n: Int, k: Int, accumulates: Bool, scratch: Int
  ) {
    let (left, right) = unsafe (address(a, m * k), address(b, k * n))
    let product = unsafe address(c, m * n)
    if m * n * k >= Self.largeProduct, let blas = BLAS.shared, let m = Int32(exactly: m),
      let n = Int32(exactly: n), let k = Int32(exactly: k)
    {
      unsafe blas.multiply(
        isDouble: kernels.isDouble, transposed: transposed, m: m, n: n, k: k, left, right,
        into: product, accumulates: accumulates)
      return
    }
    let turned = unsafe address(scratch, transposed.b ? k * n : 0)
    unsafe kernels.table.pointee.multiply(
      transposed.a, transposed.b, m, n, k, left, right, product, accumulates, turned)
  }

  func unary(_ function: Tape.UnaryFunction, _ x: Int, into y: Int, count: Int) {
    unsafe kernels.table.pointee.unary(
      function.code, count, address(x, count), address(y, count))
  }

  /// dx = dy f'(x), or added to dx.
  func unaryBackward(
    _ function: Tape.UnaryFunction, x: Int, y: Int, dy: Int, into dx: Int, count: Int,
    accumulates: Bool
  ) {
    unsafe kernels.table.pointee.unary_backward(
      function.code, count, address(x, count), address(y, count), address(dy, count),
      address(dx, count), accumulates)
  }

  func binary(
    _ operation: Tape.BinaryOperation, _ a: Broadcast, _ b: Broadcast, into y: Int, rows: Int,
    columns: Int
  ) {
    unsafe kernels.table.pointee.binary(
      operation.code, rows, columns, operand(a, rows, columns), operand(b, rows, columns),
      address(y, rows * columns))
  }

  /// Adds to the adjoint `d` of the first (0) or second (1) operand.
  func binaryBackward(
    _ operation: Tape.BinaryOperation, side: Int, _ a: Broadcast, _ b: Broadcast, y: Int, dy: Int,
    into d: Broadcast, rows: Int, columns: Int
  ) {
    let count = rows * columns
    unsafe kernels.table.pointee.binary_backward(
      operation.code, Int32(side), rows, columns, operand(a, rows, columns),
      operand(b, rows, columns), address(y, count), address(dy, count),
      operand(d, rows, columns))
  }

  /// to += scale * from, summing over what is repeated in `to`.
  func add(_ from: Broadcast, times scale: Double = 1, to: Broadcast, rows: Int, columns: Int) {
    unsafe kernels.table.pointee.add(
      scale, rows, columns, operand(from, rows, columns), operand(to, rows, columns))
  }

  private func operand(_ matrix: Broadcast, _ rows: Int, _ columns: Int) -> tape_operand {
    let last = max(0, rows - 1) * matrix.rowStride + max(0, columns - 1) * matrix.columnStride
    return unsafe tape_operand(
      values: address(matrix.offset, last + 1), row_stride: matrix.rowStride,
      column_stride: matrix.columnStride)
  }

  func softmax(_ x: Int, into y: Int, rows: Int, columns: Int, isLogarithm: Bool) {
    unsafe kernels.table.pointee.softmax(
      isLogarithm, rows, columns, address(x, rows * columns), address(y, rows * columns))
  }

  func softmaxBackward(
    y: Int, dy: Int, into dx: Int, rows: Int, columns: Int, isLogarithm: Bool, accumulates: Bool
  ) {
    let count = rows * columns
    unsafe kernels.table.pointee.softmax_backward(
      isLogarithm, rows, columns, address(y, count), address(dy, count), address(dx, count),
      accumulates)
  }

  func crossEntropy(_ x: Int, labels: Int, into y: Int, rows: Int, columns: Int) {
    unsafe kernels.table.pointee.cross_entropy(
      rows, columns, address(x, rows * columns), address(labels, rows), address(y, rows))
  }

  func crossEntropyBackward(
    _ x: Int, labels: Int, dy: Int, into dx: Int, rows: Int, columns: Int, accumulates: Bool
  ) {
    unsafe kernels.table.pointee.cross_entropy_backward(
      rows, columns, address(x, rows * columns), address(labels, rows), address(dy, rows),
      address(dx, rows * columns), accumulates)
  }

  func fill(_ y: Int, count: Int, with value: Double = 0) {
    unsafe kernels.table.pointee.fill(count, value, address(y, count))
  }

  func square(_ x: Int, into y: Int, count: Int) {
    unsafe kernels.table.pointee.square(count, address(x, count), address(y, count))
  }

  func repeatRow(_ row: Int, into y: Int, rows: Int, columns: Int) {
    unsafe kernels.table.pointee.repeat_row(
      rows, columns, address(row, columns), address(y, rows * columns))
  }

  func isFinite(_ x: Int, count: Int) -> Bool {
    unsafe kernels.table.pointee.all_finite(count, address(x, count))
  }

  // MARK: What leaves accumulate

  /// The product of each row of `a` (m values; ones without it) and each row of `d` (n values), into
  /// rows of `stride` values.
  func outer(
    _ a: Int?, _ d: Int, rows: Int, m: Int, n: Int, into to: Int, stride: Int, accumulates: Bool
  ) {
    let end = rows == 0 ? 0 : (rows - 1) * stride + m * n
    unsafe kernels.table.pointee.outer(
      rows, m, n, a.map { unsafe address($0, rows * m) }, address(d, rows * n), address(to, end),
      stride, accumulates, false)
  }

  /// The same into rows of a matrix outside, past the caches where nothing is added to.
  func outer(
    _ a: Int?, _ d: Int, rows: Int, m: Int, n: Int, into matrix: SampleMatrix<Scalar>,
    row: Int, column: Int, accumulates: Bool
  ) {
    let to = unsafe matrix.address(row: row, rows: rows, column: column, columns: m * n)
    unsafe kernels.table.pointee.outer(
      rows, m, n, a.map { unsafe address($0, rows * m) }, address(d, rows * n), to,
      matrix.columns, accumulates, true)
  }

  /// Adds to each row's squared norm that of the product of its row of `a` (m values; 1 without it)
  /// and its row of `d` (n values), without forming it.
  func addSquaredNorms(
    _ a: Int?, _ d: Int, rows: Int, m: Int, n: Int, to norms: inout MutableSpan<Double>
  ) {
    precondition(norms.count == rows, "one norm for each row")
    unsafe norms.withUnsafeMutableBufferPointer { buffer in
      unsafe kernels.table.pointee.squared_norms(
        rows, m, n, a.map { unsafe address($0, rows * m) }, address(d, rows * n),
        buffer.baseAddress)
    }
  }
}

extension Tape.UnaryFunction {
  fileprivate var code: Int32 {
    let which =
      switch self {
      case .negate: TAPE_NEGATE
      case .exp: TAPE_EXP
      case .log: TAPE_LOG
      case .log1p: TAPE_LOG1P
      case .sqrt: TAPE_SQRT
      case .square: TAPE_SQUARE
      case .abs: TAPE_ABS
      case .tanh: TAPE_TANH
      case .sigmoid: TAPE_SIGMOID
      case .relu: TAPE_RELU
      case .gelu: TAPE_GELU
      case .softplus: TAPE_SOFTPLUS
      case .logCosh: TAPE_LOG_COSH
      case .huber: TAPE_HUBER
      case .sin: TAPE_SIN
      case .cos: TAPE_COS
      }
    return Int32(which.rawValue)
  }
}

extension Tape.BinaryOperation {
  fileprivate var code: Int32 {
    let which =
      switch self {
      case .add: TAPE_ADD
      case .subtract: TAPE_SUBTRACT
      case .multiply: TAPE_MULTIPLY
      case .divide: TAPE_DIVIDE
      }
    return Int32(which.rawValue)
  }
}
