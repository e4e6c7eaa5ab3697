/// A loss that jumps: every sample's derivative is zero, that of the expectation is not.
struct F03ZeroOneLoss: Case {
  let id = "F03"
  let premise = "P6"
  let title = "A loss of steps: zero or one"
  let leftName = "derivative of the expected loss"
  let rightName = "average of the samples’ derivatives"
  let statement = """
    A step is flat wherever it has a derivative, so the samples’ derivatives are all zero. The \
    expected loss still moves, by the samples that the parameter passes, at their density.
    """
  let formula = #"\frac{d}{dw} E\, 1[w < x] = -p(w), \quad E\, \frac{d}{dw} 1[w < x] = 0"#
  let repair = "a smooth surrogate, or a score-function estimate"
  let code = "loss = F.binary_cross_entropy_with_logits(out, y)"
  let signature = "all gradients are zero"

  func measure(_ input: CaseInput) throws(Unavailable) -> CaseResult.Measurement {
    let grid = StepGrid(points: 1 << 14)
    let place = 0.25
    // x is uniform on -1...1, so that the expectation is (1 - w)/2.
    let recording = NumberRecording()
    let variable = recording.variable(place)
    let left = recording.gradient(of: (1 - variable) / 2.0, by: [variable])
    let right = [grid.meanDerivative(place)]
    let step = 0x1p-6
    let referee = (grid.mean(place + step) - grid.mean(place - step)) / (2 * step)
    return CaseResult.Measurement(
      comparison: Comparison(left: left, right: right, expectedRounding: RoundingEstimate.unit),
      // The density of x on an interval of two.
      closedFormGap: [1 / (1.0 - -1.0)], referee: [referee],
      // A count may be off by one at both ends.
      refereeBound: [2 / (Double(grid.points.count) * 2 * step)],
      numbers: [
        ("w", [place]), ("samples, evenly spaced", [Double(grid.points.count)]),
        ("mean loss", [grid.mean(place)]), ("expected loss", [(1 - place) / 2]),
        ("samples with a derivative other than zero", [Double(grid.moving(place))]),
      ],
      inputNote: "a built-in example of the loss 1[w < x] with x uniform from -1 to 1",
      components: ["w"])
  }
}

/// Evenly spaced samples on -1...1, each in the middle of its share.
private struct StepGrid {
  let points: [Double]

  init(points count: Int) {
    points = (0..<count).map { -1 + (2 * Double($0) + 1) / Double(count) }
  }

  /// The mean of the steps at w.
  func mean(_ w: Double) -> Double {
    Double(points.count { w < $0 }) / Double(points.count)
  }

  /// The samples' own derivatives, in forward mode: the comparison picks one of two constants.
  private func derivatives(_ w: Double) -> [Double] {
    let w = Dual(w, slope: 1)
    return points.map { (w.value < $0 ? Dual(1) : Dual(0)).slope }
  }

  func meanDerivative(_ w: Double) -> Double { Summation.mean(derivatives(w)) }
  func moving(_ w: Double) -> Int { derivatives(w).count { $0 != 0 } }
}
