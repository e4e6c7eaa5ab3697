extension TapeEvaluator {
  /// Computes every node's values from inputs and parameters.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func forward() {
    for step in steps { evaluate(step) }
  }

  private func evaluate(_ step: TapeStep) {
    let rows = step.result.rowCount(samples)
    let columns = step.result.columns
    let y = step.result.values
    switch step.kind {
    case .leaf: break
    case .product(let transposed):
      if step.hasBias {
        workspace.repeatRow(step.bias.values, into: y, rows: rows, columns: columns)
      }
      workspace.multiply(
        step.a.values, step.b.values, transposed: (false, transposed), into: y, m: rows, n: columns,
        k: step.a.columns, accumulates: step.hasBias, scratch: layout.scratch)
    case .unary(let function):
      workspace.unary(function, step.a.values, into: y, count: rows * columns)
    case .binary(let operation):
      let (a, b) = operands(step, rows)
      workspace.binary(operation, a, b, into: y, rows: rows, columns: columns)
    case .sum(let axis, let isMean):
      let height = step.a.rowCount(samples)
      let width = step.a.columns
      workspace.fill(y, count: rows * columns)
      let count = axis == .rows ? height : width
      workspace.add(
        Broadcast(step.a.values, rowStride: width, columnStride: 1),
        times: isMean ? 1 / Double(count) : 1,
        to: Broadcast(y, rows: rows, columns: columns, in: (height, width)),
        rows: height, columns: width)
    case .softmax(let isLogarithm):
      workspace.softmax(
        step.a.values, into: y, rows: rows, columns: columns, isLogarithm: isLogarithm)
    case .crossEntropy:
      workspace.crossEntropy(
        step.a.values, labels: step.b.values, into: y, rows: rows, columns: step.a.columns)
    }
  }

  /// Both operands of a binary operation, repeated where they are smaller than the result.
  func operands(_ step: TapeStep, _ rows: Int) -> (Broadcast, Broadcast) {
    let shape = (rows, step.result.columns)
    return (
      Broadcast(
        step.a.values, rows: step.a.rowCount(samples), columns: step.a.columns, in: shape),
      Broadcast(
        step.b.values, rows: step.b.rowCount(samples), columns: step.b.columns, in: shape)
    )
  }
}
