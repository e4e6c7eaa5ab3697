import Testing

@testable import TrainingCore

/// The tape against PyTorch: a net with batch norm, GELU, layer norm, dropout and cross-entropy, and
/// functions of one number at and beside their kinks. The values are in TapeReferenceValues.swift
/// and Tests/Reference/tape.py tells where they come from.
struct TapeReferenceTests {
  private struct Net {
    var tape: Tape
    var x, labels, mask, loss: Tape.Node

    init(training: Bool) throws {
      var tape = Tape()
      x = tape.input(columns: 4)
      labels = tape.input(columns: 1)
      mask = tape.input(columns: 5)
      let statistics = Tape.BatchStatistics.fixed(
        mean: try tape.constant(TapeReference.mean, columns: 6),
        variance: try tape.constant(TapeReference.variance, columns: 6))
      func parameter(_ rows: Int, _ columns: Int) throws -> Tape.Node {
        try tape.parameter(rows: rows, columns: columns)
      }
      var hidden = try tape.affine(x, parameter(4, 6), parameter(1, 6))
      hidden = try tape.batchNorm(
        hidden, gamma: parameter(1, 6), beta: parameter(1, 6),
        statistics: training ? .batch : statistics)
      hidden = try tape.affine(
        tape.apply(.gelu, to: hidden), parameter(6, 5), parameter(1, 5))
      hidden = try tape.layerNorm(hidden, gamma: parameter(1, 5), beta: parameter(1, 5))
      hidden = try tape.dropout(hidden, mask: mask, keep: 0.75)
      loss = try tape.crossEntropy(
        tape.affine(hidden, parameter(5, 3), parameter(1, 3)), labels: labels)
      self.tape = tape
    }

    func evaluator<Scalar: TapeScalar>(
      _ type: Scalar.Type, portable: Bool
    ) throws -> TapeEvaluator<Scalar> {
      let evaluator = try TapeEvaluator<Scalar>(
        tape, samples: 5, keepsSquares: false,
        kernels: portable ? Scalar.portableKernels : Scalar.kernels)
      for (node, values) in data { evaluator.setInput(node, values.map { Scalar($0) }) }
      evaluator.setParameters(TapeReference.parameters.map { Scalar($0) })
      evaluator.forward()
      return evaluator
    }

    var data: [(Tape.Node, [Double])] {
      [(x, TapeReference.x), (labels, TapeReference.labels), (mask, TapeReference.mask)]
    }
  }

  @Test(arguments: [true, false], [true, false])
  func `losses and gradient of a net`(training: Bool, portable: Bool) throws {
    let net = try Net(training: training)
    let losses = training ? TapeReference.trainingLosses : TapeReference.evaluationLosses
    let gradient = training ? TapeReference.trainingGradient : TapeReference.evaluationGradient
    // About 60 operations lie between a parameter and the loss; each rounds once, to numbers of at
    // most about the largest component of the gradient.
    let units = 64 * max(1, gradient.reduce(0) { max($0, abs($1)) })
    let double = try net.evaluator(Double.self, portable: portable)
    double.backward(from: net.loss, seed: .every(1 / 5))
    #expect(largestGap(double.values(of: net.loss), losses) < units * 0x1p-53)
    #expect(largestGap(double.gradient, gradient) < units * 0x1p-53)
    let single = try net.evaluator(Float.self, portable: portable)
    single.backward(from: net.loss, seed: .every(1 / 5))
    #expect(largestGap(single.values(of: net.loss).map { Double($0) }, losses) < units * 0x1p-24)
    #expect(largestGap(single.gradient.map { Double($0) }, gradient) < units * 0x1p-24)
  }

  @Test func `forward mode gives PyTorch's gradient too`() throws {
    for training in [true, false] {
      let net = try Net(training: training)
      let gradient = training ? TapeReference.trainingGradient : TapeReference.evaluationGradient
      var forward = try TapeForwardMode(net.tape, samples: 5)
      for (node, values) in net.data { try forward.setInput(node, values) }
      for index in stride(from: 0, to: gradient.count, by: 7) {
        var direction = [Double](repeating: 0, count: gradient.count)
        direction[index] = 1
        let tangents = try forward.evaluate(at: TapeReference.parameters, along: direction)
        let slope = tangents.tangents(of: net.loss).reduce(0, +) / 5
        #expect(abs(slope - gradient[index]) < 4e-15)
      }
    }
  }

  @Test func `the samples' gradient norms`() throws {
    let net = try Net(training: false)
    let norms = try net.evaluator(Double.self, portable: false)
      .squaredGradientNorms(from: net.loss)
    #expect(largestGap(norms.map { $0.squareRoot() }, TapeReference.norms) < 1e-14)
  }

  @Test func `functions and their derivatives, at kinks as well`() throws {
    let functions: [(Tape.UnaryFunction, values: [Double], slopes: [Double])] = [
      (.abs, TapeReference.absValues, TapeReference.absSlopes),
      (.tanh, TapeReference.tanhValues, TapeReference.tanhSlopes),
      (.sigmoid, TapeReference.sigmoidValues, TapeReference.sigmoidSlopes),
      (.relu, TapeReference.reluValues, TapeReference.reluSlopes),
      (.gelu, TapeReference.geluValues, TapeReference.geluSlopes),
      (.softplus, TapeReference.softplusValues, TapeReference.softplusSlopes),
      (.sin, TapeReference.sinValues, TapeReference.sinSlopes),
      (.cos, TapeReference.cosValues, TapeReference.cosSlopes),
      (.exp, TapeReference.expValues, TapeReference.expSlopes),
      (.square, TapeReference.squareValues, TapeReference.squareSlopes),
      (.huber, TapeReference.huberValues, TapeReference.huberSlopes),
    ]
    for (function, values, slopes) in functions {
      var tape = Tape()
      let x = try tape.parameter(rows: values.count, columns: 1)
      let y = tape.apply(function, to: x)
      let evaluator = try TapeEvaluator<Double>(tape, samples: 1)
      evaluator.setParameters(TapeReference.points)
      evaluator.forward()
      evaluator.backward(from: y, seed: .ones)
      for (index, point) in TapeReference.points.enumerated() {
        let unit = 8 * 0x1p-53
        let (value, slope) = (evaluator.values(of: y)[index], evaluator.gradient[index])
        #expect(
          abs(value - values[index]) <= unit * (1 + abs(values[index])), "\(function) \(point)")
        #expect(
          abs(slope - slopes[index]) <= unit * (1 + abs(slopes[index])), "\(function) \(point)")
        let dual = function.dual(at: point)
        #expect(abs(dual.value - values[index]) <= unit * (1 + abs(values[index])), "\(function)")
        #expect(abs(dual.slope - slopes[index]) <= unit * (1 + abs(slopes[index])), "\(function)")
      }
    }
  }
}
