/// One pass of single steps against one step of all samples.
struct E01SequentialSteps: Case {
  let id = "E01"
  let premise = "P3"
  let title = "Single steps one after the other, or one step of all"
  let leftName = "end of one step along the sum of the gradients"
  let rightName = "end of a pass of single steps"
  let statement = """
    Each single step takes its gradient where the step before has led, so a pass does not add up \
    gradients of one point. For small learning rates and smooth losses the gap shrinks with the \
    square of the rate.
    """
  let formula =
    #"\theta_{\mathrm{pass}} - \theta_{\mathrm{batch}} = \eta^2 \sum_i \sum_{j<i} H_i \, g_j + O(\eta^3)"#
  let repair = "take all gradients at the same point, or keep the learning rate small"
  let exercise = """
    Take one step for each sample, one after the other, or a single step of the same total \
    length. Towards which factor does the gap shrink when the learning rate is halved again and \
    again?
    """
  let code = "loss = criterion(model(x), y); loss.backward(); optimizer.step()  # one step a batch"
  let signature = """
    equal weights only up to a part that grows with the learning rate and depends on the order
    """

  /// Learning rates, the largest first; nil for shares of the largest that is stable.
  private let rates: [Double]?

  init() { rates = nil }
  /// With given learning rates, the largest first.
  init(rates: [Double]) { self.rates = rates }

  func measure(_ input: CaseInput) throws(Unavailable) -> CaseResult.Measurement {
    let steps = max(1, input.bench.work.program.steps.count)
    let bench = try input.bench.part(max(8, min(1000, 30_000 / steps)))
    let passes = try SequentialPasses(bench, rates: try chosenRates(bench))
    var comparison = Comparison(
      left: passes.batchEnds[0], right: passes.ends[0][0],
      expectedRounding: bench.rounding(
        ofEnds: passes.batchEnds[0], passes.ends[0][0], steps: Double(bench.rows + 1),
        rate: passes.rates[0]))
    comparison.demoteEqual(why: accident(bench, passes) + " in this run")
    return CaseResult.Measurement(
      comparison: comparison, closedFormGap: passes.quadraticGap(bench), referee: nil,
      numbers: numbers(bench, passes), inputNote: bench.note, tables: passes.tables(bench))
  }

  private func chosenRates(_ bench: CaseBench) throws(Unavailable) -> [Double] {
    if let rates, !rates.isEmpty { return rates }
    let largest = try bench.rate(share: 0.25) / Double(bench.rows)
    return (0..<5).map { largest * Double(sign: .plus, exponent: -$0, significand: 1) }
  }

  private func accident(_ bench: CaseBench, _ passes: SequentialPasses) -> String {
    if bench.rows == 1 { return "there is one sample only, which has no order" }
    if passes.gradients.allSatisfy({ $0.allSatisfy { $0 == 0 } }) {
      return "no sample moves the parameters"
    }
    return "no step changes the gradients of the samples after it"
  }

  private func numbers(
    _ bench: CaseBench, _ passes: SequentialPasses
  ) -> [(name: String, values: [Double])] {
    let gaps = passes.gaps
    let ratios = zip(gaps, gaps.dropFirst()).map { $1 > 0 ? $0 / $1 : 0 }
    let prediction = passes.prediction(passes.rates[0])
    let meanGap = passes.meanGap(0)
    var numbers: [(name: String, values: [Double])] = [
      ("learning rates", passes.rates), ("size of the gap at each", gaps),
      ("ratio of each gap to the next", ratios),
      ("gap by the curvature, to second order", prediction),
      ("what that leaves", zip(passes.gap(0, order: 0), prediction).map { $0 - $1 }),
      ("number of orders", [Double(passes.orders.count)]),
      ("mean end over the orders", passes.meanEnd(0)), ("mean gap over the orders", meanGap),
      ("mean gap by the curvature", passes.meanPrediction(passes.rates[0])),
      ("half the gradient of the squared length of the sum", passes.halfGradientOfSum),
      ("half the gradient of the sum of squared lengths", passes.halfGradientOfSquares),
    ]
    if let matrices = passes.matrices(bench) {
      numbers.append(("product of the single steps’ matrices, by rows", matrices.product))
      numbers.append(("matrix of the one step, by rows", matrices.batch))
    }
    return numbers
  }
}
