import Testing

@testable import TrainingCore

/// A tape under test with made-up data, evaluated by every route.
///
/// All data are numbers of single precision, so that both precisions evaluate the same function.
struct TapeProbe {
  var tape = Tape()
  let samples: Int
  var random: TestGenerator
  private(set) var data: [(node: Tape.Node, values: [Double])] = []
  private(set) var parameters: [Double] = []

  init(samples: Int, seed: UInt64 = 1) {
    self.samples = samples
    random = TestGenerator(state: seed)
  }

  mutating func numbers(_ count: Int, in range: ClosedRange<Double>) -> [Double] {
    (0..<count).map { _ in
      let number = range.lowerBound + (range.upperBound - range.lowerBound) * random.uniform()
      return Double(Float(number))
    }
  }

  // MARK: Leaves

  mutating func input(_ values: [Double], columns: Int, rows: Tape.Rows = .samples) -> Tape.Node {
    let node = tape.input(columns: columns, rows: rows)
    data.append((node, values))
    return node
  }

  mutating func input(
    columns: Int, rows: Tape.Rows = .samples, in range: ClosedRange<Double> = -1...1
  ) -> Tape.Node {
    let height = if case .fixed(let count) = rows { count } else { samples }
    return input(numbers(height * columns, in: range), columns: columns, rows: rows)
  }

  mutating func parameter(
    _ rows: Int, _ columns: Int, in range: ClosedRange<Double> = -1...1
  ) throws -> Tape.Node {
    parameters += numbers(rows * columns, in: range)
    return try tape.parameter(rows: rows, columns: columns)
  }

  /// A row for each sample, nearly within the range, of which every value depends on parameters.
  mutating func active(
    _ columns: Int, in range: ClosedRange<Double> = -1...1
  ) throws -> Tape.Node {
    let rows = input(columns: columns, in: range)
    return try tape.add(rows, parameter(1, columns, in: -0.1...0.1))
  }

  // MARK: Routes

  func rowCount(_ node: Tape.Node) -> Int { tape[node].rowCount(samples: samples) }

  /// A loss whose reverse derivatives are those of the node weighted by random cotangents, which
  /// are given back.
  mutating func weighted(_ node: Tape.Node) throws -> (loss: Tape.Node, cotangents: [Double]) {
    let (rows, columns) = tape.shape(of: node)
    let cotangents = numbers(rowCount(node) * columns, in: -1...1)
    let weights = input(cotangents, columns: columns, rows: rows)
    return (tape.sumOverColumns(try tape.multiply(node, weights)), cotangents)
  }

  /// An evaluator after its forward pass.
  func evaluator<Scalar: TapeScalar>(
    _ type: Scalar.Type, portable: Bool = false, at parameters: [Double]? = nil,
    capacity: Int? = nil, keepsSquares: Bool = false
  ) throws -> TapeEvaluator<Scalar> {
    let evaluator = try TapeEvaluator<Scalar>(
      tape, samples: capacity ?? samples, keepsSquares: keepsSquares,
      kernels: portable ? Scalar.portableKernels : Scalar.kernels)
    evaluator.setSamples(samples)
    for (node, values) in data { evaluator.setInput(node, values.map { Scalar($0) }) }
    evaluator.setParameters((parameters ?? self.parameters).map { Scalar($0) })
    evaluator.forward()
    return evaluator
  }

  func tangents(along direction: [Double]) throws -> TapeTangents {
    var forward = try TapeForwardMode(tape, samples: samples)
    for (node, values) in data { try forward.setInput(node, values) }
    return try forward.evaluate(at: parameters, along: direction)
  }

  /// The gradient of the sum of the loss's rows.
  func gradient<Scalar: TapeScalar>(
    of loss: Tape.Node, _ type: Scalar.Type, portable: Bool = false
  ) throws -> [Double] {
    let evaluator = try evaluator(type, portable: portable)
    evaluator.backward(from: loss, seed: .ones)
    return evaluator.gradient.map { Double($0) }
  }
}

// MARK: Checks

extension TapeProbe {
  /// Compares reverse mode with forward mode and central differences, the loops for any processor
  /// with the fastest ones, and single with double precision, all in a random direction and with
  /// random cotangents: the product of cotangents and tangents is that of gradient and direction.
  mutating func check(
    _ node: Tape.Node, what: String, differences: Bool = true, roundoffs: Double = 32
  ) throws {
    let (loss, cotangents) = try weighted(node)
    let direction = numbers(parameters.count, in: -1...1)
    let tangents = try tangents(along: direction)
    let expected = tangents.values(of: node)
    let slope = dot(cotangents, tangents.tangents(of: node))
    let size = absoluteDot(cotangents, tangents.tangents(of: node))
    for portable in [false, true] {
      let values = try evaluator(Double.self, portable: portable).values(of: node)
      let gradient = try gradient(of: loss, Double.self, portable: portable)
      #expect(largestGap(values, expected) <= 64 * 0x1p-53 * (1 + largest(expected)), "\(what)")
      let bound = 256 * 0x1p-53 * (1 + size + absoluteDot(gradient, direction))
      #expect(abs(dot(gradient, direction) - slope) <= bound, "\(what)")
      let single = try evaluator(Float.self, portable: portable).values(of: node)
      let singleGradient = try self.gradient(of: loss, Float.self, portable: portable)
      let unit = roundoffs * 0x1p-24
      #expect(
        largestGap(single.map { Double($0) }, expected) <= unit * (1 + largest(expected)),
        "\(what)")
      #expect(
        largestGap(singleGradient, gradient) <= unit * (1 + largest(gradient)), "\(what)")
    }
    if differences { try checkDifferences(loss, direction, slope, what) }
  }

  /// Central differences err by a third of what half the step changes, and by rounding.
  private func checkDifferences(
    _ loss: Tape.Node, _ direction: [Double], _ slope: Double, _ what: String
  ) throws {
    let step = 0x1p-13
    var magnitude = 0.0
    func difference(_ step: Double) throws -> Double {
      let sums = try [step, -step].map { step in
        let moved = zip(parameters, direction).map { $0 + step * $1 }
        let values = try evaluator(Double.self, at: moved).values(of: loss)
        magnitude = max(magnitude, values.reduce(0) { $0 + abs($1) })
        return values.reduce(0, +)
      }
      return (sums[0] - sums[1]) / (2 * step)
    }
    let (fine, coarse) = (try difference(step), try difference(2 * step))
    let bound = abs(coarse - fine) + 32 * 0x1p-53 * (1 + magnitude) / step
    #expect(abs(fine - slope) <= bound, "\(what)")
    #expect(bound <= 1e-5 * (1 + abs(slope)), "\(what): the bound says nothing")
  }
}

func dot(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
func absoluteDot(_ a: [Double], _ b: [Double]) -> Double {
  zip(a, b).reduce(0) { $0 + abs($1.0 * $1.1) }
}
func largest(_ values: [Double]) -> Double { values.reduce(0) { max($0, abs($1)) } }

/// The largest difference, infinite where one is NaN or the counts differ.
func largestGap(_ a: [Double], _ b: [Double]) -> Double {
  guard a.count == b.count else { return .infinity }
  return zip(a, b).reduce(0) { gap, pair in
    let difference = abs(pair.0 - pair.1)
    return difference.isNaN ? .infinity : max(gap, difference)
  }
}
