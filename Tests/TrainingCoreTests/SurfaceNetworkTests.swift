import Testing

@testable import TrainingCore

@Suite struct SurfaceNetworkTests {
  private typealias Fixture = SurfaceFixture

  private static func targets(
    _ loss: OutputLoss, outputs: Int, rows: Int
  ) -> [[Double]] {
    let count = loss == .crossEntropy ? 1 : outputs
    return (0..<count).map { output in
      Fixture.values(rows, seed: 200 + UInt64(output), from: 0, to: 2).map { value in
        switch loss {
        case .crossEntropy: Double(Int(value * Double(outputs) / 2))
        case .logistic: value < 1 ? 0 : 1
        case .hinge: value < 1 ? -1 : 1
        default: value
        }
      }
    }
  }

  /// The mean loss by definition.
  private static func mean(
    _ network: DenseNetwork, _ parameters: [Double], _ loss: OutputLoss, _ inputs: [[Double]],
    _ targets: [[Double]]
  ) -> Double {
    Summation.mean(
      inputs[0].indices.map { row in
        SurfaceReference.loss(
          loss, Fixture.outputs(network, parameters, inputs.map { $0[row] }),
          targets.map { $0[row] })
      })
  }

  @Test(
    arguments: [
      [2, 32, 32, 1], [1, 3, 1], [5, 7, 2], [6, 3], [2, 1], [3, 4, 5, 6, 3], [9, 1, 1],
    ], Activation.allCases)
  func `the kernel is the definition for every shape and activation`(
    sizes: [Int], activation: Activation
  ) throws {
    for rows in [1, 16, 37] {
      let (network, parameters, inputs) = try Fixture.network(sizes, activation, rows: rows)
      let targets = Self.targets(.meanSquaredOverSamples, outputs: network.outputs, rows: rows)
      let measurement = try SurfaceMeasurement(
        network: network, loss: .meanSquaredOverSamples, inputs: inputs, targets: targets)
      let plane = try Plane.random(of: network, around: parameters, seed: 3, biases: .scaled)
      for precision in [SurfaceOptions.Precision.float64, .float32] {
        let found = try measurement.measure(
          on: plane, u: [-0.5, 1], v: [-1, 0.25],
          options: SurfaceOptions(choice: .bruteForce, precision: precision))
        let wanted = [(-0.5, -1.0), (1, -1), (-0.5, 0.25), (1, 0.25)].map {
          Self.mean(network, plane.point($0.0, $0.1), .meanSquaredOverSamples, inputs, targets)
        }
        let allowed = precision == .float32 ? 3e-6 : 1e-14
        #expect(
          Fixture.difference(found.surface.values, wanted) < allowed, "\(sizes) \(precision)")
      }
    }
  }

  @Test(arguments: OutputLoss.allCases)
  func `the kernel is the definition for every loss`(loss: OutputLoss) throws {
    let (network, parameters, inputs) = try Fixture.network([2, 8, 3])
    let targets = Self.targets(loss, outputs: 3, rows: 37)
    let measurement = try SurfaceMeasurement(
      network: network, loss: loss, inputs: inputs, targets: targets)
    for precision in [SurfaceOptions.Precision.float64, .float32] {
      let plane = try Plane.random(of: network, around: parameters, seed: 5)
      let found = try measurement.measure(
        on: plane, u: [-1, 0.5], v: [0, 1],
        options: SurfaceOptions(choice: .bruteForce, precision: precision))
      let wanted = Self.mean(network, plane.point(0.5, 1), loss, inputs, targets)
      let allowed = precision == .float32 ? 1e-5 : 1e-14
      #expect(abs(found.surface.values[3] - wanted) < allowed * wanted)
    }
    let own = try measurement.losses(at: [parameters])
    let wanted = Self.mean(network, parameters, loss, inputs, targets)
    #expect(abs(own[0] - wanted) < 1e-14 * wanted)
  }

  @Test func `many inputs come from tables, also in several groups of rows`() throws {
    let (network, parameters, inputs) = try Fixture.network([8, 200, 2], rows: 150)
    let targets = Self.targets(.crossEntropy, outputs: 2, rows: 150)
    let measurement = try SurfaceMeasurement(
      network: network, loss: .crossEntropy, inputs: inputs, targets: targets)
    let plane = try Plane.random(of: network, around: parameters, seed: 1)
    let found = try measurement.measure(
      on: plane, u: [-1, 1], v: [0, 1], options: SurfaceOptions(choice: .bruteForce))
    let wanted = Self.mean(network, plane.point(1, 1), .crossEntropy, inputs, targets)
    #expect(abs(found.surface.values[3] - wanted) < 1e-13 * wanted)
  }

  @Test func `a smooth network is interpolated and a ReLU network is not`() throws {
    for activation in [Activation.tanh, .sigmoid, .relu] {
      let (network, parameters, inputs) = try Fixture.network([2, 6, 1], activation)
      let measurement = try SurfaceMeasurement(
        network: network, loss: .meanSquaredOverSamples, inputs: inputs,
        targets: Self.targets(.meanSquaredOverSamples, outputs: 1, rows: 37))
      let plane = try Plane.random(of: network, around: parameters, seed: 9)
      let axis = Fixture.axis(-1, 1, 40)
      let brute = try measurement.measure(
        on: plane, u: axis, v: axis, options: SurfaceOptions(choice: .bruteForce))
      for precision in [SurfaceOptions.Precision.float64, .float32] {
        let found = try measurement.measure(
          on: plane, u: axis, v: axis, options: SurfaceOptions(precision: precision))
        if activation == .relu {
          #expect(found.kind == .bruteForce)
          continue
        }
        guard case .spectral = found.kind else {
          Issue.record("\(activation) \(precision) \(found.kind)")
          continue
        }
        let allowed = precision == .float32 ? 2e-6 : 1e-8
        #expect(Fixture.difference(found.surface.values, brute.surface.values) < allowed)
      }
    }
  }

  @Test func `what is not a number stays visible`() throws {
    let (network, parameters, inputs) = try Fixture.network([2, 8, 1])
    var spoiled = inputs
    spoiled[1][5] = .nan
    let measurement = try SurfaceMeasurement(
      network: network, loss: .meanSquaredOverSamples, inputs: spoiled,
      targets: Self.targets(.meanSquaredOverSamples, outputs: 1, rows: 37))
    let plane = try Plane.random(of: network, around: parameters, seed: 2)
    let found = try measurement.measure(on: plane, u: [0, 1], v: [0, 1])
    #expect(found.surface.values.allSatisfy { $0.isNaN })
  }

  @Test func `wrong shapes and classes are refused`() throws {
    let (network, _, inputs) = try Fixture.network([2, 4, 3])
    let rows = inputs[0].count
    #expect(throws: SurfaceError.self) {
      try SurfaceMeasurement(
        network: network, loss: .meanSquaredOverSamples, inputs: [inputs[0]], targets: [inputs[0]])
    }
    for wrong in [3.0, -1, 0.5, .nan] {
      #expect(throws: SurfaceError.self) {
        try SurfaceMeasurement(
          network: network, loss: .crossEntropy, inputs: inputs,
          targets: [[Double](repeating: wrong, count: rows)])
      }
    }
  }
}
