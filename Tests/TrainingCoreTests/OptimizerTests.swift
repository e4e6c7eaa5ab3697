import Testing

@testable import TrainingCore

/// What holds for optimizers whatever the numbers are. ``OptimizerReferenceTests`` has the numbers.
@Suite struct OptimizerTests {
  /// Numbers between -1 and 1 without a 0 among them.
  static func numbers<Scalar: OptimizerScalar>(_ count: Int, seed: UInt64) -> [Scalar] {
    var generator = SplitMix64(seed: seed)
    return (0..<count).map { _ in
      (Scalar(generator.next() >> 41) + 0.5) / Scalar(1 << 22) - 1
    }
  }

  /// The parameters after every step with gradients that do not depend on them.
  static func path<Scalar: OptimizerScalar>(
    _ rule: any NamedOptimizer, from start: [Scalar], _ gradients: [[Scalar]]
  ) throws -> [[Scalar]] {
    var optimizer = try Optimizer<Scalar>(rule, parameters: start.count)
    var point = start
    return gradients.map {
      optimizer.step(&point, gradient: $0)
      return point
    }
  }

  static func gradients<Scalar: OptimizerScalar>(_ count: Int) -> [[Scalar]] {
    (0..<6).map { numbers(count, seed: 100 + $0) }
  }

  @Test func `the registry has the seven optimizers with a name and a summary each`() {
    let names = ["adagrad", "adam", "adamw", "gd", "momentum", "nesterov", "rmsprop"]
    #expect(Registry.optimizers.map(\.name).sorted() == names)
    for optimizer in Registry.optimizers {
      #expect(!optimizer.summary.isEmpty && !optimizer.summary.contains { $0.isNewline })
    }
  }

  @Test func `an optimizer is found by its name, and a misspelt one suggested`() throws {
    #expect(try Registry.optimizer(named: "adam") is Adam)
    let error = #expect(throws: InputError.self) { try Registry.optimizer(named: "adan") }
    #expect(error?.description == "there is no optimizer \"adan\"; did you mean adam?")
    let other = #expect(throws: InputError.self) { try Registry.optimizer(named: "lbfgs") }
    #expect(other?.advice.contains("rmsprop") == true)
  }

  @Test(arguments: [-40, -3, 1, 20])
  func `steps of descent from 0 scale exactly with the gradient`(power: Int) throws {
    let gradients: [[Double]] = Self.gradients(5)
    let factor = Double(sign: .plus, exponent: power, significand: 1)
    let start = [Double](repeating: 0, count: 5)
    for rule: any NamedOptimizer in [GradientDescent(), Momentum(), Nesterov()] {
      let plain = try Self.path(rule, from: start, gradients)
      let scaled = try Self.path(rule, from: start, gradients.map { $0.map { $0 * factor } })
      #expect(scaled == plain.map { $0.map { $0 * factor } }, "\(rule.name)")
    }
  }

  @Test func `without momentum the rules with a velocity are descent bit for bit`() throws {
    var descent = GradientDescent()
    var momentum = Momentum()
    var nesterov = Nesterov()
    (momentum.momentum, momentum.dampening, nesterov.momentum) = (0, 0.5, 0)
    for decay in [0, 0.1] {
      descent.weightDecay = decay
      momentum.weightDecay = decay
      nesterov.weightDecay = decay
      let start: [Float] = Self.numbers(9, seed: 1)
      let plain = try Self.path(descent, from: start, Self.gradients(9))
      #expect(try Self.path(momentum, from: start, Self.gradients(9)) == plain)
      #expect(try Self.path(nesterov, from: start, Self.gradients(9)) == plain)
      #expect(plain[0] != start)
    }
  }

  @Test func `first steps without epsilon have a length that no gradient changes`() throws {
    var adam = Adam()
    var adagrad = Adagrad()
    var rms = RMSProp()
    (adam.moments.epsilon, adagrad.epsilon, rms.epsilon) = (0, 0, 0)
    let gradient = [1e-150, -1e-15, 0.3, -7, 1e15, -1e150]
    let start = [Double](repeating: 0, count: gradient.count)
    // RMSProp does not correct for the start of its mean at 0: its root is a tenth too small.
    let lengths: [(any NamedOptimizer, Double)] = [(adam, 1e-3), (adagrad, 1e-2), (rms, 1e-1)]
    for (rule, length) in lengths {
      for (step, slope) in zip(try Self.path(rule, from: start, [gradient])[0], gradient) {
        #expect(abs(step + (slope > 0 ? length : -length)) <= 4 * length.ulp, "\(rule.name)")
      }
    }
  }

  @Test func `decoupled decay multiplies the parameters and then does as Adam without`() throws {
    var decoupled = AdamW()
    (decoupled.learningRate, decoupled.weightDecay) = (0.05, 0.3)
    var plain = Adam()
    plain.learningRate = 0.05
    let start: [Double] = Self.numbers(7, seed: 2)
    let path = try Self.path(decoupled, from: start, Self.gradients(7))
    var optimizer = try Optimizer<Double>(plain, parameters: 7)
    var point = start
    for (gradient, expected) in zip(Self.gradients(7) as [[Double]], path) {
      point = point.map { $0 * (1 - 0.05 * 0.3) }
      optimizer.step(&point, gradient: gradient)
      #expect(point == expected)
    }
  }

  @Test func `without gradient decoupled decay takes a share and coupled decay a step`() throws {
    let start = [2.0, -300]
    var decoupled = AdamW()
    decoupled.weightDecay = 0.5
    var coupled = Adam()
    coupled.weightDecay = 0.5
    let shrunk = try Self.path(decoupled, from: start, [[0, 0]])[0]
    #expect(shrunk == start.map { $0 * (1 - 1e-3 * 0.5) })
    // Adam divides the decay by its own size: all that is left of it is the sign.
    let stepped = try Self.path(coupled, from: start, [[0, 0]])[0]
    #expect(abs(stepped[0] - (2 - 1e-3)) < 1e-10 && abs(stepped[1] - (-300 + 1e-3)) < 1e-10)
    var descent = GradientDescent()
    descent.weightDecay = 0.5
    let decayed = try Self.path(descent, from: [2.0], [[0]])[0][0]
    #expect(abs(decayed - 2 * (1 - 5e-4)) < 1e-15)
  }

  @Test func `a learning rate that is changed counts from the next step on`() throws {
    var optimizer = try Optimizer<Double>(GradientDescent(), parameters: 1)
    var point = [0.0]
    optimizer.learningRate = 0.5
    optimizer.step(&point, gradient: [1])
    #expect(point == [-0.5])
    optimizer.learningRate = 0.25
    optimizer.step(&point, gradient: [1])
    #expect(point == [-0.75])
    #expect(optimizer.steps == 2)
  }

  @Test func `a copy goes its own way`() throws {
    var first = try Optimizer<Float>(Momentum(), parameters: 2)
    var point: [Float] = [1, 2]
    first.step(&point, gradient: [1, 1])
    var second = first
    var (left, right) = (point, point)
    second.step(&right, gradient: [100, -100])
    first.step(&left, gradient: [1, 1])
    second.step(&right, gradient: [100, -100])
    let alone = try Self.path(Momentum(), from: [1, 2] as [Float], [[1, 1], [1, 1]])
    #expect(left == alone[1])
    #expect(first.steps == 2 && second.steps == 3)
  }

  @Test func `a gradient that is no number spoils its own parameter and no other`() throws {
    var largest = Adam()
    largest.moments.usesLargest = true
    var centred = RMSProp()
    centred.isCentred = true
    for rule in Registry.optimizers + [largest, centred] {
      let path = try Self.path(
        rule, from: [1, 2, 3] as [Double], [[1, 1, 1], [1, .nan, 1], [1, 1, 1]])
      #expect(path[2].map(\.isNaN) == [false, true, false], "\(rule.name)")
      #expect(path[0].allSatisfy { $0.isFinite }, "\(rule.name)")
    }
  }

  @Test func `a centred root of rounding below 0 is 0`() throws {
    var rule = RMSProp()
    (rule.isCentred, rule.smoothing) = (true, 0.5)
    // The mean of squares and the squared mean become equal to rounding, in either order.
    let gradients = [[Float]](repeating: [0.1, 0.3, 0.7, 1.1, 1.3], count: 60)
    let path = try Self.path(rule, from: [0, 0, 0, 0, 0], gradients)
    #expect(path.allSatisfy { $0.allSatisfy(\.isFinite) })
  }
}
