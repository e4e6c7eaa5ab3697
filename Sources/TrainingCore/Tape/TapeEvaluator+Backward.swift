/// What the adjoints of a loss's rows begin with.
public enum TapeSeed: Sendable {
  /// 1: the parameters accumulate the gradient of the sum of the rows' losses, and every row's
  /// adjoints are those of its own loss.
  case ones
  /// The same number in every row: 1/N for the mean of N losses.
  case every(Double)
  /// A number for each row: derivatives of an aggregate by the rows' losses, or weights.
  case rows([Double])
}

extension TapeEvaluator {
  /// Sets the gradient to 0, before the first of several blocks of samples.
  public func resetGradient() {
    workspace.fill(layout.gradient, count: tape.parameterCount)
    if layout.squares >= 0 { workspace.fill(layout.squares, count: tape.parameterCount) }
  }

  /// Propagates adjoints from a node of one column back to the parameters and adds to the gradient.
  ///
  /// To be called after ``forward()``.
  /// - Precondition: The node has one column and depends on a parameter; `.rows` has a number for
  ///   each of its rows.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func backward(from loss: Tape.Node, seed: TapeSeed) {
    propagate(from: loss, seed, reachesParameters: true)
  }

  /// Propagates adjoints of the rows' own losses, as far as the operations that use parameters.
  func propagateDeltas(from loss: Tape.Node) {
    propagate(from: loss, .ones, reachesParameters: false)
  }

  private func propagate(
    from loss: Tape.Node, _ seed: TapeSeed, reachesParameters: Bool
  ) {
    let start = steps[loss.index].result
    precondition(start.columns == 1 && start.isActive, "a loss has one column and parameters")
    for index in isTouched.indices { isTouched[index] = false }
    setSeed(seed, at: start)
    isTouched[loss.index] = true
    for index in stride(from: loss.index, through: 0, by: -1) where isTouched[index] {
      handOn(steps[index], reachesParameters)
    }
  }

  private func setSeed(_ seed: TapeSeed, at place: TapeStep.Place) {
    let rows = place.rowCount(samples)
    switch seed {
    case .ones: workspace.fill(place.adjoints, count: rows, with: 1)
    case .every(let value): workspace.fill(place.adjoints, count: rows, with: value)
    case .rows(let values):
      precondition(values.count == rows, "one seed for each row")
      workspace.withValues(place.adjoints, rows) { span in
        for row in 0..<rows { span[row] = Scalar(values[row]) }
      }
    }
  }

  /// Whether something is to be handed on to an operand.
  private func wants(_ place: TapeStep.Place, _ reachesParameters: Bool) -> Bool {
    place.isActive && (reachesParameters || !place.isParameter)
  }

  /// Whether what is handed on adds to what is there; parameters always add.
  private func accumulates(_ place: TapeStep.Place) -> Bool {
    if place.isParameter { return true }
    defer { isTouched[place.node] = true }
    return isTouched[place.node]
  }

  /// Makes a place ready for operations that only add.
  private func prepareToAdd(_ place: TapeStep.Place) {
    guard !accumulates(place) else { return }
    workspace.fill(place.adjoints, count: place.rowCount(samples) * place.columns)
  }

  private func handOn(_ step: TapeStep, _ reachesParameters: Bool) {
    let rows = step.result.rowCount(samples)
    let columns = step.result.columns
    let (y, dy) = (step.result.values, step.result.adjoints)
    switch step.kind {
    case .leaf: break
    case .product(let transposed): handOnProduct(step, transposed, rows, reachesParameters)
    case .unary(let function):
      guard wants(step.a, reachesParameters) else { return }
      let adds = accumulates(step.a)
      workspace.unaryBackward(
        function, x: step.a.values, y: y, dy: dy, into: step.a.adjoints, count: rows * columns,
        accumulates: adds)
    case .binary(let operation):
      let (a, b) = operands(step, rows)
      for (side, place, operand) in [(0, step.a, a), (1, step.b, b)]
      where wants(place, reachesParameters) {
        prepareToAdd(place)
        var target = operand
        target.offset = place.adjoints
        workspace.binaryBackward(
          operation, side: side, a, b, y: y, dy: dy, into: target, rows: rows, columns: columns)
      }
    case .sum(let axis, let isMean):
      guard wants(step.a, reachesParameters) else { return }
      prepareToAdd(step.a)
      let (height, width) = (step.a.rowCount(samples), step.a.columns)
      let count = axis == .rows ? height : width
      workspace.add(
        Broadcast(dy, rows: rows, columns: columns, in: (height, width)),
        times: isMean ? 1 / Double(count) : 1,
        to: Broadcast(step.a.adjoints, rowStride: width, columnStride: 1), rows: height,
        columns: width)
    case .softmax(let isLogarithm):
      guard wants(step.a, reachesParameters) else { return }
      let adds = accumulates(step.a)
      workspace.softmaxBackward(
        y: y, dy: dy, into: step.a.adjoints, rows: rows, columns: columns,
        isLogarithm: isLogarithm, accumulates: adds)
    case .crossEntropy:
      guard wants(step.a, reachesParameters) else { return }
      let adds = accumulates(step.a)
      workspace.crossEntropyBackward(
        step.a.values, labels: step.b.values, dy: dy, into: step.a.adjoints, rows: rows,
        columns: step.a.columns, accumulates: adds)
    }
  }

  private func handOnProduct(
    _ step: TapeStep, _ transposed: Bool, _ rows: Int, _ reachesParameters: Bool
  ) {
    let (inner, columns, dy) = (step.a.columns, step.result.columns, step.result.adjoints)
    if wants(step.a, reachesParameters) {
      let adds = accumulates(step.a)
      workspace.multiply(
        dy, step.b.values, transposed: (false, !transposed), into: step.a.adjoints, m: rows,
        n: inner,
        k: columns, accumulates: adds, scratch: layout.scratch)
    }
    if wants(step.b, reachesParameters) {
      let adds = accumulates(step.b)
      // b is k x n, or n x k if it was transposed.
      let (left, right) = transposed ? (dy, step.a.values) : (step.a.values, dy)
      let (m, n) = transposed ? (columns, inner) : (inner, columns)
      workspace.multiply(
        left, right, transposed: (true, false), into: step.b.adjoints, m: m, n: n, k: rows,
        accumulates: adds, scratch: layout.scratch)
    }
    if step.hasBias, wants(step.bias, reachesParameters) {
      prepareToAdd(step.bias)
      workspace.add(
        Broadcast(dy, rowStride: columns, columnStride: 1),
        to: Broadcast(step.bias.adjoints, rowStride: 0, columnStride: 1), rows: rows,
        columns: columns)
    }
  }
}
