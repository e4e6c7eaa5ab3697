import Formula

/// Finds the parameters with the least mean loss.
enum OptimumFinder {
  /// The gradient that may be left at a least value, as a share of the largest sample's gradient
  /// there: where a loss merely flattens out far away, all of them shrink together.
  private static let largestRest = 1e-2

  /// - Parameter at: the comparison point, which the remaining gradient is measured against and
  ///   which serves as one of the starts; may be empty.
  /// - Parameter known: what a search has found on more rows, for a network, whose search is dear.
  static func find(
    _ problem: Problem, _ work: Workload, _ structure: ProblemStructure, at: [Double],
    near known: Optimum? = nil
  ) -> Optimum {
    if let network = problem.network, work.network != nil,
      let found = network.search(problem, work, structure, at: at, near: known)
    {
      return finish(work, found, at: at, structure)
    }
    if structure.isAffine, structure.squaredFactor != nil,
      let found = leastSquares(problem, work)
    {
      return finish(work, found, at: at, structure)
    }
    if structure.isAffine, structure.residualLoss != nil, work.program.hasKinks,
      let found = reweighted(work)
    {
      return finish(work, found, at: at, structure)
    }
    return finish(work, descend(work, structure, at: at, seed: problem.seed), at: at, structure)
  }

  private static func leastSquares(_ problem: Problem, _ work: Workload) -> Optimum? {
    let origin = [Double](repeating: 0, count: work.parameters)
    guard let design = try? AffineDesign(problem, work),
      let fit = LeastSquares(
        columns: design.columns, right: AffineDesign.residuals(work, at: origin))
    else { return nil }
    let caveat =
      fit.isDeficient
      ? "the data do not determine all parameters; shown is the solution of least length" : nil
    return Optimum(
      parameters: fit.solution, value: 0, method: .leastSquares, relativeGradient: 0,
      iterations: 1, caveat: caveat)
  }

  /// Iteratively reweighted least squares for losses of the residual with kinks: each sample's
  /// weight is the loss's slope over the residual.
  private static func reweighted(_ work: Workload) -> Optimum? {
    let origin = [Double](repeating: 0, count: work.parameters)
    let base = SampleTape.run(work, at: origin)
    guard var best = LeastSquares(columns: base.activations, right: base.samples.residuals)
    else { return nil }
    var value = mean(work, best.solution)
    var iterations = 0
    for _ in 0..<min(100, max(10, 10_000_000 / work.rows)) {
      iterations += 1
      let here = SampleTape.run(work, at: best.solution).samples
      let floor = 1e-10 * (Summation.mean(here.residuals.map { abs($0) }) + 1e-300)
      let weights = zip(here.deltas, here.residuals).map { delta, residual in
        (abs(delta) / max(abs(residual), floor)).squareRoot()
      }
      let columns = base.activations.map { zip($0, weights).map { $0 * $1 } }
      let right = zip(base.samples.residuals, weights).map { $0 * $1 }
      guard let next = LeastSquares(columns: columns, right: right) else { break }
      let reached = mean(work, next.solution)
      guard reached < value else { break }
      let isSettled = value - reached <= 1e-13 * abs(value)
      best = next
      value = reached
      if isSettled { break }
    }
    return Optimum(
      parameters: best.solution, value: value, method: .reweighted, relativeGradient: 0,
      iterations: iterations,
      caveat: best.isDeficient ? "the data do not determine all parameters" : nil)
  }

  private static func descend(
    _ work: Workload, _ structure: ProblemStructure, at: [Double], seed: UInt64
  ) -> Optimum {
    let few = work.thinned(to: 200)
    var best: DampedDescent?
    for start in starts(work.parameters, at: at, seed: seed) {
      guard
        let run = DampedDescent(
          few, from: start, squaredFactor: structure.squaredFactor, maximumSteps: 60)
      else { continue }
      if best.map({ run.value < $0.value - 1e-12 * abs($0.value) }) ?? true { best = run }
    }
    let method: Optimum.Method = structure.squaredFactor == nil ? .newton : .levenbergMarquardt
    let origin = best?.parameters ?? [Double](repeating: 0, count: work.parameters)
    guard
      var final = DampedDescent(work, from: origin, squaredFactor: structure.squaredFactor)
    else {
      return Optimum(
        parameters: origin, value: 0, method: method, relativeGradient: 1, iterations: 0,
        caveat: best == nil
          ? "no point was found where the mean loss is a number"
          : "the search ran off beyond the range of numbers; the loss may have no least value")
    }
    // Large residuals slow Levenberg-Marquardt down; the whole Hessian finishes the work.
    if structure.squaredFactor != nil,
      let polished = DampedDescent(work, from: final.parameters, squaredFactor: nil),
      polished.value <= final.value
    {
      final.iterations += polished.iterations
      final.parameters = polished.parameters
      final.value = polished.value
    }
    if work.program.hasKinks, let found = EllipsoidSearch(work, from: final.parameters) {
      final.iterations += found.iterations
      final.parameters = found.parameters
    }
    return Optimum(
      parameters: final.parameters, value: final.value, method: method, relativeGradient: 0,
      iterations: final.iterations, caveat: nil)
  }

  /// The comparison point, all zeros, all ones, and a few seeded points.
  private static func starts(_ count: Int, at: [Double], seed: UInt64) -> [[Double]] {
    var generator = SplitMix64(seed: seed)
    var starts = at.count == count ? [at] : []
    starts.append([Double](repeating: 0, count: count))
    starts.append([Double](repeating: 1, count: count))
    for size in [0.5, 1, 2, 4] {
      starts.append((0..<count).map { _ in size * (2 * generator.uniform() - 1) })
    }
    return starts
  }

  static func mean(_ work: Workload, _ at: [Double]) -> Double {
    var tape = ColumnTape(work, at: at)
    return tape.mean()
  }

  /// Fills in the loss and how far the gradient is from 0.
  private static func finish(
    _ work: Workload, _ found: Optimum, at: [Double], _ structure: ProblemStructure
  ) -> Optimum {
    var optimum = found
    var tape = ColumnTape(work, at: optimum.parameters)
    let here = tape.gradientOfMean()
    optimum.value = here.mean
    let reference = at.count == work.parameters ? DampedDescent.gradient(work, at) : here.gradient
    let samples = SampleTape.run(work.thinned(to: 1000), at: optimum.parameters).gradients
    let typical = samples.values.reduce(0) { max($0, abs($1)) }
    let size = max(reference.reduce(0) { max($0, abs($1)) }, typical)
    let rest = here.gradient.reduce(0) { max($0, abs($1)) }
    optimum.relativeGradient = rest == 0 ? 0 : (size > 0 ? rest / size : 1)
    if !optimum.relativeGradient.isFinite { optimum.relativeGradient = 1 }
    judge(&optimum, work, rest: rest, size: size, typical: typical)
    return optimum
  }

  /// Says whether the loss is least at the end of the search, and if not, why.
  /// - Parameters:
  ///   - rest: the gradient's largest component there.
  ///   - size: what it is compared with.
  ///   - typical: the largest component of a sample's gradient there.
  private static func judge(
    _ optimum: inout Optimum, _ work: Workload, rest: Double, size: Double, typical: Double
  ) {
    let isZero = rest <= Optimum.smallRest * size || DefaultPoint.isZero(work, optimum.parameters)
    let hasKinks = work.program.hasKinks
    optimum.isAttained =
      optimum.value.isFinite && optimum.parameters.allSatisfy(\.isFinite)
      && (hasKinks || rest <= largestRest * typical
        || DefaultPoint.isZero(work, optimum.parameters))
    if !optimum.isAttained {
      // That a network has many minima says nothing of where the search ended.
      optimum.caveat =
        (work.network == nil ? optimum.caveat : nil)
        ?? "the search ended where the gradient is far from zero; the loss may have no least value"
    } else if EndlessValley.holds(work, end: optimum) {
      optimum.isAttained = false
      optimum.caveat =
        "the loss falls further the larger the parameters get; the loss may have no least value"
    } else if optimum.caveat == nil, !isZero {
      optimum.caveat = Optimum.caveatOfRest(hasKinks: hasKinks)
    }
  }
}

extension Optimum {
  /// A gradient below this share of those it is compared with counts as vanished.
  static let smallRest = 1e-6
  /// A network's loss lies in long valleys, in which more is left.
  private static let largestRestOfNetwork = 1e-2

  /// Why a gradient that has not vanished leaves it open whether the loss is least.
  static func caveatOfRest(hasKinks: Bool) -> String {
    hasKinks
      ? "the loss has kinks, so its gradient need not vanish where it is least"
      : "the search ended before the gradient vanished; the least value may not be attained"
  }

  /// States the remaining gradient in relation to the gradients at the comparison point, and what
  /// follows from it: beside a cusp the samples' own gradients at the end are no measure.
  mutating func measure(_ work: Workload, against gradient: GradientEvidence) {
    let here = DampedDescent.gradient(work, parameters).reduce(0) { max($0, abs($1)) }
    // Where the comparison point is the optimum itself, the samples' gradients still tell the size.
    let samples = gradient.perSample.values.reduce(0) { max($0, abs($1)) }
    let there = max(gradient.gradientOfAverage.reduce(0) { max($0, abs($1)) }, samples)
    let ratio = here == 0 ? 0 : here / there
    relativeGradient = ratio.isFinite ? ratio : 1
    if work.network != nil, isAttained, relativeGradient > Self.largestRestOfNetwork {
      caveat = [caveat, "the search ended before its gradient vanished"].compactMap { $0 }
        .joined(separator: "; ")
    }
    guard caveat == nil, relativeGradient > Self.smallRest,
      !isZeroToRounding(work)
    else { return }
    caveat = Self.caveatOfRest(hasKinks: work.program.hasKinks)
  }

  /// Whether the gradient is zero to rounding here, by a bound that says something.
  private func isZeroToRounding(_ work: Workload) -> Bool {
    let here = DampedDescent.gradient(work, parameters)
    let rounding = RoundingEstimate(work, at: parameters).relative(to: here, here)
    let reason = Comparison(left: here, right: here, expectedRounding: rounding).reason
    return reason == .bothZero || reason == .zeroToRounding
  }

  /// Takes note of paths that went below what the search found, on the same rows.
  mutating func compare(with trainings: [Result<TrainingEvidence, Unavailable>]) {
    for case .success(let training) in trainings where training.optimum.value == value {
      let least = [training.right, training.wrong, training.stochastic].flatMap(\.losses).min()
      guard let least, least < value - 1e-6 * max(abs(value), abs(least)), caveat == nil else {
        continue
      }
      caveat = "descent found lower losses than the search; the loss may have no least value"
    }
  }
}
