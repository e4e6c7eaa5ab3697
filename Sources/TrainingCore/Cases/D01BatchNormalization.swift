import Formula

/// Predictions normalised with the batch's own mean and variance, then scaled and shifted.
struct D01BatchNormalization: Case {
  let id = "D01"
  let premise = "P2"
  let title = "Batch normalisation in training"
  let leftName = "gradient of the whole batch"
  let rightName = "mean of the halves’ gradients"
  let statement = """
    A normalised prediction depends on every sample of its batch, so the mean loss of a batch is no \
    longer made of terms that stand alone, and micro-batches compute another function. Here the \
    normalised predictions have the squared error.
    """
  let formula = #"z_i = \gamma \frac{f_i - \bar{f}}{\sqrt{\mathrm{Var}(f) + \varepsilon}} + \beta"#
  let repair = "normalise within each sample (layer or group), or with fixed statistics"
  let exercise = """
    Predictions are normalised by their batch’s own mean and deviation. What gradient does a \
    shift before the normalisation get, and can the scale’s gradient change its sign if the \
    batch is split?
    """
  let code = "norm = torch.nn.GroupNorm(1, channels)  # in place of BatchNorm"
  let signature = """
    weights that depend on the whole batch; a shift that feeds the normalisation gets no gradient \
    at all
    """
  let discussedIn = ["fast.ai forum 33219", "discuss.pytorch 18870"]

  func measure(_ input: CaseInput) throws(Unavailable) -> CaseResult.Measurement {
    let bench = try input.bench.part(CaseBench.rowsForJoint)
    guard bench.rows > 3 else { throw Unavailable("halves of at least two samples are needed") }
    let objective = BatchNormalized(targets: bench.targets)
    let halves = MicroBatches.halves(bench.rows)
    let found = try bench.measure(objective, in: halves)
    var comparison = found.comparison
    comparison.demoteEqual(why: "the halves have the same statistics in this run")
    return CaseResult.Measurement(
      comparison: comparison, closedFormGap: nil, referee: found.referee,
      refereeBound: found.refereeBound,
      numbers: [
        ("mean loss of the whole batch", [found.value]), ("first half", found.parts[0]),
        ("second half", found.parts[1]),
      ] + (try facts(bench, objective, found)),
      inputNote: bench.note, components: found.components,
      tables: [table(bench, objective)])
  }

  /// What is left of the rule: with joint or with fixed statistics the samples' gradients average.
  private func facts(
    _ bench: CaseBench, _ objective: BatchNormalized, _ found: CaseBench.JointMeasurement
  ) throws(Unavailable) -> [(name: String, values: [Double])] {
    let fixed = FixedNormalized(objective, statistics: bench.samples.predictions)
    let (_, adjoints, own) = bench.reverse(fixed, 0..<bench.rows)
    let scale = bench.parameters
    return [
      ("gradient of the scale, whole batch", [found.comparison.left[scale]]),
      ("the same, mean of the halves", [found.comparison.right[scale]]),
      ("mean of the gradients of losses computed jointly", bench.meanOfGradients(objective)),
      ("fixed statistics, whole batch", try bench.tape(seedingPredictions: adjoints) + own),
      ("fixed statistics, mean over samples", bench.meanOfGradients(fixed)),
      ("gradient of a shift before the normalisation", [Summation.pairwise(found.adjoints)]),
      ("the same with fixed statistics", [Summation.pairwise(adjoints)]),
    ]
  }

  /// The gradient of the scale with micro-batches of every size, weighted by their sizes.
  private func table(_ bench: CaseBench, _ objective: BatchNormalized) -> CaseTable {
    let sizes = MicroBatchSizes.powersOfTwo(bench.rows)
    let slopes = sizes.map { size in
      let batches = MicroBatches.epoch(bench.rows, size: size)
      return Summation.pairwise(
        batches.map { batch in
          Double(batch.count) / Double(bench.rows)
            * objective.slopeOfScale(bench.samples.predictions, batch)
        })
    }
    return CaseTable(
      name: "gamma gradient by micro-batch size",
      columns: [("micro-batch size", sizes.map(Double.init)), ("gradient of gamma", slopes)])
  }
}

/// The mean squared error behind batch normalisation with a scale of 1 and a shift of 0.
struct BatchNormalized: JointLosses {
  let targets: [Double]
  /// Added to the variance, as PyTorch does by default.
  var epsilon = 1e-5
  let own = [(name: "gamma", value: 1.0), (name: "beta", value: 0.0)]

  func losses<Number: DifferentiableNumber>(
    _ predictions: [Number], rows: Range<Int>, own: [Number]
  ) -> [Number] {
    let mean = Number.mean(predictions)
    let centred = predictions.map { $0 - mean }
    let variance = Number.mean(centred.map { $0 * $0 })
    let scale = own[0] / (variance + epsilon).applying(.sqrt)
    return zip(centred, rows).map { centred, row in
      let error = centred * scale + own[1] - targets[row]
      return error * error
    }
  }

  /// The derivative of a batch's loss by the scale in closed form, where the scale is 1 and the shift
  /// 0: twice the mean of the normalised prediction times its error.
  func slopeOfScale(_ predictions: [Double], _ batch: Range<Int>) -> Double {
    let count = Double(batch.count)
    let mean = Summation.pairwise(predictions, in: batch) / count
    var (squares, products) = (0.0, 0.0)
    for row in batch {
      let centred = predictions[row] - mean
      squares += centred * centred
      products += centred * targets[row]
    }
    let variance = squares / count + epsilon
    return 2 * (squares / variance - products / variance.squareRoot()) / count
  }
}

/// The same with a mean and a deviation that nothing is differentiated by, as in evaluation.
struct FixedNormalized: JointLosses {
  let targets: [Double]
  let mean, deviation: Double
  let own: [(name: String, value: Double)]

  init(_ trained: BatchNormalized, statistics: [Double]) {
    targets = trained.targets
    own = trained.own
    let mean = Summation.mean(statistics)
    self.mean = mean
    let variance = Summation.mean(statistics.map { ($0 - mean) * ($0 - mean) })
    deviation = (variance + trained.epsilon).squareRoot()
  }

  func losses<Number: DifferentiableNumber>(
    _ predictions: [Number], rows: Range<Int>, own: [Number]
  ) -> [Number] {
    zip(predictions, rows).map { prediction, row in
      let error = (prediction - mean) / deviation * own[0] + own[1] - targets[row]
      return error * error
    }
  }
}
