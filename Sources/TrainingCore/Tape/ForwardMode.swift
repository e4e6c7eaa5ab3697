/// Evaluates a ``Tape`` in forward mode: every value together with its derivative along a direction
/// in the space of parameters.
///
/// A second route to what a ``TapeEvaluator`` computes, and independent of it: dual numbers in plain
/// Swift with the C library's functions, each operation with a formula of its own for its
/// derivative, no code in common but the tape itself. Made for checking and not for speed: one
/// evaluation gives one directional derivative, of all nodes at once.
///
///     var forward = try TapeForwardMode(tape, samples: 32)
///     try forward.setInput(x, values)
///     let tangents = try forward.evaluate(at: parameters, along: direction)
///     let slopes = tangents.tangents(of: loss)
///
/// Source: A. Griewank and A. Walther, "Evaluating Derivatives", SIAM 2008, chapter 3.
public struct TapeForwardMode: Sendable {
  /// What is evaluated.
  public let tape: Tape
  /// The number of samples.
  public let samples: Int
  private var inputs: [[Double]]

  /// A forward mode for so many samples; inputs are 0 at first.
  /// - Throws: ``TapeError`` unless `samples` is positive and every node's size is an `Int`.
  public init(_ tape: Tape, samples: Int) throws(TapeError) {
    guard samples > 0 else { throw TapeError("\(samples) samples cannot be evaluated") }
    self.tape = tape
    self.samples = samples
    inputs = []
    for entry in tape.entries {
      let rows = entry.rowCount(samples: samples)
      let (size, overflow) = rows.multipliedReportingOverflow(by: entry.columns)
      guard !overflow else { throw TapeError("\(rows) x \(entry.columns) values are too many") }
      if case .input = entry.operation { inputs.append(Array(repeating: 0, count: size)) }
    }
  }

  /// Sets an input's values, row by row.
  /// - Throws: ``TapeError`` if the node is no input or has another number of values.
  public mutating func setInput(_ node: Tape.Node, _ values: [Double]) throws(TapeError) {
    guard case .input(let number) = tape[node].operation else {
      throw TapeError("the node is not an input")
    }
    guard values.count == inputs[number].count else {
      throw TapeError("\(values.count) values for an input of \(inputs[number].count)")
    }
    inputs[number] = values
  }

  /// Every node's values at `parameters`, and their derivatives along `direction`.
  /// - Throws: ``TapeError`` unless both have one number for each parameter.
  public func evaluate(
    at parameters: [Double], along direction: [Double]
  ) throws(TapeError) -> TapeTangents {
    for vector in [parameters, direction] where vector.count != tape.parameterCount {
      throw TapeError("\(vector.count) numbers for \(tape.parameterCount) parameters")
    }
    var nodes: [DualMatrix] = []
    nodes.reserveCapacity(tape.entries.count)
    for entry in tape.entries {
      var node = evaluate(entry, nodes, parameters, direction)
      // Where no parameter takes part nothing depends on the direction, whatever the slope.
      if !entry.isActive { node.tangents = Array(repeating: 0, count: node.values.count) }
      nodes.append(node)
    }
    return TapeTangents(nodes: nodes)
  }

  private func evaluate(
    _ entry: Tape.Entry, _ nodes: [DualMatrix], _ parameters: [Double], _ direction: [Double]
  ) -> DualMatrix {
    let rows = entry.rowCount(samples: samples)
    switch entry.operation {
    case .input(let number): return DualMatrix(inputs[number], columns: entry.columns)
    case .constant(let values): return DualMatrix(values, columns: entry.columns)
    case .parameter(let offset):
      let range = offset..<offset + rows * entry.columns
      var matrix = DualMatrix(Array(parameters[range]), columns: entry.columns)
      matrix.tangents = Array(direction[range])
      return matrix
    case .product(let left, let right, let transposed, let bias):
      return nodes[left].product(nodes[right], transposed: transposed, bias: bias.map { nodes[$0] })
    case .unary(let function, let x): return nodes[x].map { function.dual(at: $0) }
    case .binary(let operation, let left, let right):
      return nodes[left].combined(with: nodes[right], by: operation)
    case .sum(.rows, let x, let isMean): return nodes[x].summedOverRows(isMean: isMean)
    case .sum(.columns, let x, let isMean): return nodes[x].summedOverColumns(isMean: isMean)
    case .softmax(let x, isLogarithm: false): return nodes[x].softmax()
    case .softmax(let x, isLogarithm: true): return nodes[x].logSoftmax()
    case .crossEntropy(let logits, let labels):
      return nodes[logits].crossEntropy(labels: nodes[labels].values)
    }
  }
}

/// What a ``TapeForwardMode`` has computed.
public struct TapeTangents: Sendable {
  let nodes: [DualMatrix]

  /// A node's values, row by row.
  public func values(of node: Tape.Node) -> [Double] { nodes[node.index].values }
  /// The derivatives of a node's values along the direction, row by row.
  public func tangents(of node: Tape.Node) -> [Double] { nodes[node.index].tangents }
}
