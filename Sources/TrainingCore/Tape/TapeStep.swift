/// One operation of an evaluator, with the places of its operands: plain numbers, so that running
/// through them counts no references.
struct TapeStep {
  enum Kind {
    /// Data, constants, parameters: nothing to compute.
    case leaf
    case product(transposed: Bool)
    case unary(Tape.UnaryFunction)
    case binary(Tape.BinaryOperation)
    case sum(Tape.Axis, isMean: Bool)
    case softmax(isLogarithm: Bool)
    case crossEntropy
  }

  /// An operand or a result.
  struct Place {
    var node: Int
    var values: Int
    /// -1 where nothing is differentiated.
    var adjoints: Int
    var rows: Tape.Rows
    var columns: Int
    var isParameter: Bool

    var isActive: Bool { adjoints >= 0 }

    @inline(__always) func rowCount(_ samples: Int) -> Int {
      switch rows {
      case .samples: samples
      case .fixed(let count): count
      }
    }
  }

  var kind: Kind
  var result: Place
  var a: Place
  var b: Place
  /// The bias of a product; the result itself if there is none.
  var bias: Place
  var hasBias: Bool

  init(_ tape: Tape, _ index: Int, _ layout: TapeLayout) {
    func place(_ node: Int) -> Place {
      let entry = tape.entries[node]
      var isParameter = false
      if case .parameter = entry.operation { isParameter = true }
      return Place(
        node: node, values: layout.values[node], adjoints: layout.adjoints[node],
        rows: entry.rows, columns: entry.columns, isParameter: isParameter)
    }
    var (first, second, third) = (index, index, Int?.none)
    switch tape.entries[index].operation {
    case .input, .constant, .parameter: kind = .leaf
    case .product(let left, let right, let transposed, let bias):
      (kind, first, second, third) = (.product(transposed: transposed), left, right, bias)
    case .unary(let function, let x): (kind, first) = (.unary(function), x)
    case .binary(let operation, let left, let right):
      (kind, first, second) = (.binary(operation), left, right)
    case .sum(let axis, let x, let isMean): (kind, first) = (.sum(axis, isMean: isMean), x)
    case .softmax(let x, let isLogarithm): (kind, first) = (.softmax(isLogarithm: isLogarithm), x)
    case .crossEntropy(let logits, let labels):
      (kind, first, second) = (.crossEntropy, logits, labels)
    }
    result = place(index)
    a = place(first)
    b = place(second)
    bias = place(third ?? index)
    hasBias = third != nil
  }
}
