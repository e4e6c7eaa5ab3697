/// Squares of gradients, which do not average: the second moment depends on the batch size.
struct C11SecondMoments: Case {
  let id = "C11"
  let premise = "P4"
  let title = "Second moments, by batch size"
  let leftName = "square of the mean gradient"
  let rightName = "mean of the samples’ squared gradients"
  let statement = """
    The mean of squares is the square of the mean plus the variance. What Adam, Fisher information \
    and elastic weights take for curvature therefore shrinks as the batch grows.
    """
  let formula = #"\overline{g^2} - \bar{g}^2 = \mathrm{Var}(g)"#
  let repair = "square single gradients where they are meant, and name the batch size of a moment"
  let code = "fisher += per_sample_grad.pow(2).mean(0)  # not batch_grad.pow(2)"
  let signature = "nothing in the gradient itself, but the optimizer’s second moment is off"
  let discussedIn = [
    "GEM #7", "kuc2477/pytorch-ewc #1", "GMvandeVen #11", "GMvandeVen #16",
    "Continual-Learning-Benchmark #10", "avalanche #1224",
  ]
  let exercise = """
    Square the gradient of a batch, component by component, and average over all batches of that \
    size. Does the batch size matter, and what is left when the batch is everything?
    """

  func measure(_ input: CaseInput) throws(Unavailable) -> CaseResult.Measurement {
    let bench = input.bench
    let left = bench.meanGradient.map { $0 * $0 }
    let right = bench.perSample.meanOfRows { $1 * $1 }
    let errors = bench.rounding.gradient
    // A square is off by twice the number times its error; the samples' numbers are at most their
    // root mean square on average, of which the mean of errors is weighted by the largest share.
    let bounds = errors.indices.map { index in
      2 * errors[index]
        * (abs(bench.meanGradient[index]) + Double(bench.rows).squareRoot()
          * right[index].squareRoot()) + errors[index] * errors[index]
    }
    let referee = bench.gradient.finiteDifference
    let refereeBound = zip(referee, bench.gradient.finiteDifferenceErrorBound).map {
      2 * abs($0) * $1 + $1 * $1
    }
    let table = SecondMomentSizes(bench).table
    return CaseResult.Measurement(
      comparison: bench.compare(
        left, right,
        within: VectorNorm.euclidean(bounds) + bench.arithmetic(on: VectorNorm.euclidean(right)),
        accident: "all samples have the same gradient"),
      closedFormGap: Self.variance(bench), referee: referee.map { $0 * $0 },
      refereeBound: refereeBound, numbers: Self.bySize(table) + outerProducts(bench),
      inputNote: bench.note, tables: [table])
  }

  /// What batches of each size measured, of the largest component.
  private static func bySize(_ table: CaseTable) -> [(name: String, values: [Double])] {
    table.columns.filter { $0.name == "batch size" || $0.name.hasPrefix("second moment") }.prefix(2)
      .map { (name: $0.name, values: $0.values) }
  }

  /// The variance of each component over the samples, with the divisor N.
  static func variance(_ bench: CaseBench) -> [Double] {
    let means = bench.perSample.mean
    return means.indices.map { index in
      Summation.mean(
        bench.perSample.column(index).map { ($0 - means[index]) * ($0 - means[index]) })
    }
  }

  /// The empirical Fisher information against the outer product of the mean, of few parameters.
  private func outerProducts(_ bench: CaseBench) -> [(name: String, values: [Double])] {
    guard bench.parameters <= 4 else { return [] }
    let columns = (0..<bench.parameters).map { bench.perSample.column($0) }
    let outer = columns.flatMap { left in columns.map { Summation.meanProduct(left, $0) } }
    let ofMean = bench.meanGradient.flatMap { left in bench.meanGradient.map { left * $0 } }
    return [
      ("mean of the outer products (empirical Fisher), by rows", outer),
      ("outer product of the mean gradient, by rows", ofMean),
    ]
  }
}

/// The mean square of a batch's mean gradient for batches of every size, measured on batches and by
/// the formula for samples drawn without replacement.
struct SecondMomentSizes {
  let table: CaseTable
  /// All batches are formed of at most so many rows, else some are drawn.
  private static let enumerable = 10
  /// So many samples are drawn for every size, in batches of it, but no fewer batches than the last.
  private static let drawn = 16_000
  private static let fewest = 2000

  init(_ bench: CaseBench) {
    let sizes = Self.sizes(bench.rows)
    let chosen = bench.largestComponents(2)
    let components = chosen.map { bench.perSample.column($0) }
    let measured = sizes.map { Self.measured(components, size: $0, seed: bench.problem.seed) }
    var columns: [(name: String, values: [Double])] = [
      ("batch size", sizes.map(Double.init)),
      ("batches drawn", sizes.map { Double(Self.draws(of: $0, from: bench.rows)) }),
    ]
    for (place, column) in components.enumerated() {
      let name = bench.names[chosen[place]]
      let mean = Summation.mean(column)
      let variance = Summation.mean(column.map { ($0 - mean) * ($0 - mean) })
      let count = Double(column.count)
      columns.append(("second moment, \(name)", measured.map { $0[place] }))
      columns.append(
        (
          "by the formula, \(name)",
          sizes.map { size in
            let left = count > 1 ? (count - Double(size)) / (count - 1) : 0
            return mean * mean + variance / Double(size) * left
          }
        ))
      columns.append(("squared mean, \(name)", sizes.map { _ in mean * mean }))
    }
    table = CaseTable(name: "second moments", columns: columns)
  }

  /// How many batches are drawn; 0 where all are gone through.
  private static func draws(of size: Int, from rows: Int) -> Int {
    rows <= enumerable || size == 1 || size == rows ? 0 : max(fewest, drawn / size)
  }

  /// Every size of few rows; of many, powers of two and all rows at once.
  private static func sizes(_ rows: Int) -> [Int] {
    guard rows > enumerable else { return Array(1...max(1, rows)) }
    return (0...10).map { 1 << $0 }.filter { $0 < rows } + [rows]
  }

  /// For each component the mean over all batches of a size, or over seeded draws of them.
  private static func measured(
    _ components: [[Double]], size: Int, seed: UInt64
  ) -> [Double] {
    let rows = components.first?.count ?? 0
    let draws = draws(of: size, from: rows)
    if size == 1 || size == rows {
      return components.map { column in
        let means = size == 1 ? column : [Summation.mean(column)]
        return Summation.mean(means.map { $0 * $0 })
      }
    }
    var squares = components.map { _ in [Double]() }
    func take(_ batch: some Sequence<Int>) {
      for (place, column) in components.enumerated() {
        let mean = Summation.mean(batch.map { column[$0] })
        squares[place].append(mean * mean)
      }
    }
    if draws == 0 {
      for subset in 1..<(1 << rows) where subset.nonzeroBitCount == size {
        take((0..<rows).filter { subset >> $0 & 1 == 1 })
      }
    }
    var generator = SplitMix64(seed: seed)
    var order = Array(0..<rows)
    for _ in 0..<draws {
      // The first places of a shuffle that is not carried further.
      for place in 0..<size {
        let rest = UInt64(order.count - place)
        order.swapAt(place, place + Int(generator.next().multipliedFullWidth(by: rest).high))
      }
      take(order[..<size])
    }
    return squares.map { Summation.mean($0) }
  }
}
