/// Dropout on the inputs with other masks on the two sides.
struct E04FreshDropoutMasks: Case {
  let id = "E04"
  let premise = "P3"
  let title = "Dropout with fresh masks"
  let leftName = "gradient of the average loss under one set of masks"
  let rightName = "average of gradients under masks drawn afresh"
  let statement = """
    Masks are part of the function that is differentiated. Drawn afresh, they give an unbiased \
    estimate of the dropout objective’s gradient, but neither that of this batch’s function nor \
    that of the loss without dropout.
    """
  let formula =
    #"\mathrm{E}\, g = \nabla J + 2 \frac{1-q}{q} \, \overline{\sum_j e_j \nabla e_j}, \quad e_j = x_j \, \frac{\partial f}{\partial x_j} \quad \text{for } (y - f)^2, f \text{ affine in } x, q \text{ of the inputs kept}"#
  let repair = "draw the masks once and use them on both sides"
  let code = "mask = torch.bernoulli(torch.full_like(x, q)) / q  # drawn once for both sides"
  let signature = "it changes from run to run: no fixed weights of the plain gradients give it"

  /// Masks of 0 and 1, one row of as many as there are inputs for each sample.
  private let given: (shared: [[Double]], fresh: [[Double]])?

  init() { given = nil }
  /// With given masks of 0 and 1 for every sample's inputs.
  init(shared: [[Double]], fresh: [[Double]]) { given = (shared, fresh) }

  func measure(_ input: CaseInput) throws(Unavailable) -> CaseResult.Measurement {
    let limit = 2000 >> min(8, max(0, input.bench.problem.inputs.count - 2))
    let bench = try input.bench.part(limit)
    let dropout = try InputDropout(bench)
    let masks = given ?? dropout.draw(seed: bench.problem.seed)
    let (shared, fresh) = (dropout.masked(masks.shared), dropout.masked(masks.fresh))
    let left = try bench.tape(at: bench.at, shared)
    let right = try bench.meanOfSamples(at: bench.at, fresh)
    let estimates = [shared, fresh].map { RoundingEstimate($0, at: bench.at) }
    var comparison = Comparison(
      left: left, right: right,
      expectedRounding: estimates.map { $0.relative(to: left, right) }.reduce(0) { max($0, $1) })
    let areEqual = shared.columns == fresh.columns
    comparison.demoteEqual(
      why: (areEqual ? "the fresh masks drop the same" : "the dropped inputs do not matter")
        + " in this run")
    let referee = bench.referee(at: bench.at, shared)
    return CaseResult.Measurement(
      comparison: comparison, closedFormGap: nil, referee: referee.gradient,
      refereeBound: referee.bound, numbers: try numbers(bench, dropout, masks.shared),
      inputNote: bench.note)
  }

  private func numbers(
    _ bench: CaseBench, _ dropout: InputDropout, _ shared: [[Double]]
  ) throws(Unavailable) -> [(name: String, values: [Double])] {
    var numbers: [(name: String, values: [Double])] = [
      ("share of inputs kept", [InputDropout.keep]),
      ("inputs kept in the shared masks", [Summation.pairwise(shared.flatMap { $0 })]),
      ("gradient without dropout", bench.meanGradient),
    ]
    if let expected = try dropout.expectation() {
      numbers.append(("expectation over all masks", expected))
    }
    if let closed = dropout.closedExpectation() {
      numbers.append(("expectation by the closed formula", closed))
    }
    return numbers
  }
}

/// Dropout of the input columns: each is kept with the probability 1/2 and then doubled.
struct InputDropout {
  /// The share of inputs that is kept.
  static let keep = 0.5
  /// More inputs have too many masks to go through them all.
  private static let mostInputs = 8
  /// How often masks that drop the same are drawn again.
  private static let mostDraws = 32
  private let bench: CaseBench
  /// The inputs' columns.
  private let columns: [Int]

  /// - Throws: ``Unavailable`` if there is no input to drop.
  init(_ bench: CaseBench) throws(Unavailable) {
    self.bench = bench
    columns = bench.inputColumns
    guard !columns.isEmpty else { throw Unavailable("the model has no inputs that can be dropped") }
  }

  /// Two sets of masks. Of few samples the second may by chance drop the same as the first, which
  /// would show nothing, and is then drawn again.
  func draw(seed: UInt64) -> (shared: [[Double]], fresh: [[Double]]) {
    var generator = SplitMix64(seed: seed)
    func masks() -> [[Double]] {
      (0..<bench.rows).map { _ in columns.map { _ in Double(generator.next() >> 63) } }
    }
    let shared = masks()
    let dropped = masked(shared).columns
    var fresh = masks()
    for _ in 0..<Self.mostDraws where masked(fresh).columns == dropped { fresh = masks() }
    return (shared, fresh)
  }

  /// The data under masks, one row for each sample; what is missing is kept.
  func masked(_ masks: [[Double]]) -> Workload {
    var data = bench.work.columns
    for (place, column) in columns.enumerated() {
      for row in 0..<bench.rows where masks.indices.contains(row) {
        guard masks[row].indices.contains(place) else { continue }
        data[column][row] *= masks[row][place] / Self.keep
      }
    }
    return bench.work.replacing(columns: data)
  }

  /// The mean gradient's expectation. The samples' masks are independent, so each pattern on all
  /// samples at once counts as much as any other: the mean over the patterns is exact.
  func expectation() throws(Unavailable) -> [Double]? {
    guard columns.count <= Self.mostInputs else { return nil }
    var gradients: [[Double]] = []
    for pattern in 0..<1 << columns.count {
      let mask = columns.indices.map { Double(pattern >> $0 & 1) }
      let work = masked([[Double]](repeating: mask, count: bench.rows))
      gradients.append(try bench.tape(at: bench.at, work))
    }
    return bench.at.indices.map { index in Summation.mean(gradients.map { $0[index] }) }
  }

  /// The same for c (y - f)^2 and a prediction that is affine in the inputs: dropout adds the
  /// variance of the prediction, and of each input's part e that is (1 - q)/q times its square.
  func closedExpectation() -> [Double]? {
    guard let factor = bench.structure.squaredFactor,
      Self.degree(bench.work.program, at: bench.work.prediction) <= 1
    else { return nil }
    var result = bench.meanGradient
    let weight = 2 * factor * (1 - Self.keep) / Self.keep
    for column in columns {
      var data = bench.work.columns
      data[column] = [Double](repeating: 0, count: bench.rows)
      let without = SampleTape.run(bench.work.replacing(columns: data), at: bench.at)
      let part = zip(bench.samples.predictions, without.samples.predictions).map { $0 - $1 }
      for index in result.indices {
        let slope = zip(bench.activations[index], without.activations[index]).map { $0 - $1 }
        result[index] += weight * Summation.meanProduct(part, slope)
      }
    }
    return result
  }

  /// The degree of a step as a polynomial in the columns; 2 also stands for everything else.
  private static func degree(_ program: Program, at output: Int) -> Int {
    var degrees: [Int] = []
    for step in program.steps {
      let operands = step.operation.isLeaf ? [] : [step.a, step.b, step.c, step.d]
      let found = operands.map { degrees[$0] }
      switch step.operation {
      case .constant, .parameter: degrees.append(0)
      case .column: degrees.append(1)
      case .copy, .negate, .add, .subtract: degrees.append(found.max() ?? 0)
      case .multiply: degrees.append(min(2, degrees[step.a] + degrees[step.b]))
      case .divide: degrees.append(degrees[step.b] == 0 ? degrees[step.a] : 2)
      case .square, .power, .function, .choose: degrees.append(found.allSatisfy { $0 == 0 } ? 0 : 2)
      }
    }
    return degrees[output]
  }
}
