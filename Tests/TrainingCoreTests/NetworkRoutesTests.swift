import Formula
import Testing

@testable import TrainingCore

/// Networks as problems: every route to their gradient, against each other and against NumPy.
///
/// The reference values are backpropagation written out in NumPy 2 for a 2-3-1 network with the
/// parameters ((7 k mod 11) - 5)/8 and the data below: W1 = p[:6].reshape(2, 3), b1 = p[6:9],
/// W2 = p[9:12], b2 = p[12]; delta = -2 (y - f)/4; gradients in the same order.
@Suite struct NetworkRoutesTests {
  private static let columns: [(String, [Double])] = [
    ("a", [0.5, 1.5, -0.75, 0]), ("b", [-1, 0.25, 2, 1]), ("y", [1, -0.5, 0.25, 2]),
  ]

  static func problem(
    _ name: String, columns: [(String, [Double])] = columns, loss: String = "(y - f)^2"
  ) throws -> Problem {
    let names = columns.map(\.0)
    let inputs = names.filter { $0 != "y" }
    let model = try ProblemModel.network(NetworkName(name), inputs: inputs, names)
    var problem = try Fixture.problem(
      columns, loss: loss, parameters: model.parameters,
      at: model.parameters.indices.map { Double($0 * 7 % 11 - 5) / 8 }, inputs: inputs)
    problem.model = model.formula
    problem.modelText = model.text
    problem.definitions = model.definitions
    problem.network = model.network
    return problem
  }

  struct Reference: Sendable, CustomTestStringConvertible {
    var activation: String
    var loss: Double
    var gradient: [Double]
    var testDescription: String { activation }
  }

  static let references = [
    Reference(
      activation: "tanh", loss: 0.8673762860657305,
      gradient: [
        0.21344225068475317, -0.0219865758646014, -0.03383345066043636, 0.11184996979295138,
        -0.1040968719424967, -0.29877314582797987, 0.009215890627443726, 0.00015585248099984905,
        0.13380860382376458, 0.009933374940940317, 0.16846263839967876, -0.28161877260362644,
        0.07167604736450284,
      ]),
    Reference(
      activation: "relu", loss: 0.8841018676757812,
      gradient: [
        -0.11590576171875, -0.02691650390625, 0, 0.05712890625, -0.02996826171875, 0,
        -0.097412109375, -0.01123046875, 0, 0.15850830078125, 0.08380126953125, 0, -0.28515625,
      ]),
    Reference(
      activation: "sigmoid", loss: 1.071162373593118,
      gradient: [
        0.023402249690068298, -0.006283109196755905, -0.020924936629358903, -0.006205778024870462,
        0.006028141908336577, 0.015344661439027657, -0.06913560649668632, 0.029667590237952218,
        0.13549947305076054, -0.6384227007589073, -0.4622910370527695, -0.35224223023141543,
        -0.9393161908966277,
      ]),
    Reference(
      activation: "gelu", loss: 0.9106230574390857,
      gradient: [
        -0.08685378951558559, -0.02362025139714584, 0.04197770468706141, 0.1302365342083584,
        -0.04746353899378772, -0.02968994492872082, -0.06870389964175605, 0.0008797578548987856,
        0.09754539628376852, 0.38032623226818163, 0.0744448363358537, 0.01230025200317792,
        -0.17006982858515113,
      ]),
  ]

  @Test(arguments: references)
  func `every route gives NumPy's gradient`(of reference: Reference) throws {
    let problem = try Self.problem("mlp:3:\(reference.activation)")
    let work = try Workload(problem)
    let found = try GradientMeasurement(problem, work, at: problem.at)
    #expect(abs(found.objective - reference.loss) < 1e-14)
    let gradient = found.gradient
    let routes = [
      gradient.gradientOfAverage, gradient.averageOfGradients, gradient.symbolic,
      gradient.forwardMode,
    ]
    for route in routes {
      #expect(route.count == reference.gradient.count)
      for (value, truth) in zip(route, reference.gradient) { #expect(abs(value - truth) < 2e-15) }
    }
    for (index, truth) in reference.gradient.enumerated() {
      let bound = gradient.finiteDifferenceErrorBound[index]
      #expect(abs(gradient.finiteDifference[index] - truth) <= bound)
      // One sample sits on a kink of the relu network: there the differences see both sides.
      #expect(bound < (reference.activation == "relu" ? 0.1 : 1e-6))
    }
    #expect(gradient.comparison.verdict == .equal)
    #expect(gradient.otherRoutes.allSatisfy { $0.comparison.verdict == .equal })
  }

  @Test func `a relu network without roundings has its exact gradient`() throws {
    let problem = try Self.problem("mlp:3:relu")
    let found = try GradientMeasurement(problem, Workload(problem), at: problem.at).gradient
    #expect(found.exact == Self.references[1].gradient)
  }

  @Test(arguments: ["mlp:4,3:tanh", "mlp:2,2,2:gelu", "mlp:5:sigmoid", "mlp:3,3:relu"])
  func `deep networks and other losses have one gradient by all routes`(_ name: String) throws {
    for loss in ["(y - f)^2", "log1p(exp(-y*f))", "exp(f) - y*f", "sqrt(1 + (y - f)^2)"] {
      let problem = try Self.problem(name, loss: loss)
      let found = try GradientMeasurement(problem, Workload(problem), at: problem.at).gradient
      #expect(found.comparison.verdict == .equal, "\(name) \(loss)")
      for (route, comparison) in found.otherRoutes {
        #expect(comparison.verdict == .equal, "\(name) \(loss) \(route)")
      }
    }
  }

  @Test func `route 1 of a network is the matrix tape and none of the others is`() throws {
    let problem = try Self.problem("mlp:3:tanh")
    let work = try Workload(problem)
    let whole = try GradientMeasurement(problem, work, at: problem.at).gradient
    // Another formula of the model moves every route but the matrix tape's and the differences of
    // its values.
    let broken = try GradientMeasurement(problem, work.withOtherActivation, at: problem.at).gradient
    #expect(broken.gradientOfAverage == whole.gradientOfAverage)
    for (value, truth) in zip(broken.finiteDifference, whole.finiteDifference) {
      #expect(abs(value - truth) < 1e-9)
    }
    #expect(broken.averageOfGradients != whole.averageOfGradients)
    #expect(broken.forwardMode != whole.forwardMode)
    #expect(broken.comparison.verdict == .different)
    // And the other way round: another network moves route 1 alone.
    var other = work
    other.network?.network = try #require(DenseNetwork(sizes: [2, 3, 1], activation: .sigmoid))
    let moved = try GradientMeasurement(problem, other, at: problem.at).gradient
    #expect(moved.gradientOfAverage != whole.gradientOfAverage)
    #expect(moved.averageOfGradients == whole.averageOfGradients)
    #expect(moved.symbolic == whole.symbolic && moved.forwardMode == whole.forwardMode)
    #expect(moved.comparison.verdict == .different)
  }

  @Test func `without the formulas' reverse mode the matrix tape still gives the gradient`() throws
  {
    let problem = try Self.problem("mlp:3:tanh")
    let work = try Workload(problem)
    let whole = try GradientMeasurement(problem, work, at: problem.at).gradient
    let broken = try GradientMeasurement(problem, work.withoutSampleTapes, at: problem.at).gradient
    #expect(broken.averageOfGradients.allSatisfy { $0 == 0 })
    #expect(broken.gradientOfAverage == whole.gradientOfAverage)
  }

  @Test func `the formulas of a deep network stay as many as its weights`() throws {
    let problem = try Self.problem("mlp:8,8,8,8,8,8,8,8,8,8:tanh")
    let work = try Workload(problem)
    // A weight, its product and its addition; and what the units and the loss need.
    #expect(work.program.steps.count < 3 * work.parameters + 2 * problem.definitions.count + 20)
    let found = try GradientMeasurement(problem, work, at: problem.at).gradient
    #expect(found.comparison.verdict == .equal)
  }

  @Test func `eight directions of a dual number are those of one by one`() throws {
    let problem = try Self.problem("mlp:3:gelu", loss: "abs(y - f)^1.5 + where(f > 0, f, 0)")
    let work = try Workload(problem)
    let together = DualEvaluator.gradientOfMean(work, at: problem.at)
    var single = DualEvaluator(work.program)
    for parameter in 0..<work.parameters {
      var sum = RunningSum()
      for row in 0..<work.rows {
        single.evaluate(row: row, columns: work.columns, at: problem.at, by: parameter)
        sum.add(single[work.loss].slope)
      }
      #expect(sum.total / Double(work.rows) == together[parameter])
    }
  }
}

extension Workload {
  /// The program's hyperbolic tangents are sigmoids.
  fileprivate var withOtherActivation: Workload {
    var copy = self
    for index in program.steps.indices where program.steps[index].operation == .function(.tanh) {
      copy.program.steps[index].operation = .function(.sigmoid)
    }
    return copy
  }
}
