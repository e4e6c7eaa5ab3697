import Testing

@testable import TrainingCore

/// Every operation of the tape in reverse mode against forward mode and central differences, in
/// both precisions and by both sets of loops, at sizes that meet every tail of the vectors.
///
/// In single precision values and gradients are held to 32 units of roundoff of the largest.
struct TapeOperationTests {
  /// Rows and columns.
  static let shapes = [
    (1, 1), (2, 3), (3, 5), (4, 7), (5, 8), (6, 9), (7, 16), (8, 17), (9, 1), (1, 17), (5, 4),
    (9, 8),
  ]

  private func forEachShape(
    _ what: String, differences: Bool = true, roundoffs: Double = 32,
    _ build: (inout TapeProbe, _ rows: Int, _ columns: Int) throws -> Tape.Node
  ) throws {
    for (index, (rows, columns)) in Self.shapes.enumerated() {
      var probe = TapeProbe(samples: rows, seed: UInt64(100 + index))
      let node = try build(&probe, rows, columns)
      try probe.check(
        node, what: "\(what), \(rows) x \(columns)", differences: differences,
        roundoffs: roundoffs)
    }
  }

  // MARK: Value by value

  @Test(arguments: Tape.UnaryFunction.allCases)
  func `a function of every value`(function: Tape.UnaryFunction) throws {
    let range: ClosedRange<Double> =
      switch function {
      case .log, .sqrt: 0.5...3
      case .log1p: -0.5...2
      default: -3...3
      }
    try forEachShape("of samples") { probe, _, columns in
      probe.tape.apply(function, to: try probe.active(columns, in: range))
    }
    try forEachShape("of a parameter", differences: false) { probe, rows, columns in
      probe.tape.apply(function, to: try probe.parameter(rows, columns, in: range))
    }
  }

  /// An operand's form beside a full matrix of samples.
  enum Form: CaseIterable {
    case same, row, column, scalar

    func operand(_ probe: inout TapeProbe, _ columns: Int) throws -> Tape.Node {
      switch self {
      case .same: try probe.active(columns, in: 0.5...2)
      case .row: try probe.parameter(1, columns, in: 0.5...2)
      case .column: try probe.active(1, in: 0.5...2)
      case .scalar: try probe.parameter(1, 1, in: 0.5...2)
      }
    }
  }

  @Test(arguments: Tape.BinaryOperation.allCases, Form.allCases)
  func `an operation on two nodes, the smaller on either side`(
    operation: Tape.BinaryOperation, form: Form
  ) throws {
    try forEachShape("\(form) on the right") { probe, _, columns in
      let full = try probe.active(columns, in: -2...2)
      return try probe.tape.combine(operation, full, form.operand(&probe, columns))
    }
    try forEachShape("\(form) on the left") { probe, _, columns in
      let full = try probe.active(columns, in: 0.5...2)
      return try probe.tape.combine(operation, form.operand(&probe, columns), full)
    }
  }

  @Test(arguments: Tape.BinaryOperation.allCases)
  func `a column beside a row, fixed shapes, and a node beside itself`(
    operation: Tape.BinaryOperation
  ) throws {
    try forEachShape("column and row") { probe, _, columns in
      try probe.tape.combine(
        operation, probe.active(1), probe.parameter(1, columns, in: 0.5...2))
    }
    try forEachShape("fixed matrix and column", differences: false) { probe, rows, columns in
      try probe.tape.combine(
        operation, probe.parameter(rows, columns), probe.parameter(rows, 1, in: 0.5...2))
    }
    try forEachShape("fixed column and row", differences: false) { probe, rows, columns in
      try probe.tape.combine(
        operation, probe.parameter(rows, 1), probe.parameter(1, columns, in: 0.5...2))
    }
    try forEachShape("a node and itself", differences: false) { probe, _, columns in
      let node = try probe.active(columns, in: 0.5...2)
      return try probe.tape.combine(operation, node, node)
    }
  }

  @Test func `a multiple`() throws {
    try forEachShape("multiple") { probe, _, columns in
      try probe.tape.scale(probe.active(columns), by: -0.75)
    }
  }

  // MARK: Products

  @Test(arguments: [false, true])
  func `a product of matrices`(transposed: Bool) throws {
    for inner in [1, 2, 5, 8, 11] {
      try forEachShape("samples, inner \(inner)", differences: inner < 3) { probe, _, columns in
        let (rows, width) = transposed ? (columns, inner) : (inner, columns)
        return try probe.tape.matmul(
          probe.active(inner), probe.parameter(rows, width), transposed: transposed)
      }
    }
    try forEachShape("fixed", differences: false) { probe, rows, columns in
      let (height, width) = transposed ? (columns, 3) : (3, columns)
      return try probe.tape.matmul(
        probe.parameter(rows, 3), probe.parameter(height, width), transposed: transposed)
    }
    try forEachShape("with itself", differences: false) { probe, rows, columns in
      let matrix = try probe.parameter(rows, transposed ? columns : rows)
      return try probe.tape.matmul(matrix, matrix, transposed: transposed)
    }
  }

  @Test func `a fully connected layer`() throws {
    try forEachShape("layer") { probe, _, columns in
      try probe.tape.affine(
        probe.active(4), probe.parameter(4, columns), probe.parameter(1, columns))
    }
    try forEachShape("factors that are computed", differences: false) { probe, _, columns in
      let weights = probe.tape.apply(.tanh, to: try probe.parameter(4, columns))
      let biases = probe.tape.apply(.square, to: try probe.parameter(1, columns))
      return try probe.tape.affine(probe.active(4), weights, biases)
    }
  }

  @Test(arguments: [false, true])
  func `products large enough for OpenBLAS`(transposed: Bool) throws {
    var probe = TapeProbe(samples: 83, seed: 5)
    let (rows, width) = transposed ? (81, 79) : (79, 81)
    let bias = try probe.parameter(1, 81)
    let product = try probe.tape.matmul(
      probe.active(79), probe.parameter(rows, width), transposed: transposed)
    // Sums of 83 terms in single precision, in an order of the library's.
    try probe.check(
      try probe.tape.add(product, bias), what: "large", differences: false, roundoffs: 128)
  }

  // MARK: Sums and classes

  @Test func `sums and means`() throws {
    try forEachShape("sum over rows") { probe, _, columns in
      probe.tape.sumOverRows(try probe.active(columns))
    }
    try forEachShape("mean over rows") { probe, _, columns in
      probe.tape.meanOverRows(try probe.active(columns))
    }
    try forEachShape("sum over columns") { probe, _, columns in
      probe.tape.sumOverColumns(try probe.active(columns))
    }
    try forEachShape("mean over columns") { probe, _, columns in
      probe.tape.meanOverColumns(try probe.active(columns))
    }
    try forEachShape("mean of a parameter over rows") { probe, rows, columns in
      probe.tape.meanOverRows(try probe.parameter(rows, columns))
    }
    try forEachShape("sum of a parameter over columns") { probe, rows, columns in
      probe.tape.sumOverColumns(try probe.parameter(rows, columns))
    }
  }

  @Test func `softmax and its logarithm`() throws {
    try forEachShape("softmax") { probe, _, columns in
      probe.tape.softmax(try probe.active(columns, in: -4...4))
    }
    try forEachShape("log-softmax") { probe, _, columns in
      probe.tape.logSoftmax(try probe.active(columns, in: -4...4))
    }
    try forEachShape("of a parameter", differences: false) { probe, rows, columns in
      probe.tape.logSoftmax(probe.tape.softmax(try probe.parameter(rows, columns)))
    }
  }

  @Test func `cross-entropy`() throws {
    try forEachShape("cross-entropy") { probe, rows, columns in
      let labels = probe.input((0..<rows).map { Double($0 * 5 % columns) }, columns: 1)
      return try probe.tape.crossEntropy(probe.active(columns, in: -4...4), labels: labels)
    }
  }

  // MARK: Normalisation

  @Test func `batch normalisation by the batch's statistics and by fixed ones`() throws {
    try forEachShape("batch") { probe, _, columns in
      try probe.tape.batchNorm(
        probe.active(columns), gamma: probe.parameter(1, columns),
        beta: probe.parameter(1, columns), statistics: .batch, epsilon: 0.125)
    }
    try forEachShape("fixed") { probe, _, columns in
      let statistics = Tape.BatchStatistics.fixed(
        mean: try probe.parameter(1, columns), variance: try probe.parameter(1, columns, in: 0...2))
      return try probe.tape.batchNorm(
        probe.active(columns), gamma: probe.parameter(1, columns),
        beta: probe.parameter(1, columns), statistics: statistics, epsilon: 0.125)
    }
  }

  @Test func `layer normalisation`() throws {
    try forEachShape("layer") { probe, _, columns in
      try probe.tape.layerNorm(
        probe.active(columns), gamma: probe.parameter(1, columns),
        beta: probe.parameter(1, columns), epsilon: 0.125)
    }
  }

  @Test func `dropout with a mask`() throws {
    try forEachShape("dropout") { probe, rows, columns in
      let mask = (0..<rows * columns).map { Double($0 * 7 % 5 < 3 ? 1 : 0) }
      let node = probe.input(mask, columns: columns)
      return try probe.tape.dropout(probe.active(columns), mask: node, keep: 0.625)
    }
  }
}
