import Testing

@testable import TrainingCore

/// Everything that is measured about a network.
@Suite struct NetworkEvidenceTests {
  /// A bent curve of 30 points.
  private static func problem(_ name: String = "mlp:4:tanh", loss: String = "(y - f)^2") throws
    -> Problem
  {
    let x = (0..<30).map { -2 + 4 * Double($0) / 29 }
    let y = x.map { $0 * $0 - 0.3 * $0 + ($0 > 0.5 ? 0.25 : 0) }
    var problem = try NetworkRoutesTests.problem(
      name, columns: [("x", x), ("y", y)], loss: loss)
    problem.at = []
    return problem
  }

  @Test func `gradients are compared where training would begin`() throws {
    let problem = try Self.problem()
    let evidence = try Evidence(measuring: problem)
    #expect(evidence.problem.at == problem.network?.initialParameters(seed: 0))
    #expect(evidence.problem.atReason.hasPrefix("Glorot initialisation from seed 0"))
    #expect(evidence.gradient.comparison.verdict == .equal)
    #expect(evidence.gradient.otherRoutes.allSatisfy { $0.comparison.verdict == .equal })
    #expect(evidence.derivation.lines.allSatisfy { $0.comparison.verdict == .equal })
    let derived = Set(evidence.derivation.lines.map(\.parameter))
    #expect(derived == ["w1_1_1", "b1_1", "w2_1_1", "b2_1"])
    #expect(evidence.derivation.lines.allSatisfy { $0.tex.count < 200 })
  }

  @Test func `the search for the least loss fits a bent curve`() throws {
    let problem = try Self.problem()
    let evidence = try Evidence(measuring: problem)
    let optimum = evidence.optimum
    #expect(optimum.method == .levenbergMarquardt)
    #expect(optimum.value < 0.02 * evidence.objective)
    #expect(optimum.caveat?.contains("many minima") == true)
    let predictions = try evidence.problem.predictions(at: optimum.parameters)
    let targets = try #require(problem.data["y"])
    let loss = Summation.mean(zip(targets, predictions).map { ($0 - $1) * ($0 - $1) })
    #expect(abs(loss - optimum.value) < 1e-12)
    let curve = try evidence.problem.curve(at: optimum.parameters, over: [-2, 2])
    #expect(abs(curve[0] - predictions[0]) < 1e-12 && abs(curve[1] - predictions[29]) < 1e-12)
  }

  @Test(arguments: ["abs(y - f)", "sqrt(1 + (y - f)^2)", "max(0, 1 - y*f)"])
  func `other losses than the squared error are lowered as well`(_ loss: String) throws {
    let problem = try Self.problem("mlp:3:relu", loss: loss)
    let work = try Workload(problem)
    let network = try #require(problem.network)
    let start = network.initialParameters(seed: 0)
    let found = try NetworkSearch.find(
      problem, network, work, ProblemStructure(problem, work), at: start)
    var mean = MeanLoss(work, at: start)
    #expect(found.value < 0.5 * mean(start))
    #expect(found.method == .gaussNewton)
  }

  @Test func `training on the first two parameters shows the network's own loss`() throws {
    let evidence = try Evidence(measuring: Self.problem())
    let training = try evidence.training.get()
    #expect(training.trainedNames == ["w1_1_1", "w1_1_2"])
    let surface = training.surface
    var point = training.optimum.parameters
    (point[0], point[1]) = (surface.x[10], surface.y[60])
    var tape = ColumnTape(try Workload(training.problem), at: point)
    #expect(abs(tape.mean() - surface.values[60 * surface.x.count + 10]) < 1e-12)
    #expect(throws: Unavailable.self) { try evidence.centredTraining.get() }
  }

  @Test func `units of the data do not keep the search from the valley`() throws {
    let bent = try Self.problem()
    var large = bent
    large.data.columns[0].values = large.data.columns[0].values.map { 10_000 + 3_000 * $0 }
    large.data.columns[1].values = large.data.columns[1].values.map { 1e5 * $0 + 4e5 }
    let losses = try [bent, large].map { problem in
      let work = try Workload(problem)
      return OptimumFinder.find(problem, work, ProblemStructure(problem, work), at: []).value
    }
    #expect(losses[1] / 1e10 < 3 * losses[0] + 1e-3)
  }

  @Test func `more rows than the routes can take are refused with the number that would do`() throws
  {
    var problem = try Self.problem("mlp:40:tanh")
    let most = Int(4e9 / Double(problem.parameters.count * problem.parameters.count))
    problem.data.columns = problem.data.columns.map {
      Dataset.Column(name: $0.name, values: [Double](repeating: 0.5, count: most + 1))
    }
    let error = #expect(throws: InputError.self) { try problem.checkWork(of: nil) }
    #expect(error?.description.contains("give at most \(most) rows") == true)
  }

  @Test func `the weights of a loss with kinks are those of least squares`()
    throws
  {
    let problem = try Self.problem(loss: "abs(y - f)")
    let work = try Workload(problem)
    let curvature = try LossCurvature(problem, ProblemStructure(problem, work))
    let predictions = [Double](repeating: 0, count: 30)
    let weights = curvature.weights(work, predictions, work.columns[1].map { $0 > 0 ? -1 : 1 })
    for (weight, y) in zip(weights, work.columns[1]) where abs(y) > 0.1 {
      #expect(abs(weight - 1 / abs(y)) < 1e-12)
    }
  }
}
