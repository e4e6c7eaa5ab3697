extension TapeEvaluator {
  /// Every sample's own gradient by a reverse pass for each: slow, and possible for every tape.
  ///
  /// To be called after ``forward()``. Where ``perSampleGradients(from:into:row:)`` gives an answer
  /// this one is the same up to rounding. It goes on where that one cannot: where parameters are
  /// changed before they meet the samples (each sample is then evaluated alone), and where samples
  /// see each other, as in batch normalisation with the batch's statistics. There a row is the
  /// gradient of that sample's loss within this batch, by all the ways in which the parameters reach
  /// it, other samples' values among them; N passes over the whole batch are needed. The rows always
  /// add up to the gradient of the sum of the losses. What ``gradient`` and ``squares`` have
  /// accumulated is left as it was.
  /// - Parameter row: which row of the matrix belongs to the first sample at hand.
  /// - Throws: ``TapeError`` unless the loss has a row for each sample.
  public func perSampleGradientsOneByOne(
    from loss: Tape.Node, into matrix: SampleMatrix<Scalar>, row: Int = 0
  ) throws(TapeError) {
    guard tape[loss].rows == .samples else { throw Leaf.lossOfFixedRows }
    let accumulated = gradient
    if tape.samplesMeet(before: loss) {
      for sample in 0..<samples {
        var seed = [Double](repeating: 0, count: samples)
        seed[sample] = 1
        writeGradient(from: loss, .rows(seed), to: matrix, row: row + sample)
      }
    } else {
      writeGradientsOfSingles(from: loss, to: matrix, row: row)
    }
    workspace.withValues(layout.gradient, accumulated.count) { span in
      for index in accumulated.indices { span[index] = accumulated[index] }
    }
  }

  /// Evaluates one sample after the other in the place of the first.
  private func writeGradientsOfSingles(
    from loss: Tape.Node, to matrix: SampleMatrix<Scalar>, row: Int
  ) {
    let count = samples
    let inputs = tape.entries.indices.filter { tape.entries[$0].isInputOfSamples }
      .map { (node: Tape.Node(index: $0), values: values(of: Tape.Node(index: $0))) }
    setSamples(1)
    for sample in 0..<count {
      for (node, values) in inputs {
        let columns = tape[node].columns
        setInput(node, Array(values[sample * columns..<(sample + 1) * columns]))
      }
      forward()
      writeGradient(from: loss, .ones, to: matrix, row: row + sample)
    }
    setSamples(count)
    for (node, values) in inputs { setInput(node, values) }
    forward()
  }

  private func writeGradient(
    from loss: Tape.Node, _ seed: TapeSeed, to matrix: SampleMatrix<Scalar>, row: Int
  ) {
    workspace.fill(layout.gradient, count: tape.parameterCount)
    backward(from: loss, seed: seed)
    workspace.outer(
      nil, layout.gradient, rows: 1, m: 1, n: tape.parameterCount, into: matrix, row: row,
      column: 0, accumulates: false)
  }
}

extension Tape.Entry {
  fileprivate var isInputOfSamples: Bool {
    if case .input = operation { return rows == .samples }
    return false
  }

  /// The nodes it is computed from.
  fileprivate var operands: [Int] {
    switch operation {
    case .input, .constant, .parameter: []
    case .product(let left, let right, _, let bias): [left, right] + (bias.map { [$0] } ?? [])
    case .unary(_, let x), .sum(_, let x, _), .softmax(let x, _): [x]
    case .binary(_, let left, let right): [left, right]
    case .crossEntropy(let logits, let labels): [logits, labels]
    }
  }
}

extension Tape {
  /// Whether a node depends on a sum over the samples.
  fileprivate func samplesMeet(before node: Node) -> Bool {
    var isNeeded = [Bool](repeating: false, count: node.index + 1)
    isNeeded[node.index] = true
    for index in stride(from: node.index, through: 0, by: -1) where isNeeded[index] {
      if case .sum(.rows, let x, _) = entries[index].operation, entries[x].rows == .samples {
        return true
      }
      for operand in entries[index].operands { isNeeded[operand] = true }
    }
    return false
  }
}
