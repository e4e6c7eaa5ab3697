import Testing

@testable import TrainingCore

@Suite struct SurfacePlaneTests {
  private typealias Fixture = SurfaceFixture

  @Test func `each neuron's direction has the norm of its weights`() throws {
    let (network, parameters, _) = try Fixture.network([3, 5, 2])
    let plane = try Plane.random(of: network, around: parameters, seed: 17)
    for direction in [plane.first, plane.second] {
      for layer in network.layers {
        for output in 0..<layer.outputs {
          let indices = (0..<layer.inputs).map { layer.weights + $0 * layer.outputs + output }
          let norms = [direction, parameters].map { vector in
            VectorNorm.euclidean(indices.map { vector[$0] })
          }
          #expect(abs(norms[0] - norms[1]) < 1e-14 * norms[1])
          #expect(direction[layer.biases + output] == 0)
        }
      }
    }
    #expect(plane.first != plane.second)
    #expect(try Plane.random(of: network, around: parameters, seed: 17) == plane)
    #expect(try Plane.random(of: network, around: parameters, seed: 18) != plane)
    let scaled = try Plane.random(of: network, around: parameters, seed: 17, biases: .scaled)
    #expect(scaled.first[network.layers[0].biases] == parameters[network.layers[0].biases])
  }

  @Test func `a plain vector is one filter`() throws {
    let plane = try Plane.random(around: [3, 4, 0], seed: 1)
    #expect(abs(VectorNorm.euclidean(plane.first) - 5) < 1e-14)
    #expect(throws: SurfaceError.self) {
      try Plane.random(around: [1, 2], filters: [[2]], seed: 1)
    }
    #expect(throws: SurfaceError.self) { try Plane.random(around: [0, 0], seed: 1) }
  }

  @Test func `the plane of two parameters has their values as coordinates`() throws {
    let plane = try Plane.ofParameters(2, 0, around: [5, 6, 7])
    #expect(plane.point(-1, 2.5) == [2.5, 6, -1])
  }

  @Test func `what spans no plane is refused`() {
    #expect(throws: SurfaceError.self) { try Plane.ofParameters(1, 1, around: [1, 2]) }
    #expect(throws: SurfaceError.self) { try Plane.ofParameters(0, 2, around: [1, 2]) }
    #expect(throws: SurfaceError.self) {
      try Plane(origin: [0, 0], first: [1, 2], second: [-2, -4])
    }
    #expect(throws: SurfaceError.self) { try Plane(origin: [0, 0], first: [1], second: [0, 1]) }
    #expect(throws: SurfaceError.self) {
      try Plane(origin: [0, 0], first: [.nan, 1], second: [0, 1])
    }
  }

  @Test(arguments: [6, 40])
  func `a path in a plane has all of its movement there`(points: Int) throws {
    // A spiral in a plane of 11 parameters; more parameters than points, and the other way about.
    let a = Fixture.values(11, seed: 31)
    let b = Fixture.values(11, seed: 32)
    let path = (0..<points).map { step -> [Double] in
      let t = Double(step)
      let (u, v) = (3 * (1 - t / 50) * (t - 2), (1 - t / 50) * (t * t / 20 + 1))
      return (0..<11).map { 1 + u * a[$0] + v * b[$0] }
    }
    let found = try TrajectoryPlane(path)
    #expect(abs(found.share - 1) < 1e-14)
    #expect(found.shares[0] >= found.shares[1] && found.shares[1] > 1e-6)
    for (point, projection) in zip(path, found.projections) {
      #expect(Fixture.difference(projection, point) < 1e-13)
    }
    #expect(abs(VectorNorm.dot(found.plane.first, found.plane.second)) < 1e-14)
    #expect(abs(VectorNorm.euclidean(found.plane.first) - 1) < 1e-14)
    #expect(found.coordinates[0].u > 0 && found.coordinates[0].v >= 0)
    #expect(found.coordinates[points - 1] == (0, 0))
  }

  @Test func `shares are those of the movement along each axis`() throws {
    // Along three axes with squares 4 + 4, 1 + 1 and 0.25 + 0.25.
    let path = [
      [2.0, 0, 0], [-2, 0, 0], [0, 1, 0], [0, -1, 0], [0, 0, 0.5], [0, 0, -0.5], [0, 0, 0],
    ]
    let found = try TrajectoryPlane(path)
    #expect(abs(found.shares[0] - 8 / 10.5) < 1e-14)
    #expect(abs(found.shares[1] - 2 / 10.5) < 1e-14)
    #expect(abs(abs(found.plane.first[0]) - 1) < 1e-14)
  }

  @Test func `true losses stand beside those of the projections`() throws {
    let measurement = try Fixture.measurement(
      x: [0, 1, 2, 3], y: [1, 2, 3, 5], model: "m*x + b + c*x^2", parameters: ["m", "b", "c"])
    let path = [[1.0, 0, 0.1], [0.5, 0.5, 0], [0, 1, 0.02], [0, 0.8, 0.05], [0.1, 0.9, 0.05]]
    let found = try TrajectoryPlane(path)
    let (real, projected) = try measurement.losses(along: path, on: found)
    #expect(abs(real[0] - (1 + 0.81 + 0.36 + 1.21) / 4) < 1e-14)
    #expect(real != projected)
    #expect(abs(real[4] - projected[4]) < 1e-15)
  }

  @Test func `a path without a plane is refused`() {
    #expect(throws: SurfaceError.self) { try TrajectoryPlane([[0, 0], [1, 1]]) }
    #expect(throws: SurfaceError.self) {
      try TrajectoryPlane([[0, 0], [1, 1], [2, 2], [3, 3]])
    }
    #expect(throws: SurfaceError.self) { try TrajectoryPlane([[1, 1], [1, 1], [1, 1]]) }
    #expect(throws: SurfaceError.self) { try TrajectoryPlane([[0, 0], [1], [2, 3]]) }
  }
}
