import Formula
import Testing

@testable import TrainingCore

/// Cases that take steps, on problems of every kind.
@Suite struct CaseStepsPropertyTests {
  private static let ids = [
    "A12", "A13", "C17", "C18", "C19", "C20", "E01", "E02", "E03", "E04", "E05",
  ]
  /// Cases whose left side is a gradient with a referee.
  private static let refereed = ["A12", "A13", "C18", "C19", "C20", "E02", "E04", "E05"]

  private func curved() throws -> Problem {
    var generator = TestGenerator(state: 5)
    let x = (0..<9).map { _ in 3 * generator.uniform() - 1 }
    let y = x.map { 1 + $0 + 0.5 * generator.uniform() }
    return try Fixture.problem([("x", x), ("y", y)], model: "exp(m*x/4) + b")
  }

  @Test(arguments: refereed) func theRefereeStandsByCurvedModels(id: String) throws {
    let measured = try Fixture.measured(id, try curved())
    try Fixture.expectRefereed(measured)
    #expect(measured.comparison.verdict == (id.hasPrefix("A") ? .equal : .different))
  }

  @Test(arguments: refereed) func theRefereeStandsByAnotherLoss(id: String) throws {
    var problem = try Fixture.line(rows: 10)
    problem.loss = try Expression(parsing: "log((exp(y - f) + exp(f - y))/2)")
    try Fixture.expectRefereed(try Fixture.measured(id, problem))
  }

  @Test(arguments: ids) func networksAreMeasured(id: String) throws {
    var problem = try Problem(Question(data: "line50", model: "mlp:3:tanh"))
    problem.at = problem.parameters.indices.map { 0.3 * Double($0 % 5) - 0.5 }
    let measured = try Fixture.measured(id, problem)
    let isFinite = (measured.comparison.left + measured.comparison.right).allSatisfy(\.isFinite)
    #expect(isFinite)
    if id.hasPrefix("A") {
      #expect(measured.comparison.verdict == .equal)
    } else if id != "C17" {
      #expect(measured.comparison.verdict == .different)
    }
  }

  @Test(arguments: ids) func fewRowsAreNoTrouble(id: String) throws {
    let (x, y) = ([0.5, 1, 2], [1.0, 2, 4])
    for rows in 1...3 {
      for model in ["m*x + b", "m*x", "m"] {
        let parameters = model.contains("b") ? ["m", "b"] : ["m"]
        let problem = try Fixture.problem(
          [("x", Array(x[..<rows])), ("y", Array(y[..<rows]))], model: model,
          parameters: parameters, at: parameters.map { _ in -0.5 })
        let result = try #require(Registry.cases.first { $0.id == id })
          .result(try Fixture.caseInput(problem))
        switch result.outcome {
        case .success(let measured):
          let isFinite = (measured.comparison.left + measured.comparison.right)
            .allSatisfy(\.isFinite)
          #expect(isFinite)
        case .failure(let why): #expect(rows == 1 && id == "E03", "\(id) \(model): \(why)")
        }
      }
    }
  }

  @Test(arguments: ids) func strangeNumbersAreRefusedOrMeasured(id: String) throws {
    for loss in ["0*f", "abs(y - f)", "exp(f) - y*f", "1e300*(y - f)^2"] {
      for x in [[1e-300, 0, 1, 2], [1e150, 1, 2, 3]] {
        let problem = try Fixture.problem([("x", x), ("y", [1, 2, 3, 5])], loss: loss)
        guard let input = try? Fixture.caseInput(problem) else { continue }
        let result = try #require(Registry.cases.first { $0.id == id }).result(input)
        guard case .failure(let why) = result.outcome else { continue }
        #expect(!why.description.isEmpty && !why.description.contains("\n"))
      }
    }
  }

  @Test func whereTheLossIsFlatNoStepHasALength() throws {
    let flat = try Fixture.problem(
      [("x", [0]), ("y", [1])], model: "m*x", parameters: ["m"], at: [0.5])
    for id in ["A12", "A13", "C20", "E01", "E02", "E05"] {
      #expect(throws: Unavailable.self) { try Fixture.measured(id, flat) }
    }
  }

  @Test func withOneSampleNothingComesAfterAnything() throws {
    let one = try Fixture.problem([("x", [2]), ("y", [3])])
    Expected.accident(
      try Fixture.measured("E01", one), "there is one sample only, which has no order in this run")
    Expected.accident(
      try Fixture.measured("C18", one), "there is one sample only in this run")
    Expected.accident(
      try Fixture.measured("C17", one), "there is one sample only in this run")
    Expected.accident(try Fixture.measured("C20", one), "there is one task only in this run")
  }

  @Test func samplesWithoutACommonParameterHaveNoOrder() throws {
    let apart = try Fixture.problem(
      [("x", [1, 0]), ("z", [0, 1]), ("y", [1, 2])], model: "m*x + b*z", inputs: ["x", "z"])
    Expected.accident(
      try Fixture.measured("E01", apart),
      "no step changes the gradients of the samples after it in this run")
  }

  @Test func halvesWithTheSameInputsHaveTheSameCurvature() throws {
    let twice = try Fixture.problem([("x", [0, 2, 0, 2]), ("y", [1, 2, 3, 5])])
    Expected.accident(
      try Fixture.measured("E03", twice),
      "the clients’ losses have the same curvature in this run")
    Expected.accident(
      try Fixture.measured("C20", twice), "the tasks do not differ in their curvature in this run")
  }

  @Test func atTheOptimumNoGradientIsStale() throws {
    let problem = try Fixture.problem(
      [("x", [0, 1, 2, 3]), ("y", [0, 1, 2, 3])], at: [1, 0])
    let measured = try Fixture.measured("E02", problem)
    #expect(measured.comparison.reason == .bothZero)
  }

  @Test func atTheOptimumSharpnessHasNoDirection() throws {
    let measured = try Fixture.measured("C18", try Fixture.hand4(at: [1.3, 0.8]))
    guard case .indistinguishable = measured.comparison.verdict else {
      Issue.record("\(measured.comparison.verdict)")
      return
    }
  }

  @Test func equalInputsGiveEveryNewtonStepTheSameCurvature() throws {
    let problem = try Fixture.problem(
      [("x", [2, 2, 2]), ("y", [1, 2, 5])], model: "m*x", parameters: ["m"], at: [0.5])
    Expected.accident(
      try Fixture.measured("C17", problem),
      "all samples have the same curvature along their gradients in this run")
  }

  @Test func anEnsembleOfOneModelIsNoEnsemble() throws {
    let measured = try C19Ensemble(second: [0.5, 0]).measure(
      try Fixture.caseInput(try Fixture.hand4()))
    Expected.accident(measured, "the models’ predictions pull alike in this run")
  }

  @Test func freshMasksDropSomethingElseEvenOfFewSamples() throws {
    for seed in 0..<20 {
      var problem = try Fixture.hand4()
      problem.seed = UInt64(seed)
      let measured = try Fixture.measured("E04", problem)
      #expect(measured.comparison.verdict != .equal)
      #expect(measured.comparison.reason != .accident, "seed \(seed)")
    }
  }

  @Test func inputsThatDoNotMatterCanBeDropped() throws {
    let problem = try Fixture.problem(
      [("x", [1, 2, 3]), ("y", [1, 2, 5])], model: "b + 0*x", parameters: ["b"], at: [0.5])
    Expected.accident(
      try Fixture.measured("E04", problem), "the dropped inputs do not matter in this run")
  }

  @Test func aParameterThatIsNotPositiveIsShifted() throws {
    let problem = try Fixture.hand4(at: [-0.5, 0])
    let measured = try Fixture.measured("A12", problem)
    let shift = try #require(Expected.numbers(measured)["added before the logarithm"])
    #expect(shift[0] > 0.5)
    #expect(measured.components?.first?.hasPrefix("log (m + ") == true)
    #expect(measured.comparison.verdict == .equal)
    try Fixture.expectRefereed(measured)
  }

  @Test(arguments: ["exp(m*x/4) + b", "tanh(m*x)*b + m^2", "where(x > 0, m*b, b)*x"])
  func productsWithTheHessianAreThoseOfTheHessian(model: String) throws {
    let problem = try Fixture.problem([("x", [-1, 0.5, 2]), ("y", [1, 2, 4])], model: model)
    let work = try Workload(problem)
    let hessian = try #require(Hessian.ofMean(work, at: [0.5, 0.25]))
    for direction in [[1.0, 0], [0, 1], [0.75, -2]] {
      Expected.close(
        CurvatureTape<Double>.meanProduct(work, at: [0.5, 0.25], along: direction),
        SymmetricMatrix.multiply(hessian, direction), scale: 1)
    }
  }

  @Test func theGapOfAPassShrinksWithTheSquareOfTheRateOnAnyModel() throws {
    let numbers = Expected.numbers(try Fixture.measured("E01", try curved()))
    let ratios = try #require(numbers["ratio of each gap to the next"])
    let last = try #require(ratios.last)
    #expect(abs(last - 4) < 0.1)
    #expect(abs(last - 4) < abs(ratios[0] - 4))
  }

  @Test func moreThanFourSamplesHaveOrdersDrawnByTheSeed() {
    let orders = SequentialPasses.orders(6, seed: 3)
    #expect(orders.count == 24 && orders[0] == Array(0..<6))
    #expect(orders == SequentialPasses.orders(6, seed: 3))
    #expect(orders != SequentialPasses.orders(6, seed: 4))
    #expect(orders.allSatisfy { $0.sorted() == Array(0..<6) })
    #expect(Set(SequentialPasses.orders(4, seed: 0)).count == 24)
  }

  @Test func systemsWithoutSymmetryAreSolved() throws {
    Expected.close(try #require(DenseSystem.solve([0, 2, 1, 1], [4, 3])), [1, 2])
    #expect(DenseSystem.solve([1, 2, 2, 4], [1, 2]) == nil)
    #expect(DenseSystem.solve([.nan], [1]) == nil)
  }
}
