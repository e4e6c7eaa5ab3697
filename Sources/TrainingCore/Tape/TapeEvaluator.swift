/// Evaluates a ``Tape`` on a block of samples, and differentiates it in reverse.
///
///     let evaluator = try TapeEvaluator<Float>(tape, samples: 32)
///     evaluator.setParameters(start)
///     evaluator.setInput(x, values)
///     evaluator.forward()
///     evaluator.backward(from: loss, seed: .every(1 / 32))
///     let gradient = evaluator.gradient
///
/// An evaluator owns its memory and reuses it: after it was made nothing is allocated. It is for one
/// thread at a time; several evaluators of one tape may work on blocks of their own at once.
///
/// What depends on the machine or on a tape is thrown. A wrong count of values, or a node of another
/// tape, is a mistake in the program that calls, and stops it as a wrong index of an array does:
/// methods name such preconditions.
public final class TapeEvaluator<Scalar: TapeScalar> {
  /// What is evaluated.
  public let tape: Tape
  /// The largest number of samples there is room for.
  public let capacity: Int
  /// The number of samples at hand, at most ``capacity``.
  public private(set) var samples: Int
  let layout: TapeLayout
  let workspace: Workspace<Scalar>
  let steps: [TapeStep]
  /// Which nodes' adjoints have been written on the way back.
  private var touched: [Bool]
  private let leaves: [Leaf]
  private let obstacles: [Leaf.Obstacle]

  /// An evaluator with room for so many samples; parameters and inputs are 0 at first.
  /// - Parameter keepsSquares: whether sums of squared per-sample gradients can be accumulated.
  /// - Throws: ``MemoryRefusal`` if that needs more memory than is free.
  /// - Precondition: `samples` is positive.
  public convenience init(
    _ tape: Tape, samples: Int, keepsSquares: Bool = false
  ) throws(MemoryRefusal) {
    try self.init(tape, samples: samples, keepsSquares: keepsSquares, kernels: Scalar.kernels)
  }

  /// An evaluator with chosen inner loops.
  init(
    _ tape: Tape, samples: Int, keepsSquares: Bool, kernels: Kernels
  ) throws(MemoryRefusal) {
    precondition(samples > 0, "an evaluator needs room for a sample")
    self.tape = tape
    capacity = samples
    self.samples = samples
    guard TapeLayout.canBeCounted(tape, samples: samples) else {
      throw MemoryRefusal(
        rows: samples, columns: tape.parameterCount, bytes: nil, free: AvailableMemory.free,
        isEvaluation: true)
    }
    layout = TapeLayout(tape, samples: samples, hasSquares: keepsSquares)
    do throws(MemoryRefusal) {
      workspace = try Workspace(rows: 1, columns: layout.count, kernels: kernels)
    } catch {
      var refusal = error
      refusal.isEvaluation = true
      throw refusal
    }
    let layout = layout
    steps = tape.entries.indices.map { TapeStep(tape, $0, layout) }
    touched = [Bool](repeating: false, count: steps.count)
    (leaves, obstacles) = Leaf.all(of: tape, steps)
    for (index, entry) in tape.entries.enumerated() {
      guard case .constant(let values) = entry.operation else { continue }
      workspace.round(values, to: layout.values[index])
    }
  }

  /// Propagates the rows' own adjoints from a loss.
  /// - Returns: The parameters with those of their uses that lead to it.
  func perSampleLeaves(from loss: Tape.Node) throws(TapeError) -> [Leaf] {
    guard tape[loss].rows == .samples else { throw Leaf.lossOfFixedRows }
    propagateDeltas(from: loss)
    for obstacle in obstacles where touched[obstacle.step] { throw obstacle.error }
    return leaves.map { $0.reached(touched) }
  }

  /// Runs with the flags of which nodes' adjoints have been written, all false at first.
  func withTouched(_ body: (inout [Bool]) -> Void) {
    for index in 0..<touched.count { touched[index] = false }
    body(&touched)
  }

  /// How many samples the next evaluation has.
  /// - Precondition: From 1 to ``capacity``.
  public func setSamples(_ count: Int) {
    precondition((1...capacity).contains(count), "the evaluator has room for \(capacity) samples")
    samples = count
  }

  // MARK: Values in

  /// Sets all parameters, in the order of the flat vector.
  /// - Precondition: As many values as the tape has parameters.
  public func setParameters(_ values: [Scalar]) {
    precondition(values.count == tape.parameterCount, "one value for each parameter")
    workspace.copy(values.span, to: layout.parameters)
  }

  /// Sets an input's values, row by row in one span.
  /// - Precondition: The node is an input of the tape, and there is a value for each of its columns
  ///   in each row: as many rows as samples at hand, or as it has fixed.
  public func setInput(_ node: Tape.Node, _ values: Span<Scalar>) {
    guard case .input = tape[node].operation else { preconditionFailure("not an input") }
    let count = size(node.index)
    precondition(values.count == count, "\(values.count) values for \(count)")
    workspace.copy(values, to: layout.values[node.index])
  }

  /// Sets an input's values, row by row in one array, as ``setInput(_:_:)`` does.
  public func setInput(_ node: Tape.Node, _ values: [Scalar]) { setInput(node, values.span) }

  /// Sets one row of an input.
  public func setInput(_ node: Tape.Node, row: Int, _ values: Span<Scalar>) {
    guard case .input = tape[node].operation else { preconditionFailure("not an input") }
    let columns = tape[node].columns
    precondition(
      values.count == columns && row >= 0 && row < size(node.index) / columns, "not a row")
    workspace.copy(values, to: layout.values[node.index] + row * columns)
  }

  // MARK: Values out

  /// A node's values, row by row.
  public func values(of node: Tape.Node) -> [Scalar] {
    workspace.array(layout.values[node.index], size(node.index))
  }

  /// The sum of a node's values, added up in double precision.
  public func sum(of node: Tape.Node) -> Double {
    workspace.sum(layout.values[node.index], size(node.index))
  }

  /// The values of the parameters.
  public var parameters: [Scalar] {
    workspace.array(layout.parameters, tape.parameterCount)
  }

  /// What the parameters' adjoints have accumulated: the gradient, if it was seeded so.
  public var gradient: [Scalar] {
    workspace.array(layout.gradient, tape.parameterCount)
  }

  /// Adds ``gradient`` to a vector.
  func addGradient(to sums: inout [Scalar]) { workspace.add(layout.gradient, to: &sums) }
  /// Adds ``squares`` to a vector.
  func addSquares(to sums: inout [Scalar]) { workspace.add(layout.squares, to: &sums) }

  /// Works on parameters and gradient at the same time, as optimizers do.
  public func update(
    _ body: (_ parameters: inout MutableSpan<Scalar>, _ gradient: Span<Scalar>) -> Void
  ) {
    let count = tape.parameterCount
    workspace.withValues(layout.parameters, reading: layout.gradient, count, body)
  }

  /// The number of values of a node with the samples at hand.
  func size(_ index: Int) -> Int {
    tape.entries[index].rowCount(samples: samples) * tape.entries[index].columns
  }

  /// The first node whose values are not all finite, in the order of the tape; nil if all are.
  public func firstNonFinite() -> (node: Tape.Node, label: String?)? {
    for index in tape.entries.indices
    where !workspace.isFinite(layout.values[index], count: size(index)) {
      return (Tape.Node(index: index), tape.entries[index].label)
    }
    return nil
  }
}
