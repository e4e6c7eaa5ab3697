import Testing

@testable import TrainingCore

/// Sizes, memory of others, instruction sets, refusals, and rules of one's own.
@Suite struct OptimizerInterfaceTests {
  /// All rules, with each of their switches on and off.
  static var variants: [any NamedOptimizer] {
    var rules = Registry.optimizers
    for isCentred in [false, true] {
      for momentum in [0, 0.9] {
        for decay in [0, 0.1] {
          var rule = RMSProp()
          (rule.isCentred, rule.momentum, rule.weightDecay) = (isCentred, momentum, decay)
          rules.append(rule)
        }
      }
    }
    for usesLargest in [false, true] {
      for decay in [0, 0.1] {
        var rule = Adam()
        (rule.moments.usesLargest, rule.weightDecay) = (usesLargest, decay)
        rules.append(rule)
      }
    }
    var (descent, momentum, nesterov) = (GradientDescent(), Momentum(), Nesterov())
    (descent.weightDecay, momentum.weightDecay, nesterov.weightDecay) = (0.1, 0.1, 0.1)
    momentum.dampening = 0.2
    return rules + [descent, momentum, nesterov]
  }

  @Test(arguments: [1, 3, 8, 31, 32, 33, 67])
  func `neither the place of a parameter nor the processor changes a bit`(count: Int) throws {
    for rule in Self.variants {
      try compareAlone(rule, count, Float.self) {
        OptimizerLoops.move(&$0, gradient: $1, state: &$2, by: $3, wantsAVX2: false)
      }
      try compareAlone(rule, count, Double.self) {
        OptimizerLoops.move(&$0, gradient: $1, state: &$2, by: $3, wantsAVX2: false)
      }
    }
  }

  /// All parameters at once against each one alone with the instructions that all processors have.
  private func compareAlone<Scalar: OptimizerScalar>(
    _ rule: any NamedOptimizer, _ count: Int, _: Scalar.Type,
    baseline: (
      inout MutableSpan<Scalar>, Span<Scalar>, inout MutableSpan<Scalar>, OptimizerStep
    ) -> Void
  ) throws {
    let start: [Scalar] = OptimizerTests.numbers(count, seed: 3)
    let gradients: [[Scalar]] = OptimizerTests.gradients(count)
    let together = try OptimizerTests.path(rule, from: start, gradients)
    for index in start.indices {
      var point = [start[index]]
      var state = [Scalar](repeating: Scalar(rule.initialState), count: rule.buffers)
      for (number, gradient) in gradients.enumerated() {
        var span = point.mutableSpan
        var stateSpan = state.mutableSpan
        baseline(&span, [gradient[index]].span, &stateSpan, rule.step(number + 1))
        #expect(point[0] == together[number][index], "\(rule.name), \(Scalar.self)")
      }
    }
  }

  @Test func `parameters in memory of somebody else move the same`() throws {
    for rule in Self.variants {
      let start: [Double] = OptimizerTests.numbers(6, seed: 4)
      let gradients: [[Double]] = OptimizerTests.gradients(3)
      let expected = try OptimizerTests.path(rule, from: Array(start[2..<5]), gradients)
      var optimizer = try Optimizer<Double>(rule, parameters: 3)
      var workspace = start
      for gradient in gradients {
        workspace.withUnsafeMutableBufferPointer {
          var part = MutableSpan(_unsafeElements: $0[2..<5])
          optimizer.update(parameters: &part, gradient: gradient.span)
        }
      }
      #expect(workspace == start[..<2] + (expected.last ?? []) + start[5...], "\(rule.name)")
    }
  }

  @Test func `no parameters are no trouble`() throws {
    for rule in Self.variants {
      #expect(try OptimizerTests.path(rule, from: [Float](), [[], []]) == [[], []])
    }
  }

  @Test func `a state beyond all memory is refused`() {
    for count in [-1, Int.max, Int.max / 4] {
      #expect(throws: InputError.self) { try Optimizer<Double>(Adam(), parameters: count) }
    }
  }

  @Test func `hyperparameters out of their range are refused by name`() {
    func refusal(_ change: (inout Adam) -> Void) -> String? {
      var rule = Adam()
      change(&rule)
      return #expect(throws: InputError.self) { try Optimizer<Float>(rule, parameters: 1) }?
        .description
    }
    #expect(
      refusal { $0.learningRate = -1 }
        == "adam: the learning rate is -1.0; give a number of at least 0.0")
    #expect(
      refusal { $0.moments.beta2 = 1 }
        == "adam: the second beta is 1.0; give a number from 0.0 to below 1.0")
    #expect(refusal { $0.moments.beta1 = -0.1 }?.contains("first beta") == true)
    #expect(refusal { $0.moments.epsilon = .nan }?.contains("epsilon") == true)
    #expect(refusal { $0.weightDecay = .infinity }?.contains("weight decay") == true)
  }

  @Test func `every rule refuses each hyperparameter that is no number`() {
    func refuses<Rule: NamedOptimizer>(_ paths: WritableKeyPath<Rule, Double>...) {
      #expect(throws: Never.self) { try Rule().validate() }
      for path in paths {
        var rule = Rule()
        for wrong in [Double.nan, -1e-300, .infinity] {
          rule[keyPath: path] = wrong
          #expect(throws: InputError.self) { try rule.validate() }
        }
      }
    }
    refuses(\GradientDescent.learningRate, \.weightDecay)
    refuses(\Momentum.learningRate, \.weightDecay, \.momentum, \.dampening)
    refuses(\Nesterov.learningRate, \.weightDecay, \.momentum)
    refuses(\RMSProp.learningRate, \.weightDecay, \.momentum, \.smoothing, \.epsilon)
    refuses(
      \Adagrad.learningRate, \.weightDecay, \.learningRateDecay, \.initialAccumulator, \.epsilon)
    refuses(\AdamW.learningRate, \.weightDecay, \.moments.beta1, \.moments.beta2)
  }

  /// Steps by the sign of the gradient, with a loop of its own: what a new file would hold.
  struct SignDescent: NamedOptimizer {
    let name = "sign"
    let summary = "a step of one length along every coordinate"
    var learningRate = 0.5
    let buffers = 1

    func step(_ number: Int) -> OptimizerStep { OptimizerStep(.descent, rate: learningRate) }
    func validate() throws(InputError) { try check(learningRate, "learning rate") }

    @specialized(where Scalar == Float)
    @specialized(where Scalar == Double)
    func update<Scalar: OptimizerScalar>(
      _ parameters: inout MutableSpan<Scalar>, gradient: Span<Scalar>,
      state: inout MutableSpan<Scalar>, step: Int
    ) {
      for index in 0..<parameters.count {
        state[index] += gradient[index] > 0 ? 1 : -1
        parameters[index] -= Scalar(learningRate) * (gradient[index] > 0 ? 1 : -1)
      }
    }
  }

  @Test func `a rule with a loop of its own takes part`() throws {
    let start: [Float] = [0, 0]
    let path = try OptimizerTests.path(SignDescent(), from: start, [[3, -1], [1, 2]])
    #expect(path == [[-0.5, 0.5], [-1, 0]])
  }
}
