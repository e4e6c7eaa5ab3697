import Glibc
import Testing

@testable import TrainingCore

/// Softmax, its logarithm and cross-entropy at the ends of their range.
struct TapeClassTests {
  private func evaluate<Scalar: TapeScalar>(
    _ logits: [Double], classes: Int, label: Double = 0, portable: Bool, _ type: Scalar.Type
  ) throws -> (
    softmax: [Double], logSoftmax: [Double], loss: [Double], logSlopes: [Double], slopes: [Double]
  ) {
    var tape = Tape()
    let rows = logits.count / classes
    let x = try tape.parameter(rows: rows, columns: classes)
    let labels = try tape.constant(Array(repeating: label, count: rows), columns: 1)
    let softmax = tape.softmax(x)
    let logSoftmax = tape.logSoftmax(x)
    let loss = try tape.crossEntropy(x, labels: labels)
    let first = try tape.constant([1] + Array(repeating: 0, count: classes - 1), columns: classes)
    let picked = tape.sumOverColumns(try tape.multiply(logSoftmax, first))
    let evaluator = try TapeEvaluator<Scalar>(
      tape, samples: 1, keepsSquares: false,
      kernels: portable ? Scalar.portableKernels : Scalar.kernels)
    evaluator.setParameters(logits.map { Scalar($0) })
    evaluator.forward()
    evaluator.backward(from: picked, seed: .ones)
    let logSlopes = evaluator.gradient.map { Double($0) }
    evaluator.resetGradient()
    evaluator.backward(from: loss, seed: .ones)
    func values(_ node: Tape.Node) -> [Double] { evaluator.values(of: node).map { Double($0) } }
    return (
      values(softmax), values(logSoftmax), values(loss), logSlopes,
      evaluator.gradient.map { Double($0) }
    )
  }

  @Test(arguments: [false, true])
  func `logits of ten thousand overflow nowhere`(portable: Bool) throws {
    let logits = [1e4, -1e4, 0]
    for result in [
      try evaluate(logits, classes: 3, portable: portable, Double.self),
      try evaluate(logits, classes: 3, portable: portable, Float.self),
    ] {
      #expect(result.softmax == [1, 0, 0])
      #expect(result.logSoftmax == [0, -2e4, -1e4])
      #expect(result.loss == [0])
      #expect(result.slopes == [0, 0, 0])
      #expect(result.logSlopes == [0, 0, 0])
    }
    let other = try evaluate(logits, classes: 3, label: 1, portable: portable, Float.self)
    #expect(other.loss == [2e4])
    #expect(other.slopes == [1, -1, 0])
  }

  /// What is common to all logits leaves no trace: 2^13 + k is exact in single precision.
  @Test(arguments: [false, true])
  func `a large number added to all logits changes no digit`(portable: Bool) throws {
    let logits = [1, 2, 0.5, -1, 3]
    let shifted = logits.map { $0 + 0x1p13 }
    let plain = try evaluate(logits, classes: 5, portable: portable, Float.self)
    let moved = try evaluate(shifted, classes: 5, portable: portable, Float.self)
    #expect(plain.softmax == moved.softmax)
    #expect(plain.logSoftmax == moved.logSoftmax)
    #expect(plain.loss == moved.loss)
    #expect(plain.slopes == moved.slopes)
  }

  @Test(arguments: [-1, 3, 0.5, 1e30, -1e30, .nan, .infinity])
  func `a label outside the classes gives NaN`(label: Double) throws {
    for portable in [false, true] {
      let result = try evaluate(
        [1, 2, 3], classes: 3, label: label, portable: portable, Float.self)
      #expect(result.loss.allSatisfy { $0.isNaN })
      #expect(result.slopes.allSatisfy { $0.isNaN })
    }
  }

  @Test(arguments: 0..<9)
  func `a NaN among the logits reaches all of its row and no other`(place: Int) throws {
    for portable in [false, true] {
      var logits = (0..<18).map { Double($0 % 5) }
      logits[place] = .nan
      let result = try evaluate(logits, classes: 9, portable: portable, Float.self)
      for values in [result.softmax, result.logSoftmax, result.slopes] {
        #expect(values.prefix(9).allSatisfy { $0.isNaN })
        #expect(values.suffix(9).allSatisfy { $0.isFinite })
      }
      #expect(result.loss[0].isNaN && result.loss[1].isFinite)
    }
  }
}
