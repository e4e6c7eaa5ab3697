import Synchronization
import Testing

@testable import TrainingCore

@Suite struct SurfaceTasksTests {
  private typealias Fixture = SurfaceFixture

  @Test(arguments: [
    "(y - f)^2", "log(1 + exp(-y*f))", "exp(f) - y*f", "(y - f)^4", "abs(y - f)",
  ])
  func `the number of threads changes no bit`(loss: String) throws {
    let rows = loss == "(y - f)^2" ? 700_000 : 3000
    let x = Fixture.values(rows, seed: 41)
    let y = Fixture.values(rows, seed: 42).map { $0 < 0 ? -1.0 : 1.0 }
    for model in loss.hasPrefix("log") ? ["m*x + b", "m*x + b*x^2"] : ["m*x + b"] {
      let measurement = try Fixture.measurement(x: x, y: y, model: model, loss: loss)
      let axis = Fixture.axis(-1, 2, loss == "abs(y - f)" ? 9 : 23)
      let found = try [1, 2, 3].map { threads in
        try measurement.measure(
          on: Fixture.plane(), u: axis, v: axis, options: SurfaceOptions(threads: threads))
      }
      #expect(found[0].surface == found[1].surface)
      #expect(found[0].surface == found[2].surface)
      #expect(found[0].spotChecks == found[2].spotChecks)
    }
  }

  @Test func `the number of threads changes no bit of a network's surface`() throws {
    let (network, parameters, inputs) = try Fixture.network([5, 8, 1], .relu, rows: 5000)
    let measurement = try SurfaceMeasurement(
      network: network, loss: .meanSquaredOverSamples, inputs: inputs, targets: [inputs[0]])
    let plane = try Plane.random(of: network, around: parameters, seed: 4)
    let axis = Fixture.axis(-1, 1, 7)
    let found = try [1, 2, 3].map { threads in
      try measurement.measure(
        on: plane, u: axis, v: axis, options: SurfaceOptions(threads: threads)
      ).surface
    }
    #expect(found[0] == found[1] && found[0] == found[2])
  }

  @Test func `a cancelled surface ends with an error, soon`() throws {
    let (network, parameters, inputs) = try Fixture.network([2, 32, 1], .relu, rows: 20_000)
    let measurement = try SurfaceMeasurement(
      network: network, loss: .meanSquaredOverSamples, inputs: inputs, targets: [inputs[0]])
    let plane = try Plane.random(of: network, around: parameters, seed: 4)
    let axis = Fixture.axis(-1, 1, 500)
    let asked = Atomic(0)
    let options = SurfaceOptions(isCancelled: {
      asked.add(1, ordering: .relaxed).newValue > 5
    })
    #expect(throws: SurfaceError.cancelled) {
      try measurement.measure(on: plane, u: axis, v: axis, options: options)
    }
    #expect(asked.load(ordering: .relaxed) < 12)
  }

  @Test func `progress is told seldom, forwards, and not of short work`() throws {
    let told = Mutex<[Double]>([])
    let options = SurfaceOptions(
      threads: 2, progress: { share in told.withLock { $0.append(share) } })
    let tasks = SurfaceTasks(options)
    _ = try tasks.run(10, cost: 0) { $0 }
    #expect(told.withLock { $0.isEmpty })
    let start = ContinuousClock.now
    let results = try tasks.run(400, cost: 1e9) { index in
      let end = ContinuousClock.now + .milliseconds(6)
      while ContinuousClock.now < end {}
      return index
    }
    let took = ContinuousClock.now - start
    #expect(results == Array(0..<400))
    let shares = told.withLock { $0 }
    #expect(!shares.isEmpty && shares == shares.sorted() && shares.allSatisfy { $0 <= 1 })
    #expect(shares.count <= Int(took / .milliseconds(100)) + 1)
  }

  @Test func `grids that cannot be are refused`() throws {
    let measurement = try Fixture.measurement(x: [0, 1], y: [1, 2])
    let fine = Fixture.axis(0, 1, 3)
    for axis in [[0], [1, 0], [0, .nan], [0, 0], Fixture.axis(0, 1, 2001)] {
      #expect(throws: SurfaceError.self) {
        try measurement.measure(on: Fixture.plane(), u: axis, v: fine)
      }
    }
    #expect(throws: SurfaceError.self) {
      try measurement.measure(on: Fixture.plane([1]), u: fine, v: fine)
    }
    let unknown = try Fixture.measurement(x: [0, 1], y: [1, 2], model: "m*z + b")
    #expect(throws: SurfaceError.self) {
      try unknown.measure(on: Fixture.plane(), u: fine, v: fine)
    }
  }

  @Test func `closed forms are compared with every row if wanted`() throws {
    let measurement = try Fixture.measurement(x: [0, 1, 2, 3], y: [1, 2, 3, 5])
    let axis = Fixture.axis(-1, 1, 11)
    let found = try measurement.measure(
      on: Fixture.plane(), u: axis, v: axis,
      options: SurfaceOptions(spotChecks: 5, checksClosedForms: true, seed: 3))
    #expect(found.spotChecks.count == 5 && found.kind == .quadratic)
    #expect(try #require(found.measuredError) < 1e-14)
  }
}
