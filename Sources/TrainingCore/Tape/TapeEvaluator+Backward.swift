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
    setSeed(seed, at: start)
    withTouched { touched in
      touched[loss.index] = true
      var index = loss.index
      while index >= 0 {
        if touched[index] { handOn(steps[index], reachesParameters, &touched) }
        index -= 1
      }
    }
  }

  private func setSeed(_ seed: TapeSeed, at place: TapeStep.Place) {
    let rows = place.rowCount(samples)
    switch seed {
    case .ones: workspace.fill(place.adjoints, count: rows, with: 1)
    case .every(let value): workspace.fill(place.adjoints, count: rows, with: value)
    case .rows(let values):
      precondition(values.count == rows, "one seed for each row")
      workspace.round(values, to: place.adjoints)
    }
  }

  /// Whether something is to be handed on to an operand.
  private func wants(_ place: TapeStep.Place, _ reachesParameters: Bool) -> Bool {
    place.isActive && (reachesParameters || !place.isParameter)
  }

  /// Whether what is handed on adds to what is there; parameters always add.
  private func accumulates(_ place: TapeStep.Place, _ touched: inout [Bool]) -> Bool {
    if place.isParameter { return true }
    defer { touched[place.node] = true }
    return touched[place.node]
  }

  /// Makes a place ready for operations that only add.
  private func prepareToAdd(_ place: TapeStep.Place, _ touched: inout [Bool]) {
    guard !accumulates(place, &touched) else { return }
    workspace.fill(place.adjoints, count: place.rowCount(samples) * place.columns)
  }

  private func handOn(
    _ step: TapeStep, _ reachesParameters: Bool, _ touched: inout [Bool]
  ) {
    let rows = step.result.rowCount(samples)
    let columns = step.result.columns
    let (y, dy) = (step.result.values, step.result.adjoints)
    switch step.kind {
    case .leaf: break
    case .product(let transposed):
      handOnProduct(step, transposed, rows, reachesParameters, &touched)
    case .unary(let function):
      guard wants(step.a, reachesParameters) else { return }
      let adds = accumulates(step.a, &touched)
      workspace.unaryBackward(
        function, x: step.a.values, y: y, dy: dy, into: step.a.adjoints, count: rows * columns,
        accumulates: adds)
    case .binary(let operation):
      let (a, b) = operands(step, rows)
      if wants(step.a, reachesParameters) {
        handOnBinary(operation, side: 0, step, step.a, a, b, target: a, rows, &touched)
      }
      if wants(step.b, reachesParameters) {
        handOnBinary(operation, side: 1, step, step.b, a, b, target: b, rows, &touched)
      }
    case .sum(let axis, let isMean):
      guard wants(step.a, reachesParameters) else { return }
      prepareToAdd(step.a, &touched)
      let (height, width) = (step.a.rowCount(samples), step.a.columns)
      let count = axis == .rows ? height : width
      workspace.add(
        Broadcast(dy, rows: rows, columns: columns, in: (height, width)),
        times: isMean ? 1 / Double(count) : 1,
        to: Broadcast(step.a.adjoints, rowStride: width, columnStride: 1), rows: height,
        columns: width)
    case .softmax(let isLogarithm):
      guard wants(step.a, reachesParameters) else { return }
      let adds = accumulates(step.a, &touched)
      workspace.softmaxBackward(
        y: y, dy: dy, into: step.a.adjoints, rows: rows, columns: columns,
        isLogarithm: isLogarithm, accumulates: adds)
    case .crossEntropy:
      guard wants(step.a, reachesParameters) else { return }
      let adds = accumulates(step.a, &touched)
      workspace.crossEntropyBackward(
        step.a.values, labels: step.b.values, dy: dy, into: step.a.adjoints, rows: rows,
        columns: step.a.columns, accumulates: adds)
    }
  }

  private func handOnBinary(
    _ operation: Tape.BinaryOperation, side: Int, _ step: TapeStep, _ place: TapeStep.Place,
    _ a: Broadcast, _ b: Broadcast, target: Broadcast, _ rows: Int, _ touched: inout [Bool]
  ) {
    prepareToAdd(place, &touched)
    var target = target
    target.offset = place.adjoints
    workspace.binaryBackward(
      operation, side: side, a, b, y: step.result.values, dy: step.result.adjoints, into: target,
      rows: rows, columns: step.result.columns)
  }

  private func handOnProduct(
    _ step: TapeStep, _ transposed: Bool, _ rows: Int, _ reachesParameters: Bool,
    _ touched: inout [Bool]
  ) {
    let (inner, columns, dy) = (step.a.columns, step.result.columns, step.result.adjoints)
    if wants(step.a, reachesParameters) {
      let adds = accumulates(step.a, &touched)
      workspace.multiply(
        dy, step.b.values, transposed: (false, !transposed), into: step.a.adjoints, m: rows,
        n: inner,
        k: columns, accumulates: adds, scratch: layout.scratch)
    }
    if wants(step.b, reachesParameters) {
      let adds = accumulates(step.b, &touched)
      // b is k x n, or n x k if it was transposed.
      let (left, right) = transposed ? (dy, step.a.values) : (step.a.values, dy)
      let (m, n) = transposed ? (columns, inner) : (inner, columns)
      workspace.multiply(
        left, right, transposed: (true, false), into: step.b.adjoints, m: m, n: n, k: rows,
        accumulates: adds, scratch: layout.scratch)
    }
    if step.hasBias, wants(step.bias, reachesParameters) {
      prepareToAdd(step.bias, &touched)
      workspace.add(
        Broadcast(dy, rowStride: columns, columnStride: 1),
        to: Broadcast(step.bias.adjoints, rowStride: 0, columnStride: 1), rows: rows,
        columns: columns)
    }
  }
}
