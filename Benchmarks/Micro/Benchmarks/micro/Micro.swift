import Benchmark
import TrainingCore

/// Each for half a second; times are of a thousand operations, shown per operation.
let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration = .init(
    metrics: [.wallClock], warmupIterations: 3, scalingFactor: .kilo,
    maxDuration: .milliseconds(500))

  Benchmark("tape: line, 100 points, gradient (Double)") { benchmark in
    let problem = try Recorded<Double>([1, 1], samples: 100)
    benchmark.startMeasurement()
    for _ in benchmark.scaledIterations { problem.differentiate() }
    blackHole(problem.evaluator.gradient)
  }

  Benchmark("tape: 2-32-32-1, 32 rows, forward (Float)") { benchmark in
    let problem = try Recorded<Float>([2, 32, 32, 1], samples: 32)
    benchmark.startMeasurement()
    for _ in benchmark.scaledIterations { problem.evaluator.forward() }
    blackHole(problem.evaluator.values(of: problem.loss))
  }

  Benchmark("tape: 2-32-32-1, 32 rows, gradient (Float)") { benchmark in
    let problem = try Recorded<Float>([2, 32, 32, 1], samples: 32)
    benchmark.startMeasurement()
    for _ in benchmark.scaledIterations { problem.differentiate() }
    blackHole(problem.evaluator.gradient)
  }

  Benchmark("tape: 2-32-32-1, 32 rows, norms of gradients (Float)") { benchmark in
    let problem = try Recorded<Float>([2, 32, 32, 1], samples: 32)
    benchmark.startMeasurement()
    for _ in benchmark.scaledIterations {
      problem.evaluator.forward()
      blackHole(try problem.evaluator.squaredGradientNorms(from: problem.loss))
    }
  }

  for rule: any NamedOptimizer in [GradientDescent(), Momentum(), Adam()] {
    Benchmark("optimizer: \(rule.name), 1185 parameters (Float)") { benchmark in
      var optimizer = try Optimizer<Float>(rule, parameters: 1185)
      var parameters = [Float](repeating: 1, count: 1185)
      let gradient = [Float](repeating: 1e-3, count: 1185)
      benchmark.startMeasurement()
      for _ in benchmark.scaledIterations { optimizer.step(&parameters, gradient: gradient) }
      blackHole(parameters)
    }
  }

  Benchmark("text: a number, 4 digits") { benchmark in
    for index in benchmark.scaledIterations {
      blackHole(NumberText.short(1.234567e-3 * Double(index + 1)))
    }
  }
}

/// A network of tanh units with its squared error on a tape, and inputs and targets that need no
/// particular values.
private struct Recorded<Scalar: TapeScalar> {
  let evaluator: TapeEvaluator<Scalar>
  let loss: Tape.Node
  let seed: TapeSeed

  init(_ sizes: [Int], samples: Int) throws {
    guard let network = DenseNetwork(sizes: sizes) else {
      preconditionFailure("sizes are positive")
    }
    var tape = Tape()
    let (x, y) = (tape.input(columns: network.inputs), tape.input(columns: network.outputs))
    loss = tape.apply(.square, to: try tape.subtract(network.record(on: &tape, x), y))
    evaluator = try TapeEvaluator<Scalar>(tape, samples: samples)
    seed = .every(1 / Double(samples))
    func values(_ count: Int, _ scale: Double) -> [Scalar] {
      (0..<count).map { Scalar(scale * Double($0 % 17 - 8)) }
    }
    evaluator.setParameters(values(network.parameterCount, 0.05))
    evaluator.setInput(x, values(samples * network.inputs, 0.1))
    evaluator.setInput(y, values(samples * network.outputs, 0.1))
  }

  func differentiate() {
    evaluator.resetGradient()
    evaluator.forward()
    evaluator.backward(from: loss, seed: seed)
  }
}
