import Formula
import Testing

@testable import TrainingCore

/// The named losses' formulas: against the plain functions of ``OutputLoss``, which are other code,
/// at kinks, and far out.
@Suite struct LossFormulaTests {
  /// The loss of a name, its formula and the derivative of that by the prediction.
  private struct Formulas {
    var loss, slope: Expression
    var plain: OutputLoss?

    init(_ name: String) throws {
      let named = try #require(Registry.losses.first { $0.names.contains(name) })
      loss = try Expression(parsing: named.formula)
      slope = loss.derivative(by: "f")
      plain = OutputLoss(name: name)
    }

    func value(y: Double, f: Double) -> Double {
      loss.value { $0 == "y" ? y : f } ?? .nan
    }
    func slope(y: Double, f: Double) -> Double {
      slope.value { $0 == "y" ? y : f } ?? .nan
    }
  }

  private static func targets(_ name: String) -> [Double] {
    switch name {
    case "logistic": [0, 1]
    case "hinge", "soft-margin": [-1, 1]
    case "poisson": [0, 1, 4]
    default: [-1.5, 0, 2]
    }
  }

  @Test(arguments: Registry.losses.map { $0.names[0] }.filter { $0 != "soft-margin" })
  func formulaAndPlainFunctionAgree(name: String) throws {
    let formulas = try Formulas(name)
    let plain = try #require(formulas.plain)
    let predictions = [-30, -2.5, -1, -1e-3, 0, 1e-3, 0.5, 1, 1.75, 30]
    for y in Self.targets(name) {
      for f in predictions {
        let value = plain.value(outputs: [f], target: [y])
        #expect(
          abs(formulas.value(y: y, f: f) - value) <= 4e-16 * max(1, value, abs(f)),
          "\(name) \(y) \(f)")
        let slope = plain.derivative(outputs: [f], target: [y])[0]
        #expect(
          abs(formulas.slope(y: y, f: f) - slope) <= 4e-16 * max(1, abs(slope)),
          "\(name) \(y) \(f)")
      }
    }
  }

  @Test(arguments: Registry.losses.map { $0.names[0] })
  func theSlopeIsThatOfTheValue(name: String) throws {
    let formulas = try Formulas(name)
    for y in Self.targets(name) {
      for f in [-3.3, -0.6, 0.35, 2.9] {
        let step = 1e-6
        let referee =
          (formulas.value(y: y, f: f + step) - formulas.value(y: y, f: f - step)) / (2 * step)
        let slope = formulas.slope(y: y, f: f)
        #expect(abs(slope - referee) < 1e-8 * max(1, abs(slope)), "\(name) \(y) \(f)")
      }
    }
  }

  /// Only Poisson's loss is itself beyond the largest number.
  @Test(arguments: Registry.losses.map { $0.names[0] }.filter { $0 != "poisson" })
  func farPredictionsHaveFiniteLossesAndSlopes(name: String) throws {
    let formulas = try Formulas(name)
    for y in Self.targets(name) {
      for f in [-1e6, -800, 800, 1e6] {
        #expect(formulas.value(y: y, f: f).isFinite && formulas.slope(y: y, f: f).isFinite)
      }
    }
  }

  /// log(1 + exp(z)) is z, or exp(z), to the last digit when z is far from 0.
  @Test func logisticLossesFarOutAreExact() throws {
    let logistic = try Formulas("logistic")
    #expect(logistic.value(y: 0, f: 800) == 800 && logistic.slope(y: 0, f: 800) == 1)
    #expect(logistic.value(y: 1, f: -800) == 800 && logistic.slope(y: 1, f: -800) == -1)
    // exp(-40), by Python's decimal module.
    #expect(VectorNorm.ulps(logistic.value(y: 0, f: -40), 4.248354255291589e-18) <= 1)
    let margin = try Formulas("soft-margin")
    #expect(margin.value(y: -1, f: 800) == 800 && margin.slope(y: -1, f: 800) == 1)
    #expect(VectorNorm.ulps(margin.value(y: 1, f: 40), 4.248354255291589e-18) <= 1)
  }

  /// Choices would make the referee rougher and hide that a least loss is not attained.
  @Test(arguments: ["mse", "logistic", "soft-margin", "poisson"])
  func smoothLossesHaveNoChoices(name: String) throws {
    let named = try #require(Registry.losses.first { $0.names.contains(name) })
    let work = try Workload(try Fixture.hand4(loss: named.formula))
    #expect(!work.program.hasKinks)
  }

  /// Both are the same loss with other labels.
  @Test func softMarginIsLogisticWithLabelsOfMinusOneAndOne() throws {
    let logistic = try Formulas("logistic")
    let margin = try Formulas("soft-margin")
    for f in [-50, -3, -0.25, 0, 0.25, 3, 50] {
      for label in [0.0, 1] {
        let (y, sign) = (label, 2 * label - 1)
        #expect(
          abs(margin.value(y: sign, f: f) - logistic.value(y: y, f: f))
            <= 4e-16 * max(1, abs(f)))
        #expect(abs(margin.slope(y: sign, f: f) - logistic.slope(y: y, f: f)) <= 2e-16)
      }
    }
  }

  @Test func atAKinkTheSlopeIsZero() throws {
    #expect(try Formulas("mae").slope(y: 2, f: 2) == 0)
    #expect(try Formulas("hinge").slope(y: -1, f: -1) == 0)
    #expect(try Formulas("hinge").slope(y: 1, f: 1) == 0)
    #expect(try Formulas("hinge").slope(y: 1, f: 0.75) == -1)
    #expect(try Formulas("hinge").slope(y: 1, f: 1.25) == 0)
  }

  @Test func whereBranchesMeetSmoothlyTheSlopeIsTheTrueOne() throws {
    for y in [0.0, 1] { #expect(try Formulas("logistic").slope(y: y, f: 0) == 0.5 - y) }
    for y in [-1.0, 1] { #expect(try Formulas("soft-margin").slope(y: y, f: 0) == -y / 2) }
    #expect(try Formulas("huber").slope(y: 0, f: 1) == 1)
    #expect(try Formulas("huber").slope(y: 0, f: -1) == -1)
    #expect(try Formulas("log-cosh").slope(y: 3, f: 3) == 0)
  }

  /// Every route, with predictions far out on either side and at 0.
  @Test(arguments: ["logistic", "soft-margin", "log-cosh", "huber"])
  func everyRouteAgreesOnFarPredictions(name: String) throws {
    let named = try #require(Registry.losses.first { $0.names.contains(name) })
    let labels: [Double] = name == "soft-margin" ? [-1, 1, 1, -1, -1] : [0, 1, 1, 0, 0]
    let problem = try Fixture.problem(
      [("x", [-1000, -1, 0, 2, 1000]), ("y", labels)], loss: named.formula, at: [1, 0])
    let work = try Workload(problem)
    let found = try GradientMeasurement(problem, work, at: problem.at).gradient
    let formulas = try Formulas(name)
    var expected = [0.0, 0.0]
    for (x, y) in zip([-1000.0, -1, 0, 2, 1000], labels) {
      let slope = formulas.slope(y: y, f: x)
      expected[0] += slope * x / 5
      expected[1] += slope / 5
    }
    for route in [
      found.gradientOfAverage, found.averageOfGradients, found.symbolic, found.forwardMode,
    ] {
      for index in 0..<2 {
        #expect(abs(route[index] - expected[index]) < 1e-13 * max(1, abs(expected[index])))
      }
    }
    #expect(KinkEvidence(work, at: problem.at) == nil)
  }

  /// Predictions of thousands on the way to the least value, which SciPy finds too:
  /// minimize(lambda p: mean(logaddexp(0, f) - y*f), [0, 0], method="Nelder-Mead").
  @Test func theLogisticLossOfUnscaledInputsIsMinimised() throws {
    let named = try #require(Registry.losses.first { $0.names.contains("logistic") })
    let problem = try Fixture.problem(
      [("x", [-2000, -1, 0.5, 1, 3000, 4]), ("y", [0, 1, 0, 1, 1, 1])], loss: named.formula)
    let work = try Workload(problem)
    let found = OptimumFinder.find(
      problem, work, ProblemStructure(problem, work), at: problem.at)
    #expect(abs(found.value - 0.3607731899156142) < 1e-9)
    #expect(found.isAttained && found.caveat == nil)
  }

  /// A support vector machine without a penalty: 6 points, of which 4 are on the margin or beyond it.
  /// References by SciPy: linprog(method="highs") on min mean(s), s >= 1 - y (m x + b), s >= 0.
  @Test func theHingesLeastLossIsFound() throws {
    let problem = try Fixture.problem(
      [("x", [-2, -1, 0.5, 1, 3, 4]), ("y", [-1, 1, -1, 1, 1, 1])], loss: "max(0, 1 - y*f)",
      at: [1, 0])
    let work = try Workload(problem)
    let found = OptimumFinder.find(
      problem, work, ProblemStructure(problem, work), at: problem.at)
    #expect(abs(found.value - 0.5) < 1e-12)
    #expect(found.isAttained)
    let two = try Fixture.problem(
      [
        ("u", [-2, -1, 0, 1, 2, 3, 1, -1]), ("v", [1, 0, 2, -1, 1, 0.5, 3, -2]),
        ("y", [-1, 1, -1, 1, 1, 1, -1, -1]),
      ], model: "p*u + q*v + b", loss: "max(0, 1 - y*f)", parameters: ["p", "q", "b"],
      at: [0, 0, 0], inputs: ["u", "v"])
    let other = try Workload(two)
    let least = OptimumFinder.find(two, other, ProblemStructure(two, other), at: two.at)
    #expect(abs(least.value - 0.375) < 1e-12)
  }

  @Test func samplesOnTheHingesKinkAreFound() throws {
    let problem = try Fixture.problem(
      [("x", [1, 2, 1, -3]), ("y", [1, 1, -1, -1])], loss: "max(0, 1 - y*f)", at: [1, 0])
    let kinks = try #require(KinkEvidence(Workload(problem), at: problem.at))
    #expect(kinks.samples == [0])
  }
}
