import Testing

@testable import TrainingCore

/// What holds for every tape: linearity, order of samples, powers of two, seeds; and the routes'
/// agreement on random tapes.
struct TapePropertyTests {
  /// A node of a random tape with a row for each sample.
  private func grow(_ probe: inout TapeProbe, operations: Int) throws -> Tape.Node {
    var nodes: [Tape.Node] = [probe.input(columns: 3)]
    nodes.append(try probe.active(2))
    // Bounded, with bounded derivatives, so that deep tapes stay within range.
    let functions: [Tape.UnaryFunction] = [
      .tanh, .sigmoid, .softplus, .gelu, .huber, .logCosh, .sin, .cos, .negate,
    ]
    var random = probe.random
    func pick(_ count: Int) -> Int { Int(random.next() % UInt64(count)) }
    for _ in 0..<operations {
      let a = nodes[nodes.count - 1 - pick(min(4, nodes.count))]
      let columns = probe.tape.shape(of: a).columns
      let mates = nodes.filter {
        let width = probe.tape.shape(of: $0).columns
        return width == columns || width == 1 || columns == 1
      }
      let b = mates[pick(mates.count)]
      let next: Tape.Node
      switch pick(9) {
      case 0...1: next = probe.tape.apply(functions[pick(functions.count)], to: a)
      case 2:
        let width = 1 + pick(9)
        let product = try probe.tape.affine(
          a, probe.parameter(columns, width), probe.parameter(1, width))
        next = probe.tape.apply(.tanh, to: product)
      case 3: next = try probe.tape.add(a, b)
      case 4: next = probe.tape.apply(.tanh, to: try probe.tape.multiply(a, b))
      case 5:
        let positive = try probe.tape.add(
          probe.tape.apply(.sigmoid, to: b), probe.tape.constant([0.5], columns: 1))
        next = try probe.tape.divide(a, positive)
      case 6: next = probe.tape.softmax(a)
      case 7: next = pick(2) == 0 ? probe.tape.meanOverColumns(a) : probe.tape.logSoftmax(a)
      default:
        let row = probe.tape.meanOverRows(a)
        next = try probe.tape.subtract(probe.parameter(1, columns), probe.tape.add(a, row))
      }
      nodes.append(next)
    }
    probe.random = random
    var sum = probe.tape.sumOverColumns(try probe.active(1))
    for node in nodes.suffix(4) { sum = try probe.tape.add(sum, probe.tape.meanOverColumns(node)) }
    return sum
  }

  @Test(arguments: 0..<40)
  func `a random tape in reverse agrees with forward mode and differences`(seed: Int) throws {
    var probe = TapeProbe(samples: 1 + seed % 7, seed: UInt64(seed))
    let node = try grow(&probe, operations: 4 + seed % 15)
    try probe.check(node, what: "random tape \(seed)", roundoffs: 256)
  }

  // MARK: Linearity

  private struct Two {
    var probe = TapeProbe(samples: 6, seed: 3)
    var first, second: Tape.Node

    init() throws {
      let x = probe.input(columns: 4)
      let hidden = probe.tape.apply(
        .tanh, to: try probe.tape.affine(x, probe.parameter(4, 5), probe.parameter(1, 5)))
      first = probe.tape.sumOverColumns(probe.tape.apply(.square, to: hidden))
      second = try probe.tape.matmul(hidden, probe.parameter(5, 1))
    }
  }

  @Test func `the gradient of a weighted sum of losses is that of the gradients`() throws {
    var two = try Two()
    let sum = try two.probe.tape.add(
      two.probe.tape.scale(two.first, by: 0.3), two.probe.tape.scale(two.second, by: -1.7))
    let first = try two.probe.gradient(of: two.first, Double.self)
    let second = try two.probe.gradient(of: two.second, Double.self)
    let both = try two.probe.gradient(of: sum, Double.self)
    let expected = zip(first, second).map { 0.3 * $0 - 1.7 * $1 }
    #expect(largestGap(both, expected) < 1e-14)
    // Seeds accumulate the same.
    let evaluator = try two.probe.evaluator(Double.self)
    evaluator.backward(from: two.first, seed: .every(0.3))
    evaluator.backward(from: two.second, seed: .every(-1.7))
    #expect(largestGap(evaluator.gradient, expected) < 1e-14)
  }

  @Test func `a seed for each row weighs the rows' gradients`() throws {
    let two = try Two()
    let weights = [0.5, -2, 0, 1, 3, 0.25]
    let evaluator = try two.probe.evaluator(Double.self)
    let matrix = try SampleMatrix<Double>(rows: 6, columns: two.probe.parameters.count)
    try evaluator.perSampleGradients(from: two.first, into: matrix)
    evaluator.backward(from: two.first, seed: .rows(weights))
    let expected = two.probe.parameters.indices.map { index in
      dot(weights, (0..<6).map { matrix[$0, index] })
    }
    #expect(largestGap(evaluator.gradient, expected) < 1e-14)
    evaluator.resetGradient()
    evaluator.backward(from: two.first, seed: .rows(Array(repeating: 0.125, count: 6)))
    let rows = evaluator.gradient
    evaluator.resetGradient()
    evaluator.backward(from: two.first, seed: .every(0.125))
    #expect(evaluator.gradient == rows)
  }

  @Test func `the order of samples changes no value and the gradient by rounding only`() throws {
    let two = try Two()
    let order = [3, 0, 5, 1, 4, 2]
    let plain = try two.probe.evaluator(Double.self)
    let mixed = try two.probe.evaluator(Double.self)
    for (node, values) in two.probe.data {
      let columns = two.probe.tape.shape(of: node).columns
      mixed.setInput(node, order.flatMap { values[$0 * columns..<($0 + 1) * columns] })
    }
    mixed.forward()
    for evaluator in [plain, mixed] { evaluator.backward(from: two.first, seed: .ones) }
    let values = plain.values(of: two.first)
    // Rows in tiles of four and single rows add up their products in the same order.
    #expect(largestGap(mixed.values(of: two.first), order.map { values[$0] }) < 1e-15)
    #expect(largestGap(mixed.gradient, plain.gradient) < 1e-14)
  }

  // MARK: Powers of two

  @Test(arguments: [-30, -1, 1, 40])
  func `seeds times a power of two give gradients times it, bit for bit`(power: Int) throws {
    let two = try Two()
    let factor = Double(sign: .plus, exponent: power, significand: 1)
    for loss in [two.first, two.second] {
      let double = try two.probe.evaluator(Double.self)
      let single = try two.probe.evaluator(Float.self)
      double.backward(from: loss, seed: .ones)
      single.backward(from: loss, seed: .ones)
      let (doubles, singles) = (double.gradient, single.gradient)
      double.resetGradient()
      single.resetGradient()
      double.backward(from: loss, seed: .every(factor))
      single.backward(from: loss, seed: .every(factor))
      #expect(double.gradient == doubles.map { $0 * factor })
      #expect(single.gradient == singles.map { $0 * Float(factor) })
    }
  }

  @Test func `data times a power of two give a line's gradients times its square`() throws {
    var probe = TapeProbe(samples: 7)
    let x = probe.input(columns: 3)
    let y = probe.input(columns: 1)
    let line = try probe.tape.matmul(x, probe.parameter(3, 1))
    let loss = probe.tape.apply(.square, to: try probe.tape.subtract(y, line))
    let plain = try probe.evaluator(Float.self)
    let scaled = try probe.evaluator(Float.self)
    for (node, values) in probe.data { scaled.setInput(node, values.map { Float($0) * 0x1p9 }) }
    scaled.forward()
    for evaluator in [plain, scaled] { evaluator.backward(from: loss, seed: .ones) }
    #expect(scaled.values(of: loss) == plain.values(of: loss).map { $0 * 0x1p18 })
    #expect(scaled.gradient == plain.gradient.map { $0 * 0x1p18 })
  }
}
