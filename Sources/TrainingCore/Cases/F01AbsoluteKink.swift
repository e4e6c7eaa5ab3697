/// A sample on the kink of its loss, whose slope there is a choice.
struct F01AbsoluteKink: Case {
  let id = "F01"
  let premise = "P6"
  let title = "A sample on the kink of its loss"
  let leftName = "gradient of the average loss by the rules of differentiation"
  let rightName = "averages of the samples’ slopes from above and from below"
  let statement = """
    At a kink there is no derivative, and rules of differentiation pick a slope. Of a single convex \
    kink it lies between those of both sides and is a subgradient, and averages of subgradients are \
    subgradients of the average.
    """
  let formula =
    #"\partial \left(\frac{1}{N} \sum_i \ell_i\right) = \frac{1}{N} \sum_i \partial \ell_i \quad \text{for convex } \ell_i"#
  let repair = "nothing to repair; a loss that is smooth around zero, such as Huber’s, has no kink"
  let code = "loss = F.smooth_l1_loss(out, y)  # in place of F.l1_loss"
  let signature = "samples with an error of exactly zero have a weight of their own"

  func measure(_ input: CaseInput) throws(Unavailable) -> CaseResult.Measurement {
    let own = try KinkedProblem(input.bench)
    let kinked = if let own { own } else { try Self.builtIn() }
    let scales = own == nil ? kinked.at.map { _ in 1.0 } : input.bench.scales
    let above = try KinkedProblem.finite(kinked.sided(1))
    let below = try KinkedProblem.finite(kinked.sided(-1))
    let (left, right) = (kinked.ruled + kinked.ruled, above + below)
    var comparison = Comparison(
      left: left, right: right,
      // Both halves have the rounding of one gradient.
      expectedRounding: 2 * kinked.rounding.relative(to: left, right))
    comparison.demoteEqual(why: "the kinks cancel in this run")
    let note =
      "a built-in example of three samples with the absolute error, two of them met exactly, "
      + "because the inputs’ own losses are smooth here"
    return CaseResult.Measurement(
      comparison: comparison, closedFormGap: nil, referee: nil,
      numbers: [
        ("samples whose losses have a kink here", [Double(kinked.kinked.count)]),
        ("average of the samples’ gradients by the same rules", kinked.perSample.mean),
        ("average slope towards larger parameters", above),
        ("average slope towards smaller parameters", below),
        (
          "the first by differences", try KinkedProblem.finite(kinked.difference(1, scales: scales))
        ),
        (
          "the second by differences",
          try KinkedProblem.finite(kinked.difference(-1, scales: scales))
        ),
      ],
      inputNote: own == nil ? note : input.bench.note,
      components: ["from above", "from below"].flatMap { side in
        kinked.names.map { "\($0) \(side)" }
      })
  }

  /// Three samples of which the line meets two exactly.
  private static func builtIn() throws(Unavailable) -> KinkedProblem {
    try KinkedProblem(
      x: [1, 2, 3], y: [1, 1, 3], model: "m*x + b", loss: "abs(y - f)", parameters: ["m", "b"],
      at: [1, 0])
  }
}
