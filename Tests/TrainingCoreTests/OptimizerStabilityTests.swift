import Testing

@testable import TrainingCore

/// The largest stable learning rates against what training does just below and just above them.
@Suite struct OptimizerStabilityTests {
  /// Eigenvalues (7 ± √5)/2.
  static let hessian = [4.0, 1, 1, 3]
  static let largest = (7 + 5.0.squareRoot()) / 2

  static var rules: [any NamedOptimizer] {
    var rules: [any NamedOptimizer] = [GradientDescent(), Momentum(), Nesterov()]
    var (descent, momentum, nesterov) = (GradientDescent(), Momentum(), Nesterov())
    (descent.weightDecay, momentum.weightDecay, nesterov.weightDecay) = (0.7, 0.7, 0.7)
    (momentum.momentum, momentum.dampening, nesterov.momentum) = (0.5, 0.4, 0.3)
    rules += [descent, momentum, nesterov]
    (momentum.momentum, nesterov.momentum) = (0, 0)
    return rules + [momentum, nesterov]
  }

  /// How many times as far from 0 as the start a training ends that begins near 0.
  private func growth(_ given: any NamedOptimizer, rate: Double) throws -> Double {
    var rule = given
    rule.learningRate = rate
    var optimizer = try Optimizer<Double>(rule, parameters: 2)
    var point = [1.0, 0.5]
    for _ in 0..<8000 {
      let gradient = SymmetricMatrix.multiply(Self.hessian, point)
      optimizer.step(&point, gradient: gradient)
    }
    return VectorNorm.euclidean(point) / VectorNorm.euclidean([1, 0.5])
  }

  @Test func `training converges below the limit and diverges above it`() throws {
    for rule in Self.rules {
      let limit = try #require(rule.largestStableRate(hessian: Self.hessian, size: 2))
      #expect(try growth(rule, rate: 0.999 * limit) < 1e-3, "\(rule)")
      let above = try growth(rule, rate: 1.001 * limit)
      #expect(above > 1e3 || above.isNaN, "\(rule)")
    }
  }

  @Test func `the limits are those of the closed forms`() throws {
    let plain = try #require(GradientDescent().largestStableRate(hessian: Self.hessian, size: 2))
    #expect(abs(plain - 2 / Self.largest) < 4e-16)
    let momentum = try #require(Momentum().largestStableRate(curvature: 4))
    #expect(abs(momentum - 2 * 1.9 / 4) < 1e-15)
    let nesterov = try #require(Nesterov().largestStableRate(curvature: 4))
    #expect(abs(nesterov - 2 * 1.9 / 2.8 / 4) < 1e-15)
    #expect(
      MeanCurvature.largestStableRate(Self.hessian, size: 2)
        == LearningRateLimit.gradientDescent(curvature: Self.largest))
  }

  @Test func `without curvature or for adaptive rules no limit is known`() {
    #expect(GradientDescent().largestStableRate(hessian: [0, 0, 0, 0], size: 2) == nil)
    #expect(GradientDescent().largestStableRate(hessian: [-1], size: 1) == nil)
    #expect(Momentum().largestStableRate(hessian: [.nan, 0, 0, 1], size: 2) == nil)
    #expect(Nesterov().largestStableRate(hessian: [1], size: 2) == nil)
    #expect(LearningRateLimit.gradientDescent(curvature: .leastNonzeroMagnitude) == nil)
    for rule: any NamedOptimizer in [RMSProp(), Adagrad(), Adam(), AdamW()] {
      #expect(rule.largestStableRate(hessian: Self.hessian, size: 2) == nil, "\(rule.name)")
    }
  }
}

/// When a training counts as diverged, and what the user is told.
@Suite struct OptimizerDivergenceTests {
  /// The first thing that the check finds in losses that begin with the one before training.
  private func find(_ losses: [Double], factor: Double = 1e8) -> Divergence? {
    var check = DivergenceCheck(factor: factor)
    for (step, loss) in losses.enumerated() {
      if let found = check.observe(loss, step: step) { return found }
    }
    return nil
  }

  @Test func `a loss that is no number ends it, with the last finite one remembered`() {
    #expect(find([3, 2, .nan, 1]) == Divergence(step: 2, lastFiniteLoss: 2))
    #expect(find([3, .infinity]) == Divergence(step: 1, lastFiniteLoss: 3))
    #expect(find([.nan, 1]) == Divergence(step: 0, lastFiniteLoss: nil))
    #expect(find([3, 2, 50, 1e8]) == nil)
  }

  @Test func `a loss beyond the factor ends it, negative and zero starts included`() {
    #expect(find([3, 39, 41], factor: 10) == Divergence(step: 2, lastFiniteLoss: 41))
    #expect(find([3, 40], factor: 10) == nil)
    #expect(find([-3, 40], factor: 10) == nil)
    #expect(find([-3, -1e30], factor: 10) == nil)
    #expect(find([0, 10], factor: 10) == nil)
    #expect(find([0, 10.5], factor: 10) == Divergence(step: 1, lastFiniteLoss: 10.5))
  }

  @Test func `the message tells step, loss and rate, and the limit where it is known`() {
    let found = Divergence(step: 7, lastFiniteLoss: 1234)
    #expect(
      found.error(learningRate: 0.3, largestStableRate: 0.238).description
        == "training diverged at step 7 (last finite loss 1234); the learning rate 0.3 is above the"
        + " largest stable one 0.238; choose a smaller one")
    #expect(
      found.error(learningRate: 0.3).description
        == "training diverged at step 7 (last finite loss 1234); choose a learning rate smaller than"
        + " 0.3")
    #expect(
      found.error(learningRate: 0.2, largestStableRate: 0.238).description
        == "training diverged at step 7 (last finite loss 1234) below the largest learning rate"
        + " 0.238 that is stable on all data; choose one smaller than 0.2, or larger batches")
    #expect(
      Divergence(step: 0, lastFiniteLoss: nil).error(learningRate: 0.3).description
        == "training diverged at step 0 (no loss was finite); begin where the loss is a finite"
        + " number")
  }

  @Test func `rates that are nearly the limit are told in as many digits as differ`() {
    let error = Divergence(step: 9, lastFiniteLoss: 1).error(
      learningRate: 0.2380001, largestStableRate: 0.238)
    #expect(error.problem.hasSuffix("0.2380001 is above the largest stable one 0.238"))
  }

  @Test func `descent just above its limit is told so`() throws {
    var rule = GradientDescent()
    let hessian = OptimizerStabilityTests.hessian
    let limit = try #require(rule.largestStableRate(hessian: hessian, size: 2))
    rule.learningRate = 1.1 * limit
    var optimizer = try Optimizer<Double>(rule, parameters: 2)
    var point = [1.0, 0.5]
    var check = DivergenceCheck()
    var found: Divergence?
    for step in 0..<1000 where found == nil {
      let gradient = SymmetricMatrix.multiply(hessian, point)
      let loss = (point[0] * gradient[0] + point[1] * gradient[1]) / 2
      found = check.observe(loss, step: step)
      optimizer.step(&point, gradient: gradient)
    }
    // Along the steepest eigenvector each step multiplies by 1 - 1.1 * 2 = -1.2, the loss by 1.44.
    let step = try #require(found).step
    #expect((45...55).contains(step))
    let error = found?.error(learningRate: rule.learningRate, largestStableRate: limit)
    #expect(error?.problem.hasSuffix("0.4764 is above the largest stable one 0.4331") == true)
  }
}
