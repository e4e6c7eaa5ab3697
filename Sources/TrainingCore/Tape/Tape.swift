/// A computation on matrices, written down operation by operation, to be evaluated and
/// differentiated by a ``TapeEvaluator``.
///
/// A node is a matrix. It has either one row for each sample, so that its rows belong to the samples
/// in their order, or a fixed number of rows. Parameters have fixed shapes and lie one behind the
/// other in a flat vector, in the order in which they were added.
///
///     var tape = Tape()
///     let x = tape.input(columns: 2)
///     let y = tape.input(columns: 1)
///     let w = try tape.parameter(rows: 2, columns: 1)
///     let b = try tape.parameter(rows: 1, columns: 1)
///     let residual = try tape.subtract(y, tape.affine(x, w, b))
///     let loss = tape.apply(.square, to: residual)
///
/// The tape holds no numbers but constants: one tape serves any number of evaluators, of either
/// precision.
public struct Tape: Sendable {
  /// A matrix on the tape; it means nothing to another tape.
  public struct Node: Sendable, Hashable {
    let index: Int
  }

  /// How many rows a node has.
  public enum Rows: Sendable, Hashable {
    /// One for each sample.
    case samples
    /// Always as many.
    case fixed(Int)
  }

  /// What a node is, with the indices of its operands.
  enum Operation: Sendable, Hashable {
    /// Filled in by the evaluator's owner; the number among the inputs.
    case input(Int)
    /// The values, row by row.
    case constant([Double])
    /// Where it begins in the flat vector.
    case parameter(Int)
    /// left (right or its transpose) + bias in every row.
    case product(left: Int, right: Int, transposed: Bool, bias: Int?)
    case unary(UnaryFunction, Int)
    case binary(BinaryOperation, Int, Int)
    /// The sum over rows or columns, times 1 or divided by their number.
    case sum(Axis, Int, isMean: Bool)
    case softmax(Int, isLogarithm: Bool)
    case crossEntropy(logits: Int, labels: Int)
  }

  /// What a sum runs over.
  enum Axis: Sendable, Hashable { case rows, columns }

  struct Entry: Sendable {
    var operation: Operation
    var rows: Rows
    var columns: Int
    /// Whether a parameter takes part.
    var isActive: Bool
    /// What it belongs to, for messages: "layer 2".
    var label: String?
  }

  /// Functions of one number, applied to every value of a node.
  public enum UnaryFunction: Sendable, Hashable, CaseIterable {
    /// -x, e^x, log x, log(1 + x), the square root and x^2.
    case negate, exp, log, log1p, sqrt, square
    /// The derivative at 0 is taken as 0, as PyTorch has it.
    case abs
    /// The hyperbolic tangent, and 1/(1 + exp(-x)).
    case tanh, sigmoid
    /// max(0, x); the derivative at 0 is taken as 0, as PyTorch has it.
    case relu
    /// x times the normal distribution function of x, by the error function. In the lower tail its
    /// error is one of x's last digits and not of the result's, and -infinity gives NaN, as PyTorch
    /// has it.
    case gelu
    /// log(1 + exp(x)), without overflow.
    case softplus
    /// log(cosh(x)), without overflow.
    case logCosh
    /// x^2/2 for |x| up to 1, |x| - 1/2 beyond.
    case huber
    /// Of x in radians.
    case sin, cos
  }

  /// Operations on two nodes, value by value.
  public enum BinaryOperation: Sendable, Hashable, CaseIterable {
    /// a + b, a - b, a b and a/b.
    case add, subtract, multiply, divide
  }

  private(set) var entries: [Entry] = []
  /// The number of columns of each input, in the order in which they were added.
  private(set) var inputColumns: [Int] = []
  /// The number of parameters in all, the length of the flat vector.
  public private(set) var parameterCount = 0
  /// Given to the nodes that are added from now on, for messages.
  public var label: String?

  /// A tape without a node.
  public init() {}

  /// Appends a node whose shape has been checked.
  mutating func append(_ operation: Operation, rows: Rows, columns: Int, isActive: Bool) -> Node {
    entries.append(
      Entry(operation: operation, rows: rows, columns: columns, isActive: isActive, label: label))
    return Node(index: entries.count - 1)
  }

  subscript(node: Node) -> Entry { entries[node.index] }

  /// A node's number of rows and columns.
  public func shape(of node: Node) -> (rows: Rows, columns: Int) {
    (self[node].rows, self[node].columns)
  }
}

// MARK: Leaves

extension Tape {
  /// Data with one row for each sample, or with a fixed number of rows.
  /// - Precondition: Both numbers are positive.
  public mutating func input(columns: Int, rows: Rows = .samples) -> Node {
    precondition(columns > 0, "an input needs a column")
    if case .fixed(let count) = rows { precondition(count > 0, "an input needs a row") }
    inputColumns.append(columns)
    return append(
      .input(inputColumns.count - 1), rows: rows, columns: columns, isActive: false)
  }

  /// A matrix to differentiate by; its place in the flat vector is behind those added before.
  /// - Throws: ``TapeError`` unless both numbers are positive and their product is an `Int`.
  public mutating func parameter(rows: Int, columns: Int) throws(TapeError) -> Node {
    let (count, overflow) = rows.multipliedReportingOverflow(by: columns)
    guard rows > 0, columns > 0, !overflow, count <= DenseNetwork.mostParameters - parameterCount
    else { throw TapeError("a parameter cannot be \(rows) x \(columns)") }
    let offset = parameterCount
    parameterCount += count
    return append(.parameter(offset), rows: .fixed(rows), columns: columns, isActive: true)
  }

  /// A matrix of fixed values, given row by row.
  /// - Throws: ``TapeError`` unless the number of values is a positive multiple of `columns`.
  public mutating func constant(_ values: [Double], columns: Int) throws(TapeError) -> Node {
    guard columns > 0, !values.isEmpty, values.count % columns == 0 else {
      throw TapeError("\(values.count) values do not fill rows of \(columns)")
    }
    return append(
      .constant(values), rows: .fixed(values.count / columns), columns: columns, isActive: false)
  }
}

/// Shapes that do not fit, or a use of the tape that is not possible; in one line.
public struct TapeError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What is wrong.
  public var description: String
  init(_ description: String) { self.description = description }
}
