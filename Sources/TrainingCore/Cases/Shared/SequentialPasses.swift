/// Passes of single steps over the samples, in several orders and with several learning rates.
struct SequentialPasses {
  let rates: [Double]
  /// The given order first; all of them for up to four samples, else as many drawn at random.
  let orders: [[Int]]
  let start: [Double]
  /// The samples' gradients at the start.
  let gradients: [[Double]]
  /// Where one step along the sum of the gradients leads, by learning rate.
  private(set) var batchEnds: [[Double]] = []
  /// Where a pass leads, by learning rate and order.
  private(set) var ends: [[[Double]]] = []
  /// The sum over the samples of the Hessian times the sum of the gradients before it, in the given
  /// order: the gap over the square of the learning rate, to second order.
  private let curved: [Double]
  /// (sum H)(sum g), half the gradient of |sum g|^2.
  let halfGradientOfSum: [Double]
  /// sum(H g), half the gradient of sum |g|^2.
  let halfGradientOfSquares: [Double]

  /// As many as four samples have.
  private static let orderCount = 24

  /// - Throws: ``Unavailable`` if a step leads to where there is no gradient.
  init(_ bench: CaseBench, rates: [Double]) throws(Unavailable) {
    self.rates = rates
    start = bench.at
    gradients = (0..<bench.rows).map { bench.perSample.row($0) }
    orders = Self.orders(bench.rows, seed: bench.problem.seed)
    (curved, halfGradientOfSum, halfGradientOfSquares) = Self.products(bench, gradients)
    let count = Double(bench.rows)
    for rate in rates {
      let end = CaseBench.step(start, rate, bench.meanGradient.map { count * $0 })
      batchEnds.append(try CaseBench.finite(end))
      var reached: [[Double]] = []
      for order in orders { reached.append(try CaseBench.finite(Self.end(bench, rate, order))) }
      ends.append(reached)
    }
  }

  private static func end(_ bench: CaseBench, _ rate: Double, _ order: [Int]) -> [Double] {
    var tape = SampleTape(bench.work.program)
    var point = bench.at
    for row in order {
      let gradient = tape.gradient(bench.work, row: row, at: point)
      for index in point.indices { point[index] -= rate * gradient[index] }
    }
    return point
  }

  /// Products of the samples' Hessians with what goes before, with all gradients, with their own.
  private static func products(
    _ bench: CaseBench, _ gradients: [[Double]]
  ) -> (before: [Double], all: [Double], own: [Double]) {
    var tape = CurvatureTape<Double>(bench.work)
    let zero = [Double](repeating: 0, count: bench.parameters)
    func add(_ left: [Double], _ right: [Double]) -> [Double] { zip(left, right).map { $0 + $1 } }
    let total = gradients.reduce(zero, add)
    var (before, found) = (zero, (before: zero, all: zero, own: zero))
    for (row, gradient) in gradients.enumerated() {
      func times(_ direction: [Double]) -> [Double] {
        tape.product(row: row, bench.work.columns, at: bench.at, along: direction)
      }
      found.before = add(found.before, times(before))
      found.all = add(found.all, times(total))
      found.own = add(found.own, times(gradient))
      before = add(before, gradient)
    }
    return found
  }

  /// The given order and others: all in the order of their digits, or drawn.
  static func orders(_ rows: Int, seed: UInt64) -> [[Int]] {
    let given = Array(0..<rows)
    guard rows > 4 else { return permutations(given) }
    var generator = SplitMix64(seed: seed)
    return [given]
      + (1..<orderCount).map { _ in
        var order = given
        generator.shuffle(&order)
        return order
      }
  }

  private static func permutations(_ items: [Int]) -> [[Int]] {
    guard items.count > 1 else { return [items] }
    return items.flatMap { first in
      permutations(items.filter { $0 != first }).map { [first] + $0 }
    }
  }

  /// A pass's end minus that of the one step.
  func gap(_ rate: Int, order: Int) -> [Double] {
    zip(ends[rate][order], batchEnds[rate]).map { $0 - $1 }
  }

  /// The length of the given order's gap at every learning rate.
  var gaps: [Double] { rates.indices.map { VectorNorm.euclidean(gap($0, order: 0)) } }

  /// The mean of all orders' ends.
  func meanEnd(_ rate: Int) -> [Double] {
    start.indices.map { index in Summation.mean(ends[rate].map { $0[index] }) }
  }

  /// The mean of all orders' gaps.
  func meanGap(_ rate: Int) -> [Double] {
    zip(meanEnd(rate), batchEnds[rate]).map { $0 - $1 }
  }

  /// The given order's gap to second order in the learning rate.
  func prediction(_ rate: Double) -> [Double] { curved.map { rate * rate * $0 } }

  /// The mean gap over all orders that there are, to second order in the learning rate.
  func meanPrediction(_ rate: Double) -> [Double] {
    zip(halfGradientOfSum, halfGradientOfSquares).map { rate * rate / 2 * ($0 - $1) }
  }

  /// The exact gap at the first learning rate where every loss is a quadratic c (y - f)^2 of the
  /// parameters: the deviation d goes to (I - eta H_i) d - eta g_i, with H_i = 2 c a_i a_i^T.
  func quadraticGap(_ bench: CaseBench) -> [Double]? {
    guard bench.structure.isAffine, let factor = bench.structure.squaredFactor else { return nil }
    let zero = [Double](repeating: 0, count: bench.parameters)
    var (pass, batch) = (zero, zero)
    for row in 0..<bench.rows {
      let activation = bench.activations.map { $0[row] }
      let residual = bench.samples.residuals[row]
      let left = 2 * factor * rates[0] * (residual - VectorNorm.dot(activation, pass))
      let all = 2 * factor * rates[0] * residual
      for index in zero.indices {
        pass[index] += left * activation[index]
        batch[index] += all * activation[index]
      }
    }
    return zip(pass, batch).map { $0 - $1 }
  }

  /// The matrices by which both ways take a deviation from the optimum, for up to three parameters
  /// and quadratic losses.
  func matrices(_ bench: CaseBench) -> (product: [Double], batch: [Double])? {
    let size = bench.parameters
    guard size <= 3, bench.rows > 1, let mean = bench.quadraticCurvature() else { return nil }
    var product = DenseSystem.unit(minus: 0, mean, size: size)
    for row in 0..<bench.rows {
      guard let own = bench.quadraticCurvature(row..<row + 1) else { return nil }
      let single = DenseSystem.unit(minus: rates[0], own, size: size)
      product = DenseSystem.multiply(single, product, size: size)
    }
    let rate = rates[0] * Double(bench.rows)
    return (product, DenseSystem.unit(minus: rate, mean, size: size))
  }
}

extension SequentialPasses {
  /// Gaps by learning rate, every order's gap, and where all ways end at the first learning rate.
  func tables(_ bench: CaseBench) -> [CaseTable] {
    let means = rates.indices.map { VectorNorm.euclidean(meanGap($0)) }
    let byRate = CaseTable(
      name: "gap by learning rate",
      columns: [
        ("learning rate", rates), ("gap", gaps),
        ("predicted", rates.map { VectorNorm.euclidean(prediction($0)) }),
        ("mean gap", means),
        ("predicted mean gap", rates.map { VectorNorm.euclidean(meanPrediction($0)) }),
      ])
    let pairs = rates.indices.flatMap { rate in orders.indices.map { (rate, $0) } }
    let byOrder = CaseTable(
      name: "gap by order",
      columns: [
        ("learning rate", pairs.map { rates[$0.0] }), ("order", pairs.map { Double($0.1) }),
        ("gap", pairs.map { VectorNorm.euclidean(gap($0.0, order: $0.1)) }),
      ])
    return [byRate, byOrder, endPoints(bench)]
  }

  /// The start (kind 0), the end of the one step (1), every order's end (2), the mean of those (3)
  /// and where theory expects the given order to end (4).
  private func endPoints(_ bench: CaseBench) -> CaseTable {
    let expected = zip(batchEnds[0], prediction(rates[0])).map { $0 + $1 }
    let points: [(kind: Double, at: [Double])] =
      [(0, start), (1, batchEnds[0])] + ends[0].map { (2, $0) }
      + [(3, meanEnd(0)), (4, expected)]
    let shown = start.indices.sorted { spread($0) > spread($1) }.prefix(2).sorted()
    return CaseTable(
      name: "end points",
      columns: [("kind", points.map(\.kind))]
        + shown.map { index in (bench.names[index], points.map { $0.at[index] }) })
  }

  /// How far the ends lie apart along a parameter.
  private func spread(_ index: Int) -> Double {
    let values = ends[0].map { $0[index] } + [batchEnds[0][index]]
    return (values.max() ?? 0) - (values.min() ?? 0)
  }
}
