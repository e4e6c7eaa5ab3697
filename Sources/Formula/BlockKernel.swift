/// The loops over one block: one for each operation and kind of operand.
///
/// The choice of the operation is outside the loop, so that the compiler can use vectors within.
enum BlockKernel {
  /// An operand: rows of an array from an index on, or one value for all rows.
  enum Source {
    case rows([Double], from: Int)
    case uniform(Double)

    /// The value in a row of the block, where a loop of its own would not pay.
    @inline(__always) func value(_ row: Int) -> Double {
      switch self {
      case .rows(let values, let first): values[first + row]
      case .uniform(let value): value
      }
    }
  }

  @inline(__always)
  private static func map(
    _ a: Source, _ count: Int, _ output: inout MutableSpan<Double>, _ f: (Double) -> Double
  ) {
    switch a {
    case .uniform(let value):
      let result = f(value)
      for i in 0..<count { output[i] = result }
    case .rows(let values, let first):
      let input = values.span.extracting(first..<first + count)
      for i in 0..<count { output[i] = f(input[i]) }
    }
  }

  @inline(__always)
  private static func map(
    _ a: Source, _ b: Source, _ count: Int, _ output: inout MutableSpan<Double>,
    _ f: (Double, Double) -> Double
  ) {
    switch (a, b) {
    case (.rows(let left, let l), .rows(let right, let r)):
      let x = left.span.extracting(l..<l + count)
      let y = right.span.extracting(r..<r + count)
      for i in 0..<count { output[i] = f(x[i], y[i]) }
    case (.rows, .uniform(let value)): map(a, count, &output) { f($0, value) }
    case (.uniform(let value), _): map(b, count, &output) { f(value, $0) }
    }
  }

  /// Writes a function of one operand.
  static func unary(
    _ operation: ColumnProgram.Operation, _ a: Source, count: Int,
    into output: inout MutableSpan<Double>
  ) {
    guard case .call(let function) = operation else {
      return map(a, count, &output) { -$0 }
    }
    switch function {
    case .exp: map(a, count, &output, Elementary.exp)
    case .log: map(a, count, &output, Elementary.log)
    case .log1p: map(a, count, &output, Elementary.log1p)
    case .sqrt: map(a, count, &output, Elementary.sqrt)
    case .tanh: map(a, count, &output, Elementary.tanh)
    case .sigmoid: map(a, count, &output, Elementary.sigmoid)
    case .softplus: map(a, count, &output, Elementary.softplus)
    case .sin: map(a, count, &output, Elementary.sin)
    case .cos: map(a, count, &output, Elementary.cos)
    case .abs: map(a, count, &output) { $0.magnitude }
    case .sign: map(a, count, &output, Elementary.sign)
    case .erf: map(a, count, &output, Elementary.erf)
    }
  }

  /// Writes an operation on two operands.
  static func binary(
    _ operation: ColumnProgram.Operation, _ a: Source, _ b: Source, count: Int,
    into output: inout MutableSpan<Double>
  ) {
    switch operation {
    case .add: map(a, b, count, &output, +)
    case .subtract: map(a, b, count, &output, -)
    case .multiply: map(a, b, count, &output, *)
    case .divide: map(a, b, count, &output, /)
    case .power:
      if case .uniform(let exponent) = b {
        power(a, exponent, count, &output)
      } else {
        map(a, b, count, &output, Elementary.power)
      }
    case .negate, .call, .choose: break  // Not of two operands.
    }
  }

  private static func power(
    _ a: Source, _ exponent: Double, _ count: Int, _ output: inout MutableSpan<Double>
  ) {
    switch exponent {
    case 2: map(a, count, &output) { $0 * $0 }
    case 3: map(a, count, &output) { $0 * $0 * $0 }
    case 0.5: map(a, count, &output, Elementary.sqrt)
    default:
      if let n = Elementary.wholeExponent(exponent) {
        map(a, count, &output) { Elementary.power($0, whole: n) }
      } else {
        map(a, count, &output) { Elementary.power($0, exponent) }
      }
    }
  }

  /// Writes the third operand where the comparison of the first two holds, else the fourth.
  static func choose(
    _ order: Expression.Condition.Order, _ operands: [Source], count: Int,
    into output: inout MutableSpan<Double>
  ) {
    let (a, b, then, otherwise) = (operands[0], operands[1], operands[2], operands[3])
    for i in 0..<count {
      let holds = order.holds(a.value(i), b.value(i))
      output[i] = holds ? then.value(i) : otherwise.value(i)
    }
  }
}
