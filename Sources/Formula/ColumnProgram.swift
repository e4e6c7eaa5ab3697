/// A formula made ready for whole columns: constants folded, equal parts computed once, what only
/// depends on scalars computed once per call, and the rest in blocks that fit the cache.
public struct ColumnProgram: Sendable {
  /// A name of the formula that is bound to nothing.
  public struct UnboundName: Error, Sendable, Hashable, CustomStringConvertible {
    /// The name that is neither a column nor a scalar.
    public var name: String

    /// The error in one line.
    public var description: String { "nothing is called \(name); give a column or a value of it" }
  }

  /// Where an operand is found.
  enum Operand: Hashable {
    case column(Int)
    /// A block of intermediate results.
    case register(Int)
    /// A value that is the same in every row.
    case uniform(Int)
  }

  /// What is done with the operands.
  enum Operation: Hashable {
    case negate, add, subtract, multiply, divide, power
    case call(Expression.Function)
    case choose(Expression.Condition.Order)
  }

  struct Instruction: Hashable {
    var operation: Operation
    var operands: [Operand]
    /// The register or the uniform value that it writes.
    var target: Int
  }

  /// The number of rows that are computed at a time: 8 KiB of doubles.
  static let blockSize = 1024

  /// The columns' names, in the order in which their values are given.
  public let columns: [String]
  /// The scalars' names, in the order in which their values are given.
  public let scalars: [String]
  /// The first uniform values, after the scalars.
  let constants: [Double]
  let uniformInstructions: [Instruction]
  let instructions: [Instruction]
  let uniformCount: Int
  let registerCount: Int
  let result: Operand

  /// Compiles a formula whose names are columns (one value per row) or scalars (one value).
  /// - Parameters:
  ///   - columns: The names bound to columns; names the formula lacks are allowed.
  ///   - scalars: The names bound to scalars; a name in both is a column.
  /// - Throws: ``UnboundName`` for the first name in neither.
  /// - Complexity: O(size of the formula).
  public init(
    _ expression: Expression, columns: [String], scalars: [String]
  ) throws(UnboundName) {
    var compiler = ColumnCompiler(columns: columns, scalars: scalars)
    let result = try compiler.compile(expression)
    let allocated = RegisterAllocation(compiler.instructions, result: result)
    self.columns = columns
    self.scalars = scalars
    constants = compiler.constants
    uniformInstructions = compiler.uniformInstructions
    uniformCount = scalars.count + compiler.constants.count + compiler.uniformInstructions.count
    instructions = allocated.instructions
    registerCount = allocated.registerCount
    self.result = allocated.result
  }

  /// The formula's values, one for every row.
  /// - Parameters:
  ///   - columns: As many columns as names, all of the same length.
  ///   - scalars: As many values as names.
  ///   - rows: The number of values wanted if there is no column, 1 if not given; otherwise the
  ///     columns' length counts.
  public func evaluate(columns: [[Double]], scalars: [Double], rows: Int? = nil) -> [Double] {
    let count = columns.first?.count ?? rows ?? 1
    var values = [Double](repeating: 0, count: max(0, count))
    evaluate(rows: 0..<values.count, columns: columns, scalars: scalars, into: &values)
    return values
  }

  /// Writes the formula's values in a range of rows to the beginning of `values`, which must be
  /// at least as long as the range.
  func evaluate(
    rows: Range<Int>, columns: [[Double]], scalars: [Double], into values: inout [Double]
  ) {
    precondition(values.count >= rows.count, "fewer places than rows")
    forEachBlock(rows: rows, columns: columns, scalars: scalars) { block, result in
      let first = block.lowerBound - rows.lowerBound
      for i in 0..<result.count { values[first + i] = result[i] }
    }
  }

  /// Calls `body` with the values of one block of rows after the other, from the first row on.
  ///
  /// Nothing longer than a block is stored, so that a sum over any number of rows needs no memory.
  func forEachBlock(
    rows: Range<Int>, columns: [[Double]], scalars: [Double],
    _ body: (_ rows: Range<Int>, _ values: Span<Double>) -> Void
  ) {
    precondition(columns.count == self.columns.count, "not as many columns as names")
    precondition(scalars.count == self.scalars.count, "not as many scalars as names")
    precondition(
      rows.lowerBound >= 0 && columns.allSatisfy { $0.count >= rows.upperBound }, "no such rows")
    var evaluator = BlockEvaluator(self, columns: columns, scalars: scalars)
    var first = rows.lowerBound
    while first < rows.upperBound {
      let block = first..<min(first + Self.blockSize, rows.upperBound)
      evaluator.run(block, body)
      first = block.upperBound
    }
  }
}
