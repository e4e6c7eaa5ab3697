/// Several models: the mean of their losses, or the loss of their mean prediction.
struct C19Ensemble: Case {
  let id = "C19"
  let premise = "P4"
  let title = "Ensembles: the loss of the average prediction"
  let leftName = "first model’s gradient of the average of both losses"
  let rightName = "its gradient of the loss of the average prediction"
  let statement = """
    A loss that is convex in the prediction is no greater at the average prediction than on \
    average over the models. Trained on the loss of the average, a model answers for the errors \
    of the whole ensemble; the gap of the gradients is the derivative of this gap.
    """
  let formula =
    #"\overline{\ell(f_k)} - \ell(\bar{f}) = \mathrm{Var}_k(f_k) \quad \text{for the squared loss}"#
  let repair = "train each model on its own loss and average the predictions afterwards"
  let code = "loss = sum(criterion(model(x), y) for model in models) / len(models)"
  let signature = "weights depend on the other models’ errors"
  let discussedIn = ["arXiv 2301.11323"]

  /// The second model's parameters; nil for the first model's, moved.
  private let second: [Double]?

  init() { second = nil }
  /// With a given second model.
  init(second: [Double]) { self.second = second }

  func measure(_ input: CaseInput) throws(Unavailable) -> CaseResult.Measurement {
    let bench = try input.bench.part(5000)
    let pair = try ModelPair(bench, second: second)
    let share = 1 / Double(2 * bench.rows)
    let left = try bench.tape(
      seedingLosses: [Double](repeating: share, count: bench.rows))
    let deltas = pair.ofMean.deltas
    let right = try CaseBench.finite(
      bench.activations.map { Summation.meanProduct(deltas, $0) / 2 })
    var comparison = Comparison(
      left: left, right: right,
      expectedRounding: bench.rounding(
        of: left, right,
        adjoints: zip(
          deltas, bench.samples.deltas
        ).map { share * max(abs($0), abs($1)) }))
    comparison.demoteEqual(why: "the models’ predictions pull alike in this run")
    return CaseResult.Measurement(
      comparison: comparison, closedFormGap: pair.squaredGap(bench),
      referee: bench.gradient.finiteDifference.map { $0 / 2 },
      refereeBound: bench.gradient.finiteDifferenceErrorBound.map { $0 / 2 },
      numbers: [
        ("parameters of the second model", pair.second),
        ("average of both models’ mean losses", [pair.meanOfLosses]),
        ("mean loss of the average prediction", [Summation.mean(pair.ofMean.losses)]),
        ("difference", [pair.meanOfLosses - Summation.mean(pair.ofMean.losses)]),
        ("mean variance of the predictions", [pair.meanVariance]),
      ],
      inputNote: bench.note, tables: [pair.table(bench), try pair.curve(bench)])
  }
}

/// The model at the comparison point and a second one of the same form.
private struct ModelPair {
  let second: [Double]
  let predictions: (first: [Double], second: [Double])
  let losses: (first: [Double], second: [Double])
  /// Loss and delta at the mean of both predictions, for each sample.
  let ofMean: (losses: [Double], deltas: [Double])

  /// - Throws: ``Unavailable`` if the second model or its loss is not a number.
  init(_ bench: CaseBench, second given: [Double]?) throws(Unavailable) {
    // Against the slope, by half of what moves the predictions by their own size.
    let moved = bench.at.indices.map { index in
      bench.at[index] + (bench.meanGradient[index] > 0 ? -0.5 : 0.5) * bench.scales[index]
    }
    second = given ?? moved
    var evaluation = MeanLoss(bench.work, at: second)
    let found = evaluation.predictionsAndLosses(second)
    predictions = (bench.samples.predictions, found.predictions)
    losses = (bench.samples.losses, found.losses)
    ofMean = try LossOfPredictions(bench)(
      zip(bench.samples.predictions, found.predictions).map { ($0 + $1) / 2 })
    guard (found.losses + ofMean.losses + ofMean.deltas).allSatisfy(\.isFinite) else {
      throw Unavailable("the second model’s loss or that of the average is not a number")
    }
  }

  /// The mean of both models' mean losses.
  var meanOfLosses: Double {
    (Summation.mean(losses.first) + Summation.mean(losses.second)) / 2
  }

  /// The mean over the samples of the variance of the two predictions.
  var meanVariance: Double {
    Summation.mean(zip(predictions.first, predictions.second).map { ($0 - $1) * ($0 - $1) / 4 })
  }

  /// The gap for c (y - f)^2: c/2 times the mean of the models' difference times the activation.
  func squaredGap(_ bench: CaseBench) -> [Double]? {
    guard let factor = bench.structure.squaredFactor else { return nil }
    let differences = zip(predictions.first, predictions.second).map { $1 - $0 }
    return bench.activations.map { factor / 2 * Summation.meanProduct(differences, $0) }
  }

  /// Each sample's target, predictions and losses.
  func table(_ bench: CaseBench) -> CaseTable {
    CaseTable(
      name: "losses of two models",
      columns: [
        ("target", bench.targets), ("first prediction", predictions.first),
        ("second prediction", predictions.second), ("first loss", losses.first),
        ("second loss", losses.second), ("loss of the average prediction", ofMean.losses),
      ])
  }

  /// The loss of the sample in which the average prediction makes the largest difference, over both
  /// predictions and as far again; the row's number from 0 stands in every line.
  func curve(_ bench: CaseBench) throws(Unavailable) -> CaseTable {
    let gaps = (0..<bench.rows).map { row in
      abs((losses.first[row] + losses.second[row]) / 2 - ofMean.losses[row])
    }
    let row = gaps.indices.max { gaps[$0] < gaps[$1] } ?? 0
    let (one, other) = (predictions.first[row], predictions.second[row])
    let (middle, reach) = ((one + other) / 2, abs(other - one))
    let places = (-48...48).map { middle + reach * Double($0) / 48 }
    return CaseTable(
      name: "loss of one sample",
      columns: [
        ("row", places.map { _ in Double(row) }), ("prediction", places),
        ("loss", try LossOfPredictions(bench).curve(row: row, over: places)),
      ])
  }
}
