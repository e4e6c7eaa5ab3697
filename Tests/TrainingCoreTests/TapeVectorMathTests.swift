import Glibc
import Testing

@testable import TrainingCore

#if arch(x86_64)
  /// More digits than those under test have.
  private typealias Wide = Float80
#else
  private typealias Wide = Double
#endif

private typealias Exact = @Sendable (Wide) -> Wide

/// The vector functions' accuracy against the C library's scalar ones in more digits, over their
/// whole range, and what becomes of arguments at the ends of it.
///
/// libmvec promises at most 4 ulp for exp, log, log1p, expm1, erf, sin, cos and double's tanh.
struct TapeVectorMathTests {
  /// The values of a function by the loops of one kind.
  private func values<Scalar: TapeScalar>(
    _ function: Tape.UnaryFunction, _ x: [Scalar], portable: Bool
  ) throws -> [Scalar] {
    let workspace = try Workspace<Scalar>(
      rows: 2, columns: x.count, kernels: portable ? Scalar.portableKernels : Scalar.kernels)
    workspace.withValues(0, x.count) { span in
      for index in x.indices { span[index] = x[index] }
    }
    workspace.unary(function, 0, into: x.count, count: x.count)
    return workspace.array(x.count, x.count)
  }

  /// The derivatives of a function by the loops of one kind.
  private func slopes<Scalar: TapeScalar>(
    _ function: Tape.UnaryFunction, _ x: [Scalar], portable: Bool
  ) throws -> [Scalar] {
    let count = x.count
    let workspace = try Workspace<Scalar>(
      rows: 4, columns: count, kernels: portable ? Scalar.portableKernels : Scalar.kernels)
    workspace.withValues(0, count) { span in
      for index in x.indices { span[index] = x[index] }
    }
    workspace.unary(function, 0, into: count, count: count)
    workspace.fill(2 * count, count: count, with: 1)
    workspace.unaryBackward(
      function, x: 0, y: count, dy: 2 * count, into: 3 * count, count: count, accumulates: false)
    return workspace.array(3 * count, count)
  }

  /// Arguments of every size: some hundreds evenly over a range, and both signs of every power of
  /// two (times a number near it) that the range holds, down to the smallest number there is.
  private func arguments<Scalar: TapeScalar>(
    _ range: ClosedRange<Double>, _ type: Scalar.Type
  ) -> [Scalar] {
    var random = TestGenerator(state: 9)
    var x = (0..<1500).map { _ in
      Scalar(range.lowerBound + (range.upperBound - range.lowerBound) * random.uniform())
    }
    var power = Scalar.leastNonzeroMagnitude
    while power < Scalar(range.upperBound) {
      let number = power * Scalar(1 + random.uniform())
      x += [power, -power, number, -number]
      power *= 2
    }
    let bounds = Scalar(range.lowerBound)...Scalar(range.upperBound)
    return x.filter { bounds.contains($0) }
  }

  /// How many units in the last place a result is off the exact one.
  private func ulps<Scalar: TapeScalar>(_ value: Scalar, from exact: Wide) -> Double {
    let unit = max(Wide(Scalar(exact).ulp), Wide(Scalar.leastNonzeroMagnitude))
    return Double(abs(Wide(value) - exact) / unit)
  }

  /// The functions that are one call, with a range and the exact result.
  private static let functions: [(Tape.UnaryFunction, ClosedRange<Double>, Exact)] = [
    (.exp, -87...88, { exp($0) }), (.log, 0...3e38, { log($0) }),
    (.log1p, -0.9999...3e38, { log1p($0) }), (.sqrt, 0...3e38, { $0.squareRoot() }),
    (.sin, -1000...1000, { sin($0) }), (.cos, -1000...1000, { cos($0) }),
    (.tanh, -25...25, { tanh($0) }), (.negate, -3e38...3e38, { -$0 }),
    (.abs, -3e38...3e38, { abs($0) }), (.relu, -3e38...3e38, { max(0, $0) }),
  ]

  private func worst<Scalar: TapeScalar>(
    _ type: Scalar.Type, _ function: Tape.UnaryFunction, _ range: ClosedRange<Double>,
    portable: Bool, _ exact: (Wide) -> Wide
  ) throws -> (ulps: Double, at: Scalar) {
    let x = arguments(range, type)
    var worst = (ulps: -1.0, at: Scalar.nan)
    for (argument, value) in zip(x, try values(function, x, portable: portable)) {
      let off = ulps(value, from: exact(Wide(argument)))
      if !(off <= worst.ulps) { worst = (off.isNaN ? .infinity : off, argument) }
    }
    return worst
  }

  @Test(arguments: [false, true])
  func `vector functions are at most 4 ulp off, float's tanh at most 6`(portable: Bool) throws {
    for (function, range, exact) in Self.functions {
      let double = try worst(Double.self, function, range, portable: portable, exact)
      let single = try worst(Float.self, function, range, portable: portable, exact)
      #expect(double.ulps <= 4, "\(function) of \(double.at)")
      #expect(single.ulps <= (function == .tanh ? 6 : 4), "\(function) of \(single.at)")
    }
  }

  /// Composed functions: relative to the result where it cannot cancel, else to the argument.
  @Test(arguments: [false, true])
  func `composed functions keep their digits`(portable: Bool) throws {
    let functions: [(Tape.UnaryFunction, ClosedRange<Double>, Double, Exact)] = [
      (.sigmoid, -80...80, 8, { 1 / (1 + exp(-$0)) }),
      (.softplus, -80...80, 8, { max(0, $0) + log1p(exp(-abs($0))) }),
      (.logCosh, -80...80, 16, Self.logCosh),
      (.huber, -5...5, 2, { abs($0) <= 1 ? $0 * $0 / 2 : abs($0) - 0.5 }),
      (.square, -5...5, 1, { $0 * $0 }),
    ]
    for (function, range, most, exact) in functions {
      let double = try worst(Double.self, function, range, portable: portable, exact)
      let single = try worst(Float.self, function, range, portable: portable, exact)
      #expect(double.ulps <= most, "\(function) of \(double.at)")
      #expect(single.ulps <= most, "\(function) of \(single.at)")
    }
    // In the lower tail 1 + erf cancels, as in PyTorch: the error is of the argument's size.
    let x = arguments(-30...30, Double.self)
    for (argument, value) in zip(x, try values(.gelu, x, portable: portable)) {
      let exact = Tape.UnaryFunction.gelu.dual(at: argument).value
      #expect(abs(value - exact) <= 4 * argument.magnitude * 0x1p-52, "gelu of \(argument)")
    }
  }

  private static func logCosh(_ x: Wide) -> Wide {
    let half = sinh(x / 2)
    return abs(x) < 1
      ? log1p(2 * half * half) : abs(x) + log1p(exp(-2 * abs(x))) - log(Wide(2))
  }

  // MARK: The ends of the range

  @Test func `a NaN never becomes a number, whatever its place in a vector`() throws {
    try checkNaN(Double.self)
    try checkNaN(Float.self)
  }

  private func checkNaN<Scalar: TapeScalar>(_ type: Scalar.Type) throws {
    for function in Tape.UnaryFunction.allCases {
      for (place, portable) in [(0, false), (10, false), (3, true), (10, true)] {
        var x = [Scalar](repeating: 0.5, count: 11)
        x[place] = .nan
        let values = try values(function, x, portable: portable)
        let slopes = try slopes(function, x, portable: portable)
        for index in x.indices {
          #expect(values[index].isNaN == (index == place), "\(function) \(Scalar.self)")
          // A constant derivative needs no argument.
          let isNaN = index == place && function != .negate
          #expect(slopes[index].isNaN == isNaN, "derivative of \(function) \(Scalar.self)")
        }
      }
    }
  }

  @Test(arguments: [false, true])
  func `infinite arguments give the limits`(portable: Bool) throws {
    let limits: [(Tape.UnaryFunction, Double, Double)] = [
      (.negate, .infinity, -.infinity), (.exp, 0, .infinity), (.log, .nan, .infinity),
      (.log1p, .nan, .infinity), (.sqrt, .nan, .infinity), (.square, .infinity, .infinity),
      (.abs, .infinity, .infinity), (.tanh, -1, 1), (.sigmoid, 0, 1), (.relu, 0, .infinity),
      (.softplus, 0, .infinity), (.logCosh, .infinity, .infinity),
      (.huber, .infinity, .infinity), (.sin, .nan, .nan), (.cos, .nan, .nan),
      // -infinity times 0, as in PyTorch.
      (.gelu, .nan, .infinity),
    ]
    #expect(limits.count == Tape.UnaryFunction.allCases.count)
    for (function, low, high) in limits {
      let double = try values(function, [-Double.infinity, .infinity], portable: portable)
      let single = try values(function, [-Float.infinity, .infinity], portable: portable)
      for (index, limit) in [low, high].enumerated() {
        for value in [double[index], Double(single[index])] {
          #expect(limit.isNaN ? value.isNaN : value == limit, "\(function): \(value), \(limit)")
        }
      }
    }
  }

  @Test(arguments: [false, true])
  func `large arguments overflow nowhere on the way`(portable: Bool) throws {
    let ends = [-1000.0, 1000]
    let singles = ends.map { Float($0) }
    #expect(try values(.softplus, ends, portable: portable) == [0, 1000])
    #expect(try values(.softplus, singles, portable: portable) == [0, 1000])
    #expect(try slopes(.softplus, ends, portable: portable) == [0, 1])
    #expect(try slopes(.softplus, singles, portable: portable) == [0, 1])
    let logCosh = 1000 - Glibc.log(2.0)
    #expect(try values(.logCosh, ends, portable: portable) == [logCosh, logCosh])
    #expect(try values(.logCosh, singles, portable: portable) == [Float(logCosh), Float(logCosh)])
    #expect(try slopes(.logCosh, ends, portable: portable) == [-1, 1])
    #expect(try values(.sigmoid, ends, portable: portable) == [0, 1])
    #expect(try slopes(.sigmoid, ends, portable: portable) == [0, 0])
    #expect(try values(.tanh, singles, portable: portable) == [-1, 1])
    #expect(try values(.gelu, ends, portable: portable) == [0, 1000])
    #expect(try slopes(.gelu, ends, portable: portable) == [0, 1])
  }

  @Test(arguments: [false, true])
  func `derivatives at kinks are PyTorch's`(portable: Bool) throws {
    let x: [Double] = [-0.0, 0, -0x1p-1074, 0x1p-1074]
    #expect(try slopes(.relu, x, portable: portable) == [0, 0, 0, 1])
    #expect(try slopes(.abs, x, portable: portable) == [0, 0, -1, 1])
    let ends: [Double] = [-1, 1, (-1.0).nextDown, (1.0).nextUp, (1.0).nextDown]
    #expect(try slopes(.huber, ends, portable: portable) == [-1, 1, -1, 1, (1.0).nextDown])
    #expect(try values(.huber, ends, portable: portable).allSatisfy { abs($0 - 0.5) < 1e-15 })
    #expect(try slopes(.sqrt, [0.0], portable: portable) == [.infinity])
  }
}
