import Testing

@testable import TrainingCore

/// Shapes that do not fit, sizes beyond counting, and misuse: errors that name both shapes, or a
/// stop where the caller's program is wrong.
struct TapeShapeTests {
  private struct Nodes {
    var tape = Tape()
    var samples3, samples4, row4, matrix23, column: Tape.Node

    init() throws {
      samples3 = tape.input(columns: 3)
      samples4 = tape.input(columns: 4)
      row4 = try tape.parameter(rows: 1, columns: 4)
      matrix23 = try tape.parameter(rows: 2, columns: 3)
      column = tape.input(columns: 1)
    }
  }

  private func refuses(
    _ shapes: [String], _ body: (inout Nodes) throws -> Tape.Node,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    var nodes = try Nodes()
    do {
      _ = try body(&nodes)
      Issue.record("nothing was thrown", sourceLocation: sourceLocation)
    } catch let error as TapeError {
      for shape in shapes {
        #expect(error.description.contains(shape), sourceLocation: sourceLocation)
      }
      #expect(!error.description.contains("\n"), sourceLocation: sourceLocation)
    }
  }

  @Test func `operations value by value`() throws {
    let shapes = ["samples x 3", "samples x 4"]
    try refuses(shapes) { try $0.tape.add($0.samples3, $0.samples4) }
    try refuses(shapes) { try $0.tape.subtract($0.samples3, $0.samples4) }
    try refuses(shapes) { try $0.tape.multiply($0.samples3, $0.samples4) }
    try refuses(shapes) { try $0.tape.divide($0.samples3, $0.samples4) }
    try refuses(["samples x 3", "1 x 4"]) { try $0.tape.add($0.samples3, $0.row4) }
    // Two rows are not repeated over samples, however many there are.
    try refuses(["samples x 3", "2 x 3"]) { try $0.tape.add($0.samples3, $0.matrix23) }
  }

  @Test func `products`() throws {
    try refuses(["samples x 3", "2 x 3"]) { try $0.tape.matmul($0.samples3, $0.matrix23) }
    try refuses(["samples x 4", "2 x 3"]) {
      try $0.tape.matmul($0.samples4, $0.matrix23, transposed: true)
    }
    try refuses(["samples x 3", "samples x 4"]) { try $0.tape.matmul($0.samples3, $0.samples4) }
    try refuses(["2 x 3", "samples x 3"]) {
      try $0.tape.matmul($0.matrix23, $0.samples3, transposed: true)
    }
    try refuses(["2 x 3", "1 x 4"]) {
      try $0.tape.affine($0.tape.input(columns: 2), $0.matrix23, $0.row4)
    }
    try refuses(["2 x 3", "samples x 3"]) {
      try $0.tape.affine($0.tape.input(columns: 2), $0.matrix23, $0.samples3)
    }
  }

  @Test func `cross-entropy and dropout`() throws {
    try refuses(["samples x 3", "samples x 4"]) {
      try $0.tape.crossEntropy($0.samples3, labels: $0.samples4)
    }
    try refuses(["2 x 3", "samples x 1"]) {
      try $0.tape.crossEntropy($0.matrix23, labels: $0.column)
    }
    try refuses(["labels"]) {
      let labels = try $0.tape.multiply($0.column, $0.tape.parameter(rows: 1, columns: 1))
      return try $0.tape.crossEntropy($0.samples3, labels: labels)
    }
    try refuses(["samples x 3", "samples x 4"]) {
      try $0.tape.dropout($0.samples3, mask: $0.samples4, keep: 0.5)
    }
    try refuses(["samples x 3", "samples x 1"]) {
      try $0.tape.dropout($0.samples3, mask: $0.column, keep: 0.5)
    }
    for keep in [0, -0.5, 1.5, .nan, .infinity] {
      try refuses(["\(keep)"]) { try $0.tape.dropout($0.samples3, mask: $0.samples3, keep: keep) }
    }
  }

  @Test func `normalisation`() throws {
    // A column would be repeated, and the result wider than what is normalised.
    for (x, shape) in [(\Nodes.samples3, "samples x 3"), (\Nodes.column, "samples x 1")] {
      try refuses([shape, "1 x 4"]) {
        try $0.tape.layerNorm($0[keyPath: x], gamma: $0.row4, beta: $0.row4)
      }
      try refuses([shape, "1 x 4"]) {
        try $0.tape.batchNorm(
          $0[keyPath: x], gamma: $0.row4, beta: $0.row4, statistics: .batch)
      }
    }
    try refuses(["samples x 4", "samples x 3"]) {
      try $0.tape.layerNorm($0.samples4, gamma: $0.row4, beta: $0.samples3)
    }
    try refuses(["samples x 4", "samples x 4"]) {
      try $0.tape.layerNorm($0.samples4, gamma: $0.samples4, beta: $0.row4)
    }
    try refuses(["samples x 4", "2 x 3"]) {
      try $0.tape.batchNorm(
        $0.samples4, gamma: $0.row4, beta: $0.row4,
        statistics: .fixed(mean: $0.matrix23, variance: $0.row4))
    }
    try refuses(["samples x 4", "samples x 1"]) {
      try $0.tape.batchNorm(
        $0.samples4, gamma: $0.row4, beta: $0.row4,
        statistics: .fixed(mean: $0.row4, variance: $0.column))
    }
  }

  // MARK: Sizes

  @Test func `parameters of no size or beyond counting`() throws {
    for (rows, columns) in [
      (0, 1), (1, 0), (-1, -1), (Int.max, 2), (1 << 40, 1 << 40), (Int.min, -1), (1 << 30, 2),
    ] {
      try refuses(["\(rows) x \(columns)"]) { try $0.tape.parameter(rows: rows, columns: columns) }
    }
    var tape = Tape()
    _ = try tape.parameter(rows: 1 << 15, columns: 1 << 15)
    #expect(throws: TapeError.self) { try tape.parameter(rows: 1, columns: 1) }
    #expect(tape.parameterCount == 1 << 30, "what was refused leaves no trace")
  }

  @Test func `constants that fill no rows`() throws {
    for (count, columns) in [(0, 1), (3, 2), (3, 0), (3, -1)] {
      try refuses(["\(count) values", "\(columns)"]) {
        try $0.tape.constant(Array(repeating: 1, count: count), columns: columns)
      }
    }
  }

  @Test func `an evaluator too large to be counted or to be had is refused, not trapped`() throws {
    for (columns, rows) in [
      (Int.max, Tape.Rows.samples), (Int.max / 2, .samples), (1 << 40, .samples),
      (1 << 32, .fixed(1 << 32)), (Int.max - 20, .fixed(1)), (1 << 50, .fixed(1)),
    ] {
      var tape = Tape()
      let x = tape.input(columns: columns, rows: rows)
      _ = tape.apply(.tanh, to: x)
      #expect(throws: MemoryRefusal.self) { try TapeEvaluator<Double>(tape, samples: 3) }
      #expect(throws: MemoryRefusal.self) { try TapeEvaluator<Float>(tape, samples: 3) }
    }
    var tape = Tape()
    _ = tape.input(columns: 1 << 40)
    let refusal = #expect(throws: MemoryRefusal.self) {
      try TapeEvaluator<Double>(tape, samples: 3)
    }
    #expect(try #require(refusal?.bytes) >= 3 * 8 * (1 << 40))
    let text = try #require(refusal).description
    #expect(text.contains("evaluation needs") && text.contains("fewer samples"))
  }

  @Test func `forward mode refuses what does not fit`() throws {
    let nodes = try Nodes()
    #expect(throws: TapeError.self) { try TapeForwardMode(nodes.tape, samples: 0) }
    #expect(throws: TapeError.self) { try TapeForwardMode(nodes.tape, samples: Int.max) }
    var forward = try TapeForwardMode(nodes.tape, samples: 2)
    #expect(throws: TapeError.self) { try forward.setInput(nodes.samples3, [1, 2, 3]) }
    #expect(throws: TapeError.self) { try forward.setInput(nodes.row4, [1, 2, 3, 4]) }
    let ten = [Double](repeating: 1, count: 10)
    #expect(throws: TapeError.self) { try forward.evaluate(at: ten, along: [1]) }
    #expect(throws: TapeError.self) { try forward.evaluate(at: [], along: ten) }
    try forward.setInput(nodes.samples3, [1, 2, 3, 4, 5, 6])
    let tangents = try forward.evaluate(at: ten, along: ten)
    #expect(tangents.values(of: nodes.samples3) == [1, 2, 3, 4, 5, 6])
    #expect(tangents.tangents(of: nodes.row4) == [1, 1, 1, 1])
  }

  @Test func `shapes can be asked for`() throws {
    let nodes = try Nodes()
    #expect(nodes.tape.shape(of: nodes.samples3) == (rows: .samples, columns: 3))
    #expect(nodes.tape.shape(of: nodes.matrix23) == (rows: .fixed(2), columns: 3))
  }
}

/// A wrong count or node in a program that fills an evaluator stops it before harm is done.
struct TapePreconditionTests {
  @Test func `an input of another size`() async {
    await #expect(processExitsWith: .failure) {
      var tape = Tape()
      let x = tape.input(columns: 2)
      let evaluator = try TapeEvaluator<Double>(tape, samples: 2)
      evaluator.setInput(x, [1, 2, 3])
    }
  }

  @Test func `more samples than there is room for`() async {
    await #expect(processExitsWith: .failure) {
      var tape = Tape()
      _ = tape.input(columns: 2)
      let evaluator = try TapeEvaluator<Double>(tape, samples: 2)
      evaluator.setSamples(3)
    }
  }

  @Test func `a fixed input without a row`() async {
    await #expect(processExitsWith: .failure) {
      var tape = Tape()
      _ = tape.input(columns: 2, rows: .fixed(-1))
    }
  }

  @Test func `gradients into a matrix that is too small`() async {
    await #expect(processExitsWith: .failure) {
      var tape = Tape()
      let x = tape.input(columns: 2)
      let y = try tape.matmul(x, tape.parameter(rows: 2, columns: 1))
      let evaluator = try TapeEvaluator<Double>(tape, samples: 2)
      evaluator.forward()
      let matrix = try SampleMatrix<Double>(rows: 1, columns: 2)
      try evaluator.perSampleGradients(from: y, into: matrix)
    }
  }
}
