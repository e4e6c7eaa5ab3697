/// Where training on the wrong average ends.
struct C04WrongConvergence: Case {
  let id = "C04"
  let premise = "P4"
  let title = "Training on the wrong average"
  let leftName = "end of training on the right average"
  let rightName = "end of training on the wrong average"
  let statement = """
    Descent along the mean delta times the mean activation stands still as soon as the mean delta \
    is zero, which is one equation however many parameters there are.
    """
  let formula = #"\bar{\delta} \, \bar{a} = 0 \text{ wherever } \bar{\delta} = 0"#
  let repair = "descend along the average of the products"
  let code = "grad_w = (delta * a).mean(0)"
  let signature = "all weights vanish where the mean delta does, although the loss is not least"
  let exercise = """
    Training follows the mean delta times the mean activation. On which set of parameters does \
    it stand still, and what becomes of a line’s slope if the inputs are centred?
    """

  func measure(_ input: CaseInput) throws(Unavailable) -> CaseResult.Measurement {
    let training = try input.training.get()
    guard let right = training.right.points.last, let wrong = training.wrong.points.last else {
      throw Unavailable("the paths have no points")
    }
    let steps = Double(training.right.steps.last ?? 1)
    let comparison = compare(training, ends: (right, wrong), steps: steps, input)
    var numbers: [(name: String, values: [Double])] = [
      ("learning rate", [training.learningRate]), ("steps", [steps]),
      ("start", training.right.points[0]), ("optimum", training.optimum.parameters),
      ("mean loss, right", [training.right.losses.last ?? 0]),
      ("mean loss, wrong", [training.wrong.losses.last ?? 0]),
    ]
    if case .success(let centred) = input.centredTraining,
      let end = centred.wrong.points.last, let loss = centred.wrong.losses.last
    {
      numbers.append(("centred inputs: start", centred.wrong.points[0]))
      let what =
        if case .diverged = centred.wrong.end { "wrong path, diverging" } else { "wrong end" }
      numbers.append(("centred inputs: \(what)", end))
      numbers.append(("centred inputs: mean loss, wrong", [loss]))
      numbers.append(("centred inputs: mean loss, right", [centred.right.losses.last ?? 0]))
    }
    return CaseResult.Measurement(
      comparison: comparison, closedFormGap: nil, referee: nil, numbers: numbers,
      inputNote: training.inputNote)
  }

  func statement(for input: CaseInput) -> String {
    guard case .success(let training) = input.training, let rest = training.restingSentence else {
      return ofStandstill(input)
    }
    return ofStandstill(input) + " " + rest
  }

  private func ofStandstill(_ input: CaseInput) -> String {
    guard isLine(input) else { return statement }
    return """
      Descent along the mean delta times the mean activation stands still as soon as the mean \
      delta is zero, anywhere on a whole line in the plane of slope and intercept. With centred \
      inputs it cannot learn the slope at all.
      """
  }

  /// Whether a line in one input is fitted with the squared error: affine, one slope and one
  /// intercept, and the slope’s activation the input itself up to a factor.
  private func isLine(_ input: CaseInput) -> Bool {
    guard input.structure.isAffine, input.structure.squaredFactor != nil,
      input.problem.inputs.count == 1, input.covariance.activations.count == 2,
      let slope = input.covariance.activations.first(where: { !isConstant($0) }),
      let column = input.problem.data[input.problem.inputs[0]],
      let place = column.firstIndex(where: { $0 != 0 })
    else { return false }
    let factor = slope[place] / column[place]
    return input.covariance.activations.filter(isConstant).count == 1
      && zip(slope, column).allSatisfy {
        abs($0 - factor * $1) <= 16 * RoundingEstimate.unit * abs($0)
      }
  }

  private func isConstant(_ column: [Double]) -> Bool {
    guard let first = column.first, first != 0 else { return false }
    return column.allSatisfy { $0 == first }
  }

  private func accident(_ input: CaseInput) -> String {
    if input.covariance.activations.allSatisfy(isConstant) {
      return "the inputs do not vary, so these data cannot tell the two averages apart"
    }
    let place = "both averages lead to the same place in this run"
    guard case .success(let training) = input.training, let resting = training.resting else {
      return place
    }
    let its = training.restingNames.count == 1 ? "its" : "their"
    return place + ", with \(resting) at rest at \(its) optimum"
  }

  /// The numbers of both ends, with the verdict that follows from what became of the paths, which
  /// figures and text tell as well. Where that is open, the numbers decide.
  private func compare(
    _ training: TrainingEvidence, ends: ([Double], [Double]), steps: Double, _ input: CaseInput
  ) -> Comparison {
    var comparison = Comparison(
      left: ends.0, right: ends.1,
      expectedRounding: expected(training, ends: ends, steps: steps), tooWide: .onTheWay)
    switch (training.outcome(of: training.right), training.outcome(of: training.wrong)) {
    case (.arrived, .arrived): comparison.demoteEqual(why: accident(input))
    case (.arrived, .stoppedShort):
      (comparison.verdict, comparison.reason) = (.different, nil)
    default:
      // Within what the paths have yet to go, their ends say nothing of where they lead.
      let ofEnds = Comparison(
        left: ends.0, right: ends.1, expectedRounding: Self.rounding(steps))
      if ofEnds.verdict == .equal {
        comparison = ofEnds
        comparison.demoteEqual(why: accident(input))
      } else if comparison.verdict == .equal || comparison.reason == .undecided {
        comparison.settle(.onTheWay)
      }
    }
    return comparison
  }

  /// What rounding in every step may do to the distance of the ends.
  private static func rounding(_ steps: Double) -> Double {
    Descent.roundingPerStep * max(1, steps)
  }

  /// The same with steps not yet taken.
  private func expected(
    _ training: TrainingEvidence, ends: ([Double], [Double]), steps: Double
  ) -> Double {
    let size = max(VectorNorm.euclidean(ends.0), VectorNorm.euclidean(ends.1))
    let open = training.right.distanceToLimit + training.wrong.distanceToLimit
    return Self.rounding(steps) + (open > 0 && size > 0 ? open / size : 0)
  }
}

extension Trajectory {
  /// How far the path would still go, if its last recorded moves went on shrinking in proportion
  /// (a geometric series); how far it strays from its end if they do not shrink.
  var distanceToLimit: Double { distanceToLimit() }

  /// The same, of one coordinate if an index is given.
  func distanceToLimit(along index: Int? = nil) -> Double {
    guard points.count >= 3, end != .converged else { return end == .converged ? 0 : .infinity }
    func distance(_ left: Int, _ right: Int) -> Double {
      if let index { return abs(points[left][index] - points[right][index]) }
      return VectorNorm.euclidean(zip(points[left], points[right]).map { $0 - $1 })
    }
    let newest = points.count - 1
    let last = distance(newest, newest - 1)
    let before = distance(newest - 1, newest - 2)
    if last == 0 { return 0 }
    // The last recorded span may be a shorter one, so the ratio is taken for one step.
    let spans = (
      Double(max(1, steps[steps.count - 1] - steps[steps.count - 2])),
      Double(max(1, steps[steps.count - 2] - steps[steps.count - 3]))
    )
    let ratio = (last / spans.0) / (before / spans.1)
    guard ratio < 1 else {
      return points.indices.suffix(points.count / 4).map { distance($0, newest) }.max() ?? last
    }
    return last * ratio / (1 - ratio)
  }
}
