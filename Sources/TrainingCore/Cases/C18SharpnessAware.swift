/// Sharpness-aware minimisation with a perturbation for each sample.
struct C18SharpnessAware: Case {
  let id = "C18"
  let premise = "P4"
  let title = "Sharpness-aware steps (SAM) for each sample"
  let leftName = "gradient of the average loss at the jointly perturbed point"
  let rightName = "average of the gradients, each at its own perturbed point"
  let statement = """
    The gradient is taken at a point that lies a fixed length along the normalised gradient. \
    Each sample, or each device, that perturbs by itself looks in a direction of its own.
    """
  let formula =
    #"\overline{g_i\!\left(\theta + \rho \frac{g_i}{|g_i|}\right)} - \nabla J\!\left(\theta + \rho \frac{\bar{g}}{|\bar{g}|}\right)"#
  let repair = "average the first gradient over all samples, then perturb once"
  let code = "dist.all_reduce(grad); eps = rho * grad / grad.norm()"
  let signature = "the mean of gradients at N points around the present one"
  let discussedIn = ["fairscale #989"]

  private let radius: Double?

  init() { radius = nil }
  /// With a given length of the perturbation.
  init(radius: Double) { self.radius = radius }

  func measure(_ input: CaseInput) throws(Unavailable) -> CaseResult.Measurement {
    let bench = try input.bench.part(CaseBench.rowsOfSteps)
    let radius = self.radius ?? (bench.scales.min() ?? 1) / 16
    let joint = Self.perturbed(bench.at, radius, bench.meanGradient)
    let left = try bench.tape(at: joint)
    let (right, apart) = try perSample(bench, radius)
    var comparison = Comparison(
      left: left, right: right,
      expectedRounding: bench.rounding(of: left, right, at: [joint, apart], factor: 4)
        + turning(bench, radius, VectorNorm.euclidean(left), VectorNorm.euclidean(right)))
    comparison.demoteEqual(
      why: (bench.rows == 1
        ? "there is one sample only" : "the directions do not change the gradients")
        + " in this run")
    let referee = bench.referee(at: joint)
    var numbers: [(name: String, values: [Double])] = [
      ("length of the perturbation", [radius]), ("gradient without it", bench.meanGradient),
    ]
    if let halves = try halves(bench, radius) {
      numbers.append(("average of two halves, each with its own", halves))
    }
    return CaseResult.Measurement(
      comparison: comparison, closedFormGap: quadraticGap(bench, radius),
      referee: referee.gradient, refereeBound: referee.bound, numbers: numbers,
      inputNote: bench.note)
  }

  /// The relative difference that comes of directions being off: a gradient that is hardly larger
  /// than its own error has hardly a direction. A sample’s error is at most N times the mean’s.
  private func turning(
    _ bench: CaseBench, _ radius: Double, _ left: Double, _ right: Double
  ) -> Double {
    let bound = VectorNorm.euclidean(bench.rounding.gradient)
    func turn(_ error: Double, _ gradient: [Double]) -> Double {
      let size = VectorNorm.euclidean(gradient)
      return size > 0 ? min(2, error / size) : 0
    }
    let own = (0..<bench.rows).map { turn(Double(bench.rows) * bound, bench.perSample.row($0)) }
    let turned = turn(bound, bench.meanGradient) + Summation.mean(own)
    let largest = max(left, right)
    return largest > 0
      ? radius * CurvatureTape<Double>.largest(bench.work, at: bench.at) * turned / largest : 0
  }

  /// A point moved by a length along a gradient; where it is if that is zero.
  private static func perturbed(
    _ point: [Double], _ radius: Double, _ gradient: [Double]
  ) -> [Double] {
    zip(point, unit(gradient)).map { $0 + radius * $1 }
  }

  /// The vector's direction; zero if it has none.
  private static func unit(_ vector: [Double]) -> [Double] {
    vector.allSatisfy { $0 == 0 } ? vector : VectorNorm.unit(vector)
  }

  /// The mean over the samples, and the perturbed point of the last one.
  private func perSample(
    _ bench: CaseBench, _ radius: Double
  ) throws(Unavailable) -> (mean: [Double], point: [Double]) {
    var tape = SampleTape(bench.work.program)
    var point = bench.at
    let zero = [Double](repeating: 0, count: bench.parameters)
    var gradients = PerSampleGradients(rows: bench.rows, columns: zero.count)
    for row in 0..<bench.rows {
      point = Self.perturbed(bench.at, radius, bench.perSample.row(row))
      let gradient = try CaseBench.finite(tape.gradient(bench.work, row: row, at: point))
      for index in zero.indices { gradients[row, index] = gradient[index] }
    }
    return (gradients.mean, point)
  }

  /// The mean of two halves by their sizes, each perturbed by its own gradient.
  private func halves(_ bench: CaseBench, _ radius: Double) throws(Unavailable) -> [Double]? {
    let ranges = MicroBatches.halves(bench.rows)
    guard ranges.count > 1 else { return nil }
    var result = [Double](repeating: 0, count: bench.parameters)
    for range in ranges {
      let point = Self.perturbed(bench.at, radius, bench.mean(range))
      let gradient = try bench.meanOfSamples(at: point, bench.work(of: range))
      let share = Double(range.count) / Double(bench.rows)
      for index in result.indices { result[index] += share * gradient[index] }
    }
    return result
  }

  /// The gap of quadratics, from the activations: rho (mean(H_i u_i) - H u) for directions u.
  private func quadraticGap(_ bench: CaseBench, _ radius: Double) -> [Double]? {
    guard let hessian = bench.quadraticCurvature(), let factor = bench.structure.squaredFactor
    else { return nil }
    var (own, slopes) = ([Double](repeating: 0, count: bench.parameters), [Double]())
    slopes = own
    for row in 0..<bench.rows {
      let activation = bench.activations.map { $0[row] }
      let residual = bench.samples.residuals[row]
      let length = VectorNorm.euclidean(activation)
      // A sample's gradient lies along its activation, against the sign of its error.
      let direction = residual == 0 ? 0 : (residual > 0 ? -1.0 : 1.0)
      for index in own.indices {
        own[index] += 2 * factor * length * direction * activation[index]
        slopes[index] -= 2 * factor * residual * activation[index]
      }
    }
    let joint = SymmetricMatrix.multiply(hessian, Self.unit(slopes))
    return zip(own, joint).map { radius * ($0 / Double(bench.rows) - $1) }
  }
}
