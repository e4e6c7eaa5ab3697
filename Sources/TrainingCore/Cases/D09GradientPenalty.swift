import Formula

/// A penalty on the squared length of the batch's gradient, where every device takes its own.
struct D09GradientPenalty: Case {
  let id = "D09"
  let premise = "P2"
  let title = "Gradient penalty on each device"
  let leftName = "gradient of the whole batch’s penalty"
  let rightName = "mean of the halves’ penalties, differentiated"
  let statement = """
    The squared length of a mean gradient is a product of two sums over the batch. A wrapper that \
    averages gradients after the backward pass sees each device’s own penalty only, which also \
    punishes how much the devices’ gradients differ.
    """
  let formula = #"""
    \sum_k \frac{n_k}{N} \, 2 H_k \bar{g}_k - 2 H \bar{g}
    = 2 \sum_k \frac{n_k}{N} (H_k - H)(\bar{g}_k - \bar{g})
    """#
  let repair = "average the gradients with a graph first, then penalise the average once"
  let code =
    "g = [all_reduce(d) for d in grad(loss, params, create_graph=True)]  # torch.distributed.nn"
  let signature = "it is a sum of Hessians times gradients and needs no weights of single gradients"
  let discussedIn = ["pytorch #47562"]

  func measure(_ input: CaseInput) throws(Unavailable) -> CaseResult.Measurement {
    guard input.bench.rows > 1 else { throw Unavailable("a single sample cannot be split") }
    let count = input.bench.parameters
    guard count <= Self.mostParameters else {
      throw Unavailable("the second derivatives by so many parameters take too long")
    }
    let cells = count * count * input.bench.work.program.steps.count
    let bench = try input.bench.part(max(32, 400_000 / cells))
    guard let matrix = Hessian.ofMean(bench.work, at: bench.at) else {
      throw Unavailable("there are too many second derivatives")
    }
    return try measure(bench, matrix)
  }

  /// More parameters have too large a Hessian for the left side.
  private static let mostParameters = 32

  private func measure(
    _ bench: CaseBench, _ matrix: [Double]
  ) throws(Unavailable) -> CaseResult.Measurement {
    let left = Self.product(matrix, bench.meanGradient).map { 2 * $0 }
    let halves = MicroBatches.halves(bench.rows)
    let means = halves.map { bench.mean($0) }
    let works = halves.map { bench.work(of: $0) }
    let parts = zip(works, means).map { Self.curved(bench, $0, $1).map { 2 * $0 } }
    let shares = halves.map { Double($0.count) / Double(bench.rows) }
    let right = Self.weighted(shares, parts)
    guard (left + right).allSatisfy(\.isFinite) else {
      throw Unavailable("a second derivative is not a number here")
    }
    var comparison = Comparison(
      left: left, right: right,
      expectedRounding: rounding(bench, matrix, (left, right), means))
    comparison.demoteEqual(
      why: "the halves’ curvature and gradients do not differ together in this run")
    let referee = referee(bench, matrix)
    let penalty = zip(shares, means).map { $0 * Self.squared($1) }
    return CaseResult.Measurement(
      comparison: comparison, closedFormGap: gap(bench, works, means, shares),
      referee: referee?.gradient, refereeBound: referee?.bound,
      numbers: [
        ("penalty of the whole batch", [Self.squared(bench.meanGradient)]),
        ("mean penalty of the halves", [Summation.pairwise(penalty)]),
        ("first half", parts[0]), ("second half", parts[1]),
      ],
      inputNote: bench.note)
  }

  /// The covariance of the halves' Hessians and gradients, twice.
  private func gap(
    _ bench: CaseBench, _ works: [Workload], _ means: [[Double]], _ shares: [Double]
  ) -> [Double] {
    let mean = bench.perSample.mean
    let terms = zip(works, means).map { work, own in
      let away = zip(own, mean).map { $0 - $1 }
      let (apart, whole) = (
        Self.curved(bench, work, away), Self.curved(bench, bench.work, away)
      )
      return zip(apart, whole).map { 2 * ($0 - $1) }
    }
    return Self.weighted(shares, terms).map { $0 == 0 ? 0 : $0 }
  }

  /// Central differences of the squared length of the gradient that the tape finds; nil where the
  /// formulas have kinks, which differences cannot cross.
  private func referee(
    _ bench: CaseBench, _ matrix: [Double]
  ) -> (gradient: [Double], bound: [Double])? {
    guard !bench.work.program.hasKinks else { return nil }
    let value = Self.squared(bench.meanGradient)
    let noise =
      2 * zip(bench.meanGradient, bench.rounding.gradient).map { abs($0) * $1 }.reduce(0, +)
      + 8 * RoundingEstimate.unit * value
    let found = FiniteDifference(at: bench.at, scales: bench.scales, rounding: noise) { point in
      guard let there = try? AveragedTape.gradientOfMean(bench.work, at: point) else { return .nan }
      return Self.squared(there.gradient)
    }
    return (found.gradient, found.errorBound)
  }

  /// Half a unit in the last place of every product's terms for each operation that they pass
  /// through, and what the gradients' own rounding makes of the Hessian.
  private func rounding(
    _ bench: CaseBench, _ matrix: [Double], _ sides: ([Double], [Double]), _ means: [[Double]]
  ) -> Double {
    let operations = Double(
      Summation.deepest(bench.rows) + 2 * min(64, bench.work.program.steps.count) + 32)
    let vectors = [bench.meanGradient] + means
    let widest = (0..<bench.parameters).map { index in vectors.map { abs($0[index]) }.max() ?? 0 }
    // What cancels between the samples is what the single ones' terms are larger by.
    let terms = Self.sizes(bench, widest).map { 2 * operations * RoundingEstimate.unit * $0 }
    let carried = Self.product(matrix.map(abs), bench.rounding.gradient).map { 2 * $0 }
    let largest = max(VectorNorm.euclidean(sides.0), VectorNorm.euclidean(sides.1))
    guard largest > 0 else { return 1 }
    return 2 * (VectorNorm.euclidean(terms) + VectorNorm.euclidean(carried)) / largest
  }

  /// The mean Hessian of some samples times a vector.
  private static func curved(
    _ bench: CaseBench, _ work: Workload, _ vector: [Double]
  ) -> [Double] {
    CurvatureTape<Double>.meanProduct(work, at: bench.at, along: vector)
  }

  /// How large the samples' own Hessians times a vector are, component by component and on average.
  private static func sizes(_ bench: CaseBench, _ vector: [Double]) -> [Double] {
    var tape = CurvatureTape<Double>(bench.work)
    var sums = [Double](repeating: 0, count: bench.parameters)
    for row in 0..<bench.rows {
      for index in vector.indices {
        let own = tape.products(row: row, bench.work.columns, at: bench.at) {
          $0 == index ? vector[index] : 0
        }
        for place in sums.indices { sums[place] += abs(own[place]) / Double(bench.rows) }
      }
    }
    return sums
  }

  private static func squared(_ vector: [Double]) -> Double {
    Summation.pairwise(vector.map { $0 * $0 })
  }

  private static func product(_ matrix: [Double], _ vector: [Double]) -> [Double] {
    let size = vector.count
    return (0..<size).map { row in
      Summation.pairwise(vector.indices.map { matrix[row * size + $0] * vector[$0] })
    }
  }

  private static func weighted(_ shares: [Double], _ vectors: [[Double]]) -> [Double] {
    (vectors.first ?? []).indices.map { index in
      Summation.pairwise(zip(shares, vectors).map { $0 * $1[index] })
    }
  }
}
