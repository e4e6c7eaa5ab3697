import BenchmarkData
import TrainingCore

/// Gradients of 1024 samples of a 64-256-256-10 network, float32: their mean, all of them, their
/// norms, or their variance.
enum PerSample: Work {
  static let name = "persample"
  static let arguments = "batch | full | norms | variance"

  static func measure(_ argument: String) throws -> Report {
    let workers = try (0..<Worker.count).map {
      try Worker($0, keepsSquares: argument == "variance")
    }
    switch argument {
    case "batch":
      return try Report(argument, digest: { $0.map(Double.init) }) { try batch(workers) }
    case "variance":
      return try Report(argument, digest: { $0.map(Double.init) }) { try variance(workers) }
    case "norms":
      return try Report(argument, digest: { $0 }) {
        try workers.concurrentMap { worker in try worker.norms() }.flatMap { $0 }
      }
    case "full":
      let matrix = try SampleMatrix<Float>(
        rows: Worker.samples, columns: Worker.network.parameterCount)
      return try Report(argument, digest: { rowNorms(matrix) }) {
        _ = try workers.concurrentMap { worker in try worker.gradients(into: matrix) }
      }
    default: throw UnknownArgument(argument: argument)
    }
  }

  private static func batch(_ workers: [Worker]) throws -> [Float] {
    let parts = workers.concurrentMap { $0.gradient() }
    return zip(parts[0], parts[1]).map { $0 + $1 }
  }

  private static func variance(_ workers: [Worker]) throws -> [Float] {
    let parts = try workers.concurrentMap { worker in try worker.moments() }
    let scale = 1 / Float(Worker.samples)
    return parts[0].sums.indices.map { index in
      let mean = (parts[0].sums[index] + parts[1].sums[index]) * scale
      return (parts[0].squares[index] + parts[1].squares[index]) * scale - mean * mean
    }
  }

  private static func rowNorms(_ matrix: SampleMatrix<Float>) -> [Double] {
    (0..<matrix.rows).map { row in
      matrix.withRow(row) { values in
        var sum = 0.0
        for index in values.indices { sum += Double(values[index]) * Double(values[index]) }
        return sum.squareRoot()
      }
    }
  }
}

/// Half of the samples with an evaluator of its own; one thread at a time works with it, hence
/// `@unchecked`.
private final class Worker: @unchecked Sendable {
  static let (samples, block, count) = (1024, 128, 2)
  static let network = unwrap(DenseNetwork(sizes: [64, 256, 256, 10]))

  private let evaluator: TapeEvaluator<Float>
  private let loss, x, y: Tape.Node
  private let inputs, targets: [Float]
  private let first: Int

  init(_ number: Int, keepsSquares: Bool) throws {
    let rows = Self.samples / Self.count
    first = number * rows
    let (inputCounter, labels) = (Counter(seed: 21), Counter(seed: 22))
    inputs = (first * 64..<(first + rows) * 64).map { Float(2 * inputCounter.uniform($0) - 1) }
    targets = (first..<first + rows).flatMap { sample in
      let label = Int(labels.uniform(sample) * 10)
      return (0..<10).map { $0 == label ? Float(1) : 0 }
    }
    var tape = Tape()
    x = tape.input(columns: 64)
    y = tape.input(columns: 10)
    let residual = try tape.subtract(Self.network.record(on: &tape, x), y)
    loss = tape.meanOverColumns(tape.apply(.square, to: residual))
    evaluator = try TapeEvaluator(tape, samples: Self.block, keepsSquares: keepsSquares)
    evaluator.setParameters(NetworkData.parameters(Self.network.sizes).map(Float.init))
  }

  /// Evaluates the loss block by block.
  private func forEachBlock(_ body: (_ row: Int) throws -> Void) rethrows {
    let (inputs, targets) = (self.inputs, self.targets)
    for row in stride(from: 0, to: targets.count / 10, by: Self.block) {
      evaluator.setInput(x, inputs.span.extracting(row * 64..<(row + Self.block) * 64))
      evaluator.setInput(y, targets.span.extracting(row * 10..<(row + Self.block) * 10))
      evaluator.forward()
      try body(row)
    }
  }

  /// This half's share of the gradient of the mean loss.
  func gradient() -> [Float] {
    evaluator.resetGradient()
    forEachBlock { _ in
      evaluator.backward(from: loss, seed: .every(1 / Double(Self.samples)))
    }
    return evaluator.gradient
  }

  func norms() throws -> [Double] {
    var norms: [Double] = []
    try forEachBlock { _ in
      norms += try evaluator.squaredGradientNorms(from: loss).map { $0.squareRoot() }
    }
    return norms
  }

  func moments() throws -> (sums: [Float], squares: [Float]) {
    evaluator.resetGradient()
    try forEachBlock { _ in try evaluator.accumulateMoments(from: loss) }
    return (evaluator.gradient, evaluator.squares)
  }

  func gradients(into matrix: SampleMatrix<Float>) throws {
    try forEachBlock { row in
      try evaluator.perSampleGradients(from: loss, into: matrix, row: first + row)
    }
  }
}
