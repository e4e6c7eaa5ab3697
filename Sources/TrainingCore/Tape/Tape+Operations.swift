extension Tape {
  // MARK: Value by value

  /// A function of every value.
  public mutating func apply(_ function: UnaryFunction, to x: Node) -> Node {
    let entry = self[x]
    return append(
      .unary(function, x.index), rows: entry.rows, columns: entry.columns,
      isActive: entry.isActive)
  }

  /// Two nodes value by value. One of them may have a single row or a single column, or both, which
  /// is then repeated.
  /// - Throws: ``TapeError`` if the shapes do not fit.
  public mutating func combine(
    _ operation: BinaryOperation, _ a: Node, _ b: Node
  ) throws(TapeError) -> Node {
    let (left, right) = (self[a], self[b])
    guard let rows = Self.common(left.rows, right.rows),
      left.columns == right.columns || left.columns == 1 || right.columns == 1
    else { throw misfit("\(operation)", a, b) }
    return append(
      .binary(operation, a.index, b.index), rows: rows,
      columns: max(left.columns, right.columns), isActive: left.isActive || right.isActive)
  }

  /// The sum, with rows or columns repeated as ``combine(_:_:_:)`` does.
  public mutating func add(_ a: Node, _ b: Node) throws(TapeError) -> Node {
    try combine(.add, a, b)
  }
  /// The difference, with rows or columns repeated as ``combine(_:_:_:)`` does.
  public mutating func subtract(_ a: Node, _ b: Node) throws(TapeError) -> Node {
    try combine(.subtract, a, b)
  }
  /// The product value by value, with rows or columns repeated as ``combine(_:_:_:)`` does.
  public mutating func multiply(_ a: Node, _ b: Node) throws(TapeError) -> Node {
    try combine(.multiply, a, b)
  }
  /// The quotient, with rows or columns repeated as ``combine(_:_:_:)`` does.
  public mutating func divide(_ a: Node, _ b: Node) throws(TapeError) -> Node {
    try combine(.divide, a, b)
  }

  /// The node times a number.
  public mutating func scale(_ x: Node, by factor: Double) throws(TapeError) -> Node {
    try multiply(x, constant([factor], columns: 1))
  }

  // MARK: Products of matrices

  /// The product of matrices, the second one transposed if so asked.
  /// - Throws: ``TapeError`` if the shapes do not fit, or the second has a row for each sample.
  public mutating func matmul(
    _ a: Node, _ b: Node, transposed: Bool = false
  ) throws(TapeError) -> Node {
    try product(a, b, bias: nil, transposed: transposed)
  }

  /// x w + b, with b in every row: a fully connected layer.
  /// - Parameters:
  ///   - x: n x k.
  ///   - w: k x m.
  ///   - b: 1 x m.
  /// - Throws: ``TapeError`` if the shapes do not fit.
  public mutating func affine(_ x: Node, _ w: Node, _ b: Node) throws(TapeError) -> Node {
    try product(x, w, bias: b, transposed: false)
  }

  private mutating func product(
    _ a: Node, _ b: Node, bias: Node?, transposed: Bool
  ) throws(TapeError) -> Node {
    let (left, right) = (self[a], self[b])
    guard case .fixed(let height) = right.rows else { throw misfit("product", a, b) }
    let (inner, columns) = transposed ? (right.columns, height) : (height, right.columns)
    guard left.columns == inner else { throw misfit("product", a, b) }
    if let bias {
      guard self[bias].rows == .fixed(1), self[bias].columns == columns else {
        throw misfit("bias", b, bias)
      }
    }
    let isActive = left.isActive || right.isActive || bias.map { self[$0].isActive } ?? false
    return append(
      .product(left: a.index, right: b.index, transposed: transposed, bias: bias?.index),
      rows: left.rows, columns: columns, isActive: isActive)
  }

  // MARK: Sums

  /// The sum over the rows, which are the samples where there is one for each: 1 x columns.
  public mutating func sumOverRows(_ x: Node) -> Node { sum(.rows, x, isMean: false) }
  /// The mean over the rows, which are the samples where there is one for each: 1 x columns.
  public mutating func meanOverRows(_ x: Node) -> Node { sum(.rows, x, isMean: true) }
  /// The sum over the columns, the features: rows x 1.
  public mutating func sumOverColumns(_ x: Node) -> Node { sum(.columns, x, isMean: false) }
  /// The mean over the columns, the features: rows x 1.
  public mutating func meanOverColumns(_ x: Node) -> Node { sum(.columns, x, isMean: true) }

  private mutating func sum(_ axis: Axis, _ x: Node, isMean: Bool) -> Node {
    let entry = self[x]
    return append(
      .sum(axis, x.index, isMean: isMean), rows: axis == .rows ? .fixed(1) : entry.rows,
      columns: axis == .rows ? entry.columns : 1, isActive: entry.isActive)
  }

  // MARK: Classes

  /// Each row's softmax.
  public mutating func softmax(_ x: Node) -> Node { softmax(x, isLogarithm: false) }
  /// The logarithm of each row's softmax.
  public mutating func logSoftmax(_ x: Node) -> Node { softmax(x, isLogarithm: true) }

  private mutating func softmax(_ x: Node, isLogarithm: Bool) -> Node {
    let entry = self[x]
    return append(
      .softmax(x.index, isLogarithm: isLogarithm), rows: entry.rows, columns: entry.columns,
      isActive: entry.isActive)
  }

  /// Minus the logarithm of the softmax at the label, for each row: rows x 1.
  /// - Parameters:
  ///   - logits: rows x classes.
  ///   - labels: rows x 1, whole numbers from 0; a label outside the classes gives NaN. Not
  ///     differentiated by.
  /// - Throws: ``TapeError`` if the shapes do not fit.
  public mutating func crossEntropy(
    _ logits: Node, labels: Node
  ) throws(TapeError) -> Node {
    guard self[labels].rows == self[logits].rows, self[labels].columns == 1
    else { throw misfit("cross-entropy", logits, labels) }
    guard !self[labels].isActive else {
      throw TapeError("cross-entropy: labels cannot depend on parameters")
    }
    return append(
      .crossEntropy(logits: logits.index, labels: labels.index), rows: self[logits].rows,
      columns: 1, isActive: self[logits].isActive)
  }

  // MARK: Shapes

  /// The rows of two operands together; nil if they do not fit.
  private static func common(_ a: Rows, _ b: Rows) -> Rows? {
    if a == b { return a }
    if a == .fixed(1) { return b }
    return b == .fixed(1) ? a : nil
  }

  func misfit(_ what: String, _ a: Node, _ b: Node) -> TapeError {
    TapeError("\(what): \(spelled(a)) and \(spelled(b)) do not fit")
  }

  private func spelled(_ node: Node) -> String {
    switch self[node].rows {
    case .samples: "samples x \(self[node].columns)"
    case .fixed(let rows): "\(rows) x \(self[node].columns)"
    }
  }
}
