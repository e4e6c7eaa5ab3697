import Formula

/// Two rectifiers whose kinks cancel in the average, which no rule for each of them can see.
struct F02RectifierAtZero: Case {
  let id = "F02"
  let premise = "P6"
  let title = "Rectifiers at zero whose kinks cancel"
  let leftName = "derivative of the average, the same from both sides"
  let rightName = "average of the derivatives that the rules pick"
  let statement = """
    The average of two kinked losses can be smooth where neither is. Rules that pick a slope for each \
    stay linear and agree with themselves, for the average as for its parts, and both differ from the \
    derivative that the average has.
    """
  let formula =
    #"\frac{\mathrm{relu}(w) - \mathrm{relu}(-w)}{2} = \frac{w}{2}, \quad \partial \sum_i \ell_i \subseteq \sum_i \partial \ell_i"#
  let repair = "keep samples off their kinks: biases that differ, or a smooth activation"
  let code = "act = torch.nn.Softplus()  # in place of torch.nn.ReLU()"
  let signature = "units at exactly zero pass nothing back"

  func measure(_ input: CaseInput) throws(Unavailable) -> CaseResult.Measurement {
    let kinked = try KinkedProblem(
      x: [1, -1], y: [0, 0], model: "w", loss: "x*relu(x*f)", parameters: ["w"], at: [0])
    let above = kinked.sided(1)
    let below = kinked.sided(-1)
    guard above == below else { throw Unavailable("the average has a kink as well") }
    let right = kinked.perSample.mean
    var mean = MeanLoss(kinked.work, at: kinked.at)
    let referee = FiniteDifference(at: kinked.at, scales: [1], rounding: RoundingEstimate.unit) {
      mean($0)
    }
    return CaseResult.Measurement(
      comparison: Comparison(
        left: above, right: right, expectedRounding: 8 * RoundingEstimate.unit),
      // The average is w/2, the rules give 0 for each of its parts.
      closedFormGap: [-1 / Double(kinked.work.rows)], referee: referee.gradient,
      refereeBound: referee.errorBound,
      numbers: [
        ("slope of the average from above", above), ("from below", below),
        ("derivative of the average by the rules, in reverse", kinked.ruled),
        ("derivative of the average by a tape of matrices", [try matrixTape()]),
        ("average of the samples’ derivatives by the rules", right),
        ("derivatives of the samples by the rules", kinked.perSample.column(0)),
      ],
      inputNote: "a built-in example of two samples, relu(w) and -relu(-w), at w = 0",
      components: kinked.names)
  }

  /// The average by the operations that networks are made of.
  private func matrixTape() throws(Unavailable) -> Double {
    do {
      var tape = Tape()
      let w = try tape.parameter(rows: 1, columns: 1)
      let first = tape.apply(.relu, to: w)
      let mirrored = tape.apply(.relu, to: tape.apply(.negate, to: w))
      let mean = try tape.scale(tape.subtract(first, mirrored), by: 0.5)
      let evaluator = try TapeEvaluator<Double>(tape, samples: 1)
      evaluator.forward()
      evaluator.backward(from: mean, seed: .ones)
      return evaluator.gradient[0]
    } catch {
      throw Unavailable("\(error)")
    }
  }
}
