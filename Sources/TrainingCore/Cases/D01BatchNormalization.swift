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
    longer made of terms that stand alone, and micro-batches compute another function.
    """
  let formula = #"z_i = \gamma \frac{f_i - \bar{f}}{\sqrt{\mathrm{Var}(f) + \varepsilon}} + \beta"#
  let repair = "normalise within each sample (layer or group), or with fixed statistics"
  let code = "norm = torch.nn.GroupNorm(1, channels)  # in place of BatchNorm"
  let signature = """
    it is no weighted sum of the samples’ own gradients; a shift that feeds the normalisation gets \
    no gradient at all
    """
  let discussedIn = ["fast.ai forum 33219", "discuss.pytorch 18870"]

  func measure(_ input: CaseInput) throws(Unavailable) -> CaseResult.Measurement {
    let bench = input.bench
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
      ],
      inputNote: bench.note, components: found.components)
  }
}

/// The mean squared error behind batch normalisation with a scale of 1 and a shift of 0.
struct BatchNormalized: JointObjective {
  let targets: [Double]
  /// Added to the variance, as PyTorch does by default.
  var epsilon = 1e-5
  let own = [(name: "gamma", value: 1.0), (name: "beta", value: 0.0)]

  func value<Number: DifferentiableNumber>(
    _ predictions: [Number], rows: Range<Int>, own: [Number]
  ) -> Number {
    let mean = Number.mean(predictions)
    let centred = predictions.map { $0 - mean }
    let variance = Number.mean(centred.map { $0 * $0 })
    let scale = own[0] / (variance + epsilon).applying(.sqrt)
    let losses = zip(centred, rows).map { centred, row in
      let error = centred * scale + own[1] - targets[row]
      return error * error
    }
    return Number.mean(losses)
  }
}
