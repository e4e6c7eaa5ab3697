/// Clients that train for some steps on their own before their parameters are averaged.
struct E03LocalSteps: Case {
  let id = "E03"
  let premise = "P3"
  let title = "Local steps before averaging (FedAvg)"
  let leftName = "end of as many steps on the average loss"
  let rightName = "average of the clients’ ends"
  let statement = """
    With one local step, averaging parameters is averaging gradients. With more, each client goes \
    on from a point of its own, and rounds lead to where the clients’ drifts cancel, which need \
    not be the optimum.
    """
  let formula =
    #"\sum_k w_k \left((I - \eta H_k)^E - I\right) (\theta - \theta_k^*) - \left((I - \eta H)^E - I\right) (\theta - \theta^*) \quad \text{for quadratic losses, } E \text{ steps}"#
  let repair = "average after every step, or correct each client for its drift"
  let code = "local_epochs = 1; batch = everything the client has  # one step a round"
  let signature = "it grows with the number of local steps and vanishes with one"

  private let rate: Double?
  private let localSteps: Int

  init() {
    rate = nil
    localSteps = 10
  }
  /// With a given learning rate and number of local steps.
  init(rate: Double, localSteps: Int) {
    self.rate = rate
    self.localSteps = max(1, localSteps)
  }

  func measure(_ input: CaseInput) throws(Unavailable) -> CaseResult.Measurement {
    let bench = try input.bench.part(CaseBench.rowsOfSteps)
    guard bench.rows > 1 else { throw Unavailable("a single sample cannot be split") }
    let clients = LocalTraining(bench, MicroBatches.halves(bench.rows))
    let rate = if let rate { rate } else { try bench.rate(share: 0.2, parts: clients.works) }
    let central = try clients.central(rate, localSteps)
    let averaged = try clients.averaged(rate, localSteps)
    let (left, right) = (central[localSteps], averaged[localSteps])
    var comparison = Comparison(
      left: left, right: right,
      expectedRounding: bench.rounding(
        ofEnds: left, right, steps: Double(localSteps + 2), rate: rate))
    comparison.demoteEqual(why: accident(left, bench) + " in this run")
    var numbers: [(name: String, values: [Double])] = [
      ("clients’ sizes", clients.ranges.map { Double($0.count) }), ("learning rate", [rate]),
      ("local steps", [Double(localSteps)]),
    ]
    for (count, word) in [(1, "one step"), (2, "two steps")] where count < localSteps {
      numbers.append(("after \(word), on the average loss", central[count]))
      numbers.append(("after \(word), clients averaged", averaged[count]))
    }
    if let fixed = clients.fixedPoint(rate, localSteps) {
      numbers.append(("where the rounds come to rest", fixed))
      numbers.append(("mean loss there", [clients.meanLoss(fixed)]))
    }
    if let optimum = clients.optimum() {
      numbers.append(("where the average loss is least", optimum))
      numbers.append(("least mean loss", [clients.meanLoss(optimum)]))
    }
    return CaseResult.Measurement(
      comparison: comparison, closedFormGap: clients.quadraticGap(rate, localSteps), referee: nil,
      numbers: numbers, inputNote: bench.note)
  }

  private func accident(_ end: [Double], _ bench: CaseBench) -> String {
    if localSteps == 1 { return "with one local step it is an average of gradients" }
    if end == bench.at { return "no step moves the parameters" }
    return "the clients’ losses have the same curvature"
  }
}

/// Clients with their own samples, all starting at the comparison point.
struct LocalTraining {
  let bench: CaseBench
  /// Each client's samples.
  let ranges: [Range<Int>]
  /// Each client's problem.
  let works: [Workload]

  init(_ bench: CaseBench, _ ranges: [Range<Int>]) {
    self.bench = bench
    self.ranges = ranges
    works = ranges.map { bench.work(of: $0) }
  }

  private var weights: [Double] { ranges.map { Double($0.count) / Double(bench.rows) } }

  /// Descent on the mean loss of all samples, by reverse mode over all of them; the start first.
  func central(_ rate: Double, _ steps: Int) throws(Unavailable) -> [[Double]] {
    var path = [bench.at]
    for step in 0..<steps {
      let gradient = try bench.tape(at: path[step])
      path.append(try CaseBench.finite(CaseBench.step(path[step], rate, gradient)))
    }
    return path
  }

  /// The mean of the clients' parameters, weighted by their sizes, after each of their local steps;
  /// by the samples' own gradients.
  func averaged(_ rate: Double, _ steps: Int) throws(Unavailable) -> [[Double]] {
    var points = works.map { _ in bench.at }
    var path = [bench.at]
    for _ in 0..<steps {
      for (client, work) in works.enumerated() {
        let gradient = try bench.meanOfSamples(at: points[client], work)
        points[client] = try CaseBench.finite(CaseBench.step(points[client], rate, gradient))
      }
      path.append(mean(points))
    }
    return path
  }

  private func mean(_ points: [[Double]]) -> [Double] {
    bench.at.indices.map { index in
      Summation.pairwise(zip(weights, points).map { $0 * $1[index] })
    }
  }

  /// The mean loss of all samples.
  func meanLoss(_ point: [Double]) -> Double {
    var mean = MeanLoss(bench.work, at: point)
    return mean(point)
  }

  /// A quadratic's Hessian and its gradient at the comparison point, from the activations.
  private func quadratic(_ range: Range<Int>) -> (hessian: [Double], gradient: [Double])? {
    guard let hessian = bench.quadraticCurvature(range),
      let factor = bench.structure.squaredFactor
    else { return nil }
    let residuals = Array(bench.samples.residuals[range])
    let gradient = bench.activations.map {
      -2 * factor * Summation.meanProduct(residuals, Array($0[range]))
    }
    return (hessian, gradient)
  }

  /// Where so many steps on a quadratic lead, as a deviation from the start.
  private func deviation(_ range: Range<Int>, _ rate: Double, _ steps: Int) -> [Double]? {
    guard let (hessian, gradient) = quadratic(range) else { return nil }
    var deviation = [Double](repeating: 0, count: gradient.count)
    for _ in 0..<steps {
      let slope = zip(SymmetricMatrix.multiply(hessian, deviation), gradient).map { $0 + $1 }
      deviation = CaseBench.step(deviation, rate, slope)
    }
    return deviation
  }

  /// Average of the clients' ends minus the central one, for quadratics.
  func quadraticGap(_ rate: Double, _ steps: Int) -> [Double]? {
    let ends = ranges.compactMap { deviation($0, rate, steps) }
    guard ends.count == ranges.count, let central = deviation(0..<bench.rows, rate, steps) else {
      return nil
    }
    return zip(mean(ends), central).map { $0 - $1 }
  }

  /// Where rounds of local steps and averaging come to rest, for quadratics of up to 32 parameters:
  /// a round is an affine map.
  func fixedPoint(_ rate: Double, _ steps: Int) -> [Double]? {
    let size = bench.parameters
    guard size <= 32 else { return nil }
    var matrix = [Double](repeating: 0, count: size * size)
    for (weight, range) in zip(weights, ranges) {
      guard let (hessian, _) = quadratic(range) else { return nil }
      let single = DenseSystem.unit(minus: rate, hessian, size: size)
      let power = (1..<steps).reduce(single) { power, _ in
        DenseSystem.multiply(single, power, size: size)
      }
      for cell in matrix.indices { matrix[cell] += weight * power[cell] }
    }
    let ends = ranges.compactMap { deviation($0, rate, steps) }
    let rest = DenseSystem.unit(minus: 1, matrix, size: size)
    return DenseSystem.solve(rest, mean(ends)).map { zip(bench.at, $0).map { $0 + $1 } }
  }

  /// Where a quadratic mean loss is least.
  func optimum() -> [Double]? {
    guard bench.parameters <= 32, let (hessian, gradient) = quadratic(0..<bench.rows) else {
      return nil
    }
    return SymmetricMatrix.solve(hessian, gradient).map { zip(bench.at, $0).map { $0 - $1 } }
  }
}
