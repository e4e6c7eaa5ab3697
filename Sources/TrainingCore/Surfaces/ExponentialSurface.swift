/// The mean of c K(t) + g over the rows for an affine prediction, with K(t) = log(1 + exp(t)) or
/// exp(t): on a grid exp(a + u p + v q) is the product of exp(a + u p) and exp(v q), and a sum of
/// logarithms is the logarithm of a product.
struct ExponentialSurface: Sendable {
  private let loss: ExponentialLoss
  /// Rows with their own second slopes, or groups of rows that share one.
  private let groups: [Group]
  /// Whether u and v have changed places, so that the second slope is the one that varies less.
  private let isSwapped: Bool
  /// The mean of g as an affine function: at 0, by u, by v.
  private let rest: [Double]
  private let rows: Int

  /// Rows and the blocks in which they are taken.
  private struct Group: Sendable {
    var rows: ExponentialRows
    var blocks: [Block]
  }

  /// Neighbouring rows with their largest offset, slope and second slope.
  private struct Block: Sendable {
    var range: Range<Int>
    var offset = 0.0, slope = 0.0, second = 0.0
    /// Whether all of them are numbers; a maximum does not tell.
    var isFinite = true

    init(_ rows: ExponentialRows, from start: Int) {
      range = start..<min(rows.rows, start + rows.blockRows)
      for row in range {
        let own = (
          abs(rows.offset?[row] ?? 0), abs(rows.slope[row]),
          abs(rows.second[rows.isFixed ? 0 : row])
        )
        offset = max(offset, own.0)
        slope = max(slope, own.1)
        second = max(second, own.2)
        if !(own.0 + own.1 + own.2).isFinite { isFinite = false }
      }
    }
  }

  /// Exponents beyond this are left to the way that is safe for any.
  private static let largestExponent = 600.0
  /// Means below this are computed again by the way that keeps their relative precision.
  private static let smallMean = 1e-5
  /// Values of u that share a table of exponentials.
  private static let tileFirsts = 64

  init(
    _ form: ExponentialLoss, target: [Double], a: PlaneColumn, p: PlaneColumn, q: PlaneColumn
  ) {
    let isLabelled = target.allSatisfy { $0 == 0 || $0 == 1 }
    loss = isLabelled ? form.forLabels() : form
    rows = target.count
    let terms = Terms(loss.argument, target, a)
    // A slope with few values, as of a bias and labels, needs no table of exponentials.
    let (alongU, alongV) = (terms.fewSlopes(of: p), terms.fewSlopes(of: q))
    isSwapped = alongV == nil && alongU != nil
    groups = terms.groups(
      first: isSwapped ? q : p, second: isSwapped ? p : q, by: isSwapped ? alongU : alongV
    ).map { rows in
      Group(
        rows: rows,
        blocks: stride(from: 0, to: rows.rows, by: rows.blockRows).map { Block(rows, from: $0) })
    }
    rest = Self.means(of: loss.rest, target, a, p, q)
  }

  /// The argument t = w (a + u p + v q) + s of every row, where w and s are polynomials in the
  /// target.
  private struct Terms {
    private let target: [Double]
    private let a: PlaneColumn
    private let slope: [Double]
    private let shift: [Double]

    init(_ argument: LossPolynomial, _ target: [Double], _ a: PlaneColumn) {
      self.target = target
      self.a = a
      slope = argument.inTarget(f: 1)
      shift = argument.inTarget(f: 0)
    }

    private func weight(_ row: Int) -> Double { LossPolynomial.value(slope, at: target[row]) }

    private var hasOffset: Bool {
      if case .constant(0) = a { return shift.contains { $0 != 0 } }
      return true
    }

    /// Up to four values that w times a column takes, in ascending order; nil if there are more.
    func fewSlopes(of column: PlaneColumn) -> [Double]? {
      var found: [Double] = []
      for row in target.indices {
        let value = weight(row) * column[row]
        guard !found.contains(value) else { continue }
        guard found.count < 4 else { return nil }
        found.append(value)
      }
      return found.sorted()
    }

    /// The rows, apart by their second slope if its values are given.
    func groups(
      first: PlaneColumn, second: PlaneColumn, by values: [Double]?
    ) -> [ExponentialRows] {
      var groups = (values ?? [0]).map { value in
        ExponentialRows(
          offset: hasOffset ? [] : nil, slope: [], second: values == nil ? [] : [value])
      }
      for row in target.indices {
        let weight = weight(row)
        let own = weight * second[row]
        let place = values?.firstIndex(of: own) ?? 0
        groups[place].slope.append(weight * first[row])
        if values == nil { groups[place].second.append(own) }
        if hasOffset {
          groups[place].offset?.append(
            weight * a[row] + LossPolynomial.value(shift, at: target[row]))
        }
      }
      return groups
    }
  }

  /// mean(g) = mean(g0) + mean(g1 a) + u mean(g1 p) + v mean(g1 q).
  private static func means(
    of polynomial: LossPolynomial, _ target: [Double], _ a: PlaneColumn, _ p: PlaneColumn,
    _ q: PlaneColumn
  ) -> [Double] {
    guard !polynomial.isZero else { return [0, 0, 0] }
    let (free, slope) = (polynomial.inTarget(f: 0), polynomial.inTarget(f: 1))
    var sums = [RunningSum(), RunningSum(), RunningSum()]
    for row in target.indices {
      let weight = LossPolynomial.value(slope, at: target[row])
      sums[0].add(LossPolynomial.value(free, at: target[row]) + weight * a[row])
      sums[1].add(weight * p[row])
      sums[2].add(weight * q[row])
    }
    return sums.map { $0.total / Double(target.count) }
  }

  // MARK: On a grid

  /// The mean losses on a grid, row by row of v; nil if a row's argument is no finite number.
  /// - Throws: ``SurfaceError/cancelled``.
  func values(u: [Double], v: [Double], _ tasks: SurfaceTasks) throws(SurfaceError) -> [Double]? {
    let (firsts, seconds) = isSwapped ? (v, u) : (u, v)
    let reach = Reach(firsts[...], seconds)
    guard groups.allSatisfy({ $0.blocks.allSatisfy { $0.isFinite && reach.exponent($0).isFinite } })
    else { return nil }
    // An even number of tiles of nearly equal size, whatever the number of threads.
    let tiles = max(2, (firsts.count + 2 * Self.tileFirsts - 1) / (2 * Self.tileFirsts) * 2)
    let cost = 0.2 * Double(rows) * Double(firsts.count * seconds.count)
    let isFixed = groups.allSatisfy { $0.rows.isFixed }
    // Without a table nothing is shared, so that smaller tiles let a cancelled surface end sooner.
    let count = isFixed ? firsts.count : tiles
    let found = try tasks.run(count, cost: cost) { tile in
      let range = tile * firsts.count / count..<(tile + 1) * firsts.count / count
      return sums(firsts[range], seconds, tasks)
    }
    var values = [Double](repeating: 0, count: u.count * v.count)
    for (index, sum) in found.joined().enumerated() {
      let (first, second) = (index / seconds.count, index % seconds.count)
      let (column, row) = isSwapped ? (second, first) : (first, second)
      let linear = rest[0] + u[column] * rest[1] + v[row] * rest[2]
      values[row * u.count + column] = loss.factor * (sum / Double(rows)) + linear
    }
    return values
  }

  /// The largest magnitudes of u and v.
  private struct Reach {
    private let first: Double
    private let second: Double

    init(_ firsts: ArraySlice<Double>, _ seconds: [Double]) {
      first = firsts.reduce(0) { max($0, abs($1)) }
      second = seconds.reduce(0) { max($0, abs($1)) }
    }

    /// A bound on |t| in a block.
    func exponent(_ block: Block) -> Double {
      block.offset + block.slope * first + block.second * second
    }
  }

  /// The sums of K over all rows, by u and then v.
  private func sums(
    _ firsts: ArraySlice<Double>, _ seconds: [Double], _ tasks: SurfaceTasks
  ) -> [Double] {
    var tile = ExponentialTile(firsts: firsts.count, at: seconds)
    let reach = Reach(firsts, seconds)
    for group in groups {
      for (number, block) in group.blocks.enumerated() {
        // A tile of many rows takes seconds; what a stopped one returns is not used.
        if number % 64 == 63, tasks.isStopped { break }
        add(group.rows, block.range, firsts, exponent: reach.exponent(block), to: &tile)
      }
    }
    var totals = tile.totals()
    if loss.kernel == .softplus { repair(&totals, firsts, seconds) }
    return totals
  }

  private func add(
    _ group: ExponentialRows, _ block: Range<Int>, _ firsts: ArraySlice<Double>,
    exponent: Double, to tile: inout ExponentialTile
  ) {
    let isSafe = exponent <= Self.largestExponent
    if isSafe { tile.prepare(group, block) }
    for (index, u) in firsts.enumerated() {
      switch (loss.kernel, isSafe) {
      case (.softplus, true):
        // So many factors of at most 1 + exp(exponent) stay below 2^1000.
        let run = max(1, Int(690 / (exponent + 0.7)))
        tile.multiply(group, block, first: index, u: u, run: run)
      case (.softplus, false): tile.addSoftplus(group, block, first: index, u: u)
      case (.exponential, true): tile.add(group, block, first: index, u: u)
      case (.exponential, false): tile.addExponentials(group, block, first: index, u: u)
      }
    }
  }

  /// A product of factors 1 + e forgets an e below the last place of 1. Where all are small, that
  /// is all there is.
  private func repair(_ totals: inout [Double], _ firsts: ArraySlice<Double>, _ seconds: [Double]) {
    for (index, u) in firsts.enumerated() {
      let own = index * seconds.count
      let small = seconds.indices.filter { totals[own + $0] < Self.smallMean * Double(rows) }
      guard !small.isEmpty else { continue }
      var sums = [Double](repeating: 0, count: small.count)
      for group in groups {
        ExponentialTile.softplus(
          group.rows, 0..<group.rows.rows, u: u, at: small.map { seconds[$0] }, into: &sums)
      }
      for (place, sum) in zip(small, sums) { totals[own + place] = sum }
    }
  }
}
