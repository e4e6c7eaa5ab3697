import Dispatch
import Synchronization

/// A tape's loss over a whole data set: its mean, its gradient, and what the samples contribute, in
/// blocks of samples and on all cores.
///
/// The samples are divided into shards whose number depends on theirs alone. Each shard runs through
/// its blocks in order, and the shards' results are added in their order: the same numbers, whatever
/// the number of threads. Evaluators are made once and keep their memory; of evaluations that are
/// asked for at the same time, one waits for the other.
///
/// A wrong number of parameters is a mistake in the program that calls, and stops it.
public final class TapeBatch<Scalar: TapeScalar>: Sendable {
  /// Data for one input of the tape, row by row with a row for each sample.
  public struct Input: Sendable {
    let node: Tape.Node
    let values: [Scalar]

    /// The values of an input node.
    public init(_ node: Tape.Node, _ values: [Scalar]) {
      self.node = node
      self.values = values
    }
  }

  /// The tape that is evaluated.
  public let tape: Tape
  /// The node of one column with the samples' own losses.
  public let loss: Tape.Node
  /// The number of samples.
  public let samples: Int
  private let inputs: [Input]
  private let shards: [Shard]
  private let blockRows: Int
  private let isConcurrent: Bool
  /// One evaluation at a time: what it adds up stays in the evaluators until it is fetched.
  private let running = Mutex(())

  /// The samples of one shard and who evaluates them.
  private struct Shard: Sendable {
    var rows: Range<Int>
    /// One thread at a time works on a shard; the lock makes that certain.
    var evaluator: Evaluator
  }

  private final class Evaluator: Sendable {
    let locked: Mutex<TapeEvaluator<Scalar>>
    init(_ evaluator: sending TapeEvaluator<Scalar>) { locked = Mutex(evaluator) }
  }

  /// Blocks of this many samples fit the second cache for layers of usual width.
  private static var largestBlock: Int { 256 }
  private static var mostShards: Int { 16 }
  /// Threads cost more than they bring for less arithmetic than this.
  private static var concurrentWork: Double { 4_000_000 }

  /// - Parameters:
  ///   - tape: what is evaluated; only its inputs have a row for each sample.
  ///   - loss: rows x 1, the samples' own losses.
  ///   - samples: how many there are, at least 1.
  ///   - inputs: values for every input node of the tape.
  ///   - keepsSquares: whether ``moments(at:)`` will be asked for.
  /// - Throws: ``TapeBatchError`` if values are missing or too few, or memory is.
  public init(
    _ tape: Tape, loss: Tape.Node, samples: Int, inputs: [Input], keepsSquares: Bool = false
  ) throws(TapeBatchError) {
    guard samples > 0 else { throw .shape(TapeError("there are no samples")) }
    guard tape[loss].columns == 1, tape[loss].rows == .samples, tape[loss].isActive else {
      throw .shape(TapeError("a loss has a row for each sample, one column and parameters"))
    }
    do { try Self.check(inputs, of: tape, samples: samples) } catch { throw .shape(error) }
    self.tape = tape
    self.loss = loss
    self.samples = samples
    self.inputs = inputs
    let count = max(1, min(Self.mostShards, samples / Self.largestBlock))
    blockRows = min(Self.largestBlock, (samples + count - 1) / count)
    var shards: [Shard] = []
    for index in 0..<count {
      let rows = samples * index / count..<samples * (index + 1) / count
      do {
        let evaluator = try TapeEvaluator<Scalar>(
          tape, samples: blockRows, keepsSquares: keepsSquares)
        shards.append(Shard(rows: rows, evaluator: Evaluator(evaluator)))
      } catch { throw .memory(error) }
    }
    self.shards = shards
    isConcurrent = Double(samples) * (tape.work + 1) > Self.concurrentWork
  }

  /// Checks that every input of the tape has its values, and that nothing else has.
  private static func check(
    _ inputs: [Input], of tape: Tape, samples: Int
  ) throws(TapeError) {
    for (index, entry) in tape.entries.enumerated() {
      let given = inputs.filter { $0.node.index == index }
      guard case .input = entry.operation else {
        guard given.isEmpty else { throw TapeError("values are given for a node that is no input") }
        continue
      }
      guard given.count == 1 else {
        throw TapeError("values are given \(given.count) times for an input")
      }
      let (wanted, overflow) = entry.rowCount(samples: samples)
        .multipliedReportingOverflow(by: entry.columns)
      guard !overflow, given[0].values.count == wanted else {
        throw TapeError(
          "an input has \(given[0].values.count) values where"
            + " \(entry.rowCount(samples: samples)) x \(entry.columns) are needed")
      }
    }
    guard inputs.allSatisfy({ $0.node.index < tape.entries.count }) else {
      throw TapeError("values are given for a node of another tape")
    }
  }

  // MARK: Results

  /// The mean of the samples' losses.
  public func meanLoss(at parameters: [Scalar]) -> Double {
    running.withLock { _ in
      let sums = run(at: parameters) { evaluator, _, sum in
        sum.loss += evaluator.sum(of: self.loss)
      }
      return sums.reduce(0) { $0 + $1.loss } / Double(samples)
    }
  }

  /// The mean of the samples' losses and its gradient.
  public func gradientOfMean(at parameters: [Scalar]) -> (mean: Double, gradient: [Scalar]) {
    let seed = TapeSeed.every(1 / Double(samples))
    return running.withLock { _ in
      let sums = run(at: parameters) { evaluator, _, sum in
        evaluator.backward(from: self.loss, seed: seed)
        sum.loss += evaluator.sum(of: self.loss)
      }
      return (
        sums.reduce(0) { $0 + $1.loss } / Double(samples),
        total {
          $0.gradient
        } adding: {
          $0.addGradient(to: &$1)
        }
      )
    }
  }

  /// Every sample's own gradient, as the rows of a matrix that is used again.
  /// - Throws: ``TapeError`` if a parameter is changed before it meets the samples.
  public func perSampleGradients(
    at parameters: [Scalar], into matrix: SampleMatrix<Scalar>
  ) throws(TapeError) {
    guard matrix.rows == samples, matrix.columns == tape.parameterCount else {
      throw TapeError(
        "the matrix is \(matrix.rows) x \(matrix.columns), but there are \(samples) samples and"
          + " \(tape.parameterCount) parameters")
    }
    try running.withLock { _ throws(TapeError) in
      _ = try run(at: parameters) { evaluator, rows, _ throws(TapeError) in
        try evaluator.perSampleGradients(from: self.loss, into: matrix, row: rows.lowerBound)
      }
    }
  }

  /// Every sample's squared gradient norm.
  /// - Throws: ``TapeError`` if a parameter is changed before it meets the samples.
  public func squaredGradientNorms(at parameters: [Scalar]) throws(TapeError) -> [Double] {
    try running.withLock { _ throws(TapeError) in
      let sums = try run(at: parameters) { evaluator, _, sum throws(TapeError) in
        sum.norms += try evaluator.squaredGradientNorms(from: self.loss)
      }
      return sums.flatMap(\.norms)
    }
  }

  /// Mean and variance (with the factor 1/N) of the samples' gradients, parameter by parameter.
  ///
  /// The variance is the mean of squares less the square of the mean, as centred squares would cost
  /// another product of matrices for each layer: it is rounding where it is less than about a
  /// millionth of the squared mean, in double precision 1e-14 of it. Then take `Double`.
  /// - Throws: ``TapeError`` if a parameter is changed before it meets the samples.
  /// - Precondition: The batch was made with `keepsSquares`.
  public func moments(
    at parameters: [Scalar]
  ) throws(TapeError) -> (mean: [Scalar], variance: [Scalar]) {
    try running.withLock { _ throws(TapeError) in
      _ = try run(at: parameters) { evaluator, _, _ throws(TapeError) in
        try evaluator.accumulateMoments(from: self.loss)
      }
      var mean = total {
        $0.gradient
      } adding: {
        $0.addGradient(to: &$1)
      }
      var variance = total {
        $0.squares
      } adding: {
        $0.addSquares(to: &$1)
      }
      BulkArithmetic.moments(&mean, &variance, count: samples)
      return (mean, variance)
    }
  }

  /// The first layer or node with a value that is not finite, and the first sample of its block; nil
  /// if all are finite.
  public func firstNonFinite(at parameters: [Scalar]) -> (label: String?, sample: Int)? {
    running.withLock { _ in
      let sums = run(at: parameters) { evaluator, rows, sum in
        guard sum.nonFinite == nil, let found = evaluator.firstNonFinite() else { return }
        sum.nonFinite = (found.label, rows.lowerBound)
      }
      return sums.lazy.compactMap(\.nonFinite).first
    }
  }

  // MARK: Running

  /// What a shard has added up.
  private struct Sums: Sendable {
    var rows: Range<Int>
    var loss = 0.0
    var norms: [Double] = []
    var nonFinite: (label: String?, sample: Int)?
  }

  /// Evaluates every block of every shard forwards and hands it on.
  private func run<Failure>(
    at parameters: [Scalar],
    _ body:
      @Sendable (TapeEvaluator<Scalar>, _ rows: Range<Int>, inout Sums) throws(Failure) -> Void
  ) throws(Failure) -> [Sums] {
    @Sendable func work(_ shard: Shard) throws(Failure) -> Sums {
      try shard.evaluator.locked.withLock { evaluator throws(Failure) in
        var sums = Sums(rows: shard.rows)
        evaluator.setParameters(parameters)
        evaluator.resetGradient()
        for start in stride(from: shard.rows.lowerBound, to: shard.rows.upperBound, by: blockRows) {
          let rows = start..<min(start + blockRows, shard.rows.upperBound)
          load(rows, evaluator)
          evaluator.forward()
          try body(evaluator, rows, &sums)
        }
        return sums
      }
    }
    guard isConcurrent else {
      var sums: [Sums] = []
      for shard in shards { sums.append(try work(shard)) }
      return sums
    }
    return try shards.concurrentMap(work)
  }

  private func load(_ rows: Range<Int>, _ evaluator: TapeEvaluator<Scalar>) {
    evaluator.setSamples(rows.count)
    for input in inputs {
      let entry = tape[input.node]
      guard entry.rows == .samples else {
        evaluator.setInput(input.node, input.values)
        continue
      }
      let columns = entry.columns
      evaluator.setInput(
        input.node,
        input.values.span.extracting(rows.lowerBound * columns..<rows.upperBound * columns))
    }
  }

  /// The shards' vectors added in their order.
  ///
  /// The first one is copied: an array of zeros would be filled value by value where this is not
  /// specialised.
  private func total(
    _ first: (TapeEvaluator<Scalar>) -> [Scalar],
    adding add: (TapeEvaluator<Scalar>, inout [Scalar]) -> Void
  ) -> [Scalar] {
    var sum = shards[0].evaluator.locked.withLock { first($0) }
    for shard in shards.dropFirst() { shard.evaluator.locked.withLock { add($0, &sum) } }
    return sum
  }
}

/// Why a tape cannot be run over a data set.
public enum TapeBatchError: Error, Sendable, Hashable, CustomStringConvertible {
  /// Shapes do not fit.
  case shape(TapeError)
  /// It needs more memory than is free.
  case memory(MemoryRefusal)

  /// What is wrong, in one line.
  public var description: String {
    switch self {
    case .shape(let error): error.description
    case .memory(let error): error.description
    }
  }
}

extension Tape {
  /// About how many multiplications a sample costs.
  var work: Double {
    entries.reduce(0) { sum, entry in
      guard entry.rows == .samples else { return sum }
      let columns = Double(entry.columns)
      guard case .product(let left, _, _, _) = entry.operation else { return sum + columns }
      return sum + 3 * columns * Double(entries[left].columns)
    }
  }
}
