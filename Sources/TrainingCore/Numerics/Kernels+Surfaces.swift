import CKernels
import Formula

/// The loops over rows of a loss surface, in C: the only code that calls them.
///
/// Ranges are the caller's to keep: every function checks them against the arrays' lengths, for C
/// does not.
enum SurfaceKernels {
  /// The numbers that a chunk's moments of two or three columns take up.
  static let moments2 = Int(SURFACE_MOMENTS2)
  static let moments3 = Int(SURFACE_MOMENTS3)
  /// To whose multiple the columns of a grid are filled up.
  static let lanes = Int(SURFACE_LANES)
  /// To whose multiple a network's rows are filled up.
  static let networkRows = Int(SURFACE_ROWS)
  /// To whose multiple a layer's outputs are filled up.
  static let units = Int(SURFACE_UNITS)

  /// Means and central moments of each chunk of `chunk` rows in a range, one after the other.
  static func moments(_ columns: [[Double]], rows: Range<Int>, chunk: Int) -> [Double] {
    precondition(columns.count == 2 || columns.count == 3, "two or three columns")
    precondition(columns.allSatisfy { $0.count >= rows.upperBound } && rows.lowerBound >= 0)
    let size = columns.count == 2 ? moments2 : moments3
    let chunks = (rows.count + chunk - 1) / chunk
    var out = [Double](repeating: 0, count: chunks * size)
    unsafe out.withUnsafeMutableBufferPointer { out in
      for index in 0..<chunks {
        let start = rows.lowerBound + index * chunk
        let count = min(chunk, rows.upperBound - start)
        guard let to = unsafe out.baseAddress.map({ unsafe $0 + index * size }) else { return }
        unsafe columns[0].withUnsafeBufferPointer { x in
          unsafe columns[1].withUnsafeBufferPointer { y in
            guard let x = x.baseAddress, let y = y.baseAddress else { return }
            guard columns.count == 3 else {
              return unsafe surface_moments2(x + start, y + start, count, to)
            }
            unsafe columns[2].withUnsafeBufferPointer { z in
              guard let z = z.baseAddress else { return }
              unsafe surface_moments3(x + start, y + start, z + start, count, to)
            }
          }
        }
      }
    }
    return out
  }

  /// left (rows by inner) times right (inner by columns), all row by row.
  static func multiply(
    _ left: [Double], _ right: [Double], rows: Int, inner: Int, columns: Int
  ) -> [Double] {
    precondition(left.count == rows * inner && right.count == inner * columns, "sizes differ")
    var out = [Double](repeating: 0, count: rows * columns)
    unsafe surface_multiply(left, right, rows, inner, columns, &out)
    return out
  }
}

/// The columns of an exponential surface: t = offset + u slope + v second for every row.
struct ExponentialRows: Sendable {
  /// Zeros if nil.
  var offset: [Double]?
  var slope: [Double]
  /// One value for each row, or a single one for all.
  var second: [Double]

  var rows: Int { slope.count }
  /// Whether all rows share the second slope.
  var isFixed: Bool { second.count == 1 }
  /// Rows that are taken together: with slopes of their own, as many as keep their exponentials in
  /// the cache.
  var blockRows: Int { isFixed ? ExponentialTile.largestBlock : 64 }
}

/// Room for one task's running products or sums over a tile of the grid.
struct ExponentialTile {
  private let at: [Double]
  private let padded: [Double]
  private var table: [Double] = []
  private var e: [Double]
  private var product: [Double]
  private var exponents: [Int64]
  /// What does not go through the products: sums of logarithms, or plain sums.
  private var sums: [Double]
  private let columns: Int
  fileprivate static let largestBlock = 512
  private static let logOf2 = 0x1.62e42fefa39efp-1

  /// - Parameters:
  ///   - firsts: how many values of u the tile has.
  ///   - at: the values of v.
  init(firsts: Int, at: [Double]) {
    self.at = at
    columns = (at.count + SurfaceKernels.lanes - 1) / SurfaceKernels.lanes * SurfaceKernels.lanes
    padded = at + [Double](repeating: 0, count: columns - at.count)
    e = [Double](repeating: 0, count: Self.largestBlock)
    product = [Double](repeating: 1, count: firsts * columns)
    exponents = [Int64](repeating: 0, count: firsts * columns)
    sums = [Double](repeating: 0, count: firsts * columns)
  }

  /// Makes the exponentials of the rows' second slopes for what follows.
  mutating func prepare(_ rows: ExponentialRows, _ block: Range<Int>) {
    let count = rows.isFixed ? 1 : block.count
    let start = rows.isFixed ? 0 : block.lowerBound
    precondition(rows.second.count >= start + count)
    if table.count < count * columns {
      table = [Double](repeating: 0, count: count * columns)
    }
    unsafe rows.second.withUnsafeBufferPointer { second in
      guard let base = second.baseAddress else { return }
      unsafe surface_exponential_table(base + start, count, padded, columns, &table)
    }
  }

  private mutating func exponentials(_ rows: ExponentialRows, _ block: Range<Int>, _ u: Double) {
    precondition(block.upperBound <= rows.rows && block.count <= Self.largestBlock)
    precondition(rows.offset.map { $0.count == rows.rows } ?? true)
    unsafe rows.slope.withUnsafeBufferPointer { slope in
      guard let slope = slope.baseAddress else { return }
      if let offset = rows.offset {
        unsafe offset.withUnsafeBufferPointer { offset in
          guard let offset = offset.baseAddress else { return }
          unsafe surface_exponentials(
            offset + block.lowerBound, slope + block.lowerBound, u, block.count, &e)
        }
      } else {
        unsafe surface_exponentials(nil, slope + block.lowerBound, u, block.count, &e)
      }
    }
  }

  /// Multiplies the products of the value of u with the given number by 1 + exp(t) of every row.
  mutating func multiply(
    _ rows: ExponentialRows, _ block: Range<Int>, first: Int, u: Double, run: Int
  ) {
    exponentials(rows, block, u)
    let (stride, columns, place) = (rows.isFixed ? 0 : columns, columns, first * columns)
    precondition(place + columns <= product.count && run > 0)
    unsafe product.withUnsafeMutableBufferPointer { product in
      unsafe exponents.withUnsafeMutableBufferPointer { exponents in
        guard let to = product.baseAddress, let powers = exponents.baseAddress
        else { return }
        unsafe surface_log_products(
          e, table, stride, block.count, run, columns, to + place, powers + place)
      }
    }
  }

  /// Adds exp(t) of every row to the sums of the value of u with the given number.
  mutating func add(_ rows: ExponentialRows, _ block: Range<Int>, first: Int, u: Double) {
    exponentials(rows, block, u)
    let (stride, columns, place) = (rows.isFixed ? 0 : columns, columns, first * columns)
    precondition(place + columns <= sums.count)
    unsafe sums.withUnsafeMutableBufferPointer { sums in
      guard let to = sums.baseAddress else { return }
      unsafe surface_sum_products(e, table, stride, block.count, columns, to + place)
    }
  }

  /// Adds log(1 + exp(t)) of every row, one by one, for arguments of any size.
  mutating func addSoftplus(
    _ rows: ExponentialRows, _ block: Range<Int>, first: Int, u: Double
  ) {
    var own = [Double](repeating: 0, count: at.count)
    Self.softplus(rows, block, u: u, at: at, into: &own)
    for (k, value) in own.enumerated() { sums[first * columns + k] += value }
  }

  /// Adds exp(t) of every row, one by one, for arguments of any size: infinite where they are.
  mutating func addExponentials(
    _ rows: ExponentialRows, _ block: Range<Int>, first: Int, u: Double
  ) {
    for (k, v) in at.enumerated() {
      for row in block {
        let second = rows.second[rows.isFixed ? 0 : row]
        let t = (rows.offset?[row] ?? 0) + u * rows.slope[row] + v * second
        sums[first * columns + k] += Elementary.exp(t)
      }
    }
  }

  /// The sums of log(1 + exp(t)) at single values of v.
  static func softplus(
    _ rows: ExponentialRows, _ block: Range<Int>, u: Double, at: [Double],
    into sums: inout [Double]
  ) {
    precondition(block.upperBound <= rows.rows && at.count <= sums.count)
    let start = block.lowerBound
    unsafe rows.slope.withUnsafeBufferPointer { slope in
      unsafe rows.second.withUnsafeBufferPointer { second in
        guard let slope = slope.baseAddress, let second = second.baseAddress
        else { return }
        let (own, stride) =
          unsafe rows.isFixed ? (second, 0) : (second + block.lowerBound, 1)
        guard let offset = rows.offset else {
          return unsafe surface_softplus_sums(
            nil, slope + start, u, own, stride, block.count, at, at.count, &sums)
        }
        unsafe offset.withUnsafeBufferPointer { offset in
          guard let offset = offset.baseAddress else { return }
          unsafe surface_softplus_sums(
            offset + start, slope + start, u, own, stride, block.count, at, at.count, &sums)
        }
      }
    }
  }

  /// All sums so far, by the value of u and then of v: logarithms of the products and what was
  /// added.
  func totals() -> [Double] {
    var totals: [Double] = []
    totals.reserveCapacity(product.count)
    for start in Swift.stride(from: 0, to: product.count, by: columns) {
      for index in start..<start + at.count {
        totals.append(
          Elementary.log(product[index]) + Double(exponents[index]) * Self.logOf2 + sums[index])
      }
    }
    return totals
  }
}
