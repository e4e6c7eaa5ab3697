/// Training of a network in mini-batches: one optimizer step for each.
///
/// Besides the problem's data it holds one batch.
public final class NetworkTraining<Scalar: TapeScalar> {
  /// The order in which samples are taken.
  public enum Order: Sendable, Hashable {
    /// As they stand, in every epoch.
    case asGiven
    /// Shuffled anew for every epoch, from this seed.
    case shuffled(seed: UInt64)
  }

  /// What is trained.
  public let problem: NetworkProblem<Scalar>
  /// The largest number of samples in a batch; an epoch's last one may have fewer.
  public let batchSize: Int
  /// The number of steps taken.
  public private(set) var steps = 0
  /// What moves the parameters, with its state.
  public private(set) var optimizer: Optimizer<Scalar>
  private let evaluator: TapeEvaluator<Scalar>
  private var check = DivergenceCheck()
  private var order: [Int]
  private var generator: SplitMix64?
  private var next = 0

  /// - Parameters:
  ///   - problem: network, loss and data.
  ///   - rule: what moves the parameters.
  ///   - batchSize: how many samples a step takes, from 1; all if it is larger.
  ///   - order: in which order they are taken.
  ///   - start: the parameters to begin with.
  /// - Throws: ``InputError`` (usage) if a number does not fit or a hyperparameter is out of range.
  public init(
    _ problem: NetworkProblem<Scalar>, by rule: any NamedOptimizer, batchSize: Int,
    order: Order = .asGiven, from start: [Scalar]
  ) throws(InputError) {
    guard batchSize > 0 else {
      throw InputError(.usage, "a batch of \(batchSize) samples", advice: "take at least 1")
    }
    guard start.count == problem.network.parameterCount else {
      throw InputError(
        .usage, "\(start.count) values for \(problem.network.parameterCount) parameters",
        advice: "give each parameter a value")
    }
    self.problem = problem
    self.batchSize = min(batchSize, problem.samples)
    optimizer = try Optimizer(rule, parameters: start.count)
    do {
      evaluator = try TapeEvaluator(problem.tape, samples: self.batchSize)
    } catch { throw InputError(.usage, error.description) }
    evaluator.setParameters(start)
    if case .shuffled(let seed) = order {
      generator = SplitMix64(seed: seed)
      self.order = Array(0..<problem.samples)
      generator?.shuffle(&self.order)
    } else {
      self.order = []
    }
  }

  /// The parameters now.
  public var parameters: [Scalar] { evaluator.parameters }

  /// The number of steps in an epoch.
  public var stepsInEpoch: Int { (problem.samples + batchSize - 1) / batchSize }

  /// Takes one step along the gradient of the mean loss of the next batch.
  /// - Returns: that mean loss before the step.
  /// - Throws: ``InputError`` if training diverged; it names the step, the last finite loss, and the
  ///   layer where numbers stopped being finite.
  @discardableResult
  public func step() throws(InputError) -> Double {
    let rows = next..<min(next + batchSize, problem.samples)
    load(rows)
    evaluator.forward()
    let loss = evaluator.sum(of: problem.lossNode) / Double(rows.count)
    if let divergence = check.observe(loss, step: steps) { throw error(divergence) }
    evaluator.resetGradient()
    evaluator.backward(from: problem.lossNode, seed: .every(1 / Double(rows.count)))
    evaluator.update { parameters, gradient in
      optimizer.update(parameters: &parameters, gradient: gradient)
    }
    steps += 1
    next = rows.upperBound
    if next == problem.samples { beginEpoch() }
    return loss
  }

  /// Trains for so many epochs from where it is.
  /// - Parameter progress: called after every epoch with the share done; false stops.
  /// - Returns: the mean of the samples' losses in each epoch, each taken before its step. An epoch
  ///   that ``step()`` has begun is finished as the first one; its mean is that of what was left.
  /// - Throws: ``InputError`` as ``step()`` does.
  @discardableResult
  public func run(
    epochs: Int, progress: (Double) -> Bool = { _ in true }
  ) throws(InputError) -> [Double] {
    var means: [Double] = []
    for epoch in 0..<max(0, epochs) {
      var sum = 0.0
      let left = problem.samples - next
      repeat {
        let first = next
        let loss = try step()
        sum += loss * Double((next == 0 ? problem.samples : next) - first)
      } while next != 0
      means.append(sum / Double(left))
      guard progress(Double(epoch + 1) / Double(epochs)) else { break }
    }
    return means
  }

  private func beginEpoch() {
    next = 0
    generator?.shuffle(&order)
  }

  private func load(_ rows: Range<Int>) {
    evaluator.setSamples(rows.count)
    load(rows, problem.inputs, into: problem.inputNode)
    load(rows, problem.targets, into: problem.targetNode)
  }

  private func load(_ rows: Range<Int>, _ values: [Scalar], into node: Tape.Node) {
    let columns = problem.tape[node].columns
    guard generator != nil else {
      evaluator.setInput(
        node, values.span.extracting(rows.lowerBound * columns..<rows.upperBound * columns))
      return
    }
    for (row, place) in rows.enumerated() {
      let first = order[place] * columns
      evaluator.setInput(node, row: row, values.span.extracting(first..<first + columns))
    }
  }

  private func error(_ divergence: Divergence) -> InputError {
    var error = divergence.error(learningRate: optimizer.learningRate)
    if let label = evaluator.firstNonFinite()?.label {
      error.problem += ", with values in \(label) that are not finite numbers"
    }
    return error
  }
}
