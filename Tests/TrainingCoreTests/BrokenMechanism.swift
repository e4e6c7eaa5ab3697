import Formula

@testable import TrainingCore

/// Breaks one way of computing while the others stay whole, so that a test can see which numbers
/// come from it.
///
/// A program says for each of its steps whether a parameter takes part in it. Only reverse mode
/// asks: dual numbers, exact arithmetic and differences of values do not.
extension Workload {
  /// The way back of both tapes ends before it reaches any parameter.
  var withoutReverseMode: Workload { inactive { program.steps[$0].operation == .copy } }

  /// The samples' own tapes lose every parameter: they ask at the operand, the column tape at the
  /// step itself.
  var withoutSampleTapes: Workload { inactive { program.steps[$0].operation == .parameter } }

  /// The model's own way back is cut behind the prediction's name.
  var withoutGradientOfThePrediction: Workload {
    inactive { $0 == program.steps[prediction].a }
  }

  /// Every constant of the loss and the model is another one.
  var withOtherConstants: Workload {
    var copy = self
    for index in copy.program.steps.indices
    where copy.program.steps[index].operation == .constant {
      copy.program.steps[index].value *= 1.5
    }
    return copy
  }

  private func inactive(_ isBroken: (Int) -> Bool) -> Workload {
    var copy = self
    for index in program.steps.indices where isBroken(index) {
      copy.program.steps[index].isActive = false
    }
    return copy
  }
}

extension Fixture {
  /// What the catalogue's cases draw on, without training; the workload may be a broken one,
  /// everything measured before is whole.
  static func caseInput(
    _ problem: Problem, breaking change: (Workload) -> Workload = { $0 },
    training: Result<TrainingEvidence, Unavailable> = .failure(Unavailable("not trained"))
  ) throws -> CaseInput {
    let work = try Workload(problem)
    let measured = try GradientMeasurement(problem, work, at: problem.at)
    return try CaseInput(
      problem, change(work), ProblemStructure(problem, work), measured, training: training,
      centredTraining: .failure(Unavailable("not trained")))
  }
}
